"""Files of others that are lines of words: their text, the file that lies beside one, and numbers out of words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from networks.errors import DataError, Finding
from networks.model.cells import bounded
from networks.model.limits import ROWS
from networks.model.schema import parse_number
from networks.readers.csv_text import decode
from networks.readers.files import Unreadable, bytes_of

MOST = f"expected at most {ROWS} rows"


def lines_of(file: Path, form: str) -> list[str]:
    """Return the lines of a text; raise DataError where there is none to be had."""
    try:
        data = bytes_of(file)
    except Unreadable as error:
        raise DataError([Finding(str(file), 0, "", "", f"the file cannot be read: {error}")]) from None
    text, findings = decode(data, file.name, form)
    if text is None:
        raise DataError(findings)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > 2 * ROWS:
        raise DataError([Finding(file.name, 0, "", "", MOST)])
    return lines


def numbers_in(
    file: str,
    column: str,
    lines: Sequence[int],
    texts: Sequence[str],
    findings: list[Finding],
    *,
    parse: Callable[[str], float] = parse_number,
) -> list[float]:
    """Return the numbers of a column, NaN for what is none, which is told."""
    found: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for text in set(texts):
        try:
            found[text] = parse(text)
        except ValueError as error:
            found[text], wrong[text] = math.nan, str(error)
    if wrong:
        told = [
            Finding(file, line, column, text, wrong[text])
            for line, text in zip(lines, texts, strict=True)
            if text in wrong
        ]
        findings += bounded(told)
    return [found[text] for text in texts]


def node_number(text: str) -> float:
    """Return the number of a node, from 1; raise ValueError of anything else.

    Examples
    --------
    >>> node_number("7")
    7.0
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and int(text) >= 1):
        raise ValueError("expected the number of a node, from 1")
    return float(int(text))

"""One answer in the format that was asked for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from networks.model.escaping import visible_json
from routing.cli.output import note, show_text, takes_utf_8, text_width, write_file, write_text
from routing.errors import QuestionError

if TYPE_CHECKING:
    from routing.answers.shown import Shown

WHOLE = ("html", "xlsx")  # what tells of an answer all that there is, the question too
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8
ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".geojson": "geojson",
    ".csv": "csv",
    ".html": "html",
    ".ics": "ics",
    ".htm": "html",
    ".png": "png",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command found, as functions of which one is called.

    Attributes
    ----------
    text
        Width in characters (None: any) -> text for people.
    data
        -> plain numbers, texts, lists and dictionaries for JSON.
    csv, geojson, ics, sarif
        -> text, a FeatureCollection, a calendar, and a log of findings.
    shown
        The answers that a page (html) and a workbook (xlsx) are made of.
    png
        Writes the file at a path.
    xlsx
        Writes the file at a path, with the command that it answers; of a list, which has nothing in `shown`.
    assumed
        What was taken for granted; part of the text, and told on stderr beside forms that have no room for it.
    nothing
        Why there is no route, "" where there is one; told on stderr beside forms that have no room for it.
    """

    text: Callable[[int | None], str]
    data: Callable[[], Any]
    csv: Callable[[], str]
    geojson: Callable[[], Any] | None = None
    ics: Callable[[], str] | None = None
    sarif: Callable[[], Any] | None = None
    shown: Sequence[Shown] = ()
    png: Callable[[Path], object] | None = None
    xlsx: Callable[[Path, str], object] | None = None
    assumed: str = ""
    nothing: str = ""


def format_of(arguments: argparse.Namespace) -> str:
    """Return the format that is asked for, by name or by the ending of the file.

    Raises
    ------
    QuestionError
        An ending that tells no format of this command, or a picture without a file.
    """
    file, wanted = arguments.output, arguments.format
    if file == "":
        raise QuestionError(["-o: expected the name of a file"])
    if wanted is None:
        ending = Path(file or "").suffix.casefold()
        if ending == ".pdf" and "html" in arguments.formats:
            raise QuestionError(
                [f"-o {file}: write the page, -o {Path(file).with_suffix('.html')}, and print it to PDF"]
            )
        wanted = ENDINGS.get(ending, "") if ending else "text"
        if wanted not in arguments.formats:
            told = f"this command has no {wanted}" if wanted else "its ending tells no format"
            raise QuestionError([f"-o {file}: {told}; give --format {'|'.join(arguments.formats)}"])
    if arguments.spreadsheet and wanted != "csv":
        raise QuestionError([f"--spreadsheet is about CSV; expected --format csv, not {wanted}"])
    if wanted in ("png", *WHOLE):
        from routing.cli.pictures import need

        if file is None:
            raise QuestionError([f"--format {wanted}: give a file with -o FILE"])
        need(wanted)
    return str(wanted)


def show(answer: Answer, arguments: argparse.Namespace, form: str) -> None:
    """Write an answer in a format to stdout or to the file asked for."""
    file = arguments.output
    if form == "text":
        body = answer.text(text_width() if file is None else None)
        show_text(f"{body}\n\n{answer.assumed}" if answer.assumed else body, file)
        return
    if form == "json":
        write_text(_json(answer.data(), ascii_only=file is None and not takes_utf_8()), file)
    elif form == "geojson" and answer.geojson is not None:
        write_text(_json(answer.geojson()), file)
    elif form == "sarif" and answer.sarif is not None:
        write_text(_json(answer.sarif(), ascii_only=file is None and not takes_utf_8()), file)
    elif form == "ics" and answer.ics is not None:
        write_text(answer.ics(), file)
    elif form == "csv":
        write_text(BYTE_ORDER_MARK + answer.csv() if arguments.spreadsheet else answer.csv(), file)
    elif form == "xlsx" and (write := answer.xlsx) is not None:
        write_file(file, lambda path: write(path, arguments.asked))
    elif form in WHOLE:
        from routing.cli.pictures import WRITERS

        write_file(file, lambda path: WRITERS[form](path, *answer.shown, asked=arguments.asked, assumed=answer.assumed))
    else:
        assert answer.png is not None
        write_file(file, answer.png)
    if answer.assumed and form not in ("json", *WHOLE):  # those hold the question
        note(answer.assumed)
    if answer.nothing and form not in ("json", *WHOLE):
        note(f"{answer.nothing}.")


def _json(data: Any, *, ascii_only: bool = False) -> str:
    """Return JSON; in ASCII alone it is the same JSON in whatever encoding somebody reads it."""
    return visible_json(json.dumps(data, ensure_ascii=ascii_only, indent=2, allow_nan=False)) + "\n"

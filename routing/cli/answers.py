"""One answer in the format that was asked for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routing.cli.output import note, show_text, text_width, write_file, write_text
from routing.errors import QuestionError

ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".geojson": "geojson",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".png": "png",
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
    csv, geojson
        -> text, and a FeatureCollection.
    html, png
        Writes the file at a path.
    assumed
        What was taken for granted; part of the text, and told on stderr beside forms that have no room for it.
    nothing
        Why there is no route, "" where there is one; told on stderr beside forms that have no room for it.
    """

    text: Callable[[int | None], str]
    data: Callable[[], Any]
    csv: Callable[[], str]
    geojson: Callable[[], Any] | None = None
    html: Callable[[Path], object] | None = None
    png: Callable[[Path], object] | None = None
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
        wanted = ENDINGS.get(ending, "") if ending else "text"
        if wanted not in arguments.formats:
            raise QuestionError([f"-o {file}: its ending tells no format; give --format {'|'.join(arguments.formats)}"])
    if wanted in ("png", "html"):
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
        write_text(_json(answer.data()), file)
    elif form == "geojson" and answer.geojson is not None:
        write_text(_json(answer.geojson()), file)
    elif form == "csv":
        write_text(answer.csv(), file)
    else:
        write = answer.html if form == "html" else answer.png
        assert write is not None and file is not None
        write_file(file, write)
    if answer.assumed and form not in ("json", "html"):  # those hold the question
        note(answer.assumed)
    if answer.nothing and form not in ("json", "html"):
        note(f"{answer.nothing}.")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"

"""Where an answer goes: to the terminal, or to a file that is never half written (`networks.writers.whole_file`)."""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import sys
from typing import TextIO

from networks.model.escaping import visible
from networks.writers.whole_file import write_file, write_text_file
from routing.views.text.folding import fitted

__all__ = ["is_coloured", "note", "show_text", "takes_utf_8", "text_width", "write_file", "write_text"]

STYLES = {  # the begin of a line -> how a terminal shows it
    "No route": "31;1",
    "No answer": "31;1",
    "None kept": "31;1",
    "error:": "31",
    "warning:": "33",
    "Left out:": "2",
    "Assumed:": "2",
    "Taken": "2",
    "Proof:": "2",
}


def text_width() -> int | None:
    """Return the columns of the terminal that stdout is, None where it is none: a file keeps its lines whole."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return max(shutil.get_terminal_size((80, 24)).columns, 40) if is_terminal else None


def show_text(text: str, file: str | None) -> None:
    """Write text for people: wrapped and coloured on a terminal, as it is in a file or a pipe."""
    text = visible(text, keep="\n")
    if file is not None:
        write_text(text + "\n", file)
        return
    width = text_width()
    if width is not None:
        text = "\n".join(_painted(fitted(line, width), number) for number, line in enumerate(text.split("\n")))
    stream = _stdout()
    stream.write(text + "\n")
    stream.flush()


def write_text(text: str, file: str | None) -> None:
    """Write text for programs, as UTF-8 whatever the encoding of the terminal, to stdout or to a file.

    Raises
    ------
    OSError
        Stdout is closed, or the file cannot be written.
    """
    if file is not None:
        write_text_file(file, text)
        return
    stream = _stdout()
    bytes_of = getattr(stream, "buffer", None)
    if bytes_of is None:  # a notebook, or another stream that takes text alone
        stream.write(text)
    else:
        stream.flush()
        bytes_of.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def takes_utf_8() -> bool:
    """Tell whether who reads stdout expects UTF-8."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name == "utf-8"


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise OSError("stdout is closed, so there is nowhere to write the answer; give -o FILE")
    return sys.stdout


def note(text: str) -> None:
    """Write a line for people to stderr; where that is closed nobody reads it, and nothing else comes of it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{visible(text, keep=chr(10))}\n")
            sys.stderr.flush()


def is_coloured(stream: TextIO) -> bool:
    """Tell whether colours are wanted: on a terminal that knows them, unless NO_COLOR is set (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(line: str, number: int) -> str:
    if not line or not is_coloured(sys.stdout):
        return line
    style = "1" if number == 0 else next((style for begin, style in STYLES.items() if line.startswith(begin)), "")
    return f"\x1b[{style}m{line}\x1b[0m" if style else line

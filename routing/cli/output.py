"""Where an answer goes: to the terminal, or to a file that is never half written."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from networks.model.escaping import visible
from routing.views.text.folding import fitted

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
    width = text_width()
    if file is not None or width is None:
        write_text(text + "\n", file)
        return
    lines = [_painted(fitted(line, width), number) for number, line in enumerate(text.split("\n"))]
    write_text("\n".join(lines) + "\n", None)


def write_text(text: str, file: str | None) -> None:
    """Write text to stdout, or to a file as UTF-8.

    Raises
    ------
    OSError
        Stdout is closed, or the file cannot be written.
    """
    if file is None:
        if sys.stdout is None:
            raise OSError("stdout is closed, so there is nowhere to write the answer; give -o FILE")
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_file(file, lambda path: path.write_text(text, encoding="utf-8", errors="backslashreplace", newline=""))


def write_file(file: str, write: Callable[[Path], object]) -> None:
    """Let `write` make a file that takes the place of `file` only when it is whole.

    The new file is made beside the old one. What is no ordinary file, such as ``/dev/null``, is written to as it is.

    Raises
    ------
    OSError
        The file cannot be written; what stood there stays.
    """
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file() and not target.is_dir():
        write(target)
        return
    if target.is_dir():
        raise IsADirectoryError(21, "is a folder; expected the name of a file", str(file))
    if not target.parent.is_dir():
        raise FileNotFoundError(2, "no such folder", str(target.parent))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}.", suffix=target.suffix)
    os.close(handle)
    staged = Path(name)
    try:
        write(staged)
        staged.chmod(_mode(target))
        staged.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise


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


def _mode(target: Path) -> int:
    """Return the permissions of the file that stands there, or those of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

"""The command line `landbridge`: one command a file in `commands/`, what they share beside it.

Exit codes: 0 an answer, 1 no route, or none kept (with reasons), 2 wrong usage, bad data or nowhere to write to, 3 a
limit was reached before any answer, 70 a defect of landbridge, 130 interrupted, 141 the reader of the output went away.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence

from networks.errors import FreightError
from routing.cli import exits
from routing.errors import (
    DisagreementError,
    LimitReachedError,
    NoRouteError,
    QuestionError,
    SolverError,
    VerificationError,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; messages go to stderr, answers to stdout or a file.

    Parameters
    ----------
    argv
        Arguments without the name of the program; None: those of the process.

    Examples
    --------
    >>> main(["route", "Yokoh", "Moscow"])  # a part of a name; stderr lists the candidates
    2
    """
    try:
        from routing.cli.parser import build_parser

        arguments = build_parser().parse_args(argv)
        arguments.asked = _command(sys.argv[1:] if argv is None else argv)
        with warnings.catch_warnings():
            warnings.showwarning = _told
            code: int = arguments.run(arguments)
        if sys.stdout is not None:  # closed
            sys.stdout.flush()
    except SystemExit as stop:  # argparse: 0 after --help, 2 after wrong usage
        return stop.code if isinstance(stop.code, int) else exits.BAD
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        return exits.PIPE
    except QuestionError as error:
        return _failed("\n".join(error.problems))
    except NoRouteError as error:
        return _failed(str(error), exits.NO_ROUTE)
    except LimitReachedError as error:
        return _failed(str(error), exits.LIMIT)
    except (DisagreementError, VerificationError, SolverError) as error:
        return _failed(str(error), exits.DEFECT)
    except FreightError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:
        return exits.INTERRUPTED if _is_interrupt(error) else _crashed(error)
    return code


def console() -> None:
    """Run as a program: never fail on a letter that the terminal lacks, nor on a reader that went away."""
    _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        if sys.stdout is not None:
            sys.stdout.flush()
        # All is told, Ctrl-C has nothing left to break off. Ignored it stays so while Python is taken down; handled it
        # would be given back to the system there, which kills.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BrokenPipeError:
        code = exits.PIPE
    except KeyboardInterrupt:
        code = exits.INTERRUPTED
    if code == exits.PIPE and sys.stdout is not None:  # the interpreter flushes once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _command(argv: Sequence[str]) -> str:
    """Return the command as it can be typed again, in the quotes of the shell of this system."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return f"landbridge {list2cmdline(argv)}"
    from shlex import join

    return f"landbridge {join(argv)}"


def _fill_closed() -> None:
    """Open the standard streams that are closed, so that no file takes their number and what is meant for them."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)


def _is_interrupt(error: BaseException | None) -> bool:
    """Tell whether Ctrl-C is behind an error: a library that is loaded just then makes an ImportError of it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _crashed(error: Exception) -> int:
    """Tell of an error that nobody foresaw."""
    told = "".join(traceback.format_exception(error)).rstrip()
    return _failed(f"this is a defect of landbridge; please report it with the command and this:\n{told}", exits.DEFECT)


def _failed(message: str, code: int = exits.BAD) -> int:
    from routing.cli.output import note  # not above: what takes long to load is loaded where Ctrl-C is met

    note(f"landbridge: {message}")
    return code


def _told(message: Warning | str, *_: object, **__: object) -> None:
    from routing.cli.output import note

    note(f"landbridge: {message}")

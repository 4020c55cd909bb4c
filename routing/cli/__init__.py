"""The command line `landbridge`: one command a file in `commands/`, what they share beside it.

Exit codes: 0 an answer, 1 no route (with reasons), 2 wrong usage or bad data, 3 a limit was reached before any answer,
70 a defect of landbridge, 130 interrupted, 141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence

from networks.errors import FreightError
from networks.model.escaping import visible
from routing.cli import exits
from routing.errors import DisagreementError, NoRouteError, QuestionError, SolverError, VerificationError

LINE_END = "\n"


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
    from routing.cli.parser import build_parser

    try:
        arguments = build_parser().parse_args(argv)
        with warnings.catch_warnings():
            warnings.showwarning = _told
            code: int = arguments.run(arguments)
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
    except (DisagreementError, VerificationError, SolverError) as error:
        return _failed(str(error), exits.DEFECT)
    except FreightError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return code


def console() -> None:
    """Run as a program: never fail on a letter that the terminal lacks, nor on a reader that went away."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = exits.PIPE
    except KeyboardInterrupt:
        code = exits.INTERRUPTED
    if code == exits.PIPE:  # the interpreter flushes once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _failed(message: str, code: int = exits.BAD) -> int:
    sys.stderr.write(f"landbridge: {visible(message, keep=LINE_END)}\n")
    return code


def _told(message: Warning | str, *_: object, **__: object) -> None:
    sys.stderr.write(f"landbridge: {visible(str(message), keep=LINE_END)}\n")

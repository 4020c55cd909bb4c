"""Exit codes of the command line."""

from routing.status import Status

OK = 0  # an answer
NO_ROUTE = 1  # proven that there is none, or none was kept; the reasons are the output
BAD = 2  # wrong usage, data that cannot be used, or nowhere to write to
LIMIT = 3  # a limit was reached before any answer: neither a route nor "no route"
DEFECT = 70  # the engines differ, or an error that nobody foresaw: EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT
PIPE = 141  # 128 + SIGPIPE


def exit_code(status: Status) -> int:
    """Return the exit code of an answer.

    Examples
    --------
    >>> exit_code(Status.OPTIMAL), exit_code(Status.INFEASIBLE), exit_code(Status.UNKNOWN)
    (0, 1, 3)
    """
    return {Status.INFEASIBLE: NO_ROUTE, Status.UNKNOWN: LIMIT}.get(status, OK)

"""What a verb is given: of the kind that it expects, or one clear error that names all that is not."""

from __future__ import annotations

from typing import Any

from routing.errors import QuestionError

LONGEST = 60  # letters of a value that an error shows

NETWORK = "a Network, as networks.load() or networks.read(folder) returns it"
SHIPMENT = "a routing.Shipment, such as Shipment('JPYOK', 'RUMOW')"
CONSTRAINTS = "routing.Constraints(...) or None"
RESULT = "a Result, as routing.solve(...) returns it"


def check_kinds(**given: tuple[Any, Any, str]) -> None:
    """Raise QuestionError unless each argument is of its kind; all that are not are named at once.

    Parameters
    ----------
    given
        Name of an argument = its value, the class or classes that are expected, and what that is in words.

    Examples
    --------
    >>> check_kinds(k=(5, int, "a whole number"), name=(None, str, "a text"))
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: name=None: expected a text
    """
    problems = [
        f"{name}={shortened(value)}: expected {words}" + getattr(value, "NO_NETWORK", "")
        for name, (value, kinds, words) in given.items()
        if not isinstance(value, kinds)
    ]
    if problems:
        raise QuestionError(problems)


def shortened(value: object) -> str:
    """Return how a value is written, its kind alone where that is long or cannot be told.

    Examples
    --------
    >>> shortened("a folder"), shortened(list(range(1000)))
    ("'a folder'", 'a list')
    """
    kind = type(value).__name__
    try:
        told = repr(value)
    except Exception:
        return f"a {kind}"
    return told if len(told) <= LONGEST and "\n" not in told else f"a {kind}"

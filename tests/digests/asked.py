"""`Asked`: a question of some kind in words, how to ask it, and what a listing says of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plain_data import digest

from networks import FreightError

Parts = dict[str, Any]  # name of a part of an answer -> its plain data
STATUS = "status"  # the part that a listing shows in full
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes
    ----------
    kind, words
        What the question is, unlike any other's.
    ask
        Asks it and returns the parts of its answer.
    """

    kind: str
    words: str
    ask: Callable[[], Parts]

    @property
    def name(self) -> str:
        """Return the beginning of its line, by which listings are held against each other."""
        return f"{self.kind}{SEPARATOR}{self.words}"

    def parts(self) -> Parts:
        """Return the parts of the answer; where it is one of our errors, its class and what it says."""
        try:
            return self.ask()
        except FreightError as error:
            return {STATUS: type(error).__name__, "text": str(error)}

    def told(self) -> tuple[str, Exception | None]:
        """Return what a listing says of the answer, status and a digest for each part, and the error if it crashed."""
        try:
            parts = self.parts()
        except Exception as error:
            return f"crashed with {type(error).__name__}", error
        words = [parts.pop(STATUS)] if STATUS in parts else []
        words += [f"{name}={digest(data)}" for name, data in parts.items()]
        return " ".join(words), None

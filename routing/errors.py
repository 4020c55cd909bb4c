"""Errors of asking and answering. Every class also derives from the built-in that fits."""

from __future__ import annotations

from collections.abc import Iterable

from networks.errors import FreightError


class QuestionError(FreightError, ValueError):
    """A question that cannot be asked; carries every problem, not only the first.

    Attributes
    ----------
    problems
        One sentence each: field, value and what was expected.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class NoRouteError(FreightError, LookupError):
    """Raised by `Result.require` where no route was found; names the constraints that clash."""


class UnboundError(FreightError, RuntimeError):
    """An answer that has travelled without its network is asked for what only the network knows."""


class VerificationError(FreightError, ValueError):
    """A result that does not agree with its network; says where they first differ."""


class DisagreementError(FreightError, RuntimeError):
    """Two engines gave different answers to one question: a defect of landbridge, worth a report."""


class LimitReachedError(FreightError, RuntimeError):
    """A label, time or memory limit was reached: the answer is unknown, not 'no route'."""


class SolverError(FreightError, RuntimeError):
    """OR-Tools refused a model or failed; carries its own reason."""

"""What sections of several kinds of answers say in sentences: outcomes, doubts, proofs, numbers of routes."""

from __future__ import annotations

from collections.abc import Iterable

from routing.answers.alternatives import Alternatives
from routing.answers.comparison import Comparison
from routing.answers.conflict import Conflict
from routing.answers.price import Price
from routing.answers.result import Result
from routing.answers.route import Route
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, lacking_lines, warning_lines
from routing.views.text.result import outcome_text, proof_text
from routing.views.text.route import provenance_lines


def outcome(result: Result) -> tuple[str, ...]:
    """Return the totals of the best route of an answer with their doubt, or that there is none, with the reasons."""
    if result.best is not None:
        return (outcome_text(result),)
    return (*nothing_sentences(result), *blocked_sentences(result.blocked_by))


def outcomes(answer: Comparison | Price) -> tuple[str, ...]:
    """Return the totals of each answer with their doubt, by its name and the number that it bears on the map."""
    names = with_numbers(_routes_of(answer))
    return tuple(
        f"{names.get(name, name)}: {line}" for name, result in answer.results.items() for line in outcome(result)
    )


def with_numbers(names: Iterable[str]) -> dict[str, str]:
    """Return names with the numbers that their routes bear on maps; a single one bears none."""
    listed = list(names)
    return {name: f"{number} {name}" if len(listed) > 1 else name for number, name in enumerate(listed, start=1)}


def proofs(answer: Comparison | Price) -> tuple[str, ...]:
    """Return of each answer why it is right, by its name."""
    return tuple(f"{name}: {proof_text(result)}." for name, result in answer.results.items())


def kinds_by_name(answer: Comparison | Price) -> tuple[str, ...]:
    """Return of each route how much of its hours and dollars rests on what kind of figure."""
    found = _routes_of(answer)
    names = with_numbers(found)
    return tuple(f"{names[name]}: {line}" for name, route in found.items() for line in provenance_lines(route))


def _routes_of(answer: Comparison | Price) -> dict[str, Route]:
    return {name: result.best for name, result in answer.results.items() if result.best is not None}


def nothing_sentences(answer: Result | Alternatives) -> tuple[str, ...]:
    """Return that there is no route; nothing where there is one."""
    told = nothing_text(answer)
    return (f"{told}.",) if told else ()


def blocked_sentences(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a sentence for each set of constraints that clash."""
    return [f"{line[0].upper()}{line[1:]}." for line in blocked_lines(conflicts)]


def doubts_of(result: Result) -> tuple[str, ...]:
    """Return what an answer rests on: kinds of figures, what lacks one, what was left out or assumed."""
    return (*(line for route in result.routes[:1] for line in provenance_lines(route)), *gaps(result))


def gaps(result: Result) -> tuple[str, ...]:
    """Return what an answer lacks figures of, and its warnings."""
    lacking = [line for route in result.routes[:1] for line in lacking_lines(route)]
    return (*lacking, *warning_lines(result.warnings))

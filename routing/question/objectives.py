"""What may be least: a criterion, or a generalised cost."""

from __future__ import annotations

from routing.errors import QuestionError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import CRITERIA, Criterion

Objective = Criterion | GeneralisedCost


def check_objective(minimise: Objective) -> None:
    """Raise QuestionError unless `minimise` is a criterion or a `GeneralisedCost`."""
    if not isinstance(minimise, GeneralisedCost) and minimise not in CRITERIA:
        raise QuestionError([f"minimise={minimise!r}: expected one of {', '.join(CRITERIA)} or a GeneralisedCost"])

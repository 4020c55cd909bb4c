"""`compare_results`: results that were found apart, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.errors import QuestionError


def compare_results(results: Mapping[str, Result]) -> Comparison:
    """Return results that were found apart, side by side.

    Raises
    ------
    QuestionError
        Fewer than two results.
    """
    if len(results) < 2:
        raise QuestionError([f"{len(results)} result(s) to compare: expected at least two"])
    return Comparison(dict(results))

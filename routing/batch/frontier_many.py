"""`frontier_many`: the Pareto front of each of many questions, in each of several networks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from routing.asking.frontier import checked_criteria
from routing.batch.answer_table import AnswerTable
from routing.batch.many import Workers, many
from routing.batch.pace import Hear
from routing.batch.solve_many import Nets
from routing.question.constraints import Constraints
from routing.question.measures import Criterion


def frontier_many(
    net_or_nets: Nets,
    questions: Any,
    *,
    criteria: Sequence[Criterion] = ("time", "cost"),
    constraints: Constraints | None = None,
    executor: Workers = None,
    chunk: int | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: bool | Hear = True,
) -> AnswerTable:
    """Return the exact Pareto front of each of many questions, as `routing.frontier` finds it, a light row each point.

    Parameters
    ----------
    criteria
        As in `routing.frontier`; what a question says is to be least plays no part.
    net_or_nets, questions, constraints, executor, chunk, store, progress
        As in `routing.solve_many`; processes serve from 500 questions on, and 50 travel together.

    Raises
    ------
    QuestionError
        As in `routing.solve_many`; criteria that are none.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.frontier_many(net, [("A", "B")], progress=False)
    >>> [(row["point"], row["days"], row["usd"]) for row in found]
    [(1, 2.5, 500.0), (2, 3.75, 300.0)]
    """
    names = checked_criteria(criteria)
    return many(
        "frontier",
        net_or_nets,
        questions,
        settings=(("criteria", names),),
        minimise=names[0],
        constraints=constraints,
        executor=executor,
        chunk=chunk,
        store=store,
        progress=progress,
    )

"""`ask_many`: any verb for many questions: departures, how surely each is there, fronts, or the best routes."""

from __future__ import annotations

import os
from typing import Any, Literal

from routing.batch.answer_table import AnswerTable
from routing.batch.by_itself import settings_of
from routing.batch.many import Workers, many
from routing.batch.pace import Hear
from routing.batch.solve_many import Nets
from routing.question.constraints import Constraints
from routing.question.objectives import Objective

Asked = Literal["solve", "frontier", "departures", "punctuality", "critical"]


def ask_many(
    net_or_nets: Nets,
    questions: Any,
    verb: Asked = "solve",
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    executor: Workers = None,
    chunk: int | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: bool | Hear = True,
    **settings: Any,
) -> AnswerTable:
    """Return what a verb tells of each of many questions, in each of several networks, in light rows.

    Parameters
    ----------
    verb
        ``"solve"`` and ``"frontier"``: as `solve_many` and `frontier_many`. ``"punctuality"``: a row each with the best
        route, its chance of being there in time, its mean and its percentiles. ``"departures"``: a row for each journey
        that is worth taking; what a question says is to be least plays no part then. ``"critical"``: for each number of
        elements a row with those whose loss hurts this shipment most, and the way that is left.
    settings
        What the verb is asked with: of ``"punctuality"`` ``deadline_days``, ``samples`` (10,000) and ``seed``; of
        ``"departures"`` ``start``, ``end`` and ``criteria``; of ``"frontier"`` ``criteria``; of ``"critical"``
        ``k`` (1), ``kinds`` and ``ends``. They hold for all.
    net_or_nets, questions, minimise, constraints, executor, chunk, store, progress
        As in `routing.solve_many`. What is not solved together is asked question by question, and travels in chunks of
        5 (critical), 20 (departures) or 50; processes serve from 50 (critical) or 500 questions on.

    Raises
    ------
    QuestionError
        As in `routing.solve_many`; a verb that is none, settings that it does not have.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60}), ("B", "C", {"hours": 12})]
    >>> net = networks.from_networkx(networkx.Graph(ways), mode="sea")
    >>> found = routing.ask_many(net, [("A", "B"), ("A", "C")], "punctuality", deadline_days=2.5, progress=False)
    >>> [(row["days"], row["on_time"], row["p95_days"]) for row in found]
    [(2.5, 1.0, 2.5), (3.0, 0.0, 3.0)]
    """
    return many(
        verb,
        net_or_nets,
        questions,
        settings=settings_of(verb, settings),
        minimise=minimise,
        constraints=constraints,
        executor=executor,
        chunk=chunk,
        store=store,
        progress=progress,
    )

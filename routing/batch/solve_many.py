"""`solve_many`: the best route of each of many questions, in each of several networks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from networks.network import Network
from routing.batch.answer_table import AnswerTable
from routing.batch.many import Workers, many
from routing.batch.pace import Hear
from routing.question.constraints import Constraints
from routing.question.objectives import Objective

Nets = Network | str | Iterable[Network | str] | Mapping[str, Any]


def solve_many(
    net_or_nets: Nets,
    questions: Any,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    executor: Workers = None,
    chunk: int | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: bool | Hear = True,
) -> AnswerTable:
    """Return the best route of each of many questions, as `routing.solve` finds it, a light row each.

    Questions that have all but their ends in common are answered together: one search serves all that begin (or end)
    at one place. By vias, with `ready` where services have dates, and where a limit binds, each is asked by itself.
    Routes are those of the label search; `AnswerTable.result` asks both engines, and tells why there is no route.

    Parameters
    ----------
    net_or_nets
        A network, the name of one (``"eurasia"``, ``"eurasia/2016-target"``), several of them, or a mapping of names to
        networks, `Constraints` (for questions that state none) or both. Each question is asked in each.
    questions
        A list of `Question`, `Shipment`, ``(origin, destination)`` or dictionaries; the path of a CSV file or a
        DataFrame with columns ``origin`` and ``destination``, and, as far as wanted, those of `Shipment`, of
        `Constraints`, ``minimise``, ``usd_per_day`` and ``id``; or an OD matrix: a DataFrame or a mapping of mappings,
        origins down, destinations across, containers in the cells (0 or empty: not asked).
    minimise, constraints
        Of questions that state none.
    executor
        A `concurrent.futures.Executor`, such as that of ``dask.distributed.Client.get_executor()``, or what makes
        one. None: this process, and processes on all cores for 20,000 questions and more. Answers are the same, byte
        by byte. A network travels to each worker once. What a lost worker was at is asked again.
    chunk
        Questions that travel together; None: 2,000.
    store
        A file that answers are kept in as they come. Another call with the same file asks only what it does not hold,
        as after a kill. Answers go by the content of question and network, so that one file serves many studies.
    progress
        True: how far it is, with rate and time left, where stderr is a terminal. A function: is called with the words.

    Raises
    ------
    QuestionError
        What cannot be read at all; a question that cannot be asked is a row with its ``error``.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300}), ("B", "C", {"hours": 12})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.solve_many(net, {"A": {"B": 1, "C": 2}}, progress=False)
    >>> [(row["destination"], row["days"], row["ride_ids"]) for row in found]
    [('B', 2.5, 'sea:A-B to B'), ('C', 3.0, 'sea:A-B to B > sea:B-C to C')]
    """
    return many(
        "solve",
        net_or_nets,
        questions,
        minimise=minimise,
        constraints=constraints,
        executor=executor,
        chunk=chunk,
        store=store,
        progress=progress,
    )

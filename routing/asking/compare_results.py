"""`compare_results`: results that were found apart, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.errors import QuestionError
from routing.question.arguments import RESULT, check_kinds


def compare_results(results: Mapping[str, Result]) -> Comparison:
    """Return results that were found apart, side by side.

    They should be answers to one question. Where shipments, objectives or constraints differ, each has its own in
    every form, and a warning says what differs (`Comparison.unlike`).

    Raises
    ------
    QuestionError
        Fewer than two results, or something else than results.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> asked = {word: routing.solve(net, routing.Shipment("A", "B"), minimise=word) for word in ("time", "cost")}
    >>> found = routing.compare_results(asked)
    >>> {name: route.days for name, route in found.routes.items()}, found.unlike
    ({'time': 2.5, 'cost': 3.75}, ('minimise',))
    """
    check_kinds(results=(results, Mapping, "a mapping: name -> Result"))
    check_kinds(**{f"results[{name!r}]": (result, Result, RESULT) for name, result in results.items()})
    if len(results) < 2:
        raise QuestionError([f"{len(results)} result(s) to compare: expected at least two"])
    return Comparison(dict(results))

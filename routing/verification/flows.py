"""What the routes of an assignment put on elements in a week, counted anew; a part of `verify`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from networks.network import Network
from routing.answers.assignment import Assignment, Sent, Use
from routing.answers.empty_boxes import EmptyRun
from routing.answers.route import Route
from routing.answers.wait import Wait
from routing.steps.step import Step
from routing.verification.priced import Held, uses


class Counting:
    """Which of several elements routes use, how often; each step is looked at once."""

    def __init__(self, network: Network, several: Sequence[Use | Wait]) -> None:
        self.network, self.several = network, several
        self._known: dict[tuple[int, bool], tuple[Step, list[tuple[int, int]]]] = {}
        self._of_link: dict[str, list[int]] = {}
        self._others = [row for row, one in enumerate(several) if one.kind != "link"]
        for row, one in enumerate(several):
            if one.kind == "link":
                self._of_link.setdefault(one.element, []).append(row)

    def of(self, route: Route) -> Iterator[tuple[int, int]]:
        """Yield the number of each element that a route uses, step by step, with how often the step does."""
        for number, step in enumerate(route.steps):
            key = id(step), number == 0
            if key not in self._known:
                self._known[key] = step, [*self._counted(step, starts=number == 0)]
            yield from self._known[key][1]

    def _counted(self, step: Step, *, starts: bool) -> Iterator[tuple[int, int]]:
        links = [row for link in dict.fromkeys(step.links) for row in self._of_link.get(link, ())]
        for row in (*links, *self._others):
            one = self.several[row]
            times = uses(self.network, Held(one.kind, one.element, one.on), step, starts=starts)
            if times:
                yield row, times


def flows_of(found: Assignment, counting: Counting) -> list[float]:
    """Return the flow of each element in its unit."""
    flows = [0.0] * len(counting.several)
    for route, amount in _by_route(found):
        each = {"TEU": float(route.load.teu or 0) * amount, "t": float(route.load.tonnes or 0) * amount}
        for row, times in counting.of(route):
            flows[row] += times * each[counting.several[row].unit]
    return flows


def _by_route(found: Assignment) -> list[tuple[Route, float]]:
    """Return the routes, each once, with how many shipments a week take it."""
    amounts: dict[int, float] = {}
    routes: dict[int, Route] = {}
    told: list[Sent | EmptyRun] = [*found.sent, *found.runs]
    for sent in told:
        amounts[id(sent.route)] = amounts.get(id(sent.route), 0.0) + sent.per_week
        routes[id(sent.route)] = sent.route
    return [(routes[key], amount) for key, amount in amounts.items()]

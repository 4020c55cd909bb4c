"""What is told of a way through an expanded graph, read off its arcs: `ToldArcs`.

As `routing.batch.answer.answer_of` tells it of a route, in a tenth of the time: what each arc adds is put together once
for all ways that use it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answers.route import Route
from routing.batch.answer import PER, Answer, codes_of
from routing.cautions import BY_STEP, OF_THE_WHOLE, cautions_of
from routing.compiling.arc_table import ArcTable
from routing.compiling.kept import Kept
from routing.question.question import Question
from routing.steps.corridors import corridors_of_links
from routing.steps.path_id import path_id_of, step_digest
from routing.steps.step import Step

MOST_RULES = 32  # of which the codes of arcs are kept
Ridden = tuple[bool, str, str, bool]  # of an arc of a leg: begins one in any case, its service, where it leads, a ride


class _Arc(NamedTuple):
    """What is told of an arc: amounts as in `PER`, 0 where they are missing, and which are, as bits."""

    step: Step
    amounts: tuple[int, ...]
    lacks: int
    digest: bytes
    ridden: Ridden | None
    corridors: tuple[str, ...]


class ToldArcs:
    """The arcs of a table in words and numbers; those of each when a way uses it."""

    def __init__(self, network: Network, table: ArcTable) -> None:
        self.network, self.load = network, table.expansion.load
        of_link, arcs, services = corridors_of_links(network), table.expansion.arcs, network.services_of_all_dates
        self._arcs: Kept[int, _Arc] = Kept(lambda number: _told(arcs[number].step, of_link))
        self._service: Kept[str, str] = Kept(lambda name: services[name].name if name in services else name)
        self._place = dict(zip(*(network.tables["places"][name].tolist() for name in ("id", "name")), strict=True))
        self._codes: dict[str, dict[int, frozenset[str]]] = {}
        self._corridor = {corridor.id: corridor.name for corridor in network.corridors.values()}

    def codes_by_step(self, rules: str) -> dict[int, frozenset[str]]:
        """Return where codes of arcs are kept that hold for some rules; of the rules before only a few are."""
        if rules not in self._codes:
            if len(self._codes) >= MOST_RULES:
                self._codes.clear()
            self._codes[rules] = {}
        return self._codes[rules]

    def route(self, arcs: Sequence[int], question: Question) -> Route:
        """Return the route over some arcs."""
        return Route(self.network, self.load, tuple([self._arcs[arc].step for arc in arcs]), question.shipment)

    def answer(self, status: str, arcs: Sequence[int], warnings: str) -> Answer:
        """Return what is kept of the route over some arcs."""
        told, lacking = [self._arcs[arc] for arc in arcs], 0
        for one in told:
            lacking |= one.lacks
        totals = [sum([one.amounts[bit] for one in told]) for bit in range(len(PER))]
        days, usd, kg_co2e, km = (
            None if lacking >> bit & 1 else total / PER[bit][1] for bit, total in enumerate(totals)
        )
        legs = self._legs(told)
        corridors = dict.fromkeys(name for one in told for name in one.corridors)
        return Answer(
            status=status,
            days=days,
            usd=usd,
            kg_co2e=kg_co2e,
            km=km,
            transshipments=sum([one.step.lifts for one in told]),
            corridor=" + ".join([self._corridor[name] for name in corridors]),
            rides=" > ".join([f"{self._service[service]} to {self._place[place]}" for service, place in legs]),
            ride_ids=" > ".join([f"{service} to {place}" for service, place in legs]),
            path=path_id_of([one.digest for one in told]),
            warnings=warnings,
        )

    @staticmethod
    def _legs(arcs: Sequence[_Arc]) -> list[tuple[str, str]]:
        """Return the service of each leg and where it is left; legs begin as `routing.steps.leg.leg_numbers` says."""
        found: list[tuple[str, str]] = []
        before = None
        for told in arcs:
            if told.ridden is None:
                continue
            begins, service, place, rides = told.ridden
            if begins or service != before:
                found.append((service, place))
            elif rides:
                found[-1] = (service, place)
            before = service
        return found


class ArcCodes:
    """The codes of what questions of the same rules are warned of, by the arcs of their ways.

    What is told of each step by itself is asked of each arc once; the rest of each way as a whole.

    Parameters
    ----------
    told
        The arcs.
    rules
        What the questions have in common, in words.
    common
        The codes of what all of them are warned of.
    """

    def __init__(self, told: ToldArcs, rules: str, common: frozenset[str]) -> None:
        self._told, self._common = told, common
        self._by_step = told.codes_by_step(rules)
        self._words: dict[frozenset[str], str] = {}

    def of(self, arcs: Sequence[int], question: Question) -> str:
        """Return the codes of the way over some arcs in one text."""
        network, known = self._told.network, self._by_step
        for arc in arcs:
            if arc not in known:
                step = self._told.route((arc,), question)
                known[arc] = codes_of(cautions_of(network, question, (step,), BY_STEP))
        route = self._told.route(arcs, question)
        whole = codes_of(cautions_of(network, question, (route,), OF_THE_WHOLE))
        return self.joined(whole.union(*[known[arc] for arc in arcs]))

    def of_none(self, question: Question) -> str:
        """Return the codes of a question to which there is no way."""
        return self.joined(codes_of(cautions_of(self._told.network, question, ())))

    def joined(self, codes: frozenset[str]) -> str:
        """Return codes, and those that all questions have in common, in one text."""
        if codes not in self._words:
            self._words[codes] = ";".join(sorted(codes | self._common))
        return self._words[codes]


def told_arcs(network: Network, table: ArcTable) -> ToldArcs:
    """Return the arcs of a table in words and numbers, put together once."""
    return network.worked_out((ToldArcs, table), lambda: ToldArcs(network, table))


def _told(step: Step, of_link: Mapping[str, tuple[str, ...]]) -> _Arc:
    amounts = [getattr(step, column) for column, _ in PER]
    return _Arc(
        step,
        tuple(amount or 0 for amount in amounts),
        sum(1 << bit for bit, amount in enumerate(amounts) if amount is None),
        step_digest(step),
        _ridden(step),
        tuple(name for link in step.links for name in of_link.get(link, ())),
    )


def _ridden(step: Step) -> Ridden | None:
    return (step.is_boarding, step.element, step.places[-1], step.is_ride) if step.is_of_leg else None

"""What `plan_upgrades` is asked, checked once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from numbers import Real
from typing import Any, NamedTuple

from networks.errors import DataError, Finding
from networks.model.upgrade import Upgrade
from networks.network import Network
from networks.readers.upgrades import price_faults, relation_faults
from routing.amounts.units import DAY
from routing.answer_warning import IGNORED, AnswerWarning
from routing.asking.solve import admitted
from routing.assigning.capacities import rows_of
from routing.errors import QuestionError, gathering
from routing.question.arguments import SHIPMENT, check_kinds, shortened
from routing.question.constraints import Constraints
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.upgrades.lanes import MOST


class Asked(NamedTuple):
    """What is asked, checked."""

    upgrades: tuple[Upgrade, ...]
    questions: tuple[Question, ...]
    weights: tuple[int, ...]
    max_days: float | None
    budget_usd: float | None

    @property
    def most(self) -> int:
        """Return the thousandths of a minute that each shipment may take, where days are asked for."""
        assert self.max_days is not None
        return min(int(Fraction(self.max_days) * DAY), MOST // (2 * sum(self.weights) * DAY) * DAY)


def asked_of(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Shipment | Iterable[Shipment],
    weights: Iterable[int] | None,
    aims: tuple[float | None, float | None],
    constraints: Constraints | None,
) -> Asked:
    """Return what is asked; places by their ids.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        What cannot be asked; of the upgrades all findings.
    """
    several = (shipments,) if isinstance(shipments, Shipment) else _listed("shipments", shipments, "routing.Shipment")
    check_kinds(**{f"shipments_{number}": (one, Shipment, SHIPMENT) for number, one in enumerate(several, start=1)})
    given = _listed("upgrades", upgrades, 'networks.Upgrade, such as networks.upgrades("eurasia")')
    check_kinds(**{f"upgrades_{n}": (one, Upgrade, "a networks.Upgrade") for n, one in enumerate(given, start=1)})
    problems = [] if several else ["shipments: expected at least one"]
    if not given:
        problems.append("upgrades: expected at least one")
    counts = (1,) * len(several) if weights is None else tuple(weights)
    if len(counts) != len(several):
        problems.append(f"weights: {len(counts)} for {len(several)} shipments: expected one each")
    problems += [f"weights: {shortened(one)}: expected a whole number from 1" for one in counts if not _is_count(one)]
    for name, value in zip(("max_days", "budget_usd"), aims, strict=True):
        if value is not None and not is_amount(value):
            problems.append(f"{name}={shortened(value)}: expected a number from 0, or None")
    if None not in aims:
        problems.append("max_days, budget_usd: expected one of them, or none for the whole curve")
    if constraints is not None:
        told = ("max_days", "max_usd", "max_kg_co2e", "max_transshipments")
        problems += [
            f"constraints.{name}: expected none, for the way with upgrades is the fastest"
            for name in told
            if getattr(constraints, name, None) is not None
        ]
    problems += [
        f"shipments_{number}: ready or deadline: expected none, for days of a calendar are not planned with"
        for number, one in enumerate(several, start=1)
        if one.ready is not None or one.deadline is not None
    ]
    if problems:
        raise QuestionError(problems)
    findings = list(_faults(given))
    if findings:
        raise DataError(findings)
    questions = tuple(admitted(network, one, constraints, "time") for one in several)
    return Asked(given, questions, counts, *aims)


def asked_for_welfare(
    network: Network,
    upgrades: Iterable[Upgrade],
    capacities: Any,
    budget_usd: float | None,
    others: Iterable[object] = (),
) -> tuple[Upgrade, ...]:
    """Return the upgrades that are weighed for the welfare of all; `others`: what belongs to other aims.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        What cannot be asked of the upgrades, the budget and the capacities; all problems at once.
    """
    problems: list[str] = []
    given: tuple[Upgrade, ...] = ()
    with gathering(problems):
        given = upgrades_of(upgrades, budget_usd, others)
    with gathering(problems):
        rows_of(network, capacities)
    if problems:
        raise QuestionError(problems)
    return given


def upgrades_of(upgrades: Iterable[Upgrade], budget_usd: float | None, others: Iterable[object]) -> tuple[Upgrade, ...]:
    """Return the upgrades that are weighed for the welfare of all; `others`: what belongs to other aims.

    Raises
    ------
    QuestionError, DataError
        What cannot be asked; of the upgrades all findings.
    """
    given = _listed("upgrades", upgrades, 'networks.Upgrade, such as networks.upgrades("eurasia")')
    check_kinds(**{f"upgrades_{n}": (one, Upgrade, "a networks.Upgrade") for n, one in enumerate(given, start=1)})
    problems = [] if given else ["upgrades: expected at least one"]
    if any(one is not None for one in others):
        problems.append("welfare: expected neither max_days nor weights beside it")
    if budget_usd is not None and not is_amount(budget_usd):
        problems.append(f"budget_usd={shortened(budget_usd)}: expected a number from 0, or None")
    if problems:
        raise QuestionError(problems)
    findings = list(_faults(given))
    if findings:
        raise DataError(findings)
    return given


def _faults(upgrades: tuple[Upgrade, ...]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for number, one in enumerate(upgrades, start=1):
        if one.id in seen:
            yield Finding("upgrades", number, "id", one.id, f"stands at {seen[one.id]} already")
        seen.setdefault(one.id, number)
        prices = {name: getattr(one, name) for name in ("price_usd", "low_usd", "high_usd")}
        for fault in price_faults(one.kind, prices):
            yield Finding("upgrades", number, *fault)
        for name, value in prices.items():
            if value is not None and not is_amount(value):
                yield Finding("upgrades", number, name, shortened(value), "expected a number of USD from 0, or None")
    for told, field, value, expected in relation_faults(upgrades):
        yield Finding("upgrades", seen[told.id], field, value, expected)


def meant_over(network: Network, upgrades: Sequence[Upgrade]) -> Iterator[AnswerWarning]:
    """Yield the warning of upgrades whose rows are meant over another scenario than the network has."""
    bases = {one.base for one in upgrades if one.base and one.base not in network.scenario}
    if bases:
        words = f"the rows of upgrades are meant over scenario {', '.join(sorted(bases))}, which this network is not"
        yield AnswerWarning(IGNORED, words)


def _listed(name: str, given: Any, expected: str) -> tuple[Any, ...]:
    """Return what several are given in."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise QuestionError([f"{name}={shortened(given)}: expected several {expected}"])
    return tuple(given)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def is_amount(value: Any) -> bool:
    """Tell whether something is a number from 0."""
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value) and float(value) >= 0

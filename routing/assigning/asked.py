"""What `assign` is asked to carry: consignments with the ids of places, and what holds for all filled in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from networks.errors import FreightError
from networks.network import Network
from routing.asking.solve import admitted
from routing.batch.asked import PER_WEEK, asked_in
from routing.errors import QuestionError
from routing.question.consignment import Consignment, Money, money_problems, penalty_problems
from routing.question.constraints import Constraints
from routing.question.shipment import Shipment

MOST_TOLD = 20  # problems of rows that one error names


def consignments_of(
    network: Network,
    shipments: Any,
    minimise: Money,
    constraints: Constraints | None,
    unserved_usd: float | None,
) -> tuple[Consignment, ...]:
    """Return what is to be carried.

    Raises
    ------
    QuestionError
        Nothing, or what cannot be asked; all rows that are wrong at once.
    """
    problems = money_problems(minimise)
    if unserved_usd is not None:
        problems += penalty_problems(unserved_usd)
    if problems:
        raise QuestionError(problems)
    found = []
    for number, given in enumerate(_given(shipments, minimise, constraints), start=1):
        try:
            one = given if isinstance(given, Consignment) else _of_row(given)
            found.append(_filled(network, one, minimise, constraints, unserved_usd))
        except FreightError as error:
            problems.append(f"shipment {number}: {error}")
    if len(problems) > MOST_TOLD:
        problems[MOST_TOLD:] = [f"and {len(problems) - MOST_TOLD} more"]
    if not found and not problems:
        problems = ["shipments: expected at least one"]
    if problems:
        raise QuestionError(problems)
    return tuple(found)


def _given(shipments: Any, minimise: Money, constraints: Constraints | None) -> Iterator[Any]:
    """Yield consignments as they are, and anything else as a row of questions."""
    if isinstance(shipments, Shipment | Consignment):
        shipments = [shipments]
    is_list = isinstance(shipments, Iterable) and not isinstance(shipments, str | os.PathLike | Mapping)
    if not is_list or hasattr(shipments, "columns"):
        yield from asked_in(shipments, minimise=minimise, constraints=constraints, also=PER_WEEK)  # type: ignore[arg-type]
        return
    for one in shipments:
        if isinstance(one, Consignment):
            yield one
        else:
            yield from asked_in([one], minimise=minimise, constraints=constraints, also=PER_WEEK)  # type: ignore[arg-type]


def _of_row(asked: Any) -> Consignment:
    if asked.question is None:
        raise QuestionError([asked.error])
    question = asked.question
    if question.model != "frequency" or question.arrive_by is not None:
        raise QuestionError(["a question on the clock: expected one by waits as expected"])
    return Consignment(
        shipment=question.shipment,
        constraints=question.constraints,
        minimise=question.minimise,
        name=asked.label,
        **asked.more,
    )


def _filled(
    network: Network, one: Consignment, minimise: Money, constraints: Constraints | None, unserved_usd: float | None
) -> Consignment:
    """Return a consignment with ids, and with what holds for all where it says nothing itself."""
    least = minimise if one.minimise is None else one.minimise
    stated = constraints if one.constraints is None else one.constraints
    question = admitted(network, one.shipment, stated, least)  # type: ignore[arg-type]
    penalty = unserved_usd if one.unserved_usd is None else one.unserved_usd
    return replace(
        one, shipment=question.shipment, constraints=question.constraints, minimise=least, unserved_usd=penalty
    )

"""Break-evens as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.cells import rides
from routing.views.text.asked import constraints_text, place_name, shipment_text
from routing.views.text.remarks import warning_lines
from routing.views.text.route import totals_text
from routing.views.text.table import number

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.break_even import BreakEven


def break_even_text(found: BreakEven, width: int | None = None) -> str:
    """Return the sentence of a break-even, and what it should be used with caution for."""
    return "\n".join([break_even_sentence(found), *warning_lines(found.warnings)])


def break_even_asked(found: BreakEven) -> str:
    """Return the question of a break-even."""
    question, network = found.question, found.network
    kept = constraints_text(network, question.constraints)
    return f"{shipment_text(network, question.shipment)}; least {question.minimise}; {kept}"


def called(network: Network, element: str) -> str:
    """Return the name of a place or a service with its id; the id alone of anything else."""
    if element in network.places:
        return place_name(network, element)
    service = network.services_of_all_dates.get(element)
    return f"{service.name} ({element})" if service is not None and service.name else element


def break_even_sentence(found: BreakEven) -> str:
    """Return how much dearer or slower an element may become, and what is best beyond that, in one sentence."""
    from routing.answers.break_even import UNIT  # which is imported already

    used = f"used {found.uses} time{'' if found.uses == 1 else 's'}" if found.uses else "not used"
    what = f"{called(found.network, found.element)} ({used}; least {found.question.minimise})"
    if found.slack is None:
        return f"{what}: however much is added, the route stays the best: {found.reason}."
    most = f"up to {number(found.per_use, 2)} {UNIT[found.change]} more for each use and the route stays the best"
    if found.flips_to is None:
        return f"{what}: {most}; beyond that {found.reason}."
    return f"{what}: {most}; beyond that: {rides(found.flips_to)} (today {totals_text(found.flips_to)})."

"""What hurts most when it is lost, as text: the worst sets, what replaces them, elements alone, and what cuts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.countries import name_of
from networks.model.keys import split_border
from routing.question.measures import TIME
from routing.status import Status
from routing.views.text.asked import amount_text, constraints_text
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, number, plus, table

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.critical import Critical, CutSet, Element, Harm, Loss

MOST_ALONE = 10  # elements that are told in a text
MANY = {"border": "borders", "territory": "territories"}
ALONE_CAPTION = "By themselves, the worst first"
CUT_CAPTION = "The fewest that leave a shipment without a route"
CUT_HEAD = ("shipment", "of", "fewest", "which")
CUT_FLUSH = "llrl"
FOOT = (
    "lost: closed on all days, as networks.closed does it; shipments without a route count first, then how much more "
    "of what is least the others need; ends of shipments are not lost"
)
WITH_ENDS = FOOT.replace("; ends of shipments are not lost", "")


def critical_text(found: Critical, width: int | None = None) -> str:
    """Return what hurts most when it is lost as text."""
    lines = [found.network.heading, critical_asked(found), "", *critical_lines(found)]
    if found.losses:
        lines += ["", *table(sets_head(found), sets_cells(found), "lr", width)]
    for loss in found.losses:
        cells = ways_cells(found, loss)
        lines += ["", ways_caption(found, loss)]
        lines += table(ways_head(found), cells, ways_flush(found), width) if cells else []
    alone = alone_cells(found, MOST_ALONE)
    if alone:
        lines += ["", f"{ALONE_CAPTION}:", *table(sets_head(found), alone, "lr", width)]
    if found.cuts:
        lines += ["", f"{CUT_CAPTION}:", *table(CUT_HEAD, cut_cells(found), CUT_FLUSH, width)]
    return "\n".join([*lines, "", f"({foot(found)})", *warning_lines(found.warnings)])


def foot(found: Critical) -> str:
    """Return what is lost, and how harm counts."""
    return WITH_ENDS if found.ends else FOOT


def critical_asked(found: Critical) -> str:
    """Return the question."""
    question, network = found.questions[0], found.network
    kinds = " and ".join(filter(None, (", ".join(map(_many, found.kinds[:-1])), _many(found.kinds[-1]))))
    moved = amount_text(network, question.shipment)
    if len(found.questions) == 1:
        moved += f" {shipment_name(found, 0)}"
    else:
        moved = f"{len(found.questions)} shipments, the first {moved} {shipment_name(found, 0)}"
    asked = f"least {question.minimise}; {constraints_text(network, question.constraints)}"
    return f"Which {found.k} of {found.candidates} {kinds} hurt most when lost? {moved}; {asked}"


def _many(kind: str) -> str:
    return MANY.get(kind, f"{kind}s")


def critical_lines(found: Critical) -> list[str]:
    """Return the worst set in a sentence, and what the answer is worth."""
    if found.status is Status.INFEASIBLE:
        return ["No shipment has a route to begin with: there is nothing to lose."]
    count = len(found.worst[-1].elements) if found.worst else 0
    lines = ["Nothing that may be lost does any harm."]
    if found.worst:
        worst = found.worst[-1]
        lines = [f"The worst: without {elements_text(found.network, worst.elements)} {harm_text(found, worst.harm)}."]
    elif found.status is not Status.OPTIMAL:
        lines = ["Nothing was found in time."]
    if found.status is Status.OPTIMAL:
        if not count:
            return lines
        more = f"; more than {count} add nothing" if count < found.k else ""
        return [*lines, f"Proven: no other {found.k if not more else count} do more harm{more}."]
    return [*lines, f"Not proven, for a limit was reached: {harm_text(found, found.bound)} at most."]


def harm_text(found: Critical, harm: Harm) -> str:
    """Return a harm in words."""
    lost = f"{harm.unserved:,} shipment{' has' if harm.unserved == 1 else 's have'} no route"
    more = f"{extra_text(found, harm.extra)} {found.unit} more in all"
    if harm.unserved:
        return lost + (f", and the others need {more}" if harm.extra else "")
    return f"shipments need {more}"


def extra_text(found: Critical, extra: float) -> str:
    """Return how much more shipments need, days to a tenth."""
    return number(extra, 1 if found.unit == TIME.words else 0)


def elements_text(network: Network, elements: tuple[Element, ...]) -> str:
    """Return elements in words."""
    return ", ".join(element_text(network, element) for element in elements)


def element_text(network: Network, element: Element) -> str:
    """Return what an element is called, with its kind and id.

    Examples
    --------
    >>> import networks
    >>> from routing.answers.critical import Element
    >>> net = networks.load("eurasia")
    >>> element_text(net, Element("place", "RU-ZABAIK")), element_text(net, Element("border", "BY-PL"))
    ('place Zabaikalsk (RU-ZABAIK)', 'border Belarus - Poland (BY-PL)')
    """
    name = _name(network, element)
    return f"{element.kind} {name} ({element.id})" if name and name != element.id else str(element)


def element_name(network: Network, element: Element) -> str:
    """Return what an element is called."""
    return _name(network, element) or element.id


def _name(network: Network, element: Element) -> str:
    if element.kind == "place" and element.id in network.places:
        return network.places[element.id].name
    if element.kind == "link" and element.id in network.links:
        link = network.links[element.id]
        return " - ".join(network.places[place].name for place in (link.tail, link.head) if place in network.places)
    if element.kind == "service" and element.id in network.services_of_all_dates:
        return network.services_of_all_dates[element.id].name
    if element.kind == "border":
        border = split_border(element.id)
        return "" if border is None else (" - " if border[2] else " > ").join(map(name_of, border[:2]))
    return name_of(element.id) if element.kind == "territory" else ""


def shipment_name(found: Critical, number: int) -> str:
    """Return the names of the two ends of a shipment."""
    shipment, places = found.questions[number].shipment, found.network.places
    return " - ".join(places[place].name for place in (shipment.origin, shipment.destination))


def sets_head(found: Critical) -> tuple[str, ...]:
    """Return the names of the columns of sets."""
    return "lost", "without a route", f"{found.unit} more in all"


def sets_cells(found: Critical) -> list[list[str]]:
    """Return a row of cells for each set that is told."""
    return [[elements_text(found.network, loss.elements), *_harm_cells(found, loss.harm)] for loss in found.losses]


def alone_cells(found: Critical, most: int | None = None) -> list[list[str]]:
    """Return a row of cells for each element alone, the worst first."""
    return [[element_text(found.network, one.element), *_harm_cells(found, one.harm)] for one in found.alone[:most]]


def _harm_cells(found: Critical, harm: Harm) -> list[str]:
    return [number(harm.unserved), extra_text(found, harm.extra)]


def ways_head(found: Critical) -> tuple[str, ...]:
    """Return the names of the columns of what shipments do; how many each stands for only where that differs."""
    times = ("times",) if _is_weighted(found) else ()
    return "shipment", *times, "before", "then", "cut off by", "days", "USD", "kg CO2e"


def ways_flush(found: Critical) -> str:
    """Return on which side the columns of what shipments do are flush."""
    return "lrlllrrr" if _is_weighted(found) else "llllrrr"


def _is_weighted(found: Critical) -> bool:
    return set(found.weights) != {1}


def ways_caption(found: Critical, loss: Loss) -> str:
    """Return what is lost, and how many shipments go as before."""
    as_before = sum(not found.is_met(loss, number) for number in range(len(found.questions)))
    told = f"Without {elements_text(found.network, loss.elements)}"
    return told + (f" ({as_before} of {len(found.questions)} shipments go as before)" if as_before else "") + ":"


def ways_cells(found: Critical, loss: Loss) -> list[list[str]]:
    """Return a row of cells for each shipment that goes another way, or none: what it costs more."""
    cells = []
    for at in range(len(found.questions)):
        if not found.is_met(loss, at):
            continue
        days, usd, kg = found.extra(loss, at)
        cut = elements_text(found.network, loss.cut_by[at]) if len(loss.cut_by[at]) < len(loss.elements) else ""
        more = [plus(days, 1), plus(usd, 0), plus(kg, 0)]
        ways = [way_text(found, loss, at, then=then) for then in (False, True)]
        times = [str(found.weights[at])] if _is_weighted(found) else []
        cells.append([shipment_name(found, at), *times, *ways, cut, *more])
    return cells


def way_text(found: Critical, loss: Loss, shipment: int, *, then: bool) -> str:
    """Return by which corridors a shipment goes before a loss, or then; where they are the same, over how many km."""
    before, after = found.before[shipment], loss.after[shipment]
    route = after if then else before
    if route is None:
        return "no route"
    told = route.corridor or NONE
    alike = before is not None and after is not None and before.corridor == after.corridor
    return f"{told}, {number(route.km)} km" if alike and route.km is not None else told


def cut_cells(found: Critical) -> list[list[str]]:
    """Return a row of cells for each shipment and kind: the fewest elements that cut it off."""
    return [[shipment_name(found, cut.shipment), _many(cut.kind), *_cut(found, cut)] for cut in found.cuts]


def _cut(found: Critical, cut: CutSet) -> list[str]:
    if cut.status is Status.INFEASIBLE:
        return [NONE, "none: a way is left whichever are lost"]
    if cut.status is Status.UNKNOWN:
        return [NONE, "not known, for a limit was reached"]
    return [str(len(cut.elements)), ", ".join(element_name(found.network, one) for one in cut.elements)]

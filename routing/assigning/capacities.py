"""Which capacities hold: those of the network, and those that are given, which take their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from networks.errors import FreightError, UnknownNameError
from networks.model.keys import split_border, split_leg
from networks.network import Network
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.capacity import Capacity
from routing.question.values import as_number, is_number
from routing.steps.held import Counted, counted_of

EXPECTED = "expected a number of TEU a week, a text as '5000 TEU' or '70000 t', a routing.Capacity, or None"


class Row(NamedTuple):
    """A capacity of one thing that is counted by itself."""

    counted: Counted
    unit: str
    per_week: float
    least: float = 0.0
    fixed_usd: float = 0.0

    @property
    def is_switched(self) -> bool:
        """Tell whether it is used enough or not at all, or costs something if it is used."""
        return self.least > 0 or self.fixed_usd > 0


def rows_of(network: Network, given: Any) -> tuple[Row, ...]:
    """Return the capacities that hold, in an order of their own.

    Raises
    ------
    QuestionError
        What is given is no capacity, or of nothing that the network has; all problems at once.
    """
    held: dict[tuple[str, str, str], Capacity] = {(one.kind, one.element, one.unit): one for one in stated(network)}
    problems: list[str] = []
    for key, value in _pairs(given, problems):
        try:
            _lay(network, held, key, value)
        except (QuestionError, UnknownNameError) as error:
            of = "" if key is None or str(key) in str(error) else f"{shortened(key)}: "
            problems.append(f"capacities: {of}{error}")
    if problems:
        raise QuestionError(problems)
    found = {
        (counted, one.unit): Row(counted, one.unit, float(one.per_week), float(one.least), float(one.fixed_usd))
        for one in sorted(held.values())
        for counted in counted_of(network, one.kind, one.element)
    }
    return tuple(found[key] for key in sorted(found))


def stated(network: Network) -> Iterator[Capacity]:
    """Yield the capacities that a network states in figures."""
    for (element, quantity), figure in network.figures.items():
        if quantity == "capacity":
            unit = "TEU" if figure.unit.startswith("TEU") else "t"
            yield Capacity(kind_of(network, element), element, figure.value, unit)  # type: ignore[arg-type]


def kind_of(network: Network, element: str) -> Any:
    """Return of which kind an element is.

    Raises
    ------
    UnknownNameError
        Nothing of the network is called so.
    """
    for kind, names in (
        ("place", network.places),
        ("link", network.links),
        ("service", network.services_of_all_dates),
        ("operation", network.operations),
    ):
        if element in names:
            return kind
    leg, border = split_leg(element), split_border(element)
    if leg is not None and leg[0] in network.services_of_all_dates:
        stops = network.services_of_all_dates[leg[0]].stops
        if leg[1] in {str(stop.seq) for stop in stops[1:]}:
            return "leg"
    if border is not None and {*border[:2]} <= _territories(network):
        return "border"
    known = [*network.places, *network.links, *network.services_of_all_dates]
    raise UnknownNameError("place, link, service, leg, operation or border", element, known)


def _territories(network: Network) -> frozenset[str]:
    stated = (code for link in network.links.values() for code in link.territories)
    return network.worked_out(
        _territories, lambda: frozenset([*stated, *(place.country for place in network.places.values())])
    )


def _pairs(given: Any, problems: list[str]) -> Iterator[tuple[Any, Any]]:
    if given is None:
        return
    if isinstance(given, Mapping):
        yield from given.items()
        return
    several = [given] if isinstance(given, Capacity) else given
    if isinstance(several, str) or not isinstance(several, Iterable):
        problems.append(f"capacities={shortened(given)}: expected a mapping of elements, or several routing.Capacity")
        return
    for one in several:
        if isinstance(one, Capacity):
            yield None, one
        else:
            problems.append(f"capacities: {shortened(one)}: expected a routing.Capacity")


def _lay(network: Network, held: dict[tuple[str, str, str], Capacity], key: Any, value: Any) -> None:
    """Lay a capacity over those that hold; None takes those of an element away."""
    if isinstance(value, Capacity):
        element = id_of(network, value.element)
        if kind_of(network, element) != value.kind:
            raise QuestionError([f"{value}: {element} is a {kind_of(network, element)}"])
        if (value.least or value.fixed_usd) and len(list(counted_of(network, value.kind, element))) > 1:
            raise QuestionError([f"{value}: least or fixed_usd of a service with several legs; state it of a leg"])
        held[(value.kind, element, value.unit)] = replace(value, element=element)
        return
    element = id_of(network, key)
    kind = kind_of(network, element)
    if value is None:
        for unit in ("TEU", "t"):
            held.pop((kind, element, unit), None)
        return
    per_week, unit = _amount(key, value)
    held[(kind, element, unit)] = Capacity(kind, element, per_week, unit)


def id_of(network: Network, name: Any) -> str:
    """Return the id of an element; places go by names as well."""
    if not isinstance(name, str):
        raise QuestionError([f"{shortened(name)}: expected the id of an element"])
    try:
        kind_of(network, name)
    except UnknownNameError as error:
        try:
            return network.place(name).id
        except FreightError:
            raise error from None
    return name


def _amount(key: Any, value: Any) -> tuple[float, Any]:
    """Return an amount a week, and its unit."""
    value = as_number(value)
    if is_number(value):
        return value, "TEU"
    number, _, unit = str(value).strip().replace(",", "").removesuffix("/week").partition(" ")
    try:
        if isinstance(value, str) and unit.strip() in ("TEU", "t"):
            return float(number), unit.strip()
    except ValueError:
        pass
    raise QuestionError([f"{key}={shortened(value)}: {EXPECTED}"])

"""Places of a question as they are called: behind the entrance of a verb there are ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from networks.errors import UnknownNameError
from networks.geo.sphere import great_circle_km
from networks.model.coordinates import position_in
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.shipment import DRAYAGE, Position, Shipment

if TYPE_CHECKING:
    from networks.network import Network

WITHIN_KM = 100.0  # how far the terminal may lie that stands for a position


def with_ids(network: Network, shipment: Shipment, constraints: Constraints) -> tuple[Shipment, Constraints]:
    """Return what is asked with the ids of places in the place of their names.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        A name that no place of the network bears, or several.
    QuestionError
        Several such names, all of them; names of one place that contradict each other; a position that is none, or that
        no terminal lies near to.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> asked, kept = with_ids(net, Shipment("Yokohama", "Almaty"), Constraints(via="Khabarovsk"))
    >>> asked.origin, asked.destination, kept.via
    ('JPYOK', 'KZALA', ('RUKHV',))
    >>> with_ids(net, Shipment((35.4, 139.6), "Moscow"), Constraints())[0].origin
    'JPYOK'
    """
    ends, known = (shipment.origin, shipment.destination), network.places
    if all(name in known for name in (*ends, *constraints.avoid_places)) and all(
        name in known or name in network.links or name in network.corridors for name in constraints.via
    ):
        return shipment, constraints
    problems: dict[str, UnknownNameError | QuestionError] = {}
    origin, destination = _ids(network, ends, problems)
    (origin, destination), positions = _snapped(network, shipment.load, (origin, destination), problems)
    _with_lorries(problems)
    via = _ids(network, constraints.via, problems, passed=True)
    avoided = _ids(network, sorted(constraints.avoid_places), problems, also_withheld=True)
    if len(problems) == 1:
        raise next(iter(problems.values()))
    if problems:
        raise QuestionError(
            [
                text
                for problem in problems.values()
                for text in (problem.problems if isinstance(problem, QuestionError) else [str(problem)])
            ]
        )
    if origin == destination:
        raise QuestionError([f"origin={ends[0]!r} and destination={ends[1]!r}: expected two different places"])
    return (
        replace(
            shipment,
            origin=origin,
            destination=destination,
            origin_at=positions[0] or shipment.origin_at,
            destination_at=positions[1] or shipment.destination_at,
        ),
        replace(constraints, via=tuple(via), avoid_places=frozenset(avoided)),
    )


def _ids(
    network: Network,
    names: Iterable[str],
    problems: dict[str, UnknownNameError | QuestionError],
    *,
    also_withheld: bool = False,
    passed: bool = False,
) -> list[str]:
    """Return the ids of what some names are borne by; note what is wrong with a name, which stays as it is.

    What is `passed` may be a link or a corridor as well as a place.
    """
    from networks.model.place_names import place_id  # not above: most questions state ids
    from networks.model.via_names import via_id

    found = []
    for name in names:
        try:
            found.append(via_id(network, name) if passed else place_id(network, name, also_withheld=also_withheld))
        except UnknownNameError as error:
            problems[name] = error
            found.append(name)
    return found


def _snapped(
    network: Network, load: str, ends: Iterable[str], problems: dict[str, UnknownNameError | QuestionError]
) -> tuple[list[str], list[Position | None]]:
    """Return the ends, and of those that are positions the nearest terminal with the position.

    A position that is none, or that is too far from any, is noted in the place of its name.
    """
    found, positions = list(ends), list[Position | None]()
    for at, name in enumerate(found):
        positions.append(None)
        if name not in problems:
            continue
        try:
            position = position_in(name)
            if position is not None:
                found[at], positions[at] = _terminal_near(network, load, name, position), position
                del problems[name]
        except ValueError as error:
            problems[name] = error if isinstance(error, QuestionError) else QuestionError([f"{name}: {error}"])
    return found, positions


def _terminal_near(network: Network, load: str, name: str, position: Position) -> str:
    """Return the terminal that lies nearest to a position; raise QuestionError where none is near enough."""
    from networks.parts.terminals import terminals  # not above: most questions name places

    places = network.worked_out((terminals, load), lambda: terminals(network, load, by_length=True))
    lat, lon = (np.array([getattr(place, degrees) for place in places], dtype=np.float64) for degrees in ("lat", "lon"))
    km = great_circle_km(lat, lon, *position)
    if not len(places):
        raise QuestionError([f"{name}: no place of {network.name} that takes a {load} has a position"])
    nearest = int(np.argmin(km))
    if km[nearest] > WITHIN_KM:
        place = places[nearest]
        words = f"the nearest is {place.name} ({place.id}, {place.country or '-'}), {km[nearest]:,.0f} km away"
        raise QuestionError([f"{name}: no place that takes a {load} within {WITHIN_KM:g} km; {words}"])
    return places[nearest].id


def _with_lorries(problems: dict[str, UnknownNameError | QuestionError]) -> None:
    """Add to each end that nothing is called how a lorry starts from there."""
    for error in problems.values():
        if isinstance(error, UnknownNameError) and not error.nearest and not error.withheld:
            error.add_note(f"To begin or end there by lorry: {DRAYAGE}")

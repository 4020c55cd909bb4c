"""Places of a question as they are called: behind the entrance of a verb there are ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from networks.errors import UnknownNameError
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.shipment import Shipment

if TYPE_CHECKING:
    from networks.network import Network


def with_ids(network: Network, shipment: Shipment, constraints: Constraints) -> tuple[Shipment, Constraints]:
    """Return what is asked with the ids of places in the place of their names.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        A name that no place of the network bears, or several.
    QuestionError
        Several such names, all of them; or names of one place that contradict each other.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> asked, kept = with_ids(net, Shipment("Yokohama", "Almaty"), Constraints(via="Khabarovsk"))
    >>> asked.origin, asked.destination, kept.via
    ('JPYOK', 'KZALA', ('RUKHV',))
    """
    ends, known = (shipment.origin, shipment.destination), network.places
    if all(name in known for name in (*ends, *constraints.via, *constraints.avoid_places)):
        return shipment, constraints
    problems: dict[str, UnknownNameError] = {}
    origin, destination = _ids(network, ends, problems)
    via = _ids(network, constraints.via, problems)
    avoided = _ids(network, sorted(constraints.avoid_places), problems, also_withheld=True)
    if len(problems) == 1:
        raise next(iter(problems.values()))
    if problems:
        raise QuestionError([str(problem) for problem in problems.values()])
    if origin == destination:
        raise QuestionError([f"origin={ends[0]!r} and destination={ends[1]!r}: expected two different places"])
    return (
        replace(shipment, origin=origin, destination=destination),
        replace(constraints, via=tuple(via), avoid_places=frozenset(avoided)),
    )


def _ids(
    network: Network, names: Iterable[str], problems: dict[str, UnknownNameError], *, also_withheld: bool = False
) -> list[str]:
    """Return the ids of the places that bear some names; note what is wrong with a name, which stays as it is."""
    from networks.model.place_names import place_id  # not above: most questions state ids

    found = []
    for name in names:
        try:
            found.append(place_id(network, name, also_withheld=also_withheld))
        except UnknownNameError as error:
            problems[name] = error
            found.append(name)
    return found

"""Places of a question as they are called: behind the entrance of a verb there are ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from networks.errors import UnknownNameError
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.shipment import DRAYAGE, Shipment

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
    if all(name in known for name in (*ends, *constraints.avoid_places)) and all(
        name in known or name in network.links or name in network.corridors for name in constraints.via
    ):
        return shipment, constraints
    problems: dict[str, UnknownNameError] = {}
    origin, destination = _ids(network, ends, problems)
    _with_lorries(problems)
    via = _ids(network, constraints.via, problems, passed=True)
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
    network: Network,
    names: Iterable[str],
    problems: dict[str, UnknownNameError],
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


def _with_lorries(problems: dict[str, UnknownNameError]) -> None:
    """Add to each end that nothing is called how a lorry starts from there."""
    for error in problems.values():
        if not error.nearest and not error.withheld:
            error.add_note(f"To begin or end there by lorry: {DRAYAGE}")

"""What a word means that says what is to be passed: a place, a link or a corridor; nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.folding import folded
from networks.model.place_names import bearing, place_id

if TYPE_CHECKING:
    from networks.network import Network


def via_id(network: Network, name: str) -> str:
    """Return the id of what is to be passed: of a place or a corridor by any word of it, of a link by its id alone.

    An id stands for itself, of a place first.

    Raises
    ------
    UnknownNameError
        Nothing is called so.
    AmbiguousNameError
        A name that several places bear, or a place and a corridor.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> via_id(net, "Khabarovsk"), via_id(net, "China by Dostyk"), via_id(net, "rail:RUUSS-RUKHV")
    ('RUKHV', 'china-dostyk', 'rail:RUUSS-RUKHV')
    """
    if name in network.places or name in network.links or name in network.corridors:
        return name
    ways = [one.id for one in network.corridors.values() if isinstance(name, str) and folded(one.name) == folded(name)]
    places = bearing(network, name)
    if not ways and not places:
        raise unknown_via(network, name)
    if not ways:
        return place_id(network, name)
    if len(ways) + len(places) > 1:
        shown = [f"{way} (corridor)" for way in ways] + [f"{key} ({network.places[key].name})" for key in places]
        raise AmbiguousNameError("via", name, shown)
    return ways[0]


def unknown_via(network: Network, name: str) -> UnknownNameError:
    """Return the error of a word that means nothing: what is withheld of that id, else what is near."""
    for known in (network.links, network.places):
        try:
            known[name]
        except UnknownNameError as error:
            found = error
            if error.withheld:
                return error
    corridors = network.corridors
    near = UnknownNameError("corridor", name, corridors, [one.name for one in corridors.values()]).nearest
    kinds = "place, link or corridor" if len(corridors) else "place or link"
    return UnknownNameError(kinds, name, nearest=(*found.nearest, *near))

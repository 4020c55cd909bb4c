"""Which place is meant: an id or a full name, never a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from networks.errors import UnknownNameError
from networks.network import Network
from routing.errors import QuestionError


def place_ids(network: Network, names: Iterable[str], avoided: Iterable[str] = ()) -> list[str]:
    """Return the ids of places that are given by id or by full name, upper and lower case alike.

    What is `avoided` comes behind the others, and need not be on offer.

    Raises
    ------
    QuestionError
        A name that no place on offer bears in full, or that several bear; tells the candidates, for all names at once.
    """
    found, problems = [], []
    every = list(zip(*(network.catalogue["places"][column].tolist() for column in ("id", "name")), strict=True))
    for name, is_avoided in [*((name, False) for name in names), *((name, True) for name in avoided)]:
        matches = matching(network, name)
        if is_avoided and not matches:
            matches = [name] if (name in network.catalogue["places"]["id"]) else _bearing(every, name)
        if len(matches) == 1:
            found.append(matches[0])
        else:
            problems.append(_candidates(network, name, matches))
    if problems:
        raise QuestionError(problems)
    return found


def via_id(network: Network, name: str) -> str:
    """Return the id of the link or corridor that a via is; "" where it is to be sought among places.

    An id stands for itself; a name that a corridor bears, and no place in full, is that of the corridor.

    Raises
    ------
    QuestionError
        A name that a place and a corridor bear, with both ids.
    """
    if name in network.places:
        return ""
    if name in network.links or name in network.corridors:
        return name
    wanted = folded_name(name)
    ways = [one.id for one in network.corridors.values() if wanted in (folded_name(one.id), folded_name(one.name))]
    places = matching(network, name) if ways else []
    if places:
        told = [f"  {way}  the corridor {network.corridors[way].name}" for way in ways]
        told += [f"  {place}  {network.places[place].name}, {network.places[place].country or '-'}" for place in places]
        raise QuestionError(
            ["\n".join([f"--via {name}: a corridor and a place are called so; give the id of one:", *told])]
        )
    return ways[0] if ways else ""


def matching(network: Network, name: str) -> list[str]:
    """Return the ids of the places that bear a name in full; an id as it is written stands for itself alone."""
    if name in network.places:
        return [name]
    wanted = folded_name(name)
    return [place.id for place in network.places.values() if wanted in (folded_name(place.id), folded_name(place.name))]


def _bearing(places: Iterable[tuple[str, str]], name: str) -> list[str]:
    """Return the ids of the places, each with its name, that bear a name in full."""
    wanted = folded_name(name)
    return [key for key, label in places if wanted in (folded_name(key), folded_name(label))]


def containing(network: Network, text: str) -> list[str]:
    """Return the ids of the places whose id, name or other name holds a text, upper and lower case alike."""
    wanted = folded_name(text)
    return [
        place.id
        for place in network.places.values()
        if any(wanted in folded_name(name) for name in (place.id, place.name, *network.other_names.get(place.id, ())))
    ]


def folded_name(name: str) -> str:
    """Return a name as it is compared: one form of accents, no case, single spaces.

    Examples
    --------
    >>> folded_name("  Tallinn  MUUGA ")
    'tallinn muuga'
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _candidates(network: Network, name: str, matches: list[str]) -> str:
    if matches:
        lines = [f"{len(matches)} places are called {name!r}; give the id of one:"]
    elif withheld := _withheld(network, name):
        return withheld
    else:
        near = [shown.split(" ")[0] for shown in _nearest(network, name)]
        matches = list(dict.fromkeys([*near, *containing(network, name)[:10]])) if name.strip() else []
        if not matches:
            return f"no place is called {name!r}; 'landbridge places' lists them all"
        lines = [f"no place is called {name!r}; give an id or a full name, for example of these:"]
    places = (network.places[place] for place in matches)
    return "\n".join(lines + [f"  {place.id}  {place.name}, {place.country or '-'}" for place in places])


def _withheld(network: Network, name: str) -> str:
    """Return that what bears a name is not on offer, and where it is; "" where nothing does."""
    try:
        network.places[name]
    except UnknownNameError as error:
        return str(error) if error.withheld else ""
    return ""


def _nearest(network: Network, name: str) -> tuple[str, ...]:
    """Return what bears a name that is nobody's own, or what is near to it."""
    try:
        network.places[name]
    except UnknownNameError as error:
        return error.nearest
    return ()

"""Which place is meant: an id or a name of one place, never a guess; and what may be meant by anything else."""

from __future__ import annotations

from collections.abc import Iterable

from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.countries import codes_called
from networks.model.folding import folded
from networks.model.place_names import place_id
from networks.network import Network
from routing.errors import QuestionError


def place_ids(network: Network, names: Iterable[str], avoided: Iterable[str] = ()) -> list[str]:
    """Return the ids of places that are given by id or by name (`networks.model.place_names`).

    What is `avoided` comes behind the others, and need not be on offer.

    Raises
    ------
    QuestionError
        Names that no place on offer bears, or that several bear; tells the candidates, for all names at once.
    """
    found, problems = [], []
    for name, is_avoided in [*((name, False) for name in names), *((name, True) for name in avoided)]:
        try:
            found.append(place_id(network, name, also_withheld=is_avoided))
        except UnknownNameError as error:
            problems.append(_told(network, error))
    if problems:
        raise QuestionError(list(dict.fromkeys(problems)))
    return found


def containing(network: Network, text: str) -> list[str]:
    """Return the ids of the places whose id, name or other name holds a text, or that lie in a country called so."""
    wanted = folded(text)
    countries = codes_called(text)
    return [
        place.id
        for place in network.places.values()
        if place.country in countries
        or any(wanted in folded(name) for name in (place.id, place.name, *network.other_names.get(place.id, ())))
    ]


def _told(network: Network, error: UnknownNameError) -> str:
    """Return what is wrong with a name, and a line for each place that may be meant."""
    if error.withheld:
        return str(error)
    name, near = error.name, [shown.split(" ")[0] for shown in error.nearest]
    if isinstance(error, AmbiguousNameError):
        lines = [f"{len(near)} places may be called {name!r}; give the id of one:"]
    else:
        near = list(dict.fromkeys([*near, *containing(network, name)[:10]])) if name.strip() else []
        if not near:
            return (
                f"no place is called {name!r}; 'landbridge places' lists them all, 'landbridge places japan' of Japan"
            )
        lines = [f"no place is called {name!r}; give an id or a full name, for example of these:"]
    places = (network.places[place] for place in near)
    return "\n".join(lines + [f"  {place.id}  {place.name}, {place.country or '-'}" for place in places])

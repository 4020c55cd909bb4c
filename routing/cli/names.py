"""Which place is meant: an id or a name of one place, never a guess; and what may be meant by anything else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.countries import codes_called
from networks.model.folding import folded
from networks.model.place_names import place_id
from networks.model.via_names import via_id
from networks.network import Network
from routing.errors import QuestionError

BY_LORRY = "; from degrees north,east, such as 35.86,139.65, a lorry goes to a terminal near by"


def called_ids(network: Network, ends: Iterable[str], via: Iterable[str], avoided: Iterable[str]) -> list[str]:
    """Return the ids of ends, of what is passed, and of avoided places, which are given by id or by name.

    Of places as in `networks.model.place_names`; what is passed may be a corridor or a link too; what is avoided need
    not be on offer.

    Raises
    ------
    QuestionError
        Names that no place on offer bears, or that several bear; tells the candidates, for all names at once.
    """
    found, problems = [], []
    withheld_too = partial(place_id, also_withheld=True)
    for names, id_of in ((ends, place_id), (via, via_id), (avoided, withheld_too)):
        for name in names:
            try:
                found.append(id_of(network, name))
            except UnknownNameError as error:
                problems.append(_told(network, error, BY_LORRY if names is ends else ""))
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


def _told(network: Network, error: UnknownNameError, otherwise: str) -> str:
    """Return what is wrong with a name, and a line for each place that may be meant, or what else may be given."""
    if error.withheld:
        return str(error)
    name, near = error.name, [shown.split(" ")[0] for shown in error.nearest]
    if isinstance(error, AmbiguousNameError):
        lines = [
            f"{len(near)} {'places' if error.kind == 'place' else 'ways'} may be called {name!r}; give the id of one:"
        ]
    else:
        near = list(dict.fromkeys([*near, *containing(network, name)[:10]])) if name.strip() else []
        if not near:
            listed = "'landbridge places' lists them all, 'landbridge places japan' of Japan"
            return f"no place is called {name!r}; {listed}{otherwise}"
        lines = [f"no place is called {name!r}; give an id or a full name, for example of these:"]
    return "\n".join(lines + [f"  {_shown(network, key)}" for key in near])


def _shown(network: Network, key: str) -> str:
    if key in network.places:
        place = network.places[key]
        return f"{place.id}  {place.name}, {place.country or '-'}"
    return f"{key}  the corridor {network.corridors[key].name}"

"""Which place a word means: an id, a full name or another name of one place alone; nothing is guessed.

Case, accents, hyphens and stops count for nothing. What several places bear stands for none of them, unless their
country is said, as in "Khorgos, Kazakhstan". A name with brackets, such as "Taraz (Zhambyl)", may be given without
them, unless another name holds what is left, as "Khorgos Gateway" does "Khorgos", or the brackets hold a country:
then there is another of that name elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.countries import code_of, codes_called
from networks.model.folding import folded
from networks.model.tables import Tables

if TYPE_CHECKING:
    from networks.network import Network


def place_id(network: Network, name: str, *, also_withheld: bool = False) -> str:
    """Return the id of the place that a word means.

    Parameters
    ----------
    also_withheld
        Places that are known but not on offer will do, too, where none on offer is meant.

    Raises
    ------
    UnknownNameError
        No place is called so: the error suggests those that are near, or says why it is not on offer.
    AmbiguousNameError
        Several places are.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> place_id(net, "JPYOK"), place_id(net, "yokohama"), place_id(net, "横浜"), place_id(net, "Taraz")
    ('JPYOK', 'JPYOK', 'JPYOK', 'KZTAR')
    """
    if name in network.places or not isinstance(name, str):
        return network.places[name].id
    found = bearing(network, name)
    if not found and also_withheld:
        found = (name,) if name in network.catalogue["places"]["id"] else ()
        found = found or _names_of(network, network.catalogue).bearing(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError("place", name, [f"{key} ({network.places[key].name})" for key in found])
    return network.places[name].id  # which is not there, and says what is near


def bearing(network: Network, name: str) -> tuple[str, ...]:
    """Return the ids of the places on offer that a word may mean; none for what no place is called."""
    return network.worked_out("place names", lambda: _names_of(network, network.tables)).bearing(name)


class PlaceNames(NamedTuple):
    """What places are called, folded.

    Attributes
    ----------
    called
        Id, name in full or other name -> ids of the places that bear it.
    shortened
        Name without its brackets -> ids of the places that bear it so.
    told_apart
        Ids of those that bear a country in brackets, so that their shortened name needs one.
    own
        Id -> name in full.
    country
        Id -> code of the territory that the place lies in; "" where that is not known.
    """

    called: Mapping[str, tuple[str, ...]]
    shortened: Mapping[str, tuple[str, ...]]
    told_apart: frozenset[str]
    own: Mapping[str, str]
    country: Mapping[str, str]

    def bearing(self, name: str) -> tuple[str, ...]:
        """Return the ids of the places that a name may mean: one where it is plain, none where nothing bears it."""
        found = tuple(key for key in self._bearing(name) if key not in self.told_apart or self._is_whole(key, name))
        town, _, country = name.removesuffix(")").replace("(", ",").rpartition(",")
        if found or not town.strip():
            return found
        try:
            code = code_of(country.strip())
        except UnknownNameError:
            return ()
        return tuple(key for key in self._bearing(town) if self.country[key] == code)

    def _is_whole(self, key: str, name: str) -> bool:
        return key in self.called.get(folded(name), ())

    def _bearing(self, name: str) -> tuple[str, ...]:
        wanted = folded(name)
        found, short = self.called.get(wanted, ()), self.shortened.get(wanted, ())
        if short and not found:
            short += tuple(key for key, own in self.own.items() if f" {wanted} " in f" {own} ")
        return tuple(sorted({*found, *short}))


def _names_of(network: Network, tables: Tables) -> PlaceNames:
    """Return what the places of some tables of a network are called."""
    rows = list(zip(*(tables["places"][column].tolist() for column in ("id", "name", "country")), strict=True))
    own = {key: folded(name) for key, name, _ in rows}
    others = network.other_names.items()
    called = [*((folded(key), key) for key in own), *((name, key) for key, name in own.items())]
    called += [(folded(name), key) for key, names in others if key in own for name in names]
    short = [(folded(name.partition("(")[0]), key) for key, name, _ in rows if "(" in name]
    apart = frozenset(key for key, name, _ in rows if "(" in name and _tells_apart(name))
    return PlaceNames(_grouped(called), _grouped(short), apart, own, {key: country for key, _, country in rows})


def _tells_apart(name: str) -> bool:
    """Tell whether what a name has in brackets is a country."""
    return bool(codes_called(name.partition("(")[2].rstrip(") ")))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return name -> the ids that it comes with, each once and in order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, key in sorted({(name, key) for name, key in pairs if name}):
        found[name] = (*found.get(name, ()), key)
    return found

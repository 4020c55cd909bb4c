"""Ids with structure, and what figures may speak of: put together and taken apart here and nowhere else.

A figure speaks of a place, link, service, operation, procedure or closure by its id, or of one of these:

- ``service#seq``, the leg of a line that ends at a stop, or that stop; ``service>A>B``, its fare from A to B;
- ``currency:EUR``, a money; ``grid:KZ``, the electricity of a territory;
- ``load:container``, ``traction:diesel``, ``mode:sea``, each also with a territory (``traction:diesel:KZ``);
- ``operation:lift``, every operation of a kind; ``commodity:steel``, goods by the name that a shipment gives them;
- ``network``, all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from networks.model.tables import Tables
from networks.model.vocabulary import VOCABULARY, is_territory

ELEMENTS = ("places", "links", "services", "operations", "procedures")  # their ids stand for themselves
CHANGEABLE = (*ELEMENTS, "closures")  # what a row of changes may speak of, beside figures
NETWORK = "network"
OWN, OWN_TITLE = "own-assumption", "Own assumption of whoever asks: no source vouches for it"  # a source of what-ifs
WORLD_WAYS = "ways"  # the source of links that are ways of a graph of ways, without a service
_NAMED = re.compile(r"currency:[A-Z]{3}|commodity:\S+")
_CLASSES = {
    "traction": VOCABULARY["traction"],
    "load": VOCABULARY["load"],
    "mode": VOCABULARY["mode"],
    "operation": VOCABULARY["operation_kind"],
}


def leg_key(service: str, seq: int | str) -> str:
    """Return the key of a leg of a line, by the number of the stop that it ends at; of that stop, too."""
    return f"{service}#{seq}"


def split_leg(key: str) -> tuple[str, str] | None:
    """Return the line and the number of the stop, as text; None of another key.

    Examples
    --------
    >>> split_leg(leg_key("line:JTSL", 2)), split_leg("line:JTSL")
    (('line:JTSL', '2'), None)
    """
    service, mark, seq = key.rpartition("#")
    return (service, seq) if mark else None


def fare_key(service: str, origin: str, destination: str) -> str:
    """Return the key of the fare of a line from one of its stops to another."""
    return f"{service}>{stretch_key(origin, destination)}"


def split_fare(key: str) -> tuple[str, str, str] | None:
    """Return the line and the two places of a fare; None of another key.

    Examples
    --------
    >>> split_fare(fare_key("line:ship", "JPYOK", "RUVVO")), split_fare("JPYOK>RUVVO")
    (('line:ship', 'JPYOK', 'RUVVO'), None)
    """
    service, *ends = key.split(">")
    return (service, ends[0], ends[1]) if len(ends) == 2 else None


def stretch_key(origin: str, destination: str) -> str:
    """Return the key of the way from a place to another where no link is named."""
    return f"{origin}>{destination}"


def split_stretch(key: str) -> tuple[str, str] | None:
    """Return the two places of a stretch; None of another key.

    Examples
    --------
    >>> split_stretch(stretch_key("JPYOK", "RUVVO")), split_stretch("sea:JPYOK-RUVVO")
    (('JPYOK', 'RUVVO'), None)
    """
    origin, mark, destination = key.partition(">")
    return (origin, destination) if mark else None


def split_border(key: str) -> tuple[str, str, bool] | None:
    """Return the two territories of a border and whether both ways are meant; None of another text.

    Examples
    --------
    >>> split_border("PL-BY"), split_border("PL>BY"), split_border("PL")
    (('PL', 'BY', True), ('PL', 'BY', False), None)
    """
    for mark in "->":
        one, found, other = key.partition(mark)
        if found:
            return one, other, mark == "-"
    return None


def class_key(kind: str, name: str, territory: str = "") -> str:
    """Return the key of everything of a class, anywhere or in a territory.

    Examples
    --------
    >>> class_key("currency", "EUR"), class_key("traction", "diesel", "KZ")
    ('currency:EUR', 'traction:diesel:KZ')
    """
    return f"{kind}:{name}:{territory}" if territory else f"{kind}:{name}"


MONEY = "USD"  # what all prices are converted to and add up in


def currency_key(currency: str) -> str:
    """Return the key of a money, which has a figure ``usd_per_unit``."""
    return class_key("currency", currency)


def grid_key(territory: str) -> str:
    """Return the key of the electricity of a territory."""
    return class_key("grid", territory)


def load_key(load: str) -> str:
    """Return the key of the loads of a kind."""
    return class_key("load", load)


def commodity_key(commodity: str) -> str:
    """Return the key of goods by their name."""
    return class_key("commodity", commodity)


def traction_key(traction: str, territory: str = "") -> str:
    """Return the key of a traction, anywhere or in a territory."""
    return class_key("traction", traction, territory)


def operation_key(kind: str) -> str:
    """Return the key of all terminal operations of a kind."""
    return class_key("operation", kind)


def is_of_class(key: str, *kinds: str) -> bool:
    """Tell whether a key is that of a class of one of these kinds.

    Examples
    --------
    >>> is_of_class("load:wagon", "load", "commodity"), is_of_class("JPYOK", "load")
    (True, False)
    """
    return key.startswith(tuple(f"{kind}:" for kind in kinds))


def name_of_class(key: str) -> str:
    """Return the name in the key of a class, with its territory if it has one; "" of another key.

    Examples
    --------
    >>> name_of_class("currency:EUR"), name_of_class("JPYOK")
    ('EUR', '')
    """
    return key.partition(":")[2]


def side_key(mode: str, gauge_mm: int | None = None) -> str:
    """Return the side of a place at which a mode arrives: the mode, and for rail its gauge where that is known.

    Examples
    --------
    >>> side_key("sea"), side_key("rail", 1520)
    ('sea', 'rail:1520')
    """
    return f"rail:{gauge_mm}" if mode == "rail" and gauge_mm else mode


def gauge_of_side(side: str) -> int | None:
    """Return the gauge in mm of a side; None where it is no rail with a gauge.

    Examples
    --------
    >>> gauge_of_side("rail:1520"), gauge_of_side("sea")
    (1520, None)
    """
    return int(side.removeprefix("rail:")) if side.startswith("rail:") else None


def link_id(mode: str, tail: str, head: str, number: object = 0) -> str:
    """Return an id for a link that came without one; `number` tells parallel links apart.

    Examples
    --------
    >>> link_id("sea", "JPYOK", "RUVVO"), link_id("sea", "JPYOK", "RUVVO", 1)
    ('sea:JPYOK-RUVVO', 'sea:JPYOK-RUVVO.1')
    """
    plain = f"{mode}:{tail}-{head}"
    return plain if number == 0 else f"{plain}.{number}"


def element_ids(tables: Tables) -> set[str]:
    """Return the ids of all places, links, services, operations, procedures and closures."""
    return {key for name in CHANGEABLE for key in tables[name]["id"].tolist() if key}


def element_test(tables: Tables) -> Callable[[str], bool]:
    """Return the function that tells whether a text names something that a figure may speak of."""
    known = element_ids(tables)
    legs: set[tuple[str, str]] = set()
    calls: dict[tuple[str, str], tuple[int, int]] = {}  # service, place -> its first and last stop there
    cells = (tables["stops"][column].tolist() for column in ("service", "seq", "place"))
    for service, seq, place in zip(*cells, strict=True):
        legs.add((service, str(seq)))
        first, last = calls.get((service, place), (seq, seq))
        calls[service, place] = (min(first, seq), max(last, seq))

    def is_leg(key: tuple[str, str] | None) -> bool:
        return key in legs

    def is_fare(key: tuple[str, str, str] | None) -> bool:
        ends = [] if key is None else [calls.get((key[0], place)) for place in key[1:]]
        return len(ends) == 2 and None not in ends and ends[0][0] < ends[1][1]  # type: ignore[index]

    def is_element(text: str) -> bool:
        named = text in known or text == NETWORK or _NAMED.fullmatch(text) or _is_class(text)
        return bool(named) or is_leg(split_leg(text)) or is_fare(split_fare(text))

    return is_element


def _is_class(text: str) -> bool:
    kind, *rest = text.split(":")
    if kind in ("grid", "operation") and len(rest) != 1:
        return False
    if kind == "grid":
        return is_territory(rest[0])
    return len(rest) in (1, 2) and rest[0] in _CLASSES.get(kind, ()) and all(map(is_territory, rest[1:]))

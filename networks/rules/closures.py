"""Rules about closures, delays and surcharges: they speak of what exists, in the form of their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from networks.errors import Finding
from networks.model.keys import split_border
from networks.model.tables import Tables
from networks.model.vocabulary import is_territory
from networks.rules.wording import Hints, at, ids

BORDER = "expected two territories such as PL-BY (both ways) or PL>BY (from PL into BY)"
FIGURE_OF = {"slowed": "slowdown", "queue": "time"}  # what says how long a delay is
TERRITORY = "expected an ISO 3166-1 alpha-2 code such as KZ"


def closed_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each element of a closure that is none of the table that it names."""
    table = tables["closures"]
    if not len(table):
        return
    tests: dict[str, Callable[[str], bool]] = {"territories": is_territory, "borders": _is_border}
    told = {"territories": lambda _: TERRITORY, "borders": lambda _: BORDER}
    for name in ("places", "links", "services"):
        known = ids(tables, name)
        tests[name], told[name] = known.__contains__, _unknown(name, Hints(known))
    for row, (name, elements) in enumerate(zip(table["table"].tolist(), table["elements"].tolist(), strict=True)):
        for element in elements if name in tests else ():
            if not tests[name](element):
                yield at(table, row, "elements", told[name](element), value=element)


def closed_for_whom(tables: Tables) -> Iterator[Finding]:
    """Yield each scope without territories, and each class of goods that a closure both concerns and lets through."""
    table = tables["closures"]
    cells = (table[name].tolist() for name in ("table", "scope", "scope_of", "goods", "except_goods"))
    for row, (name, scope, of, goods, let_through) in enumerate(zip(*cells, strict=True)):
        if scope and not of and name != "territories":
            yield at(table, row, "scope_of", f"expected the territories whose {scope} is meant")
        if of and not scope:
            yield at(table, row, "scope", "expected import, export or transit, for scope_of names territories")
        for both in sorted({*goods} & {*let_through}):
            yield at(table, row, "except_goods", "expected goods that the closure does not concern by name", value=both)


def figures_of_delays(tables: Tables) -> Iterator[Finding]:
    """Yield each delay of which no figure says how long it is, and each such figure of what is no such delay."""
    table, figures = tables["closures"], tables["figures"]
    if not len(table):
        return
    kinds = dict(zip(table["id"].tolist(), table["kind"].tolist(), strict=True))
    stated = list(zip(figures["element"].tolist(), figures["quantity"].tolist(), strict=True))
    known = set(stated)
    for row, (name, kind) in enumerate(kinds.items()):
        quantity = FIGURE_OF.get(kind, "")
        if quantity and (name, quantity) not in known:
            yield at(table, row, "kind", f"expected a figure {quantity} of {name}, for it is {kind}", value=kind)
    for row, (element, quantity) in enumerate(stated):
        if element in kinds and quantity in FIGURE_OF.values() and FIGURE_OF.get(kinds[element]) != quantity:
            text = f"expected none of {element}, which is {kinds[element] or 'of no kind'}: nobody reads it"
            yield at(figures, row, "quantity", text, value=quantity)


def surcharged_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each surcharge on nothing or on what does not exist, or with a place; and each other procedure over any."""
    table = tables["procedures"]
    if not len(table):
        return
    known = [key for name in ("places", "links", "services") for key in ids(tables, name)]
    hints, every = Hints(known), set(known)
    cells = (table[name].tolist() for name in ("kind", "over", "place", "area", "grade"))
    for row, (kind, over, *others) in enumerate(zip(*cells, strict=True)):
        if kind != "surcharge":
            if over:
                yield at(table, row, "over", "expected none, for only a surcharge is paid on something")
            continue
        if not over:
            yield at(table, row, "over", "expected what the surcharge is paid on")
        for column, other in zip(("place", "area", "grade"), others, strict=True):
            if other:
                yield at(table, row, column, "expected none: a surcharge is paid on what stands in over")
        for element in over:
            if element not in every and not _is_border(element):
                yield at(table, row, "over", f"no such place, link, service or border{hints(element)}", value=element)


def _unknown(name: str, hints: Hints) -> Callable[[str], str]:
    return lambda element: f"no such element of {name}{hints(element)}"


def _is_border(text: str) -> bool:
    found = split_border(text)
    return found is not None and found[0] != found[1] and all(map(is_territory, found[:2]))

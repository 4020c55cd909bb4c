"""How quotes become the figures of a service: its price, or fares from stop to stop."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from networks.model.elements import Service, Stop
from networks.model.figure import Figure, FigureKey
from networks.model.keys import fare_key, leg_key, split_fare
from networks.network import Network
from networks.what_if.quotes import LARGE, Quote

SOURCE = "own-quotes"
Pair = tuple[str, str]
Row = dict[str, Any]
ONCE = {f"{per}_km": per for per in ("container", "teu", "tonne", "lorry")}  # basis of a rate -> of a whole price


class Laid(NamedTuple):
    """Figures that a service gets and loses, and what is wrong: (row of the sheet, what)."""

    figures: list[Row]
    dropped: set[FigureKey]
    problems: list[tuple[int, str]]


def laid_on(
    network: Network, name: str, quotes: Mapping[Pair | None, Sequence[Quote]], on: datetime.date | None
) -> Laid:
    """Return how the quotes of a service are laid: `quotes` are those of all of it (None) and of pairs of stops."""
    service = network.services_of_all_dates[name]
    laid = Laid([], set(), [])
    pairs = pairs_of(service)
    if len(pairs) == 1 and pairs[0] in quotes:
        quotes = {None: quotes[pairs[0]]}  # all of it
    whole = quotes.get(None)
    own = {pair: found for pair, found in quotes.items() if pair is not None}
    keeps_fares = whole is None and any(split_fare(element) for element, _ in _prices(network, service))
    if not keeps_fares:
        laid.dropped.update(_prices(network, service))
    if not own:
        laid.figures.extend(_figures(network, name, name, whole or (), on, laid.problems))
        return laid
    for pair, found in own.items():
        laid.figures.extend(_figures(network, name, fare_key(name, *pair), found, on, laid.problems))
    for pair in pairs if not keeps_fares else ():
        if pair not in own:
            laid.figures.extend(_other_fare(network, service, pair, whole, on, laid.problems, next(iter(own.values()))))
    return laid


def _other_fare(
    network: Network,
    service: Service,
    pair: Pair,
    whole: Sequence[Quote] | None,
    on: datetime.date | None,
    problems: list[tuple[int, str]],
    quoted: Sequence[Quote],
) -> Iterator[Row]:
    """Yield the fare of a pair that is not quoted: by the quote for all of the service, else as it was."""
    fare = fare_key(service.id, *pair)
    if whole:
        yield from _figures(network, service.id, fare, whole, on, problems)
        return
    found = _as_it_was(network, service, pair)
    if isinstance(found, str):
        what = f"{fare}: {found}, so it cannot stand beside a quote for one pair of stops; quote all of {service.id}"
        problems.append((quoted[0].row, what))
    else:
        yield found | {"element": fare, "quantity": "price"}


def pairs_of(line: Service) -> list[Pair]:
    """Return from where to where a line carries goods, in the order of travel; none of an area."""
    stops = line.stops
    return list(
        dict.fromkeys(
            (here.place, there.place)
            for number, here in enumerate(stops)
            for there in stops[number + 1 :]
            if here.board and there.alight
        )
    )


def _prices(network: Network, service: Service) -> set[FigureKey]:
    """Return the keys of all figures of price of a service: price, rates, fares."""
    legs = {leg_key(service.id, stop.seq) for stop in service.stops}
    wanted = {service.id, *legs}
    return {
        key
        for key in network.figures
        if (key[0] in wanted and key[1] in ("price", "rate"))
        or (key[1] == "price" and key[0].startswith(f"{service.id}>"))
    }


def _figures(
    network: Network,
    service: str,
    element: str,
    quotes: Sequence[Quote],
    on: datetime.date | None,
    problems: list[tuple[int, str]],
) -> Iterator[Row]:
    """Yield the figures of the quotes for one thing: a price, and the ratio of a large box where both are quoted."""
    by_size = {quote.size: quote for quote in quotes}
    first = quotes[0]
    large = [by_size[size] for size in LARGE if size in by_size]
    if len({quote.currency for quote in quotes}) > 1:
        problems.append((quotes[-1].row, f"expected the currency of row {first.row}, {first.currency}"))
        return
    if "" in by_size and len(by_size) > 1:
        problems.append((by_size[""].row, "expected a size, for others of the same are quoted by size"))
        return
    if len({quote.price for quote in large}) > 1:
        problems.append(
            (large[-1].row, f"expected the price of {large[0].size} in row {large[0].row}: the model has one for both")
        )
        return
    year = next((day.year for day in (first.valid_from, first.valid_until, on) if day is not None), None)
    note = "; ".join(filter(None, [f"own quote, row {first.row}, {first.days}", first.note]))
    own = {"source": SOURCE, "kind": "quote", "year": year, "note": note}
    row = {"element": element, "quantity": "price", "unit": first.currency, "currency": first.currency} | own
    small = by_size.get("20ft")
    if "" in by_size:
        yield row | {"value": first.price, "basis": "container"}
    elif small is None:
        yield row | {"value": large[0].price / _ratio(network, service), "basis": "teu"}
    else:
        yield row | {"value": small.price, "basis": "teu"}
        if large and small.price <= large[0].price <= 2 * small.price:
            ratio = large[0].price / small.price if small.price else 1
            yield {"element": element, "quantity": "ft40_ratio", "value": ratio, "unit": "ratio"} | own
        elif large:
            problems.append((large[0].row, f"expected between once and twice the price of 20ft, {small.price:g}"))


def _ratio(network: Network, service: str) -> float:
    """Return how many TEU a large box counts in the prices of a service."""
    found = (network.figure(name, "ft40_ratio") for name in (service, "network"))
    return next((figure.value for figure in found if figure is not None), 2)


def _as_it_was(network: Network, service: Service, pair: Pair) -> Row | str:
    """Return the price of a ride between two stops as one figure; in words why there is none.

    A fare is of two places: where a line calls twice at one of them, all rides between must cost the same.
    """
    found = [_of_ride(network, service, legs) for legs in _rides(service, pair)]
    wrong = next((one for one in found if isinstance(one, str)), None)
    if wrong is not None:
        return wrong
    return found[0] if all(one == found[0] for one in found) else "it calls twice there and is paid by the km"


def _rides(service: Service, pair: Pair) -> Iterator[list[Stop]]:
    """Yield the stops at which the legs of a ride end, of each ride from the one place to the other."""
    for number, here in enumerate(service.stops):
        for last in range(number + 1, len(service.stops)):
            if (here.place, service.stops[last].place) == pair and here.board and service.stops[last].alight:
                yield list(service.stops[number + 1 : last + 1])


def _of_ride(network: Network, service: Service, legs: Sequence[Stop]) -> Row | str:
    """Return the price of a ride over some legs as one figure; in words why there is none."""
    fixed = network.figure(service.id, "price")
    parts = [] if fixed is None else [(fixed, fixed.basis, 1.0)]
    for stop in legs:
        rate = network.figure(leg_key(service.id, stop.seq), "rate") or network.figure(service.id, "rate")
        km = [network.links[link].length_km for link in stop.path if link in network.links]
        if rate is None:
            if fixed is None:
                return "the price of a leg is not known"
            continue
        if not km or None in km:
            return "the km of its rate are not known"
        parts.append((rate, ONCE.get(rate.basis, ""), sum(one for one in km if one is not None)))
    if not parts:
        return "its price is not known"
    if len({(basis, figure.currency) for figure, basis, _ in parts}) > 1:
        return "its price and its rate are on unlike bases or in unlike money"
    ratios = {figure.element for figure, basis, _ in parts if basis == "teu"} - {service.id}
    if any(network.figure(element, "ft40_ratio") for element in ratios):
        return "a leg has a ratio of its own for large boxes"
    return _summed(parts)


def _summed(parts: Sequence[tuple[Figure, str, float]]) -> Row:
    """Return the sum of figures, each times so many km, as a row."""
    first, basis, _ = parts[0]
    figures = [figure for figure, _, _ in parts]
    is_ranged = any(figure.low is not None or figure.high is not None for figure in figures)
    low = sum((figure.value if figure.low is None else figure.low) * km for figure, _, km in parts)
    high = sum((figure.value if figure.high is None else figure.high) * km for figure, _, km in parts)
    others = tuple(dict.fromkeys(one.source for one in figures if one.source != first.source))
    alike = all(one is two for one, two in pairwise(figures)) and len(parts) == 1 and first.quantity == "price"
    kinds = {figure.kind for figure in figures}
    kind = (
        first.kind
        if alike or kinds & {"assumption"} == kinds
        else "assumption"
        if "assumption" in kinds
        else "computed"
    )
    return {
        "value": sum(figure.value * km for figure, _, km in parts),
        "low": low if is_ranged else None,
        "high": high if is_ranged else None,
        "unit": first.unit,
        "basis": basis,
        "year": first.year,
        "currency": first.currency,
        "source": first.source,
        "see": tuple(dict.fromkeys((*first.see, *others))),
        "kind": kind,
        "note": first.note if alike else f"price and rate of {first.element} from stop to stop, as one fare",
    }

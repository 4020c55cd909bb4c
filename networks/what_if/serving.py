"""`add_service`: a network with one service more, whose way is found for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from networks.errors import DataError, Finding, UnknownNameError
from networks.model.cells import shown
from networks.model.elements import Link
from networks.model.given import items_of
from networks.model.keys import OWN, leg_key
from networks.model.vocabulary import VOCABULARY
from networks.network import Network
from networks.what_if.assumed import HOURS, figure, own_source, price, wrong_numbers
from networks.what_if.overlay import checked_network_of, free_id, laid_over, several
from networks.what_if.places import place_of
from networks.what_if.way_found import Ways, legs_between, shortest, ways_of

CALL = "add_service"
OUTSIDE = ("sea", "ferry", "air")  # these pass a border between ports, and need no stop at it


class _Stop(NamedTuple):
    """A stop of the new line: where, the links since the stop before, and whether goods are taken on and set down."""

    place: str
    links: tuple[Link, ...]
    called: bool


def add_service(
    network: Network,
    stops: Sequence[str],
    *,
    mode: str = "rail",
    hours: float | Sequence[float] | None = None,
    km_per_day: float | None = None,
    every_days: float | None = None,
    wait_hours: float | None = None,
    usd_per_box: float | None = None,
    usd_per_teu: float | None = None,
    kg_co2e_per_teu_km: float | None = None,
    capacity_teu_per_week: float | None = None,
    avoid: str | Iterable[str] = (),
    both_ways: bool = False,
    name: str = "",
    id: str = "",
    why: str = "",
) -> Network:
    """Return a network with a line more that takes containers, by the shortest way over links of its mode.

    Of the ways by rail those with the fewest changes of gauge come first, and of these the shortest. Where the line
    changes its gauge or crosses a customs border by land, it also stops without taking on or setting down. The way and
    its km stand in the note of the service. Every figure is of kind ``assumption``, from the source
    ``own-assumption``; what is not given stays unknown.

    Parameters
    ----------
    stops
        Places in the order of travel, by id or full name; two or more.
    mode
        ``rail``, ``sea``, ``ferry``, ``road``, ``inland_water`` or ``air``.
    hours, km_per_day
        How long it runs: hours from stop to stop (a list; one number: the whole way, shared out by km), or its speed.
    every_days, wait_hours
        A departure every so many days (half of that is waited for on average), or hours waited for each.
    usd_per_box, usd_per_teu
        Price of the ride, whatever its length: of a box of any size, or of a TEU. USD of the network's price year.
    kg_co2e_per_teu_km
        Emissions well to wheel; None: by rail those of the traction, by other modes unknown.
    capacity_teu_per_week
        What it carries in a week.
    avoid
        Territories by code whose links the way does not take.
    both_ways
        Also the other way round, as a line of its own, with the same hours between the same stops.
    name, id
        What it is called; "": after its first and last stop.
    why
        The reason, in the note of each figure.

    Raises
    ------
    DataError
        Places that do not exist, no way between two of them, numbers that are none; all findings.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> more = networks.add_service(net, ["Vladivostok", "Moscow"], hours=200, every_days=7, usd_per_box=2500)
    >>> more.services["line:own:RUVVO-RUMOW"].note.partition(":")[0]
    'shortest way over links'
    """
    checked_network_of(network, CALL)
    numbers = {"km_per_day": km_per_day, "every_days": every_days, "wait_hours": wait_hours}
    numbers |= {"usd_per_box": usd_per_box, "usd_per_teu": usd_per_teu, "kg_co2e_per_teu_km": kg_co2e_per_teu_km}
    numbers |= {"capacity_teu_per_week": capacity_teu_per_week}
    findings = [*wrong_numbers(CALL, **numbers), *_contradictions(numbers, hours)]
    places = _places(network, stops, findings)
    ways = ways_of(network, mode, frozenset(several(avoid)))
    if mode not in VOCABULARY["mode"]:
        findings.append(_finding("mode", mode, f"expected one of {', '.join(VOCABULARY['mode'])}"))
    elif not findings:
        findings += _without_way(ways, places, both_ways)
    if findings:
        raise DataError(findings)
    rows: dict[str, list[dict[str, Any]]] = {"services": [], "stops": [], "figures": []}
    rows["sources"] = [dict(row) for row in own_source(network)]
    for way in (places, places[::-1]) if both_ways else (places,):
        key = free_id(network, _id(id, way, places))
        line = _line(network, ways, mode, way)
        told = " - ".join(stop.place for stop in line)
        km = sum(link.length_km or 0 for stop in line for link in stop.links)
        note = f"shortest way over links: {km:,.0f} km; {told}" + (f"; {why}" if why else "")
        label = name or f"{network.places[way[0]].name} - {network.places[way[-1]].name} (own)"
        row = {"id": key, "name": label, "kind": "line", "mode": mode, "loads": "container"}
        rows["services"].append(row | {"source": OWN, "note": note})
        rows["stops"] += _stop_rows(key, line)
        running = hours if way is places or not isinstance(hours, Sequence) else hours[::-1]
        rows["figures"] += _figures(network, key, line, running, numbers, why or "own service")
    return laid_over(network, rows)


def _finding(field: str, value: object, expected: str) -> Finding:
    return Finding(CALL, 0, field, shown(value), expected, rule="changes")


def _contradictions(numbers: dict[str, float | None], hours: object) -> Iterator[Finding]:
    """Yield what is given twice or not at all."""
    if (hours is None) == (numbers["km_per_day"] is None):
        yield _finding("hours", hours, "expected either hours or km_per_day")
    if (numbers["every_days"] is None) == (numbers["wait_hours"] is None):
        yield _finding("every_days", numbers["every_days"], "expected either every_days or wait_hours")
    if numbers["usd_per_box"] is not None and numbers["usd_per_teu"] is not None:
        yield _finding("usd_per_box", numbers["usd_per_box"], "expected either usd_per_box or usd_per_teu")


def _places(network: Network, stops: object, findings: list[Finding]) -> list[str]:
    """Return the ids of stops; adds what is wrong with them to the findings."""
    try:
        given = items_of(stops)
    except TypeError as error:
        findings.append(_finding("stops", stops, str(error)))
        return []
    places = [place_of(network, one) for one in given]
    for place in places:
        try:
            network.places[place]
        except UnknownNameError as error:
            findings.append(_finding("stops", place, str(error)))
    if len(places) < 2:
        findings.append(_finding("stops", stops, "expected two places or more"))
    return places


def _without_way(ways: Ways, places: list[str], both_ways: bool) -> Iterator[Finding]:
    """Yield each pair of stops between which no link of the mode leads."""
    for way in (places, places[::-1]) if both_ways else (places,):
        for here, there in pairwise(way):
            if here == there or shortest(ways, here, there) is None:
                yield _finding("stops", f"{here} - {there}", "no way over links of its mode with known lengths")


def _id(given: str, way: list[str], places: list[str]) -> str:
    if given:
        return given if way is places else f"{given}:back"
    return f"line:own:{way[0]}-{way[-1]}"


def _line(network: Network, ways: Ways, mode: str, places: list[str]) -> list[_Stop]:
    """Return the stops of a line, those included that it only passes."""
    line = [_Stop(places[0], (), called=True)]
    for here, there in pairwise(places):
        links = shortest(ways, here, there) or []
        legs = [(there, links)] if mode in OUTSIDE else legs_between(network, links, here)
        line += [_Stop(place, tuple(leg), called=place == there and leg is legs[-1][1]) for place, leg in legs]
    return line


def _stop_rows(key: str, line: list[_Stop]) -> Iterator[dict[str, Any]]:
    for seq, stop in enumerate(line, start=1):
        path = tuple(link.id for link in stop.links)
        ends = {"board": stop.called and seq < len(line), "alight": stop.called and seq > 1}
        yield {"service": key, "seq": seq, "place": stop.place, "path": path} | ends


def _figures(
    network: Network,
    key: str,
    line: list[_Stop],
    hours: float | Sequence[float] | None,
    numbers: dict[str, float | None],
    note: str,
) -> Iterator[dict[str, Any]]:
    """Yield the figures of a line."""
    known = {name: value for name, value in numbers.items() if value is not None}
    if hours is not None:
        for seq, running in enumerate(_hours(line, hours), start=2):
            yield figure(leg_key(key, seq), "running_time", running, HOURS, note=note)
    for name, quantity, unit in (
        ("km_per_day", "speed", "km/day"),
        ("every_days", "headway", "d"),
        ("wait_hours", "wait", HOURS),
        ("capacity_teu_per_week", "capacity", "TEU/week"),
    ):
        if name in known:
            yield figure(key, quantity, known[name], unit, note=note)
    for name, basis in (("usd_per_box", "container"), ("usd_per_teu", "teu")):
        if name in known:
            yield price(network, key, known[name], basis, note=note)
    if "kg_co2e_per_teu_km" in known:
        yield figure(key, "co2e", known["kg_co2e_per_teu_km"], "kg", basis="teu_km", note=note)


def _hours(line: list[_Stop], hours: float | Sequence[float]) -> list[float]:
    """Return the hours of each leg: those given from call to call, shared out by km over the legs between."""
    calls = [number for number, stop in enumerate(line) if stop.called]
    given = [float(hours)] if isinstance(hours, int | float) else [float(one) for one in hours]
    pairs = list(pairwise(calls)) if len(given) == len(calls) - 1 else [(0, len(line) - 1)]
    if len(given) != len(pairs):
        raise DataError([_finding("hours", hours, f"expected one number, or one for each of {len(calls) - 1} legs")])
    found = []
    for running, (first, last) in zip(given, pairs, strict=True):
        km = [sum(link.length_km or 0 for link in stop.links) for stop in line[first + 1 : last + 1]]
        found += [running * part / sum(km) for part in km]
    return found

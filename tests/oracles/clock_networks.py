"""Random networks with a clock: departures by patterns of every kind, cut-offs and surcharges laid over random rows."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from networks import Network
from networks.model.schema import columns
from oracles.random_networks import Rows, shipment_of
from routing import Shipment

ZONES = ("UTC", "Asia/Tokyo", "Europe/Moscow", "Asia/Kathmandu", "Europe/Berlin", "America/New_York")
FIRST_DAYS = (
    date(2016, 2, 27),
    date(2016, 3, 25),
    date(2016, 10, 28),
    date(2016, 12, 30),
)  # leap day, clocks, new year
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def first_day_of(seed: int) -> date:
    """Return the day about which the patterns of a network lie."""
    return FIRST_DAYS[seed % len(FIRST_DAYS)]


def with_clock(rows: Rows, seed: int, *, exact: bool = False) -> Rows:
    """Return rows of a random network with departures, and with what else is read on the clock alone.

    `exact`: everything happens at whole minutes.
    """
    rng = random.Random(f"clock {seed}")
    found = {name: [dict(row) for row in table] for name, table in rows.items()}
    figures = found["figures"]
    begin = first_day_of(seed)
    for service in found["services"]:
        share = rng.random()
        if share < 0.6:
            found["departures"] += [_pattern(rng, service["id"], begin) for _ in range(rng.choice((1, 1, 2)))]
        elif share < 0.75:  # neither departures nor a headway: departs when goods are there
            figures[:] = [
                row
                for row in figures
                if row["quantity"] != "headway" or row["element"].partition("#")[0] != service["id"]
            ]
            if not any((row["element"], row["quantity"]) == (service["id"], "wait") for row in figures):
                _figure(figures, service["id"], "wait", rng.choice((0.0, 3.0, 12.0)))
        if rng.random() < 0.3:
            _figure(figures, service["id"], "cut_off", rng.choice((1.0, 6.0, 30.0)))
        if rng.random() < 0.2:
            _figure(figures, service["id"], "wait", rng.choice((1.0, 9.0, 40.0)))  # a queue beside a headway
        if rng.random() < 0.2:
            _figure(figures, service["id"], "origin_wait", rng.choice((0.0, 5.0, 26.0)))
    for stop in found["stops"]:
        if rng.random() < 0.1:
            _figure(figures, f"{stop['service']}#{stop['seq']}", "cut_off", rng.choice((0.0, 2.0, 20.0)))
    for place in found["places"]:
        if rng.random() < 0.15:
            _figure(figures, place["id"], "cut_off", 4.0)
    if rng.random() < 0.25:
        _surcharge(rng, found, exact)
    if rng.random() < 0.15:
        for link in rng.sample(found["links"], min(3, len(found["links"]))):
            link["opened"] = rng.choice(("2015", "2016", "2017"))
    return found


def with_opening(rows: Rows, seed: int) -> Rows:
    """Return rows with opening hours of some places, and of operations and procedures at some; more of such rows, too."""
    rng = random.Random(f"opening {seed}")
    found = {name: [dict(row) for row in table] for name, table in rows.items()}
    places = [row["id"] for row in found["places"] if row["country"] in ("JP", "CN", "HK", "UZ")]
    own = [row | {"id": f"{row['id']}@", "place": rng.choice(places or [""])} for row in found["operations"]]
    taken = {(row["place"], row["from_side"], row["to_side"]) for row in found["operations"]}
    for row in own:
        where = (row["place"], row["from_side"], row["to_side"])
        if where not in taken and rng.random() < 0.4:
            taken.add(where)
            found["operations"].append(row)
            figures = [one for one in found["figures"] if one["element"] == row["id"].removesuffix("@")]
            found["figures"] += [one | {"element": row["id"]} for one in figures]
    done = [row["id"] for name in ("operations", "procedures") for row in found[name] if row["place"] in places]
    for element, share in [*((name, 0.5) for name in places), *((name, 0.6) for name in done)]:
        if rng.random() < share:
            found["opening_hours"] += [{"element": element, "kind": "assumption", **row} for row in _hours(rng, seed)]
    return found


def _hours(rng: random.Random, seed: int) -> list[dict[str, Any]]:
    """Return hours of all kinds: by day, by night, parted, of one minute, of some days, from a day or until one."""
    days = rng.choice(((), ("Mon", "Tue", "Wed", "Thu", "Fri"), tuple(rng.sample(WEEK, rng.randint(1, 4)))))
    spans = rng.choice(
        (
            (("09:00", "17:00"),),
            (("08:30", "12:00"), ("13:00:20", "16:00")),
            (("20:00", "30:15"),),
            (("00:00", "24:00"),),
            (("06:00", "06:01"),),
        )
    )
    begin = first_day_of(seed) + timedelta(days=rng.randint(-1, 4))
    more = rng.choice(({}, {}, {}, {"from_date": begin}, {"until_date": begin}))
    return [{"weekdays": days, "opens": opens, "closes": closes, **more} for opens, closes in spans]


def hub_rows(seed: int) -> Rows:
    """Return the rows of a network of lines by one or two hubs that charge for a dwell, so that waiting may pay or not.

    Some trains run dear and often, others cheap and seldom; a ship comes in at any hour.
    """
    rng = random.Random(f"hubs {seed}")
    found: Rows = {name: [] for name in columns()}
    found["network"] = [{"name": "hubs", "currency": "USD"}]
    found["sources"] = [{"id": "S1", "title": "drawn at random"}]
    hubs = ("PBB", "PCC")[: rng.choice((1, 1, 2))]
    names = ("PAA", *hubs, "PFF")
    found["places"] = [{"id": name, "name": name, "country": "JP"} for name in names]
    pairs = [(a, b) for number, a in enumerate(names) for b in names[number + 1 :]]
    if rng.random() < 0.8:
        pairs.remove(("PAA", "PFF"))  # all goods change
    for number, (tail, head) in enumerate([*pairs, *rng.sample(pairs, rng.randint(1, 2))]):
        mode = rng.choice(("rail", "rail", "sea"))
        gauge = {"gauge_mm": 1520} if mode == "rail" else {}
        row = {"tail": tail, "head": head, "mode": mode, "length_km": 100.0, "territories": ("JP",)}
        found["links"].append({"id": f"K{number:02}", **row, **gauge})
        own = rng.random() < 0.15 and (tail, head) != ("PAA", "PFF")
        if own:  # lorries that run when they are wanted
            hours, usd = float(rng.randint(1, 30)), float(rng.choice((0, 40, 90)))
            found["links"][-1] |= {"hours": hours, "usd": usd, "kg_co2e": 1.0, "directed": True}
        for more in range(0 if own else rng.choice((1, 1, 2))):
            _line(rng, found, f"L{number}{'ab'[more]}", mode, f"K{number:02}", (tail, head))
    sides = ("sea", "rail:1520")
    lifts = [("lift", one, other) for one in sides for other in sides]
    ends = [("origin", "door", "gate"), ("delivery", "gate", "door")]
    ends += [(kind, *pair) for side in sides for kind, pair in (("load", ("gate", side)), ("unload", (side, "gate")))]
    for number, (kind, one, other) in enumerate(lifts + (ends if rng.random() < 0.5 else [])):
        for name in (f"op{number}", f"op{number}x")[: 2 if kind == "lift" and rng.random() < 0.3 else 1]:
            found["operations"].append({"id": name, "kind": kind, "place": "", "from_side": one, "to_side": other})
            _figure(found["figures"], name, "time", rng.choice((0.0, 2.0, 12.0, 30.0)))
            _price(found["figures"], name, float(rng.choice((0, 10, 50))))
    for hub in hubs:
        basis = "tonne_day" if rng.random() < 0.1 else "shipment_day"  # nobody knows the tonnes
        _figure(found["figures"], hub, "free_time", rng.choice((0.0, 6.0, 24.0, 36.0)))
        _price(found["figures"], hub, rng.choice((5.0, 20.0, 60.0)), "demurrage", basis)
    if rng.random() < 0.3:
        _figure(found["figures"], "network", "origin_wait", 3.0)
    return with_clock(found, seed)


def _line(rng: random.Random, found: Rows, name: str, mode: str, link: str, ends: tuple[str, str]) -> None:
    found["services"].append({"id": name, "name": name, "kind": "line", "mode": mode})
    for seq, (place, path) in enumerate(zip(ends, ((), (link,)), strict=True), start=1):
        found["stops"].append(
            {"service": name, "seq": seq, "place": place, "path": path, "board": True, "alight": True}
        )
    _figure(found["figures"], f"{name}#2", "running_time", rng.choice((1.0, 7.25, 20.0, 30.5)))
    _figure(found["figures"], name, "headway", rng.choice((6.0, 24.0, 31.0)))
    _price(found["figures"], name, float(rng.choice((0, 30, 60, 100))))


def _price(
    figures: list[dict[str, Any]], element: str, usd: float, quantity: str = "price", basis: str = "shipment"
) -> None:
    more = {"unit": "USD", "basis": basis, "currency": "USD", "source": "S1", "kind": "assumption"}
    figures.append({"element": element, "quantity": quantity, "value": usd, **more})


def _figure(figures: list[dict[str, Any]], element: str, quantity: str, value: float) -> None:
    if not any((row["element"], row["quantity"]) == (element, quantity) for row in figures):
        more = {"unit": "h", "basis": "", "currency": "", "source": "S1", "kind": "assumption"}
        figures.append({"element": element, "quantity": quantity, "value": value, **more})


def _pattern(rng: random.Random, service: str, begin: date) -> dict[str, Any]:
    days = [begin + timedelta(days=number) for number in range(-2, 9)]
    row: dict[str, Any] = {"service": service, "kind": "assumption", "zone": rng.choice(ZONES)}
    kind = rng.choice(("weekdays", "every_days", "dates"))
    if kind == "weekdays":
        row["weekdays"] = tuple(rng.sample(WEEK, rng.randint(1, 5)))
    elif kind == "every_days":
        row |= {"every_days": rng.randint(1, 3), "from_date": begin - timedelta(days=rng.randint(0, 9))}
    else:
        row["dates"] = tuple(rng.sample(days, rng.randint(1, 5)))
    row["times"] = rng.choice(
        ((), ("07:30",), ("07:30", "19:00"), ("25:15",), ("00:00",), ("06:00-18:00/06:00",), ("02:30", "23:59:59"))
    )
    if kind != "dates" and rng.random() < 0.2:
        row["except_dates"] = tuple(rng.sample(days, 2))
    if rng.random() < 0.15:
        row["until_date"] = begin + timedelta(days=rng.randint(1, 5))
    if kind != "every_days" and rng.random() < 0.15:
        row["from_date"] = begin + timedelta(days=rng.randint(-1, 3))
    return row


def _surcharge(rng: random.Random, found: Rows, exact: bool) -> None:
    elements = [row["id"] for name in ("places", "links", "services") for row in found[name]]
    over = tuple(rng.sample(elements, min(len(elements), rng.choice((1, 2)))))
    found["procedures"].append({"id": "extra", "kind": "surcharge", "place": "", "area": "", "over": over})
    _figure(found["figures"], "extra", "time", 0.0 if exact else rng.choice((0.0, 0.0, 2.5)))
    more = {"unit": "USD", "basis": "shipment", "currency": "USD", "source": "S1", "kind": "assumption"}
    found["figures"].append({"element": "extra", "quantity": "price", "value": rng.choice((0.0, 17.0)), **more})


def depart_of(rng: random.Random, seed: int) -> datetime:
    """Return a moment about which a network has departures, on the clocks of some zone."""
    first = datetime.combine(first_day_of(seed), datetime.min.time(), tzinfo=UTC)
    moment = first + timedelta(seconds=rng.choice((0, 3600, 60, 1)) * rng.randint(0, 47))
    return moment.astimezone(ZoneInfo(rng.choice(ZONES)))


def undated_shipment_of(rng: random.Random, network: Network) -> Shipment:
    """Return a random shipment that says nothing of days."""
    from dataclasses import replace

    return replace(shipment_of(rng, network), ready=None)

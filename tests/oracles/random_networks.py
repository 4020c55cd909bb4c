"""Small random networks with every feature of the model, and random questions about them.

A network is drawn from a seed, a size and a set of features, so that hypothesis can shrink a failure to the
features that it needs. `rows_of` gives plain rows, which the tests of invariance rename, shuffle and scale.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import networkx
from hypothesis import strategies as st

from networks import Network
from networks.model.schema import columns
from networks.model.tables import Table
from routing import Constraints, GeneralisedCost, Shipment
from routing.amounts.load import load_of
from routing.compiling.expansion import expand

Rows = dict[str, list[dict[str, Any]]]

FEATURES = (
    "operations",
    "procedures",
    "own",
    "lines",
    "areas",
    "fares",
    "gauges",
    "gaps",
    "directed",
    "loops",
    "ties",
    "money",
    "loads",
    "ferry",
    "own_rows",
    "seasons",
    "transit",
    "demurrage",
    "grades",
    "closures",
)
PLACES = ("PAA", "PBB", "PCC", "PDD", "PEE", "PFF")
COUNTRIES = ("RU", "KZ", "CN", "HK", "JP", "UZ", "")
MEMBERS = (("EAEU", "RU"), ("EAEU", "KZ"))
OBJECTIVES = (
    "time",
    "cost",
    "co2e",
    "distance",
    GeneralisedCost(usd_per_day=30),
    GeneralisedCost(usd_per_day=7.7, usd_per_tonne_co2e=50),
)


def specs(smallest: int = 3, largest: int = 5, always: tuple[str, ...] = ()) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy of (seed, number of places, features)."""
    bits = st.integers(0, 2 ** len(FEATURES) - 1)
    features = bits.map(lambda found: frozenset(name for bit, name in enumerate(FEATURES) if found >> bit & 1))
    return st.tuples(
        st.integers(0, 2**32 - 1), st.integers(smallest, largest), features.map(lambda found: found | set(always))
    )


def network_of(rows: Mapping[str, list[dict[str, Any]]]) -> Network:
    """Return the network of rows, without asking the rules (a test of its own does)."""
    return Network({name: Table.from_rows(name, rows[name]) for name in columns() if name in rows})


def rows_of(spec: tuple[int, int, frozenset[str]], exact: bool = False) -> Rows:
    """Return the rows of a random network; `exact`: every figure comes to whole minutes and cents."""
    return _Maker(*spec, exact=exact).rows()


class _Maker:
    def __init__(self, seed: int, size: int, features: frozenset[str], exact: bool) -> None:
        self.random = random.Random(seed)
        self.extra = random.Random(f"co2e {seed}")  # draws of their own, so that the networks stay as they were
        self.seed = seed
        self.has = features.__contains__
        self.exact = exact
        self.size = size
        self.found: Rows = {name: [] for name in columns()}
        self.found["network"] = [{"name": "random", "currency": "USD"}]
        self.found["sources"] = [{"id": "S1", "title": "drawn at random"}]

    def rows(self) -> Rows:
        rng, found = self.random, self.found
        names = PLACES[: self.size]
        countries = [rng.choice(COUNTRIES) for _ in names]
        found["places"] = [
            {"id": name, "name": name, "country": country} for name, country in zip(names, countries, strict=True)
        ]
        self.country = dict(zip(names, countries, strict=True))
        found["customs_areas"] = [{"area": area, "territory": code} for area, code in MEMBERS]
        self.add_links(names)
        if self.has("areas"):
            self.add_areas()
        if self.has("lines") or not (self.has("areas") or self.has("own")):
            for number in range(rng.randint(2, 6)):
                self.add_line(f"L{number}")
        if self.has("operations"):
            self.add_operations()
        if self.has("procedures"):
            self.add_procedures()
        for name, value in (("electric", 12.5), ("diesel", 31.0), ("electric:KZ", 22.0)):
            self.factor(f"traction:{name}", value, "tonne_km")
        if self.extra.random() < 0.6:  # electricity by country, with and without a direct factor of electric traction
            if self.extra.random() < 0.5:
                found["figures"] = [row for row in found["figures"] if row["element"] != "traction:electric"]
            self.figure("traction:electric", "energy", 0.025, "kWh", self.extra.choice(("tonne_km", "teu_km")))
            self.figure("traction:electric:CN", "energy", 0.0193, "kWh", "tonne_km")
            for code, value in (("RU", 446.17), ("CN", 0.5575), ("JP", 483.73)):
                self.figure(f"grid:{code}", "co2e", value, "kg" if value < 1 else "g", "kwh")
        if self.has("demurrage"):
            self.add_demurrage(names)
        self.draw_grades()
        self.add_ratios()
        self.add_closures()
        self.add_corridors()
        self.figure("load:container", "tonnes_per_teu", 14, "t")
        self.figure("currency:EUR", "usd_per_unit", 1.5, "USD")
        if self.has("gaps") and rng.random() < 0.3:
            found["figures"] = [row for row in found["figures"] if row["element"] != "currency:EUR" or self.exact]
            if len([row for row in found["figures"] if row["element"] == "currency:EUR"]) == 0:
                for row in found["figures"]:
                    if row.get("currency") == "EUR":
                        row["currency"] = row["unit"] = "USD"
        return found

    # ---- elements -----------------------------------------------------------------------------------------

    def add_links(self, names: tuple[str, ...]) -> None:
        rng = self.random
        modes = ["rail", "rail", "rail", "sea", "sea", "road"] + (["ferry"] if self.has("ferry") else [])
        count = rng.randint(self.size, 2 * self.size + 1)
        for number in range(count):
            tail, head = rng.sample(names, 2)
            if 0 < number < self.size:  # hang together
                tail, head = names[number], rng.choice(names[:number])
            if self.has("loops") and rng.random() < 0.1:
                head = tail
            if number and rng.random() < 0.25:  # parallel to the one before
                tail, head = self.found["links"][-1]["tail"], self.found["links"][-1]["head"]
            mode = rng.choice(modes)
            codes = {self.country[tail], self.country[head]} - {""}
            passed = {"CN"} if rng.random() < (0.3 if self.has("transit") else 0.1) else set()
            codes |= passed
            row: dict[str, Any] = {
                "id": f"K{number:02}",
                "tail": tail,
                "head": head,
                "mode": mode,
                "territories": tuple(sorted(codes)),
                "length_km": self.missing(float(rng.choice((1, 2, 2)) if self.has("ties") else rng.randint(1, 400))),
                "directed": self.has("directed") and rng.random() < 0.3,
            }
            if self.has("transit") and rng.random() < 0.7:
                row["in_transit"] = tuple(sorted(passed))
            if mode == "rail":
                row["gauge_mm"] = rng.choice((1520, 1435)) if self.has("gauges") else 1520
                row["electrified"] = rng.choice(("yes", "no", "yes", ""))
            if self.has("own") and rng.random() < 0.5:
                km = row["length_km"] or 30.0
                row |= {
                    "hours": 1.0 + km // rng.choice((20, 40, 60)),
                    "usd": self.missing(self.usd()),
                    "kg_co2e": self.missing(self.usd()),
                }
            self.found["links"].append(row)

    def add_areas(self) -> None:
        rng = self.random
        rails = [row["id"] for row in self.found["links"] if row["mode"] == "rail"]
        names = ("R1", "R2", "R3")[: rng.randint(1, 3)]
        owner = {link: rng.choice(names) for link in rails}
        for name in names:
            mine = [link for link in rails if owner[link] == name or rng.random() < 0.2]
            if not mine:
                continue
            self.service(name, "area", "rail")
            self.found["area_links"] += [{"service": name, "link": link} for link in mine]
            if self.exact:
                self.figure(name, "running_time", self.hours() or 0.25, "h")
            else:
                self.timed(name, "speed", rng.choice((240.0, 500.0, 333.3)), "km/day")
            self.waits(name)
            self.paid(name, "rate", "container_km")
            if rng.random() < 0.3:
                self.paid(name, "price", "container")
            if rng.random() < 0.3:
                self.factor(name, 25.5, "tonne_km")

    def add_line(self, name: str) -> None:
        """Add a line that walks at random over links of one mode; each leg has one gauge."""
        rng, links = self.random, self.found["links"]
        mode = rng.choice([row["mode"] for row in links])
        mine = [row for row in links if row["mode"] == mode]
        here = rng.choice(mine)["tail"]
        stops: list[dict[str, Any]] = [{"place": here, "path": ()}]
        for _ in range(rng.randint(1, 4)):
            path: list[dict[str, Any]] = []
            for _ in range(rng.choice((1, 1, 2))):
                if path and self.country[here] != self.country[stops[-1]["place"]]:
                    break  # a border is a stop
                ways = [row for row in mine if here == row["tail"] or (here == row["head"] and not row["directed"])]
                ways = [
                    row
                    for row in ways
                    if not path
                    or (
                        row.get("gauge_mm") == path[0].get("gauge_mm")
                        and all(self.country[row[end]] == self.country[here] for end in ("tail", "head"))
                    )
                ]
                if not ways:
                    break
                path.append(rng.choice(ways))
                here = path[-1]["head"] if path[-1]["tail"] == here else path[-1]["tail"]
            if not path:
                break
            stops.append({"place": here, "path": tuple(row["id"] for row in path)})
        if len(stops) < 2:
            return
        self.service(name, "line", mode)
        for seq, stop in enumerate(stops, start=1):
            known = rng.random() < 0.75
            self.found["stops"].append(
                {
                    "service": name,
                    "seq": seq,
                    **stop,
                    "board": seq == 1 or rng.random() < 0.7,
                    "alight": seq == len(stops) or rng.random() < 0.7,
                }
            )
            if seq > 1 and (known or self.exact or self.has("gaps")):
                self.figure(f"{name}#{seq}", "running_time", self.hours() or 0.25, "h")
            if rng.random() < 0.2:
                self.waits(f"{name}#{seq}")
        self.figure(name, "speed", 400.0, "km/day")
        self.waits(name)
        if self.has("fares") and rng.random() < 0.6:
            pairs = {(a["place"], b["place"]) for i, a in enumerate(stops) for b in stops[i + 1 :]}
            for first, last in sorted(pairs):
                if rng.random() < 0.7:
                    self.paid(f"{name}>{first}>{last}", "price", rng.choice(("container", "teu")))
        elif rng.random() < 0.5:
            self.paid(name, "price", "teu")
        else:
            self.paid(name, "rate", "tonne_km")
        if rng.random() < 0.7:
            self.factor(name, 8.0, rng.choice(("tonne_km", "teu_km", "container_km")))

    def factor(self, element: str, value: float, basis: str) -> None:
        """Add a factor in g, often with its tank-to-wheel part."""
        self.figure(element, "co2e", value, "g", basis)
        if self.extra.random() < 0.6:
            self.figure(element, "co2e_ttw", round(value * 0.8, 2), "g", basis)

    def service(self, name: str, kind: str, mode: str) -> None:
        loads = ("container", "wagon") if self.random.random() < 0.5 else ("bulk",)
        self.found["services"].append(
            {
                "id": name,
                "name": name,
                "kind": kind,
                "mode": mode,
                "loads": loads if self.has("loads") and self.random.random() < 0.5 else (),
                "months": self.random.choice(((), (1, 2), (6,), ())) if self.has("seasons") else (),
            }
        )

    def add_operations(self) -> None:
        rng = self.random
        sides = sorted(
            {f"rail:{row['gauge_mm']}" if row["mode"] == "rail" else row["mode"] for row in self.found["links"]}
        )
        wanted = [("origin", "door", "gate"), ("delivery", "gate", "door")]
        wanted += [("load", "gate", side) for side in sides] + [("unload", side, "gate") for side in sides]
        wanted += [("lift", one, other) for one in sides for other in sides]
        for number, (kind, one, other) in enumerate(wanted):
            if kind == "lift" and rng.random() < 0.1:
                continue
            self.operation(f"op{number:02}", kind, "", one, other)
            if self.has("own_rows") and rng.random() < 0.2:
                place = rng.choice(self.found["places"])["id"]
                self.operation(f"op{number:02}a", kind, place, one, other)
                if rng.random() < 0.3:
                    self.operation(f"op{number:02}b", kind, place, one, other)
        if {"rail:1435", "rail:1520"} <= set(sides):
            self.operation("opbogie", "bogie_change", "", "rail:1435", "rail:1520")
        if self.extra.random() < 0.4:  # else the network counts no emissions of terminals
            for kind in ("origin", "delivery", "load", "unload", "lift", "bogie_change"):
                if self.extra.random() < 0.9:
                    self.factor(
                        f"operation:{kind}", 2500.5, self.extra.choice(("teu", "container", "shipment", "tonne"))
                    )
            self.factor("op01", 0.5, "tonne")

    def operation(self, name: str, kind: str, place: str, one: str, other: str) -> None:
        self.found["operations"].append({"id": name, "kind": kind, "place": place, "from_side": one, "to_side": other})
        self.charged(name)

    def add_procedures(self) -> None:
        rng = self.random
        kinds = ("import", "export", "transit_opening", "transit_closing")
        wanted = [(kind, "", area) for area in ("EAEU", "CN", "HK", "JP", "UZ") for kind in kinds if rng.random() < 0.8]
        wanted += [(kind, rng.choice(self.found["places"])["id"], "EAEU") for kind in kinds if rng.random() < 0.4]
        wanted += [("papers", "", "")] if rng.random() < 0.7 else []
        wanted += [("papers", rng.choice(self.found["places"])["id"], rng.choice(("", "EAEU")))]
        wanted += [("handover", "", "")] if rng.random() < 0.8 else []
        wanted += [("handover", rng.choice(self.found["places"])["id"], "")] if rng.random() < 0.3 else []
        for number, (kind, place, area) in enumerate(wanted):
            self.found["procedures"].append({"id": f"pr{number:02}", "kind": kind, "place": place, "area": area})
            self.charged(f"pr{number:02}")

    def add_demurrage(self, names: tuple[str, ...]) -> None:
        """Charge the dwell at most places, from the first minute or after a time that many a dwell just fills."""
        rng = random.Random(f"demurrage {self.seed}")
        for place in names:
            if rng.random() < 0.7:
                free, unit = rng.choice(((0, "h"), (1.5, "h"), (12.345, "h"), (24, "h"), (2, "d"), (90, "min")))
                self.figure(place, "free_time", free, unit)
                currency = "EUR" if self.has("money") and rng.random() < 0.3 else "USD"
                usd = 40.0 if self.exact else rng.choice((0.0, 12.5, 33.333, 400.0))
                basis = rng.choice(("shipment_day", "container_day", "teu_day", "tonne_day"))
                self.figure(place, "demurrage", usd, currency, basis, currency)

    def draw_grades(self) -> None:
        """Give services grades, and procedures; some of these stand twice or thrice, for one grade and for others."""
        if not self.has("grades"):
            return
        rng = random.Random(f"grades {self.seed}")
        possible = {"line": ("", "scheduled", "general"), "area": ("", "ordinary", "general")}
        for row in self.found["services"]:
            row["grade"] = rng.choice(possible[row["kind"]])
        for row in tuple(self.found["procedures"]):
            grades = ("general", "ordinary") if row["kind"] == "handover" else ("scheduled", "general", "ordinary")
            if rng.random() < 0.3:  # for one grade only
                row["grade"] = rng.choice(grades)
            elif rng.random() < 0.6:  # and beside it for some grades
                for number, grade in enumerate(rng.sample(grades, rng.randint(1, 2))):
                    name = f"{row['id']}{'gh'[number]}"
                    self.found["procedures"].append({**row, "id": name, "grade": grade})
                    self.figure(name, "time", rng.choice((1.0, 3.0, 50.0)), "h")
                    self.figure(name, "price", float(rng.choice((0, 10, 200))), "USD", "shipment", "USD")

    def add_ratios(self) -> None:
        """Say of some prices by the TEU, and often of the network, how many TEU a 40 ft box counts in them."""
        rng = random.Random(f"large boxes {self.seed}")
        priced = [row["element"] for row in self.found["figures"] if row["basis"] in ("teu", "teu_km", "teu_day")]
        for element in [*dict.fromkeys(one for name in priced for one in (name, name.partition(">")[0])), "network"]:
            if rng.random() < 0.4:
                self.figure(element, "ft40_ratio", rng.choice((1, 1.4, 1.8, 2)), "ratio")

    def add_closures(self) -> None:
        """Close, permit or note a few things, for some goods and on some days."""
        rng, found = random.Random(f"closures {self.seed}"), self.found
        codes = [code for code in COUNTRIES if code]
        for number in range(rng.randint(1, 3) if self.has("closures") else 0):
            table = rng.choice(("places", "links", "services", "territories", "borders", "borders"))
            table = table if found.get(table, codes) else "places"  # there may be no services
            known = [row["id"] for row in found.get(table, ())] or codes
            elements = tuple(rng.sample(known, min(len(known), rng.choice((1, 1, 2)))))
            if table in ("territories", "borders"):
                near = sorted({*self.country.values()} - {""}) * 3 + codes
                one = rng.choice(near)
                other = rng.choice([code for code in near if code != one])
                elements = (one,) if table == "territories" else (f"{one}{rng.choice('->')}{other}",)
            row: dict[str, Any] = {"id": f"c{number}", "what": "shut", "table": table, "elements": elements}
            row["kind"] = rng.choice(("closure",) * 8 + ("permission", "notice"))
            row["offered"] = rng.random() < 0.9
            row["from_date"] = rng.choice((None, None, date(2016, 2, 29), date(2016, 3, 1)))
            row["until_date"] = rng.choice((None, None, date(2016, 3, 2), date(2016, 6, 1)))
            places = [place["id"] for place in found["places"]]
            more = {
                "modes": rng.sample(("rail", "sea", "road"), rng.randint(1, 2)),
                "at": rng.sample(places, 1),
                "loads": rng.sample(("container", "wagon"), 1),
                "goods": rng.sample(("cooled", "grain"), 1),
                "except_goods": ("relief",),
                "scope_of": rng.sample(codes, 2),
                "origins": rng.sample(codes, 3),
                "destinations": rng.sample(codes, 3),
            }
            row |= {column: tuple(values) for column, values in more.items() if rng.random() < 0.15}
            if row.get("scope_of") or table == "territories":
                row["scope"] = rng.choice(("import", "export", "transit"))
            found["closures"].append(row)

    def add_corridors(self) -> None:
        """Name a few ways by some of the links, as gateways; a link may be one of several."""
        rng, links = random.Random(f"corridors {self.seed}"), [link["id"] for link in self.found["links"]]
        for number in range(rng.randint(0, 3)):
            some = tuple(rng.sample(links, min(len(links), rng.choice((1, 1, 2, 3)))))
            self.found["corridors"].append({"id": f"way{number}", "name": f"Way {number}", "links": some})

    # ---- figures ------------------------------------------------------------------------------------------

    def charged(self, element: str) -> None:
        self.timed(element, "time", self.hours(), "h")
        self.paid(element, "price", self.random.choice(("container", "shipment", "teu", "declaration", "lorry")))

    def waits(self, element: str) -> None:
        kind = self.random.choice(("wait", "headway", "headway", "origin_wait"))
        self.timed(element, kind, self.random.choice((2.0, 4.0, 24.0)), "h")
        if self.random.random() < 0.2:
            self.timed(self.random.choice(self.found["places"])["id"], "wait", 6.0, "h")
        if self.random.random() < 0.2:
            self.timed("network", "origin_wait", 3.0, "h")

    def timed(self, element: str, quantity: str, value: float, unit: str) -> None:
        if not (self.has("gaps") and self.random.random() < 0.07):
            self.figure(element, quantity, value, unit)

    def paid(self, element: str, quantity: str, basis: str) -> None:
        if self.has("gaps") and self.random.random() < 0.15:
            return
        currency = "EUR" if self.has("money") and self.random.random() < 0.3 else "USD"
        value = self.usd() if quantity == "price" else self.random.choice((0.5, 1.0, 1.5))
        self.figure(element, quantity, value, currency, basis, currency)

    def figure(self, element: str, quantity: str, value: float, unit: str, basis: str = "", currency: str = "") -> None:
        if any((row["element"], row["quantity"]) == (element, quantity) for row in self.found["figures"]):
            return
        self.found["figures"].append(
            {
                "element": element,
                "quantity": quantity,
                "value": float(value),
                "unit": unit,
                "basis": basis,
                "currency": currency,
                "source": "S1",
                "kind": "assumption",
            }
        )

    def hours(self) -> float:
        if self.has("ties"):
            return float(self.random.choice((0, 1, 1, 2)) + 1)
        return float(self.random.randint(1, 99)) if self.exact else self.random.choice((0.0, 1.5, 7.25, 30.0, 12.345))

    def usd(self) -> float:
        if self.has("ties"):
            return float(self.random.choice((0, 10, 10, 20)))
        return float(self.random.randint(0, 500)) if self.exact else round(self.random.uniform(0, 500), 3)

    def missing(self, value: float) -> float | None:
        return None if self.has("gaps") and self.random.random() < 0.12 else value


def shipment_of(rng: random.Random, network: Network) -> Shipment:
    """Return a random shipment, mostly between places that something joins."""
    pairs = [(a, b) for a in sorted(network.places) for b in sorted(network.places) if a != b]
    size: dict[str, Any] = {
        "ready": rng.choice((None, date(2016, 2, 29), date(2016, 6, 1))),
        "containers": rng.choice((1, 1, 2)),
        "size": rng.choice(("20ft", "40ft")),
        "tonnes": rng.choice((None, None, 20.5)),
        "scope": rng.choice(("door", "terminal")),
    }
    some = Shipment(*pairs[0], **size)
    graph: Any = networkx.DiGraph(
        [(arc.tail, arc.head) for arc in expand(network, load_of(network, some), some.scope).arcs]
    )
    joined = {
        (place, goal.removesuffix(">door"))
        for place in network.places
        if f"door>{place}" in graph
        for goal in networkx.descendants(graph, f"door>{place}")
        if goal.endswith(">door")
    }
    likely = [pair for pair in pairs if pair in joined]
    if len(network.closures):
        size["goods"] = rng.choice(((), (), ("grain",), ("cooled", "relief")))
    return Shipment(*rng.choice(likely if likely and rng.random() < 0.95 else pairs), **size)


def bans_of(rng: random.Random, network: Network, share: float = 0.12) -> dict[str, Any]:
    """Return random bans and vias, as arguments of `Constraints`."""
    found: dict[str, Any] = {}
    if rng.random() < share:
        found["avoid_territories"] = set(rng.sample(("CN", "KZ", "HK", "RU"), rng.randint(1, 2)))
        found["exact_codes"] = rng.random() < 0.5
        found["tolerate_in_transit"] = rng.random() < 0.5
    if rng.random() < share:
        found["avoid_places"] = {rng.choice(sorted(network.places))}
    if rng.random() < share:
        found["avoid_links"] = set(rng.sample(sorted(network.links), min(2, len(network.links))))
    if rng.random() < share and len(network.services):
        found["avoid_services"] = {rng.choice(sorted(network.services))}
    if rng.random() < share:
        found["modes"] = set(rng.sample(("rail", "sea", "road", "ferry"), rng.randint(1, 4)))
    if rng.random() < share:
        places = sorted(network.places.keys() - found.get("avoid_places", set()))
        kinds = [places, places, sorted(network.links), sorted(network.corridors)]
        found["via"] = tuple(rng.choice(rng.choice(kinds) or places) for _ in range(rng.randint(1, 2)))
    return found


def constraints_of(found: dict[str, Any], **more: Any) -> Constraints:
    """Return the constraints of bans and limits."""
    return Constraints(**(found | more))

"""Asks the editions of the built-in network every published figure that can be asked: ``python tests/validation/asking.py``.

With ``--write`` the page ``results.md`` and the tables in the READMEs of the editions are made anew. What a row's constraints mean stands in ``README.md``; what had to
be decided beyond that, here:

* **scope**: ``door`` is a shipment from door to door, all others one from terminal to terminal. ``rail_only`` and
  ``sea_only`` allow that mode only, unless the row names modes.
* **services**: the answer must ride these lines. No constraint of the library says that, so the row is asked with
  ever more services banned, and the first answer that rides all of them is taken: nothing banned; then whatever else
  can be boarded where these lines can; then other lines of their modes; then ordinary carriage of their modes too;
  then only what runs over the same links. The first answer, where it rides them, is the least of all that do; a later
  one is the least of those that keep to the bans.
* **chain**: the lines are those of the published chain. A row that speaks of a feeder, a train or a way names it, here or in
  its constraints, so that the fastest other chain does not answer for it; and an express product (`-express`) answers only rows that name it.
* **missing**: such a row is asked once `NOW_OFFERED` names the lines that fill the gap, as if the row itself named them.
  A seasonal line is asked with goods that are ready in the middle of its first month.
* **against**: the second question has the constraint in place of the first's own; what contradicts it (vias and the
  mode for lines, lines and a ban of its country for a via) is dropped. Ends of the range of a ratio or difference: one answer low, the other high.
* **border**: procedures, hand-over and change of gauge (not the wait for the next train) of a way over it, see `measuring.BORDERS`.
* **port**: everything between arrival and departure, waiting included, of a way through it, see `measuring.PORTS`.
* **price_per_500km**: price of the rides, without what is charged once.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import published
from measuring import BORDERS, HOURS, PORTS, Amount, Unanswered, compared, measured
from published import Row

import networks
from networks import Figure, Network, Service
from routing import Constraints, Result, Route, Shipment, SolveOptions, solve, verify

# id of a row that had to wait -> further constraints that ask it now: the lines that fill its gap. `origin` and
# `destination` name the place that another one stood for in the row; lines of other years are on offer in `other-years`.
NOW_OFFERED: Mapping[str, str] = {
    "p017": "services=line:RUVYP-PLMAA",
    "p018": "services=line:RUVYP-RULED",
    "p019": "services=line:RUVYP-RULED",
    "p020": "services=line:RUVVO-RULED;scenario=other-years",
    "p021": "services=line:RUVYP-RULED",
    "p022": "services=line:RUVYP-PLMAA",
    "p023": "services=line:RUVYP-PLMAA",
    "p024": "services=line:RUVVO-RULED+line:RULED-NLRTM;scenario=other-years",
    "p025": "services=line:RUVVO-RULED+line:RULED-DEHAM;scenario=other-years",
    "p026": "services=line:RUVYP-RULED+line:RULED-DEHAM",  # the train of p021
    "p027": "services=line:RUVYP-RULED+line:RULED-DEHAM",
    "p028": "services=line:RUVYP-RULED+line:RULED-DEHAM",
    "p029": "services=line:RUVVO-PLWAW;scenario=other-years",
    "p030": "services=line:RUVVO-PLWAW;scenario=other-years",
    "p031": "services=line:RUVVO-PLWAW;scenario=other-years",
    "p032": "services=line:BYBQT-RUVVO+line:RUVVO-CNSGH;scenario=other-years",
    "p033": "services=line:CNSGH-RUVVO+line:RUVVO-RUMOW",
    "p034": "services=line:CNSGH-RUVVO+line:RUVVO-RUMOW",
    "p038": "services=line:JTSL-JPTMK",
    "p039": "services=line:JPTOS-RUVVO;scenario=other-years",
    "p040": "services=line:JPKIJ-RUVVO;scenario=other-years",
    "p041": "services=line:JPSMN-RUVVO",
    "p042": "services=line:CNTAO-RUVVO;scenario=other-years",
    "p043": "services=line:RUVVO-KRPUS",
    "p049": "services=line:JTSL+line:RUVYP-PLMAA;via=RUVYP",  # a train from Moscow alone is cheapest reached by deep sea
    "p056": "services=line:suez+line:DEHAM-DEDUI",
    "p059": "services=line:CNSGH-DEHAM+line:DEHAM-RULED",
    "p062": "services=line:cape-CNSGH-NLRTM;against=services=line:CNSGH-NLRTM;scenario=other-years",
    "p063": "services=line:nsr-RUVVO-RULED;scenario=northern-sea-route",
    "p064": "services=line:nsr-CNSGH-NLRTM;scenario=northern-sea-route",
    "p065": "services=line:nsr-DEHAM;scenario=northern-sea-route",
    "p066": "services=line:nsr-DEHAM;scenario=northern-sea-route",
    "p067": "services=line:nsr-NLRTM;scenario=northern-sea-route",
    "p069": "services=line:KZHOR-RUMOW",
    "p070": "services=line:KZHOR-UZTAS;scenario=other-years",
    "p071": "services=line:KZHOR-PLMAA",
    "p072": "services=line:KZ-DOSTYK-PLMAA",
    "p073": "services=line:CNSIA-UZTAS-khorgos;via=KZ-ALTYNKOL",  # the train crosses there, beside the dry port
    "p074": "services=line:CNTXG-UZTAS-dostyk",
    "p075": "services=line:CNSGH-UZTAS-khorgos;scenario=other-years",
    "p076": "services=line:CNSIA-UZTAS-khorgos",
    "p077": "services=line:UZTAS-KZ-ALTYNKOL;scenario=other-years",
    "p078": "services=line:CNURC-DEDUI",
    "p080": "services=line:PLMAA-DEDUI",
    "p081": "services=line:RUMOW-PLMAA+line:PLMAA-DEDUI",
    "p082": "services=line:KZHOR-PLMAA+line:PLMAA-DEHAM",
    "p083": "services=line:JPYOK-CNDAL+line:CNDAL-RUMOW-zabaikalsk+line:RUMOW-PLMAA+line:PLMAA-DEDUI",
    "p084": "services=line:JPYOK-CNSGH+line:CNSGH-DEHAM-dostyk;scenario=other-years",
    "p085": "services=line:JPYOK-CNDAL+line:CNDAL-KZALA-khorgos;scenario=other-years",
    "p086": "services=line:JPNGO-CNTXG+line:CNTXG-KZALA-khorgos;scenario=other-years",
    "p088": "services=line:CNDAL-RUMOW-zabaikalsk",
    "p089": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p090": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p092": "services=line:CNHBZ-DEHAM",
    "p093": "services=line:CNTXG-RUMOW-erenhot",
    "p094": "services=line:CNTXG-RUMOW-erenhot",
    "p096": "services=line:CNSGH-RUMOW-erenhot;scenario=other-years",
    "p097": "services=line:CNZGZ-DEHAM-erenhot;scenario=other-years",
    "p098": "services=line:CNBJS-DEHAM-erenhot;scenario=other-years",
    "p099": "services=line:CNBJS-DEHAM-erenhot;scenario=other-years",
    "p100": "services=line:RUMOW-CNSIA-erenhot;scenario=other-years",
    "p101": "services=line:KZ-DOSTYK-KZAAU+line:KZAAU-AZALA",
    "p102": "services=line:KZ-DOSTYK-KZAAU+line:KZAAU-AZALA",
    "p103": "services=line:KZ-ALTYNKOL-KZAAU+line:KZAAU-AZALA+line:AZALA-GEPTI;scenario=other-years",
    "p104": "services=line:KZ-ALTYNKOL-KZAAU+line:KZAAU-AZALA+line:AZALA-AZBAK;scenario=other-years",
    "p105": "services=line:KZ-ALTYNKOL-KZAAU+line:KZAAU-AZALA+line:AZALA-GEPTI;scenario=other-years",
    "p107": "services=line:TMKRW-AZALA",
    "p110": "services=line:KZ-ALTYNKOL-KZAAU+line:KZAAU-AZALA+line:AZALA-TR-ISTANBUL;modes=rail+ferry;scenario=other-years",
    "p116": "origin=INNSA;services=line:INNSA-IRBND+line:IRAMD-RUASF;avoid=KZ+TM",
    "p117": "origin=INNSA;services=line:INNSA-IRBND+line:IRAMD-RUASF;avoid=KZ+TM",
    "p118": "origin=INNSA;services=line:INNSA-IRBND;via=IR-INCHEBURUN+KZ-BOLASHAK;modes=sea+rail",  # no Caspian ship
    "p119": "origin=INNSA;services=line:INNSA-IRBND;via=IR-INCHEBURUN+KZ-BOLASHAK;modes=sea+rail",
    "p120": "origin=INNSA;services=line:INNSA-DEHAM+line:DEHAM-RULED",
    "p121": "origin=INNSA;services=line:INNSA-DEHAM+line:DEHAM-RULED",
    "p122": "destination=INNSA;services=line:RUASF-IRAMD+line:IRBND-INNSA;avoid=KZ+TM",
    "p123": "origin=INMUN;services=line:INMUN-IRBND+line:IRBND-UZTAS",
    "p124": "services=line:CNSGH-IRTHR-dostyk;scenario=other-years",
    "p125": "services=line:KZ-ALTYNKOL-KZ-BOLASHAK;scenario=other-years",
    "p126": "services=line:KZ-BOLASHAK-KZ-ALTYNKOL;scenario=other-years",
    "p127": "services=line:KZ-DOSTYK-PLMAA",
    "p129": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p130": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p131": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p132": "services=line:CNSGH-RUMOW-zabaikalsk",
    "p139": "services=line:CNZGZ-DEHAM;against=services=line:CNSGH-DEHAM",  # the ship starts at Shanghai
    "p140": "services=line:CNZGZ-DEHAM;modes=rail+sea;against=via=CNSGH+SGSIN",
    "p163": "services=area:ADY+area:GR+area:TCDD;scenario=other-years",
    "p184": "services=line:nsr-CNSGH-NLRTM;scenario=northern-sea-route",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A row and the model's answer to it, or why there is none.

    Attributes
    ----------
    amount
        The answer in the unit of the row; None where the row was not asked or has no answer.
    lines
        Services ridden, in order.
    shared
        Figures of the route that cite the source of the row.
    spent
        Whether one of them bears the number of the row: then the row tests nothing any more.
    why_not
        Why there is no answer, else "".
    """

    row: Row
    amount: Amount | None = None
    lines: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    spent: bool = False
    why_not: str = ""

    @property
    def asked(self) -> bool:
        """Tell whether there is an answer."""
        return self.amount is not None

    @property
    def counts(self) -> bool:
        """Tell whether the row belongs to the score."""
        return self.asked and not self.apart

    @property
    def apart(self) -> str:
        """Return why the row is counted apart, "" if it is not."""
        return "a figure has its number" if self.spent else self.row.apart

    @property
    def error(self) -> float:
        """Return (answer - published) / published, of the value or of the middle of the range."""
        assert self.amount is not None
        return self.amount.value / self.row.typical - 1

    @property
    def met(self) -> bool:
        """Tell whether the answer lies in the range, or within 15 % of the point."""
        assert self.amount is not None
        low, high = self.row.target
        return low <= self.amount.value <= high

    @property
    def inside(self) -> bool | None:
        """Tell whether the published value, or the middle of its range, is likely (P10 to P90); None: no likely range."""
        if self.amount is None or self.amount.likely is None:
            return None
        low, high = self.amount.likely
        return low <= self.row.typical <= high

    @property
    def half_width(self) -> float | None:
        """Return half of the likely range as a share of the answer."""
        if self.amount is None or self.amount.likely is None:
            return None
        low, high = self.amount.likely
        return (high - low) / 2 / self.amount.value

    @property
    def overlaps(self) -> bool:
        """Tell whether all figures at their best or worst reach the published range (a point: with its 15 %)."""
        assert self.amount is not None
        low, high = self.row.target
        return self.amount.low <= high and low <= self.amount.high


def outcomes(rows: Iterable[Row] | None = None) -> Iterator[Outcome]:
    """Yield an outcome for every row, asked of its edition or of the scenario of it that its terms name."""
    for row in published.rows() if rows is None else rows:
        terms = terms_of(row)
        if row.used:
            yield Outcome(row=row, why_not="used: a figure or scenario of the network rests on it")
        elif terms is None:
            yield Outcome(row=row, why_not=f"waits for: {row.constraints['missing']}")
        else:
            yield outcome(networks.load(row.edition, scenario=terms.get("scenario")), row, terms)


def terms_of(row: Row) -> dict[str, str] | None:
    """Return how a row is asked today, None while what it needs is missing."""
    terms = {key: text for key, text in row.constraints.items() if key != "missing"}
    if "missing" not in row.constraints:
        return terms
    return terms | published.constraints_of(NOW_OFFERED[row.id]) if row.id in NOW_OFFERED else None


def outcome(network: Network, row: Row, terms: Mapping[str, str]) -> Outcome:
    """Return the answer of a network to a row, or why there is none."""
    try:
        route = ask(network, row, terms)
        amount = measured(network, row, route)
        if "against" in terms:
            other = ask(network, row, opposed(network, terms))
            if other.steps == route.steps:
                raise Unanswered("both questions have one answer, so the row compares nothing")
            amount = compared(row, amount, measured(network, row, other))
    except Unanswered as reason:
        return Outcome(row=row, why_not=str(reason))
    citing = shared(row, route)
    return Outcome(
        row=row,
        amount=amount,
        lines=tuple(leg.service for leg in route.legs),
        shared=tuple(f"{figure.element} {figure.quantity}" for figure in citing),
        spent=any(_bears(figure, row) for figure in citing),
    )


def shared(row: Row, route: Route) -> tuple[Figure, ...]:
    """Return the figures of a route that cite the source of the row: it is no stranger to them."""
    names = published.names_of(row.source, route.network.sources)
    cites = [re.compile(rf"\b{re.escape(name)}\b") for name in names]
    return tuple(
        figure
        for figure in route.figures
        if figure.source in names or any(pattern.search(figure.note) for pattern in cites)
    )


def _bears(figure: Figure, row: Row) -> bool:
    """Tell whether a figure has the number of a row."""
    numbers = {number for number in (row.value, row.low, row.high) if number is not None}
    if figure.unit in HOURS and row.unit in HOURS:
        return any(abs(figure.value * HOURS[figure.unit] - number * HOURS[row.unit]) < 0.01 for number in numbers)
    return figure.unit == row.unit and figure.value in numbers


# ---- the question -------------------------------------------------------------------------------------------


def ask(network: Network, row: Row, terms: Mapping[str, str]) -> Route:
    """Return the verified best route of a row under its terms; raise Unanswered if there is none."""
    lines = _split(terms.get("services", ""))
    origin, destination = terms.get("origin", row.origin), terms.get("destination", row.destination)
    via = _split(terms.get("via", ""))
    if terms.get("measure") == "border":
        origin, destination, via, _ = BORDERS[origin, destination]
    if terms.get("measure") == "port":
        (origin, destination), via = PORTS[origin], (row.origin,)
    shipment = Shipment(
        origin,
        destination,
        containers=1,
        size=terms.get("load", "20ft"),
        scope="door" if row.scope == "door" else "terminal",
        ready=_season(network, row, lines),
    )
    constraints = Constraints(
        avoid_territories=frozenset(_split(terms.get("avoid", ""))), via=via, modes=_modes(row, terms)
    )
    unknown = [place for place in (origin, destination, *via) if place not in network.places]
    unknown += [line for line in lines if line not in network.services]
    if unknown:
        raise Unanswered(f"not on offer: {', '.join(unknown)}")
    return _riding(network, shipment, constraints, terms.get("minimise", "time"), lines)


def _riding(
    network: Network, shipment: Shipment, constraints: Constraints, minimise: str, lines: tuple[str, ...]
) -> Route:
    """Return the best route that rides all `lines`, with no more services banned for that than needed."""
    for banned in bans(network, lines):
        asked = replace(constraints, avoid_services=banned | expresses(network, lines))
        result: Result = solve(
            network, shipment, minimise=minimise, constraints=asked, options=SolveOptions(explain=False)
        )
        verify(network, result)
        if result.best is not None and set(lines) <= {leg.service for leg in result.best.legs}:
            return result.best
    raise Unanswered(
        "whatever else is banned, no answer rides " + ", ".join(lines)
        if lines
        else "no service on offer runs there under these terms"
    )


def bans(network: Network, lines: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """Yield sets of services to be banned so that an answer may ride `lines`, the mildest first."""
    yield frozenset()
    if not lines:
        return
    named = [network.services[line] for line in lines]
    modes = {service.mode for service in named}
    starts = {stop.place for service in named for stop in service.stops[:-1] if stop.board}
    others = [service for service in network.services.values() if service.id not in lines]
    yield frozenset(
        service.id
        for service in others
        if starts & {stop.place for stop in service.stops[:-1] if stop.board}
        or any(starts & {network.links[link].tail, network.links[link].head} for link in service.links)
    )
    yield frozenset(service.id for service in others if service.kind == "line" and service.mode in modes)
    yield frozenset(service.id for service in others if service.mode in modes)
    over = {link for service in named for link in ridden(service)}
    yield frozenset(service.id for service in others if not over.isdisjoint(ridden(service)))


def expresses(network: Network, lines: tuple[str, ...]) -> frozenset[str]:
    """Return the express products that a row does not name: what it says is of the ordinary one."""
    return frozenset(line for line in network.services if line.endswith("-express") and line not in lines)


def ridden(service: Service) -> frozenset[str]:
    """Return the links that a service runs over."""
    return frozenset(service.links) | {link for stop in service.stops for link in stop.path}


def opposed(network: Network, terms: Mapping[str, str]) -> dict[str, str]:
    """Return the terms of the second question of a comparison."""
    key, _, text = terms["against"].partition("=")
    other = {name: value for name, value in terms.items() if name != "against"} | {key: text}
    if key == "services":
        other.pop("via", None)
    if key == "via":
        other.pop("services", None)
    if key == "services" and "modes" in other:
        needed = {network.services[line].mode for line in _split(text) if line in network.services}
        if not needed <= set(_split(other["modes"])):
            del other["modes"]
    if key == "via" and "avoid" in other:
        passed = {network.places[place].country for place in _split(text) if place in network.places}
        other["avoid"] = "+".join(code for code in _split(other["avoid"]) if code not in passed)
    return other


def _modes(row: Row, terms: Mapping[str, str]) -> frozenset[str] | None:
    if "modes" in terms:
        return frozenset(_split(terms["modes"]))
    return {"rail_only": frozenset({"rail"}), "sea_only": frozenset({"sea"})}.get(row.scope)


def _season(network: Network, row: Row, lines: tuple[str, ...]) -> datetime.date | None:
    """Return the middle of the first month of a seasonal line, None without one."""
    months = [min(network.seasonal[line]) for line in lines if line in network.seasonal]
    if not months:
        return None
    year = row.year or (network.as_of.year if network.as_of else 2016)
    return datetime.date(year, months[0], 15)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("+") if part)


def main() -> None:
    """Print the page of results, or write it."""
    from generated import put, readme_of
    from results_page import PAGE, of, page, short

    found = tuple(outcomes())
    text = page(found)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        for edition in published.price_years():
            put("published figures", short(of(edition, found)), readme_of(edition))
    else:
        print(text, end="")


if __name__ == "__main__":
    main()

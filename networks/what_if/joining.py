"""`join`: two networks as one, with transfers between the terminals of both."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from networks.errors import DataError, DataWarning, Finding, UnknownNameError
from networks.geo.sphere import great_circle_km
from networks.model.cells import shown, table_from_values
from networks.model.elements import Place
from networks.model.keys import OWN, element_test, side_key
from networks.model.tables import Table
from networks.network import Network
from networks.rules.validation import check_tables
from networks.what_if.assumed import figure, own_source, wrong_numbers
from networks.what_if.overlay import checked_network_of
from networks.what_if.places import place_of
from networks.what_if.renaming import ELEMENTS, OWN_IDS, kind_of, renamed

CALL = "join"
WITHIN_KM = 30.0
HOURS, USD = 24.0, 200.0  # of a transfer where none is stated
DETOUR = 1.3  # road over straight line, as of lorries (`networks.with_drayage`)
NO_TERMINAL = ("junction", "border_crossing")
NAMED = 5  # ids that a message spells out
ASSUMED = (
    f"transfers take {HOURS:g} h (12 to 72) and {USD:g} USD a shipment (50 to 600), assumed: give transfer=(hours, usd)"
)


class _Pair(NamedTuple):
    """A terminal of either network, and how far apart they lie in a straight line; None where that is not known."""

    one: Place
    other: Place
    km: float | None


def join(
    one: Network,
    other: Network,
    *,
    terminals: Any,
    transfer: tuple[float, float] | None = None,
    within_km: float = WITHIN_KM,
    prefix: str = "",
    name: str = "",
) -> Network:
    """Return two networks as one, with a transfer by road, both ways, between terminals of the two.

    All of both is kept: sources, figures, closures, calendars, scenarios. A transfer is a link by road with hours and
    USD of its own, of the whole shipment; where a network has terminal operations, goods are lifted at both its ends,
    which takes and costs nothing more. Its CO2e is not known.

    Parameters
    ----------
    terminals
        Pairs of a place of the one and a place of the other network, by id or name; or ``"nearest"``: each terminal of
        the one network with the nearest of the other, if that is within `within_km`.
    transfer
        Hours and USD of each transfer. None: 24 h and 200 USD, an assumption that is told.
    within_km
        How far apart the two places of a pair may lie, in a straight line; positions that are not known are told.
    prefix
        What is put before an id of the other network that the one bears, too; "": such ids are refused.
    name
        Of the new network; "": those of both with a plus sign.

    Raises
    ------
    DataError
        What is no network, place or number; ids of both; pairs too far apart; and what contradicts: headings of other
        dates or money, unlike figures of the same, operations in one alone where the other changes vehicles freely,
        services in one alone where the other has lengths and no hours. All findings.

    Warns
    -----
    DataWarning
        What was assumed, and which rows of one network hold in the other from now on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> sea = networks.from_networkx(networkx.Graph([("Yokohama", "port", {"hours": 60, "usd": 400})]), mode="sea")
    >>> rail = networks.from_networkx(networkx.Graph([("station", "Moscow", {"hours": 240, "usd": 900})]), mode="road")
    >>> both = networks.join(sea, rail, terminals=[("port", "station")], transfer=(12, 100))
    >>> result = routing.solve(both, routing.Shipment("Yokohama", "Moscow"))
    >>> result.best.days, result.best.usd
    (13.0, 1400.0)
    """
    checked_network_of(one, CALL)
    checked_network_of(other, CALL)
    findings = list(_contradictions(one, other))
    names, clashes = _renamings(one, other, prefix)
    findings += clashes
    pairs, found = _pairs(one, other, terminals, within_km)
    findings += found
    hours, usd, wrong = _transfer(transfer)
    findings += wrong
    if findings:
        raise DataError(findings)
    tables, unlike = _together(one, other, names, name)
    if unlike:
        raise DataError(unlike)
    rows = _rows(one, other, names, pairs, hours, usd, stated=transfer is not None)
    for table, given in rows.items():
        added, found = table_from_values(table, given, lenient=True)
        findings += found
        tables[table] = tables[table].joined(added)
    findings += [finding for finding in check_tables(tables, errors_only=True) if finding.severity == "error"]
    if findings:
        raise DataError(findings)
    _tell(one, other, pairs, stated=transfer is not None)
    reasons = {**{names.get((ELEMENTS, key), key): why for key, why in other.reasons.items()}, **one.reasons}
    return Network(tables, scenario=(*one.scenario, *other.scenario), reasons=reasons)


# ---- what contradicts ---------------------------------------------------------------------------------------


def _contradictions(one: Network, other: Network) -> Iterator[Finding]:
    for field in ("as_of", "price_year", "currency"):
        values = [network.catalogue["network"].row(0)[field] for network in (one, other)]
        if all(values) and values[0] != values[1]:
            yield _finding(field, f"{values[0]} and {values[1]}", "expected the same of both networks")
    for here, there in ((one, other), (other, one)):
        sides = sorted(_sides(there))
        if len(here.catalogue["operations"]) and not len(there.catalogue["operations"]) and len(sides) > 1:
            text = f"{here.name} has operations, and {there.name} changes freely between {', '.join(sides)}"
            yield _finding("operations", "", f"{text}: expected operations in both or in neither")
        links = there.catalogue["links"]
        lengths = links["id"][np.isnan(links["hours"]) & ~np.isnan(links["length_km"])].tolist()
        if here.is_served and not there.is_served and lengths:
            text = f"{len(lengths)} links of {there.name} have a length and no hours ({_some(lengths)})"
            yield _finding("hours", "", f"{text}: beside the services of {here.name} nothing would run there")


def _sides(network: Network) -> set[str]:
    links = network.catalogue["links"]
    cells = zip(links["mode"].tolist(), links["gauge_mm"].tolist(), strict=True)
    return {side_key(mode, int(gauge) if gauge and gauge > 0 else None) for mode, gauge in cells}


def _renamings(one: Network, other: Network, prefix: str) -> tuple[dict[tuple[str, str], str], list[Finding]]:
    """Return new ids for those of the other network that the one bears too, and what is wrong where there may be none.

    A source that stands alike in both is one.
    """
    known = _ids(one)
    clashing = sorted((_ids(other) & known) - _alike(one, other))
    names = {key: f"{prefix}{key[1]}" for key in clashing}
    if not isinstance(prefix, str):
        return {}, [_finding("prefix", prefix, "expected a text")]
    taken = sorted(name for (kind, _), name in names.items() if prefix and (kind, name) in known | _ids(other))
    if taken:
        return {}, [_finding("prefix", prefix, f"{_some(taken)} are ids already: expected another prefix")]
    if clashing and not prefix:
        words = f"{len(clashing)} ids stand in both networks ({_some([name for _, name in clashing])})"
        return {}, [
            _finding("prefix", "", f"{words}: give a prefix for those of {other.name}, as prefix='{other.name}:'")
        ]
    return names, []


def _ids(network: Network) -> set[tuple[str, str]]:
    cells = ((kind_of(table), network.catalogue[table][column].tolist()) for table, column in OWN_IDS.items())
    return {(kind, name) for kind, ids in cells for name in ids}


def _alike(one: Network, other: Network) -> set[tuple[str, str]]:
    """Return the sources that stand alike in both networks."""
    rows = [{row["id"]: row for row in network.catalogue["sources"].rows()} for network in (one, other)]
    return {("sources", name) for name, row in rows[0].items() if rows[1].get(name) == row}


def _together(
    one: Network, other: Network, names: Mapping[tuple[str, str], str], name: str
) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of both, what stands alike in both once, and what is told unlike of the same."""
    theirs = renamed(other.catalogue, names)
    tables = {table: _joined(one.catalogue[table], theirs[table]) for table in theirs}
    heading = [network.catalogue["network"].row(0) for network in (one, other)]
    cells: dict[str, Any] = {key: heading[0][key] or heading[1][key] for key in ("as_of", "price_year", "currency")}
    for key in ("title", "note"):
        cells[key] = "; ".join(dict.fromkeys(filter(None, (row[key] for row in heading))))
    row = {"name": name or "+".join(row["name"] for row in heading)} | cells
    tables["network"], findings = table_from_values("network", [row])
    values: dict[tuple[str, str], list[str]] = {}
    for figure_row in tables["figures"].rows():
        told = f"{figure_row['value']:g} {figure_row['unit']}"
        values.setdefault((figure_row["element"], figure_row["quantity"]), []).append(told)
    for (element, quantity), both in sorted(values.items()):
        if len(both) > 1:
            expected = f"{' and '.join(both)}: expected the same row in both networks"
            findings.append(_finding("figures", f"{element}, {quantity}", expected))
    return tables, findings


def _joined(here: Table, there: Table) -> Table:
    """Return the rows of both tables; a row of the second that stands in the first as well is left out."""
    if not len(here) or not len(there):
        return there if not len(here) else here
    known = {repr(row) for row in here.rows()}
    fresh = np.array([repr(row) not in known for row in there.rows()], dtype=np.bool_)
    return here.joined(there.where(fresh))


# ---- terminals and transfers ----------------------------------------------------------------------------------


def _pairs(one: Network, other: Network, terminals: Any, within_km: float) -> tuple[list[_Pair], list[Finding]]:
    if isinstance(within_km, bool) or not isinstance(within_km, int | float) or not within_km > 0:
        return [], [_finding("within_km", within_km, "expected a number of km above 0")]
    if terminals == "nearest":
        pairs = list(_nearest(one, other, within_km))
        words = f"no terminal of {one.name} has one of {other.name} within {within_km:g} km"
        return pairs, [] if pairs else [_finding("terminals", terminals, words)]
    given = list(terminals.items()) if isinstance(terminals, Mapping) else terminals
    if isinstance(given, str) or not isinstance(given, Iterable):
        given = [given]
    pairs, findings = [], []
    for pair in given:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            findings.append(_finding("terminals", pair, "expected pairs of places, or 'nearest'"))
            continue
        ends = []
        for network, place in zip((one, other), pair, strict=True):
            try:
                ends.append(network.places[place_of(network, place)])
            except UnknownNameError as error:
                findings.append(_finding("terminals", place, f"of {network.name}: {error}"))
        if len(ends) == 2:
            pairs.append(_Pair(ends[0], ends[1], _km(*ends)))
    far = [pair for pair in pairs if pair.km is not None and pair.km > within_km]
    for pair in far:
        words = f"{pair.km:,.0f} km apart: expected at most {within_km:g} km (within_km)"
        findings.append(_finding("terminals", f"{pair.one.id}, {pair.other.id}", words))
    if not pairs and not findings:
        findings.append(_finding("terminals", terminals, "expected at least one pair of places"))
    return list(dict.fromkeys(pairs)), findings


def _km(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return float(great_circle_km(one.lat, one.lon, other.lat, other.lon))


def _nearest(one: Network, other: Network, within_km: float) -> Iterator[_Pair]:
    """Yield each terminal of the one network with the nearest of the other that is near enough."""
    theirs = list(_terminals(other))
    lat, lon = (np.array([getattr(place, name) for place in theirs], dtype=np.float64) for name in ("lat", "lon"))
    for place in _terminals(one) if theirs else ():
        assert place.lat is not None and place.lon is not None
        km = great_circle_km(lat, lon, place.lat, place.lon)
        nearest = int(np.argmin(km))
        if km[nearest] <= within_km:
            yield _Pair(place, theirs[nearest], float(km[nearest]))


def _terminals(network: Network) -> Iterator[Place]:
    links = network.tables["links"]
    for name in sorted({*links["tail"].tolist(), *links["head"].tolist()}):
        place = network.places[name]
        if place.kind not in NO_TERMINAL and place.lat is not None and place.lon is not None:
            yield place


def _transfer(given: Any) -> tuple[float, float, list[Finding]]:
    if given is None:
        return HOURS, USD, []
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        return 0, 0, [_finding("transfer", given, "expected hours and USD, as (24, 200)")]
    wrong = list(wrong_numbers(CALL, transfer=given[0]) or ()) + list(wrong_numbers(CALL, transfer=given[1]) or ())
    if not wrong and not given[0] > 0:
        wrong.append(_finding("transfer", given, "expected hours above 0"))
    return (0, 0, wrong) if wrong else (float(given[0]), float(given[1]), [])


def _rows(
    one: Network,
    other: Network,
    names: Mapping[tuple[str, str], str],
    pairs: list[_Pair],
    hours: float,
    usd: float,
    *,
    stated: bool,
) -> dict[str, list[dict[str, Any]]]:
    """Return the links of the transfers, and the lifts at their ends where goods are lifted by rows."""
    rows: dict[str, list[dict[str, Any]]] = {"links": [], "operations": [], "figures": []}
    rows["sources"] = [dict(row) for row in own_source(one) if OWN not in other.sources]
    lifted = bool(len(one.catalogue["operations"]) or len(other.catalogue["operations"]))
    done: set[tuple[str, str]] = set()
    for pair in pairs:
        here, there = pair.one.id, names.get((ELEMENTS, pair.other.id), pair.other.id)
        far = "at a distance that nobody states" if pair.km is None else f"{pair.km:.1f} km in a straight line"
        note = f"transfer, {far}; hours and USD as {'stated' if stated else 'assumed'}"
        link = {
            "id": f"transfer:{here}-{there}",
            "tail": here,
            "head": there,
            "mode": "road",
            "hours": hours,
            "usd": usd,
        }
        codes = (
            tuple(dict.fromkeys((pair.one.country, pair.other.country)))
            if pair.one.country and pair.other.country
            else ()
        )
        length = None if pair.km is None else max(round(DETOUR * pair.km, 1), 0.1)
        rows["links"].append(link | {"length_km": length, "territories": codes, "source": OWN, "note": note})
        for network, place, own in ((one, here, pair.one.id), (other, there, pair.other.id)) if lifted else ():
            for side in sorted(_sides_at(network, own)):
                for begin, end in ((side, "road"), ("road", side)):
                    key = f"transfer:{place}:{begin}-{end}"
                    if (place, key) in done or begin == end:
                        continue
                    done.add((place, key))
                    operation = {"id": key, "kind": "lift", "place": place, "from_side": begin, "to_side": end}
                    rows["operations"].append(operation | {"source": OWN, "note": "counted on the transfer"})
                    for quantity, unit, more in (
                        ("time", "h", {}),
                        ("price", "USD", {"basis": "shipment", "currency": "USD"}),
                    ):
                        free = figure(key, quantity, 0, unit, low=0, high=0, note="counted on the transfer", **more)
                        rows["figures"].append(free | ({"year": one.price_year or other.price_year} if more else {}))
    return rows


def _sides_at(network: Network, place: str) -> set[str]:
    links = network.catalogue["links"]
    links = links.where((links["tail"] == place) | (links["head"] == place))
    cells = zip(links["mode"].tolist(), links["gauge_mm"].tolist(), strict=True)
    return {side_key(mode, int(gauge) if gauge and gauge > 0 else None) for mode, gauge in cells}


# ---- what is told -----------------------------------------------------------------------------------------------


def _tell(one: Network, other: Network, pairs: list[_Pair], *, stated: bool) -> None:
    parts = [] if stated else [ASSUMED]
    unknown = [f"{pair.one.id} - {pair.other.id}" for pair in pairs if pair.km is None]
    parts += [f"the distance of {_some(unknown)} is not known"] if unknown else []
    for here, there in ((one, other), (other, one)):
        general = list(_general(here))
        parts += [f"{_some(general)} of {here.name} hold for {there.name} too"] if general else []
    if parts:
        warnings.warn(f"{one.name} and {other.name} joined: {'; '.join(parts)}", DataWarning, stacklevel=3)


def _general(network: Network) -> Iterator[str]:
    """Yield in words the rows of a network that speak of no place or element of its own."""
    for table in ("operations", "procedures"):
        count = sum(not place for place in network.catalogue[table]["place"].tolist())
        if count:
            yield f"{count} {table} for every place"
    own = {name for table in OWN_IDS for name in network.catalogue[table][OWN_IDS[table]].tolist()}
    is_leg = element_test(network.catalogue)
    elements = network.catalogue["figures"]["element"].tolist()
    count = sum(one not in own and "#" not in one and ">" not in one and is_leg(one) for one in elements)
    if count:
        yield f"{count} figures of classes"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")


def _finding(field: str, value: object, expected: str) -> Finding:
    return Finding(CALL, 0, field, shown(value) if value != "" else "", expected, rule="changes")

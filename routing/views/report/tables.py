"""What the tables of several routes or answers hold: a list of columns for each kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from networks.model.figure import Figure
from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.break_even import UNIT, BreakEven
from routing.answers.comparison import Comparison
from routing.answers.corridor_table import CorridorTable
from routing.answers.departures import Departures
from routing.answers.frontier import Frontier
from routing.answers.lane_table import LaneTable
from routing.answers.near_best import NearBest
from routing.answers.result import Result
from routing.answers.route import Route
from routing.views.cells import rides
from routing.views.report.route_tables import TOTALS
from routing.views.report.table import EMPTY, Cell, Column, Table, between, real, share, signed, table_of, whole, words
from routing.views.rows import ByComponent, days_by_component, rows, usd_by_component
from routing.views.text.alternatives import shared_text
from routing.views.text.break_even import called
from routing.views.text.corridor_table import FOOT, uses_text
from routing.views.text.departures import minute_text
from routing.views.text.lane_table import lane_name, why_none
from routing.views.text.near_best import gap_texts, near_best_lines, order_words
from routing.views.text.outcome import nothing_text
from routing.views.text.route import arrival_day, arrival_head, arrival_lines, corridor_head, own_head

ASSUMPTION: tuple[Column[tuple[str, Figure]], ...] = (
    words("answer", lambda row: row[0]),
    words("element", lambda row: row[1].element),
    words("quantity", lambda row: row[1].quantity),
    Column("value", lambda row: real(row[1].value, None)),
    Column("low", lambda row: real(row[1].low, None)),
    Column("high", lambda row: real(row[1].high, None)),
    words("unit", lambda row: row[1].unit),
    words("reason", lambda row: row[1].note),
)
LIKELY: tuple[Column[Route], ...] = (
    Column("likely days", lambda route: between(route.likely_days()), numeric=False),
    Column("likely USD", lambda route: between(route.likely_usd()), numeric=False),
)
ARRIVAL: tuple[Column[Route], ...] = (
    words("arrives", arrival_day),
    words("likely from", lambda route: _likely_day(route, 0)),
    words("likely to", lambda route: _likely_day(route, 1)),
)
CORRIDOR: tuple[Column[Route], ...] = (
    TOTALS[0],
    LIKELY[0],
    TOTALS[1],
    LIKELY[1],
    *TOTALS[2:4],
    Column("borders", lambda route: whole(route.borders)),
    Column("gauges", lambda route: whole(route.gauge_changes)),
    Column("lifts", lambda route: whole(route.transshipments)),
)


def _likely_day(route: Route, end: int) -> str:
    """Return the first or the last day of likely arrival; "" where it is not known."""
    ends = route.likely_arrival()
    return "" if ends is None else str(ends[end].date())


def totals_table(results: Mapping[str, Result]) -> Table:
    """Return one row of totals per result, its network last where they differ; routes bear their numbers."""
    headings = {result.network.heading for result in results.values()}
    routes = [result.best for result in results.values() if result.best is not None]
    columns: tuple[Column[tuple[str, Result]], ...] = (
        _numbered_names(name for name, result in results.items() if result.best is not None),
        *_totals_columns(_outlook(routes)),
        *([words("network", lambda row: row[1].network.heading)] if len(headings) > 1 else []),
    )
    return table_of(columns, results.items(), caption="The answers", note=_clocks(routes))


def _numbered_names(names: Iterable[str]) -> Column[tuple[str, Result]]:
    """Return the column of names with the numbers that their routes bear on the map, by which it is sorted."""
    numbers = {name: number for number, name in enumerate(names, start=1)}

    def cell(row: tuple[str, Result]) -> Cell:
        number = numbers.get(row[0])
        return Cell(row[0]) if number is None or len(numbers) == 1 else Cell(f"{number} {row[0]}", number)

    return Column("answer", cell, numeric=False)


def _clocks(routes: Iterable[Route]) -> str:
    """Return by whose clocks days of arrival are told; "" where there are none."""
    return " ".join(arrival_lines(routes))


def _outlook(routes: Iterable[Route]) -> tuple[Column[Route], ...]:
    """Return the columns of totals, of where they likely lie, and of the days of arrival where any is known."""
    return (*TOTALS, *LIKELY, *(ARRIVAL if arrival_head(routes) else ()))


def _totals_columns(columns: Iterable[Column[Route]]) -> Iterable[Column[tuple[str, Result]]]:
    """Yield columns of routes for results; without a route the first says why, the others are empty."""
    for at, column in enumerate(columns):

        def cell(row: tuple[str, Result], of: Column[Route] = column, first: bool = at == 0) -> Cell:
            if row[1].best is not None:
                return of.cell(row[1].best)
            return Cell(nothing_text(row[1])) if first else EMPTY

        yield Column(column.name, cell, numeric=column.numeric)


def waterfall_table(comparison: Comparison) -> Table:
    """Return days by component of each answer, and what the last has more or less than each other."""
    return _by_component(comparison, "Days by component", days_by_component(comparison), 2)


def usd_table(comparison: Comparison) -> Table:
    """Return USD by component, as `waterfall_table` does days."""
    return _by_component(comparison, "USD by component", usd_by_component(comparison), 0)


def _by_component(comparison: Comparison, caption: str, found: ByComponent, digits: int) -> Table:
    names = list(comparison.results)
    head = ("component", *names, *(f"{names[-1]} less {name}" for name in names[:-1]))
    rows = [
        (Cell(component), *(real(one, digits) for one in amounts), *(signed(one, digits) for one in changes))
        for component, amounts, changes in found
    ]
    return Table(caption=caption, head=head, numeric=(False, *(True,) * (len(head) - 1)), rows=tuple(rows))


def assumptions_table(comparison: Comparison) -> Table:
    """Return the assumed and calibrated figures behind the hours of each answer."""
    found = [(name, figure) for name in comparison.routes for figure in comparison.residuals(name)]
    return table_of(ASSUMPTION, found, caption="What is assumed of the hours, answer by answer", folded=True)


def frontier_table(front: Frontier) -> Table:
    """Return one row per point of a front."""
    columns: tuple[Column[tuple[int, Route]], ...] = (
        Column("point", lambda row: whole(row[0])),
        *_route_columns(front.network, front.routes),
        words("named", lambda row: ", ".join(front.names.get(row[0] - 1, ()))),
        *_corridor_columns(front.routes),
        words("rides", lambda row: rides(row[1])),
    )
    return table_of(columns, enumerate(front.routes, 1), caption="The front", note=_clocks(front.routes), stacked=True)


def corridors_table(found: CorridorTable) -> Table:
    """Return one row per corridor that has a route, numbered as on the map and in the chart."""
    routes = list(found.routes.values())
    columns: tuple[Column[tuple[str, Route]], ...] = (
        Column("corridor", lambda row: _ranked(found, row[0]), numeric=False),
        *(_of_route(column) for column in (*CORRIDOR, *(ARRIVAL[:1] if arrival_head(routes) else ()))),
        Column("assumed of the hours", lambda row: share((found.assumed(row[0]) or (None, None))[0])),
        Column("assumed of the USD", lambda row: share((found.assumed(row[0]) or (None, None))[1])),
        words("uses", lambda row: uses_text(found, *row)),
    )
    note = " ".join([f"{FOOT}.", *arrival_lines(routes)])
    return table_of(columns, found.routes.items(), caption="The best route by each corridor", note=note)


def departures_table(found: Departures) -> Table:
    """Return one row per journey that is worth taking, by the moment at which it leaves."""
    columns: tuple[Column[Mapping[str, Any]], ...] = (
        words("leaves", lambda row: minute_text(row["leaves"])),
        words("arrives", lambda row: minute_text(row["arrives_at"])),
        Column("days", lambda row: real(row["days"], 1)),
        Column("USD", lambda row: real(row["usd"], 0)),
        Column("kg CO2e", lambda row: real(row["kg_co2e"], 0)),
        words("", lambda row: row["named"]),
        words("rides", lambda row: row["rides"]),
    )
    note = "Moments by the clocks of the origin."
    return table_of(columns, rows(found), caption="Journeys worth taking", note=note)


def lanes_tables(found: LaneTable) -> list[Table]:
    """Return a table of days and one of USD, origins down and destinations across."""
    places = found.network.places

    def table(what: str, digits: int, attribute: str) -> Table:
        head = ("from", *(places[one].name for one in found.destinations))
        rows = []
        for origin in found.origins:
            routes = [found.routes.get((origin, destination)) for destination in found.destinations]
            cells = (EMPTY if route is None else real(getattr(route, attribute), digits) for route in routes)
            rows.append((Cell(places[origin].name), *cells))
        numeric = (False, *(True,) * (len(head) - 1))
        return Table(caption=f"{what} from and to", head=head, numeric=numeric, rows=tuple(rows))

    return [table("Days", 1, "days"), table("USD", 0, "usd")]


def lanes_table(found: LaneTable) -> Table:
    """Return one row per lane: its best route, or why there is none."""
    routes = list(found.routes.values())
    columns: tuple[Column[tuple[str, str]], ...] = (
        words("lane", lambda lane: lane_name(found, lane)),
        *(_of_lane(found, column) for column in (*CORRIDOR, *(ARRIVAL if arrival_head(routes) else ()))),
        words("rides, or why there is none", lambda lane: _lane_rides(found, lane)),
    )
    return table_of(columns, found.lanes, caption="The best route of each lane", note=_clocks(routes))


def _of_lane(found: LaneTable, of: Column[Route]) -> Column[tuple[str, str]]:
    """Return a column of routes as one of their lanes."""

    def cell(lane: tuple[str, str]) -> Cell:
        best = found.lanes[lane].best
        return EMPTY if best is None else of.cell(best)

    return Column(of.name, cell, numeric=of.numeric)


def _lane_rides(found: LaneTable, lane: tuple[str, str]) -> str:
    result = found.lanes[lane]
    return why_none(result) if result.best is None else rides(result.best)


def _ranked(found: CorridorTable, name: str) -> Cell:
    rank = list(found.routes).index(name) + 1
    return Cell(f"{rank} {name}", rank)


def _of_route(of: Column[Route]) -> Column[tuple[str, Route]]:
    """Return a column of routes as one of routes with their names."""
    return Column(of.name, lambda row: of.cell(row[1]), numeric=of.numeric)


def near_table(found: NearBest) -> Table:
    """Return the best route and those almost as good: what each has more and less, and how sure their order is."""
    told = near_best_lines(found)
    if not found.others:
        return Table(caption=" ".join(told).rstrip("."), head=(), numeric=(), rows=())
    names = list(found.routes)
    columns: tuple[Column[tuple[int, Route]], ...] = (
        Column("route", lambda row: whole(row[0])),
        *_route_columns(found.best.network, list(found.routes.values())),
        words("named", lambda row: names[row[0] - 1]),
        words("against the best", lambda row: _against(found, names[row[0] - 1])),
        words("order", lambda row: _order(found, names[row[0] - 1])),
    )
    rows_ = enumerate(found.routes.values(), 1)
    return table_of(columns, rows_, caption=told[0].rstrip(":"), stacked=True)


def _against(found: NearBest, name: str) -> str:
    return ", ".join(gap_texts(found, name)) if name in found.others else ""


def _order(found: NearBest, name: str) -> str:
    return order_words(found, name) if name in found.others else ""


def alternatives_table(found: Alternatives) -> Table:
    """Return one row per route, with the most that it repeats of an earlier one."""
    shared = [shared_text(row) for row in rows(found)]
    columns: tuple[Column[tuple[int, Route]], ...] = (
        Column("route", lambda row: whole(row[0])),
        *_route_columns(found.network, found.routes),
        words("shares", lambda row: shared[row[0] - 1]),
        *_corridor_columns(found.routes),
        words("rides", lambda row: rides(row[1])),
    )
    return table_of(columns, enumerate(found.routes, 1), caption="The routes", note=_clocks(found.routes), stacked=True)


def _route_columns(network: Network, routes: Sequence[Route]) -> Iterable[Column[tuple[int, Route]]]:
    """Yield the columns of totals for numbered routes, at the end the price in the currency of the network."""
    own: list[Column[Route]] = [Column(name, lambda route: real(route.own_money, 0)) for name in own_head(network)]
    for column in (*_outlook(routes), *own):

        def cell(row: tuple[int, Route], of: Column[Route] = column) -> Cell:
            return of.cell(row[1])

        yield Column(column.name, cell, numeric=column.numeric)


def _corridor_columns(routes: Sequence[Route]) -> list[Column[tuple[int, Route]]]:
    """Return the column of corridors for numbered routes; none where no route uses any."""
    return [words(name, lambda row: row[1].corridor) for name in corridor_head(routes)]


def break_even_table(found: BreakEven) -> Table:
    """Return how much each use of an element may take more, and what is best beyond that."""
    columns: tuple[Column[BreakEven], ...] = (
        words("element", lambda one: called(one.network, one.element)),
        Column("uses", lambda one: whole(one.uses)),
        Column("more for each use, at most", lambda one: real(one.per_use, 2)),
        words("in", lambda one: UNIT[one.change]),
        words("beyond that", lambda one: one.reason if one.flips_to is None else rides(one.flips_to)),
        *(_of_other(column) for column in TOTALS),
    )
    return table_of(columns, [found], caption="Until another route is better")


def _of_other(of: Column[Route]) -> Column[BreakEven]:
    """Return a column of routes as one of the route that is best beyond a break-even."""
    return Column(f"{of.name} then", lambda one: EMPTY if one.flips_to is None else of.cell(one.flips_to))

"""Charts: their bars and lines are the numbers of the results, and all that is written can be read."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from oracles.toys import Toy
from pictures import assert_legible, by_gid, texts_of

import networks
from routing import Constraints, QuestionError, Shipment, compare, frontier, price_of, solve
from routing.views.plots import plot_comparison, plot_frontier, plot_gantt, plot_provenance, plot_time_cost_distance
from routing.views.plots.distance_chart import profile
from routing.views.plots.style import ACTIVITIES, KINDS, ROUTES

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

NAMES = ("2016-suez", "2016-ordinary", "2016-target")


@pytest.fixture(scope="module")
def comparison():
    return compare({name: networks.load("eurasia", scenario=name) for name in NAMES}, Shipment("JPYOK", "RUMOW"))


@pytest.fixture(scope="module")
def pair():
    ban = Constraints(avoid_territories="CN")
    price = price_of(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=ban)
    return {"by China": price.free.require(), "without China": price.bound.require()}


def given_axes(width=9.0, height=6.0):
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.subplots()


def spans(ax, gid):
    return [(bar.get_x(), bar.get_width()) for bar in by_gid(ax, gid)]


@pytest.mark.long
def test_a_waterfall_leads_from_one_total_to_the_other(comparison):
    first = comparison.plot()
    assert_legible(first)
    assert len(first.figure.axes) == 2  # both readings of the 42 days, side by side
    for ax, name in zip(first.figure.axes, NAMES[:2], strict=True):
        totals = spans(ax, "total")
        routes = comparison.routes
        assert sum(width for _, width in totals[:2]) == pytest.approx(routes[name].days)
        assert sum(width for _, width in totals[2:]) == pytest.approx(routes[NAMES[2]].days)
        sums = [line.get_xdata()[0] for line in by_gid(ax, "sum")]
        assert sums[0] == pytest.approx(routes[name].days) and sums[-1] == pytest.approx(routes[NAMES[2]].days)
        assert any(text.get_text() == "25.0  (−17.0)" for text in ax.texts)
        moved = sum(width for _, width in spans(ax, "change"))
        changes = [bar.change for bar in comparison.waterfall(name, NAMES[2]) if bar.before or bar.after]
        assert moved == pytest.approx(sum(map(abs, changes)) / 1440)
        shown = [text.get_text() for text in ax.texts]
        for change in changes:
            sign = "±" if change == 0 else "−" if change < 0 else "+"
            assert any(text.endswith(f"{sign}{abs(change) / 1440:.1f}") for text in shown)


def test_the_hatched_part_of_a_total_is_what_is_assumed(comparison):
    ax = plot_comparison(comparison, before=["2016-ordinary"])
    hatched = [bar for bar in by_gid(ax, "total:assumed") if bar.get_hatch()]
    shares = comparison.routes["2016-ordinary"].provenance()["hours"]
    expected = comparison.routes["2016-ordinary"].days * (shares.get("assumption", 0) + shares.get("calibrated", 0))
    assert hatched[0].get_width() == pytest.approx(expected)


@pytest.mark.long
def test_a_waterfall_of_dollars_bears_its_unit(comparison):
    ax = plot_comparison(comparison, quantity="usd", before=["2016-suez"], ax=given_axes())
    assert_legible(ax)
    assert ax.get_xlabel() == "USD"


def test_what_cannot_be_compared_is_said(comparison):
    with pytest.raises(QuestionError, match="weeks"):
        plot_comparison(comparison, quantity="weeks")
    with pytest.raises(QuestionError, match="2 pairs"):
        plot_comparison(comparison, ax=given_axes())


def test_the_gantt_chart_fills_the_days_without_a_gap(comparison):
    route = comparison.routes["2016-ordinary"]
    ax = plot_gantt(route)
    assert_legible(ax)
    bars = spans(ax, "bar:")
    for (start, width), (after, _) in pairwise(bars):
        assert start + width == pytest.approx(after)
    assert bars[0][0] == 0 and bars[-1][0] + bars[-1][1] == pytest.approx(route.days)
    for name, amount in route.activities.items():
        assert sum(width for _, width in spans(ax, f"bar:{name}")) == pytest.approx(amount.days)


@pytest.mark.long
def test_shares_by_kind_of_figure_fill_a_hundred(comparison):
    ax = plot_provenance(comparison.routes)
    assert_legible(ax)
    drawn = sorted(width for _, width in spans(ax, "kind:"))
    expected = [
        share * 100
        for route in comparison.routes.values()
        for what in ("hours", "usd")
        for share in route.provenance()[what].values()
        if share
    ]
    assert drawn == pytest.approx(sorted(expected))


@pytest.mark.long
@pytest.mark.parametrize(("quantity", "total"), [("hours", lambda r: r.days * 24), ("usd", lambda r: r.usd)])
def test_the_distance_chart_ends_at_the_totals(pair, quantity, total):
    ax = plot_time_cost_distance(pair, quantity=quantity)
    assert_legible(ax)
    for number, route in enumerate(pair.values(), start=1):
        line = by_gid(ax, f"profile:{number}")[0].get_xydata()
        assert line[0].tolist() == [0, 0]
        assert line[-1] == pytest.approx((route.km, total(route)))
        assert (np.diff(line, axis=0) >= 0).all()


def test_the_distance_chart_rises_at_ports_and_borders(pair):
    # Altynkol: import and lift stand on one spot of the way
    route = pair["by China"]
    line = profile(route, "hours")
    rows = [row for row, step in enumerate(route.steps) if step.places[0] == "KZ-ALTYNKOL" and step.kind != "ride"]
    assert len({line[row + 1, 0] for row in rows}) == 1
    assert line[rows[-1] + 1, 1] - line[rows[0], 1] == pytest.approx(sum(route.steps[row].hours for row in rows))


def test_the_table_beside_holds_the_indicators(pair):
    from routing.answers.cpmm import cpmm

    ax = plot_time_cost_distance(pair)
    beside = [text.get_text() for text in ax.figure.axes[1].texts]
    for route in pair.values():
        assert f"{cpmm(route).land.swd_kmh:.1f}" in beside and f"{cpmm(route).whole.swod_kmh:.1f}" in beside


def test_a_route_without_prices_has_no_line_of_dollars():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").area("R", "AB")
    toy.builder.add_service(id="Q", name="Q", kind="area", mode="rail", links=("AB",))
    route = solve(networks.from_networkx(_two(), mode="road", hours="weight"), Shipment("A", "B")).require()
    with pytest.raises(QuestionError, match="no km or usd"):
        plot_time_cost_distance(route, quantity="usd")


def _two():
    import networkx

    graph = networkx.Graph()
    graph.add_edge("A", "B", weight=5.0)
    return graph


@pytest.mark.long
def test_the_front_is_drawn_at_its_days_and_dollars():
    front = frontier(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), criteria=("time", "cost", "co2e"))
    ax = front.plot()
    assert_legible(ax)
    points = {line.get_gid(): line for line in by_gid(ax, "point:")}
    assert len(points) == len(front)
    for number, route in enumerate(front, 1):
        assert points[f"point:{number}"].get_xydata()[0] == pytest.approx((route.days, route.usd))
    by_co2e = sorted(range(len(front)), key=lambda number: front[number].kg_co2e)
    sizes = [points[f"point:{number + 1}"].get_markersize() for number in by_co2e]
    assert sizes == sorted(sizes)
    shown = " ".join(text for text, _ in texts_of(ax.figure))
    numbers = {text.split()[0] for text, _ in texts_of(ax.figure) if text}
    assert {str(number) for number in range(1, len(front) + 1)} <= numbers  # as in the table
    for name, number in front.labelled.items():
        assert any(text.startswith(f"{number + 1} ") and name in text for text, _ in texts_of(ax.figure))
        assert name in shown and f"{front[number].days:.1f} d" in shown


@pytest.mark.long
def test_a_front_without_a_route_says_so():
    net = networks.load("eurasia")
    ban = Constraints(avoid_territories="CN", max_days=10)
    ax = plot_frontier(frontier(net, Shipment("JPYOK", "KZALA"), criteria=("time", "cost"), constraints=ban))
    assert any("No route" in text for text, _ in texts_of(ax.figure))


@pytest.mark.long
def test_given_axes_come_back(comparison, pair):
    for draw in (
        lambda ax: plot_gantt(pair["by China"], ax=ax),
        lambda ax: plot_provenance(pair, ax=ax),
        lambda ax: plot_time_cost_distance(pair, ax=ax),
        lambda ax: plot_comparison(comparison, before=["2016-suez"], ax=ax),
    ):
        ax = given_axes()
        assert draw(ax) is ax
        assert_legible(ax)


def test_hostile_names_of_results_are_written_as_they_are(pair):
    named = {"$\\frac{a}{b}$ & %_^": pair["by China"], "b\nc": pair["without China"]}
    for ax in (plot_provenance(named), plot_time_cost_distance(named)):
        assert_legible(ax)
        assert "$\\frac{a}{b}$ & %_^" in " ".join(text for text, _ in texts_of(ax.figure))


def test_fills_differ_in_grey_or_by_hatch():
    for looks in (ACTIVITIES, KINDS):
        seen = set()
        for face, hatch in looks.values():
            r, g, b = to_rgb(face)
            seen.add((round((0.299 * r + 0.587 * g + 0.114 * b) * 8), hatch))
        assert len(seen) == len(looks)
    assert len(set(ROUTES)) == len(ROUTES)


@pytest.mark.long
def test_pictures_leave_pyplot_alone_and_name_the_extra_when_matplotlib_is_missing():
    code = """
import sys, networks, routing, routing.plots
print("matplotlib" in sys.modules)
net = networks.load("eurasia")
result = routing.solve(net, routing.Shipment("JPYOK", "RUMOW"))
routing.plots.plot_gantt(result.best)
print("matplotlib.pyplot" in sys.modules)
sys.modules["matplotlib"] = None
try:
    routing.plots.plot_gantt(result.best)
except ImportError as error:
    print(error)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert found.stdout.splitlines() == [
        "False",
        "False",
        "Drawing needs matplotlib: install landbridge with the extra 'plot', from its sources by: pip install '.[plot]'",
    ], found.stderr


@pytest.mark.parametrize("quantity", ["hours", "usd"])
def test_names_in_the_distance_chart_keep_off_its_lines(pair, quantity):
    ax = plot_time_cost_distance(pair, quantity=quantity, indicators=False)
    ax.figure.draw_without_rendering()
    assert len(ax.figure.axes) == 1
    lines = [ax.transData.transform(line.get_xydata()) for line in by_gid(ax, "profile:")]
    named = [text for text in ax.texts if re.search(r"\d (h|USD)$", text.get_text())]
    assert len(named) >= 3
    for text in named:
        box = text.get_window_extent()
        for line in lines:
            along = np.linspace(0, 1, 200)[:, None]
            points = np.concatenate([a + along * (b - a) for a, b in pairwise(line)])
            inside = (points > (box.x0 + 1, box.y0 + 1)) & (points < (box.x1 - 1, box.y1 - 1))
            assert not inside.all(axis=1).any(), text.get_text()


@pytest.mark.long
def test_a_notebook_shows_a_picture_and_its_figure():
    ax = solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).plot()
    assert ax._repr_png_()[:4] == b"\x89PNG" and ax.figure._repr_png_()[:4] == b"\x89PNG"
    axes = plot_time_cost_distance(solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).best)
    assert axes._repr_png_()[:4] == b"\x89PNG"


def test_a_single_route_bears_no_number(pair):
    route = pair["by China"]
    alone = plot_time_cost_distance(route, indicators=False)
    texts = {text for text, _ in texts_of(alone.figure)}
    assert "1" not in texts and not any("route 1" in text or text.startswith("1 ") for text in texts)
    assert any(text.endswith(" km") for text in texts)

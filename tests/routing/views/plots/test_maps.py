"""Maps: nothing overlaps or is cut off, nothing is torn, shared stretches are drawn once, names cannot do harm."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from pictures import assert_legible, by_gid, clashes, outside, texts_of

import networks
from networks import DataWarning, NetworkBuilder
from routing import Constraints, Shipment, Status, price_of, solve
from routing.steps.ways import Run, run_line
from routing.views.plots import plot_network, plot_result, plot_routes, style
from routing.views.plots.corridor import marks, stretches
from routing.views.plots.labels import BESIDE_PT, Name, Placer
from routing.views.plots.land import Window, land_in, projected
from routing.views.plots.map_frame import flat, window_of
from routing.views.plots.projection import EURASIA
from routing.views.plots.style import plain
from routing.views.text.doubt import brief_days, brief_usd

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

LINES = ("route:", "leg-")  # names of lines on a map of several routes, and of one
HOSTILE = ("$x^2$ & \\frac{1}{0}", "a_b^c%d#{e}\u200bf", "Ω" * 80, "<script>alert(1)</script>")


@pytest.fixture(scope="module")
def net():
    return networks.load("eurasia")


@pytest.fixture(scope="module")
def price(net):
    return price_of(net, Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_territories="CN"))


def chain(*points, names=HOSTILE, mode="rail", waypoints=True):
    """Return a network of places in a row, each linked with the next, 60 h and a dollar apart."""
    build = NetworkBuilder("toy", title=names[0])
    for number, (lon, lat) in enumerate(points):
        build.add_place(id=f"P{number}", name=names[number % len(names)], lat=lat, lon=lon, country="RU")
    for number in range(len(points) - 1):
        link = f"L{number}"
        build.add_link(
            id=link,
            tail=f"P{number}",
            head=f"P{number + 1}",
            mode=mode,
            length_km=1200,
            hours=60,
            usd=1,
            gauge_mm=1520 if mode == "rail" else None,
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return build.build()


@pytest.mark.long
def test_a_route_lies_on_its_own_way_points(price):
    ax = price.bound.plot()
    drawn = np.concatenate([line.get_xydata() for line in by_gid(ax, LINES)])
    route = price.bound.best
    for link in route.links:
        for lat, lon in route.network.waypoints(link)[::7]:
            away = np.hypot(*(drawn - EURASIA.forward([(lon, lat)])[0]).T)
            assert away.min() < 1e-6


@pytest.mark.long
def test_the_map_of_a_ban_is_legible_and_tints_what_is_forbidden(price):
    ax = price.bound.plot()
    assert_legible(ax)
    assert {patch.get_gid() for patch in by_gid(ax, "forbidden:")} >= {"forbidden:CN"}
    texts = [text for text, _ in texts_of(ax.figure)]
    route = price.bound.best
    assert brief_days(route) in " ".join(texts) and brief_usd(route) in " ".join(texts)
    assert any(route.network.content_hash in text and "Natural Earth" in text for text in texts)
    assert "forbidden: CN, HK, MO" in texts
    names = {plain(route.network.places[mark.place].name) for mark in marks([route])}
    inner = [text for text in texts if text.split("\n")[0] in names]
    assert len(inner) == len(names) and outside(ax.figure, ax, inner) == []


@pytest.mark.long
def test_what_two_routes_share_is_drawn_once(net, price):
    by_dostyk = solve(net, Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_places="KZ-ALTYNKOL"))
    routes = [by_dostyk.best, price.bound.best]
    lines = stretches(routes)
    shared = set(routes[0].links) & set(routes[1].links)
    assert shared  # both end at Almaty by the same railway
    apart = [len(run_line(route.network, run)) for route in routes for run in _runs(route)]
    assert sum(len(one.line) for one in lines) < sum(apart)
    assert {one.users for one in lines} == {frozenset({0}), frozenset({1}), frozenset({0, 1})}
    ax = plot_routes({"by China": routes[0], "without": routes[1]}, constraints=price.bound.question.constraints)
    assert_legible(ax)
    assert {"route:1", "route:2", "route:1+2"} == {line.get_gid() for line in by_gid(ax, "route:")}
    assert {"1", "2", "1 + 2"} <= {text for text, _ in texts_of(ax.figure)}


def _runs(route):
    from routing.steps.ways import runs

    return [run for step in route.steps if step.kind == "ride" for run in runs(step)]


def test_the_same_route_twice_is_one_line(price):
    once, twice = stretches([price.free.best]), stretches([price.free.best] * 2)
    assert [len(one.line) for one in once] == [len(one.line) for one in twice]
    assert {one.users for one in twice} == {frozenset({0, 1})}


def test_gauge_breaks_borders_and_transshipments_are_marked(price):
    found = {mark.place: mark.kinds for mark in marks([price.free.best])}
    assert "gauge break" in found["KZ-ALTYNKOL"]  # 1435 mm meets 1520 mm
    assert "transshipment" in found["CNTAO"]  # ship to train
    crossed = [kinds for place, kinds in found.items() if place in ("CNHRS", "KZ-ALTYNKOL")]
    assert any("border" in kinds for kinds in crossed)
    assert found["JPYOK"][0] == "origin" and found["KZALA"][0] == "destination"


@pytest.mark.long
def test_without_a_route_the_map_says_why(net):
    result = solve(net, Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_territories="CN", max_days=20))
    assert result.status is Status.INFEASIBLE
    ax = plot_result(result)
    assert_legible(ax)
    shown = " ".join(text for text, _ in texts_of(ax.figure))
    assert "No route" in shown and "max_days 20" in shown
    assert by_gid(ax, LINES) == []


@pytest.mark.long
def test_the_whole_network_is_legible_and_all_of_it_there(net):
    ax = plot_network(net)
    assert clashes(ax.figure) == [] and outside(ax.figure) == []
    assert len(by_gid(ax, "link:")) == len(net.links)
    assert len(by_gid(ax, "place:")) == len(net.places)


@pytest.mark.long
def test_nothing_is_torn_at_the_180th_meridian():
    # 170 E to 170 W on the 60th parallel: 1,111 km by the great circle; a torn line would span the map
    net = chain((170, 60), (-170, 60), (-160, 60), mode="sea", names=("a", "b", "c"))
    ax = solve(net, Shipment("P0", "P2")).plot()
    for line in by_gid(ax, LINES):
        assert np.hypot(*np.diff(line.get_xydata(), axis=0).T).max() < 100
    shapely = pytest.importorskip("shapely")
    window = Window(*ax.viewLim.extents)
    russia = land_in(window, 1.0)["RU"]
    on_seam = EURASIA.forward([(180.0, 67.5)])[0]  # Chukotka, where the data cut Russia apart
    assert shapely.contains_xy(projected("RU"), *on_seam) and shapely.contains_xy(russia, *on_seam)
    assert shapely.boundary(russia).distance(shapely.Point(on_seam)) > 50


def test_land_is_cut_to_the_window():
    window = Window(-500, -500, 500, 500)
    for shape in land_in(window, 1.0).values():
        x0, y0, x1, y1 = shape.bounds
        assert x0 >= -500 and y0 >= -500 and x1 <= 500 and y1 <= 500


def test_the_land_of_a_territory_has_its_area():
    # World Bank, surface area of Kazakhstan with inland water: 2,725 thousand km2
    assert projected("KZ").area / 1e6 == pytest.approx(2.725, rel=0.02)


@pytest.mark.parametrize("mode", ["rail", "sea"])
def test_hostile_names_are_written_as_they_are(mode):
    net = chain((100, 55), (101, 56), (102, 55), (103, 56), mode=mode)
    for ax in (solve(net, Shipment("P0", "P3")).plot(), plot_network(net)):
        assert_legible(ax)
        shown = " ".join(text for text, _ in texts_of(ax.figure))
        assert "$x^2$ & \\frac{1}{0}" in shown and "\u200b" not in shown
        assert "Ω" * 40 not in shown  # shortened
        assert all(not text.get_parse_math() for text in ax.texts)


def test_links_without_way_points_are_dotted_and_called_schematic():
    ax = solve(chain((100, 55), (101, 56), names=("a", "b")), Shipment("P0", "P1")).plot()
    assert "schematic" in {text for text, _ in texts_of(ax.figure)}


def test_a_place_without_position_is_left_out_and_the_rest_drawn():
    build = NetworkBuilder("toy")
    build.add_place(id="A", name="A", lat=55.0, lon=100.0, country="RU")
    build.add_place(id="B", name="B", country="RU")
    build.add_link(id="L", tail="A", head="B", mode="rail", length_km=1, hours=1, usd=1, gauge_mm=1520)
    ax = solve(build.build(), Shipment("A", "B")).plot()
    assert [line.get_gid() for line in by_gid(ax, "mark:")] == ["mark:A"]
    assert by_gid(ax, LINES) == []


@pytest.mark.long
def test_given_axes_are_drawn_on_and_settings_stay_as_they_were(price):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    given = Figure(figsize=(9, 7), layout="constrained").subplots()
    FigureCanvasAgg(given.figure)
    assert price.free.best.plot(given) is given
    assert dict(mpl.rcParams) == before
    assert_legible(given)


def test_a_window_holds_its_points_in_the_shape_asked_for():
    window = window_of(np.array([(0.0, 0.0), (4000.0, 100.0)]), 0.5)
    assert window.height / window.width == pytest.approx(0.5)
    assert window.west < 0 and window.east > 4000 and window.south < 0 and window.north > 100


def test_the_line_of_a_link_ends_at_its_places(net):
    link = net.links["rail:RUVVO-RU-UGOL"]
    line = flat(run_line(net, Run(link.id, link.tail, link.head)))
    place = net.places["RUVVO"]
    assert line[0] == pytest.approx(EURASIA.forward([(place.lon, place.lat)])[0])


@pytest.mark.long
def test_a_frame_chooses_the_window_and_what_lies_outside_is_not_missed(price):
    ax = plot_routes(price.bound.best, frame=("JPYOK", "RUVYP"))
    assert_legible(ax)
    shown = " ".join(text for text, _ in texts_of(ax.figure))
    assert "Vostochny Port" in shown and "left out" not in shown
    almaty = price.bound.best.network.places["KZALA"]
    assert not ax.viewLim.contains(*EURASIA.forward([(almaty.lon, almaty.lat)])[0])


@pytest.mark.long
def test_routes_of_several_networks_are_framed_together():
    box, ban = Shipment("JPYOK", "RUMOW"), {"avoid_territories": "CN"}
    planned = networks.load("eurasia", scenario="samarga")
    routes = [
        solve(networks.load("eurasia"), box, constraints=Constraints(**ban)).require(),
        solve(planned, box, constraints=Constraints(**ban, via="RU-SAMARGA")).require(),  # only the plan has it
    ]
    ax = plot_routes(routes)
    assert_legible(ax)
    assert "mark:RU-SAMARGA" in {line.get_gid() for line in by_gid(ax, "mark:")}
    shown = " ".join(text for text, _ in texts_of(ax.figure))
    assert all(route.network.content_hash in shown for route in routes)


@pytest.mark.long
def test_a_kilometre_is_as_long_northward_as_eastward(price):
    ax = plot_routes(price.bound.best)
    ax.figure.canvas.draw()
    east, north = ax.transData.transform([(1000.0, 0.0), (0.0, 1000.0)]) - ax.transData.transform((0.0, 0.0))
    assert east[0] == pytest.approx(north[1], rel=1e-3)


# What has no position


def half_placed(**lacking):
    """Return Osaka - Tianjin - Almaty, of which the named places have no position."""
    build = NetworkBuilder("toy")
    for key, lat, lon in (("OSA", 34.7, 135.4), ("TSN", 39.0, 117.7), ("ALA", 43.2, 76.9), ("DEEP", -55.0, -85.0)):
        at = {} if lacking.get(key) else {"lat": lat, "lon": lon}
        build.add_place(id=key, name=key.capitalize(), **at)
    build.add_link(id="a", tail="OSA", head="TSN", mode="sea", length_km=2100, hours=110, usd=1)
    build.add_link(id="b", tail="TSN", head="ALA", mode="road", length_km=5100, hours=290, usd=1)
    build.add_link(id="c", tail="OSA", head="DEEP", mode="sea", length_km=19000, hours=900, usd=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return build.build()


def told(ax):
    return " ".join("\n".join(text for text, _ in texts_of(ax.figure)).split())


@pytest.mark.parametrize(
    ("lacking", "ends", "said"),
    [
        (
            {"ALA": True},
            ("OSA", "ALA"),
            "Not drawn, for want of a position: Ala (destination), nor is the way to and from there.",
        ),
        ({"TSN": True}, ("OSA", "ALA"), "Not drawn, for want of a position: Tsn, nor is the way to and from there."),
        (
            {"OSA": True, "TSN": True, "ALA": True},
            ("OSA", "ALA"),
            "Not drawn, for want of a position: Osa (origin), Ala (destination), Tsn, nor is the way",
        ),
        (
            {},
            ("OSA", "DEEP"),
            "Not drawn, for want of a position: Deep (destination), nor is the way",
        ),  # opposite the centre
    ],
    ids=["destination", "on the way", "all", "no place on this map"],
)
def test_a_map_says_which_places_it_lacks_and_explains_only_what_it_shows(lacking, ends, said):
    net = half_placed(**lacking)
    ax = solve(net, Shipment(*ends)).plot()
    assert said in told(ax)
    assert_legible(ax)
    legend = {text.get_text() for text in ax.get_legend().get_texts()}
    assert ("destination" in legend) == (ends[1] != "DEEP" and not lacking.get("ALA"))
    assert ("origin" in legend) == (not lacking.get("OSA"))


def test_without_a_route_the_map_says_which_end_it_lacks():
    ax = solve(half_placed(ALA=True), Shipment("OSA", "ALA"), constraints=Constraints(max_days=1)).plot()
    assert "Not drawn, for want of a position: Ala (destination)." in told(ax)
    assert "destination" not in {text.get_text() for text in ax.get_legend().get_texts()}


@pytest.mark.long
def test_the_map_of_a_network_says_how_much_it_lacks():
    ax = plot_network(half_placed(TSN=True))
    assert "Not drawn, for want of a position: 2 of 4 places and 3 of 3 links (Deep, Tsn)." in told(ax)
    assert_legible(ax)


@pytest.mark.long
def test_several_routes_tell_together_what_they_lack():
    one, other = (solve(half_placed(**lacking), Shipment("OSA", "ALA")).require() for lacking in ({}, {"ALA": True}))
    ax = plot_routes({"whole": one, "half": other})
    assert "Not drawn, for want of a position: Ala (destination), nor is" in told(ax)


@pytest.mark.long
def test_a_map_that_lacks_nothing_says_nothing(price, net):
    assert "Not drawn" not in told(price.free.best.plot()) + told(plot_network(net))


def test_names_side_by_side_do_not_read_as_one():
    figure = Figure(figsize=(6, 3))
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    style.settle(ax)
    points = [(0.35 + 0.02 * number, 0.5) for number in range(8)]
    names = [Name(x=x, y=y, texts=(f"Name {number}",)) for number, (x, y) in enumerate(points)]
    written, _ = Placer(ax).place(names)
    boxes = [text.get_window_extent() for text in written]
    assert len(boxes) > 4
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            beside = one.y0 < other.y1 and other.y0 < one.y1
            assert not beside or max(one.x0 - other.x1, other.x0 - one.x1) >= style.pixels(ax, BESIDE_PT) - 0.5


@pytest.mark.long
def test_thin_lines_cross_no_names():
    figure = Figure(figsize=(6, 4))
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    style.settle(ax)
    points = [(0.4 + 0.03 * (number % 6), 0.45 + 0.03 * (number // 6)) for number in range(30)]
    written, _ = Placer(ax).place([Name(x=x, y=y, texts=(f"Name {at}",)) for at, (x, y) in enumerate(points)])
    led = [one for one in ax.texts if getattr(one, "arrow_patch", None) is not None]
    assert len(led) > 5 and len(written) > 15
    for one in led:
        ends = ax.transData.transform([one.xyann, one.xy])
        for x, y in ends[0] + np.linspace(0.02, 1, 60)[:, None] * (ends[1] - ends[0]):
            assert not any(
                box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in (w.get_window_extent() for w in written)
            )

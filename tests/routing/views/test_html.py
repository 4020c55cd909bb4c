"""Notebook displays: the numbers of the text, no code from the data, no colours of their own."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from oracles.toys import Toy

import networks
import routing
from networks import NetworkBuilder
from networks.model.escaping import visible
from networks.writers.html import table, text
from routing import Constraints, Shipment
from routing.views.text.route import breakdown_cells, leg_cells, totals_text
from routing.views.text.table import number

BOX = Shipment("JPYOK", "RUMOW")
HOSTILE = "<script>alert('x')</script> \"quoted\" `tick` \u202egnirts\u2069 <img src=x onerror=y> &amp;"
VOID = {"img", "br", "hr"}


class Cells(HTMLParser):
    """Reads the tags, attributes and texts, and that every tag is closed in its turn."""

    def __init__(self, source):
        super().__init__()
        self.open, self.tags, self.attributes, self.cells = [], [], [], []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.cells.append(data)
        assert self.open[-1] == "bdi", f"a text outside of bdi: {data!r}"


def displays():
    """Return every kind of answer of the built-in network, with a result that has no route."""
    net = networks.load("eurasia")
    result = routing.solve(net, BOX)
    target = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    ban = Constraints(avoid_territories="CN")
    return {
        "network": net,
        "route": result.best,
        "result": result,
        "no route": routing.solve(net, BOX, constraints=Constraints(max_days=3)),
        "frontier": routing.frontier(net, BOX),
        "empty frontier": routing.frontier(net, BOX, constraints=Constraints(max_days=3)),
        "alternatives": routing.alternatives(net, BOX, k=2),
        "no alternatives": routing.alternatives(net, BOX, constraints=Constraints(max_days=3)),
        "comparison": routing.compare(target, BOX),
        "comparison without a route": routing.compare(target, BOX, constraints=Constraints(max_days=30)),
        "price": routing.price_of(net, Shipment("JPYOK", "KZALA"), constraints=ban),
        "price without a route": routing.price_of(net, BOX, constraints=Constraints(max_days=3)),
    }


@pytest.fixture(scope="module")
def shown():
    return displays()


KINDS = (
    "network",
    "route",
    "result",
    "no route",
    "frontier",
    "empty frontier",
    "alternatives",
    "no alternatives",
    "comparison",
    "comparison without a route",
    "price",
    "price without a route",
)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_display_is_sound_html_without_scripts_or_colours_of_its_own(shown, kind):
    source = shown[kind]._repr_html_()
    found = Cells(source)
    assert set(found.tags) <= {
        "div",
        "bdi",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
    }
    assert {name for name, _ in found.attributes} <= {"class", "style"}
    # light and dark pages: whatever is coloured takes the colour of the page, and no background is painted
    for style in (value for name, value in found.attributes if name == "style"):
        for rule in style.split(";"):
            name, _, value = rule.partition(":")
            assert name in {
                "text-align",
                "white-space",
                "padding",
                "vertical-align",
                "background",
                "color",
                "border",
                "opacity",
                "border-bottom",
                "border-top",
                "border-collapse",
                "margin",
            }
            if name == "background":
                assert value == "none"
            if name == "color":
                assert value == "inherit"
            if name in ("border-bottom", "border-top"):
                assert value == "1px solid currentColor"
    assert len(source) < 40_000


@pytest.mark.long
def test_the_numbers_of_a_result_are_those_of_its_text(shown):
    result = shown["result"]
    cells = Cells(result._repr_html_()).cells
    assert totals_text(result.best) in cells
    for row in [*leg_cells(result.best), *breakdown_cells(result.best)]:
        for cell in row:
            assert cell in cells and cell in str(result)
    assert result.network.heading in cells


@pytest.mark.long
def test_no_route_shows_what_blocks_it(shown):
    cells = Cells(shown["no route"]._repr_html_()).cells
    assert f"blocked by {shown['no route'].blocked_by[0]}" in cells
    assert "No route: no route satisfies the constraints." in Cells(shown["empty frontier"]._repr_html_()).cells


@pytest.mark.long
def test_the_points_of_a_front_are_all_there_with_their_names(shown):
    front = shown["frontier"]
    cells = Cells(front._repr_html_()).cells
    for route in front:
        assert number(route.days, 2) in cells and number(route.usd) in cells
    assert {"fastest", "cheapest"} <= set(cells)


def test_points_that_were_set_aside_are_told_with_the_reason():
    front = routing.frontier(networks.load("eurasia"), BOX, min_gain=0.05)
    cells = Cells(front._repr_html_()).cells
    assert front.set_aside
    for point in front.set_aside:
        assert f"Set aside: {totals_text(point.route)}: {point.reason}" in cells


@pytest.mark.long
def test_alternatives_are_all_there_with_what_they_share(shown):
    found = shown["alternatives"]
    cells = Cells(found._repr_html_()).cells
    assert len(found) == 2 and f"{found.shared[1][0]:.0%} with 1" in cells
    assert all(number(route.days, 2) in cells and number(route.usd) in cells for route in found)


@pytest.mark.long
def test_a_comparison_and_a_price_show_the_numbers_of_their_texts(shown):
    cells = Cells(shown["comparison"]._repr_html_()).cells
    assert "42.00" in cells and "25.00" in cells and "-17.00" in cells
    price = shown["price"]
    cells = Cells(price._repr_html_()).cells
    assert f"{price.days:+,.1f}" in cells and f"{price.usd:+,.0f}" in cells
    assert str(price).split("\n")[-1].strip() in cells


@pytest.mark.long
def test_a_network_counts_what_it_holds(shown):
    net = shown["network"]
    cells = Cells(net._repr_html_()).cells
    for elements in (net.places, net.links, net.services, net.figures, net.sources):
        assert f"{len(elements):,}" in cells


def test_a_missing_amount_is_a_dash_and_named():
    route = routing.solve(
        Toy(A="JP", B="RU").link("sea", "A", "B", "sea", hours=48).build(), Shipment("A", "B")
    ).require()
    cells = Cells(route._repr_html_()).cells
    assert "-" in cells and "No usd total: no figure for sea" in cells


def test_a_hostile_name_is_text_and_keeps_its_direction_to_itself():
    builder = NetworkBuilder("hostile")
    builder.add_place(id="A", name=HOSTILE)
    builder.add_place(id="<b>B</b>", name="מוסקבה\u200f")
    builder.add_link(id="<i>way</i>", tail="A", head="<b>B</b>", mode="sea", hours=10, usd=5)
    net = builder.build()
    box = Shipment("A", "<b>B</b>")
    result = routing.solve(net, box)
    for thing in (
        net,
        result,
        result.best,
        routing.frontier(net, box),
        routing.compare({"<u>": net, "`": net}, box),
        routing.price_of(net, box, constraints=Constraints(max_days=9)),
    ):
        source = thing._repr_html_()
        found = Cells(source)  # no tag but ours, all closed, every text within bdi
        assert not {"script", "img", "b", "i", "u"} & set(found.tags)
        assert "`" not in source and "\u202e" not in source and "\u2069" not in source
    cells = Cells(result._repr_html_()).cells
    assert visible(HOSTILE) in cells and "מוסקבה\u200f" in cells  # the plain mark belongs to the name


def test_text_is_escaped_and_a_table_flushes_and_totals():
    assert html.unescape(re.sub("</?bdi>", "", text(HOSTILE))) == visible(HOSTILE)
    shown = table(["what", "d"], [["sea", "1"], ["total", "1"]], last_is_total=True)
    assert shown.count("border-top") == 2  # the two cells of the total
    assert shown.count("text-align:left") == 3 and shown.count("text-align:right") == 3

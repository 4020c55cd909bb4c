"""What is full is marked on the map of flows: links, places, and links over a border."""

import networkx
import pytest

import networks
from routing import Congestion, Consignment, Empties, Shipment, assign
from routing.views.plots import style
from routing.views.plots.flow_map import BROKEN, plot_flows

pytestmark = pytest.mark.long  # pictures
AT = {"A": ("JP", 35.4, 139.6), "B": ("RU", 43.1, 131.9), "C": ("KZ", 43.3, 76.9)}


def marked(capacities):
    """Return the gids of what is red on the map of ten boxes from A to C, of which a rival way takes what is left."""
    ways = networkx.Graph()
    for name, (country, lat, lon) in AT.items():
        ways.add_node(name, country=country, lat=lat, lon=lon)
    ways.add_edge("A", "B", hours=24, usd=100)
    ways.add_edge("B", "C", hours=24, usd=100)
    ways.add_edge("A", "C", hours=90, usd=900)
    net = networks.from_networkx(ways, mode="rail")
    found = assign(net, [Consignment(shipment=Shipment("A", "C"), per_week=10)], capacities)
    assert found.bottlenecks
    lines = [line for line in plot_flows(found).lines if line.get_color() == style.VERMILION]
    assert all(line.get_gid().startswith("full:") or line._unscaled_dash_pattern[1] == BROKEN[1] for line in lines)
    return {line.get_gid() for line in lines}


def test_a_full_link_is_broken_and_a_full_place_has_a_ring():
    assert marked({"rail:A-B": 6}) == {"flow:rail:A-B"}
    assert "full:B" in marked({"B": 6})


def test_where_goods_wait_it_is_orange():
    ways = networkx.Graph()
    for name, (country, lat, lon) in AT.items():
        ways.add_node(name, country=country, lat=lat, lon=lon)
    ways.add_edge("A", "B", hours=24, usd=100)
    ways.add_edge("B", "C", hours=24, usd=100)
    net = networks.from_networkx(ways, mode="rail")
    queues = [Congestion("place", "B", [(0, 0), (9, 9)], 1), Congestion("link", "rail:B-C", [(5, 0), (9, 9)], 1)]
    found = assign(net, [Consignment(shipment=Shipment("A", "C"), per_week=10)], congestion=queues)
    axes = plot_flows(found)
    orange = {line.get_gid() for line in axes.lines if line.get_color() == style.ORANGE}
    assert orange == {"slow:B", "flow:rail:B-C"}
    assert "goods wait" in {text.get_text() for text in axes.get_legend().get_texts()}


def test_a_link_over_a_full_border_is_broken_and_has_a_ring():
    assert marked({"JP-RU": 6}) == {"flow:rail:A-B", "full:A"}


def test_empty_boxes_are_drawn_within_their_lines():
    ways = networkx.Graph()
    for name, (country, lat, lon) in AT.items():
        ways.add_node(name, country=country, lat=lat, lon=lon)
    ways.add_edge("A", "B", hours=24, usd=100)
    net = networks.from_networkx(ways, mode="rail")
    found = assign(net, [Consignment(shipment=Shipment("A", "B"), per_week=10)], empties=Empties(share=0.5))
    canvas = plot_flows(found)
    width = {line.get_gid(): line.get_linewidth() for line in canvas.lines if line.get_gid()}
    assert width["empty:rail:A-B"] == pytest.approx(width["flow:rail:A-B"] / 2)
    assert canvas.get_title(loc="left").endswith("; 10 boxes go empty")

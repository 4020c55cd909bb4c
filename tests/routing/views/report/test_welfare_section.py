"""A page of the best upgrades for all has both sets and the upgrades."""

from __future__ import annotations

import networkx
import pytest

import networks
import routing
from networks import Change, Upgrade

pytest.importorskip("jinja2")


def test_a_page_tells_the_best_set_beside_none(tmp_path):
    net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 24, "usd": 100})]), mode="sea")
    row = Change(action="set", table="links", element="sea:A-B", column="usd", value=40, why="a larger ship")
    ship = Upgrade(id="ship", title="A larger <ship>", changes=[row], price_usd=1e5, kind="quote", paid_by="a line")
    boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    plan = routing.plan_upgrades(net, [ship], [boxes], welfare=routing.Welfare(weeks=500))
    page = routing.report.write_report(tmp_path / "page.html", plan).read_text(encoding="utf-8")
    for words in (
        "Ship for 0.1 million USD, which saves 600 USD a week.",
        "A larger &lt;ship&gt;",
        "none",
        "1,000",
        "400",
    ):
        assert words in page

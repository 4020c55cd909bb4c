"""The picture of the best upgrades for all: a week without them, and one with them, as long as each other."""

from __future__ import annotations

import networkx
import pytest
from pictures import assert_legible, texts_of

import networks
import routing
from networks import Change, Upgrade
from routing.views.plots import plot_welfare

pytest.importorskip("matplotlib")


def planned(weeks, name="ship"):
    net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 24, "usd": 100})]), mode="sea")
    row = Change(action="set", table="links", element="sea:A-B", column="usd", value=40, why="a larger ship")
    ship = Upgrade(id=name, title="A larger ship", changes=[row], price_usd=1e5, kind="quote")
    boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    return routing.plan_upgrades(net, [ship], [boxes], welfare=routing.Welfare(weeks=weeks))


@pytest.mark.long
def test_a_week_its_share_of_the_price_and_what_is_saved_are_the_week_before():
    # 10 boxes at 100 USD are 1,000 USD a week; at 40 USD 400, 200 of the price, and 400 that are saved
    canvas = plot_welfare(planned(500))
    widths = sorted(round(bar.get_width()) for bar in canvas.patches if bar.get_width() > 1)
    assert [width for width in widths if width >= 200] == [200, 400, 400, 1000]
    told = [words for words, _ in texts_of(canvas.figure)]
    assert "with ship" in told and "400 USD a week; 0.1 million USD once" in told and "1,000 USD a week" in told
    assert_legible(canvas.figure)


@pytest.mark.long
def test_long_names_stand_below():
    told = [words for words, _ in texts_of(plot_welfare(planned(500, "ship-" * 9 + "s")).figure)]
    assert "with the best set" in told and any("The best set: ship-ship" in one for one in told)


@pytest.mark.long
def test_without_an_upgrade_that_is_worth_it_there_is_one_bar():
    told = [words for words, _ in texts_of(plot_welfare(planned(1)).figure)]
    assert "no upgrade" in told and not any("once" in one for one in told)

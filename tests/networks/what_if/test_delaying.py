"""Networks in which something is slowed or queued for: hours worked out by hand, what is told, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from oracles.toys import Toy

import networks
from routing import Shipment, solve, verify
from routing.views.text.steps import itinerary_text

BOX = Shipment("A", "D")


def world() -> networks.Network:
    """Return a ship A - B (48 h, 480 km) and a railway B - C - D (10 km/h, 240 km each, one border C - D)."""
    toy = Toy(A="JP", B="RU", C="RU", D="KZ").member("RU", "RU").member("KZ", "KZ")
    toy.link("ab", "A", "B", "sea", km=480, territories=("JP", "RU")).line(
        "ship", "sea", "A", ("B", ("ab",)), hours=(48,)
    )
    toy.link("bc", "B", "C", km=240, territories=("RU",)).link("cd", "C", "D", km=240, territories=("RU", "KZ"))
    toy.area("rail", "bc", "cd", wait=12).doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 24)
    toy.procedure("export", 5, "RU").procedure("transit_opening", 6, "RU").procedure("transit_closing", 7, "RU")
    return toy.procedure("import", 8, "KZ").build()


# origin 1, load 1, ship 48, lift 24, transit opened 6, wait 12, rail 24 + 24, closed 7, import 8, unload 1, delivery 1
PLAIN = 157


def hours(net: networks.Network, box: Shipment = BOX) -> float:
    result = solve(net, box)
    verify(net, result)
    assert result.best is not None
    assert result.best.hours is not None
    return result.best.hours


def test_the_plain_way():
    assert hours(world()) == PLAIN


SLOWED = [  # what is slowed by 1.5, and half of its hours
    ({"place": "B"}, (24 + 6) / 2),  # what is done at B, and no ride that comes to it
    ({"place": ["A", "D"]}, (1 + 1 + 8 + 1 + 1) / 2),
    ({"link": "ab"}, 24),
    ({"link": ["bc", "cd"]}, 24),
    ({"service": "rail"}, 24),  # not the wait for it
    ({"territory": "KZ"}, (24 + 8 + 1 + 1) / 2),
    ({"territory": "RU"}, (48 + 24 + 6 + 48 + 7) / 2),  # the ship lists RU
    ({"border": "RU-KZ"}, (7 + 8) / 2),
    ({"border": "RU>KZ"}, (7 + 8) / 2),
    ({"border": "KZ>RU"}, 0),
]


@pytest.mark.parametrize(("what", "more"), SLOWED)
def test_what_is_slowed_takes_so_much_longer(what: Any, more: float):
    assert hours(networks.slowed(world(), factor=1.5, **what)) == PLAIN + more


QUEUED = [  # where goods wait two days, and how often
    ({"place": "A"}, 1),  # where they begin
    ({"place": "B"}, 1),
    ({"place": ["B", "C", "D"]}, 3),  # C is only passed
    ({"link": "ab"}, 1),
    ({"link": ["bc", "cd"]}, 2),
    ({"service": "ship"}, 1),
    ({"service": ["rail", "ship"]}, 2),
    ({"territory": "RU"}, 1),  # from A; bc stays in it
    ({"territory": "JP"}, 0),
    ({"territory": ["RU", "KZ"]}, 2),
    ({"border": "RU-KZ"}, 1),
    ({"border": "KZ>RU"}, 0),
    ({"border": "RU-KZ", "place": "D"}, 2),
]


@pytest.mark.parametrize(("what", "often"), QUEUED)
def test_a_queue_is_waited_in_each_time(what: Any, often: int):
    assert hours(networks.queued(world(), days=2, **what)) == PLAIN + 48 * often


def test_it_holds_on_its_days_and_is_gone_round_where_that_is_better():
    jam = networks.queued(world(), link="ab", days=2, since="2025-03-01", until="2025-03-31")
    assert [hours(jam, Shipment("A", "D", ready=date(2025, *day))) for day in ((2, 28), (3, 1), (3, 31), (4, 1))] == [
        PLAIN,
        PLAIN + 48,
        PLAIN + 48,
        PLAIN,
    ]
    toy = Toy(A="JP", B="RU").link("short", "A", "B", hours=10, usd=1).link("long", "A", "B", hours=30, usd=1)
    ways = [solve(networks.queued(toy.build(), link="short", days=days), Shipment("A", "B")) for days in (0.5, 1)]
    assert [way.require().links for way in ways] == [("short",), ("long",)]


def test_a_ride_of_which_a_part_is_slowed_is_slowed_by_its_share_of_km():
    def line(km: float | None) -> networks.Network:
        toy = Toy(A="JP", B="EG", C="DE").link("far", "A", "B", "sea", km=300, territories=("JP", "EG"))
        toy.link("canal", "B", "C", "sea", km=km, territories=("EG", "DE"))
        toy.line("ship", "sea", "A", ("C", ("far", "canal")), hours=(80,)).doors("sea")
        return networks.slowed(toy.build(), link="canal", factor=3, why="a wreck")

    result = solve(line(100), Shipment("A", "C"))
    verify(result.network, result)
    route = result.require()
    assert route.hours == 84 + 80 * 2 * 100 / 400
    (told,) = (one.words for one in result.warnings if one.code == "closure")
    assert told == "delays are counted: slowed:canal (a wreck) 1.7 days"
    assert "a wreck, C" in itinerary_text(route)
    assert route.breakdown["waiting"].hours == 40
    untold = solve(line(None), Shipment("A", "C"))  # nobody knows the share: the time of the ride is unknown
    assert untold.best is None


def test_a_range_of_a_delay_reaches_into_the_ranges_and_the_chance_of_a_route():
    net = networks.slowed(world(), link="bc", factor=1.5)
    wide = net.apply(
        [
            networks.Change(
                action="set",
                table="figures",
                element="slowed:bc",
                column="slowdown",
                value=50,
                low=0,
                high=100,
                source="own-assumption",
                kind="assumption",
                why="w",
            )
        ]
    )
    result = solve(wide, BOX)
    verify(wide, result)
    days = (PLAIN + 12) / 24
    assert result.require().range_days() == pytest.approx((days - 0.5, days + 0.5))


@pytest.mark.parametrize(
    ("call", "given", "message"),
    [
        ("slowed", {"factor": 2}, "expected what is slowed: place="),
        ("slowed", {"factor": 0.5, "place": "B"}, "slowed, factor: '0.5': expected a number, 1 or more"),
        ("queued", {"days": -1, "place": "X"}, "queued, place: 'X': no place is called 'X'"),
        ("queued", {"days": "two", "place": "B"}, "queued, days: 'two'.*expected a number, 0 or more"),
        ("queued", {"days": True, "place": "B"}, "expected a number, 0 or more"),
    ],
)
def test_what_cannot_be_supposed_is_told(call: str, given: Any, message: str):
    with pytest.raises(networks.DataError, match=message):
        getattr(networks, call)(world(), **given)

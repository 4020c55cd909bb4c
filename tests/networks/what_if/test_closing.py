"""A network in which something is shut: what the rows say, how answers tell it, and that nothing gets better."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest
from hypothesis import assume
from oracles.changed_rows import drawn, invariant
from oracles.random_networks import network_of
from oracles.toys import Toy

import networks
from routing import Shipment, SolveOptions, solve, verify


def two_ways() -> networks.Network:
    """Return a network with a short way A-B-D and a long one A-C-D."""
    toy = Toy(A="JP", B="CN", C="RU", D="KZ")
    for name, tail, head, hours in (
        ("ab", "A", "B", 10),
        ("bd", "B", "D", 10),
        ("ac", "A", "C", 20),
        ("cd", "C", "D", 20),
    ):
        toy.link(name, tail, head, hours=hours, usd=100, territories=())
    return toy.build()


@pytest.mark.parametrize("shut", [{"place": "B"}, {"link": "ab"}, {"place": ["B"], "link": ["bd", "ab"]}])
def test_what_is_closed_is_gone_round_and_the_answer_says_so(shut: Any):
    net = networks.closed(two_ways(), why="a strike", **shut)
    result = solve(net, Shipment("A", "D"), minimise="time")
    verify(net, result)
    assert result.require().hours == 40  # 20 h + 20 h by C instead of 10 h + 10 h by B
    (told,) = (one for one in result.warnings if one.code == "closure")
    assert "a strike" in told.words and set(told.elements) == set(net.closures)


def test_it_holds_from_its_first_to_its_last_day():
    net = networks.closed(two_ways(), place="B", since="2016-05-01", until=datetime.date(2016, 5, 31))
    hours = [
        solve(net, Shipment("A", "D", ready=datetime.date(2016, month, 15))).require().hours for month in (4, 5, 6)
    ]
    assert hours == [20, 40, 20]


def test_a_territory_and_a_border_may_be_closed():
    net = two_ways()
    assert solve(networks.closed(net, territory="CN"), Shipment("A", "D")).best is None, (
        "no link states its territories"
    )
    named = networks.closed(net, territory=("China", "RUS")).closures
    assert [closure.elements for closure in named.values()] == [("CN", "RU")]
    assert networks.closed(net, border=("JP-CN", "KZ>RU")).closures["closed:JP-CN"].elements == ("JP-CN", "KZ>RU")


def test_what_is_closed_twice_has_two_rows():
    net = networks.closed(networks.closed(two_ways(), place="B"), place="B", since="2020-01-01")
    assert list(net.closures) == ["closed:B", "closed:B.2"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "expected what is closed: place=, link=, service=, territory= or border="),
        ({"place": "BB", "link": ["x", "ab"]}, "closed, link: 'x': no link is called 'x'"),
        (
            {"territory": "Chnia"},
            r"closed, territory: 'Chnia': no territory is called 'Chnia'; did you mean CN \(China\)\?",
        ),
        ({"place": "B", "since": "2016-13-01"}, "expected a date as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_closed_is_told(given: Any, message: str):
    with pytest.raises(networks.DataError, match=message):
        networks.closed(two_ways(), **given)


@invariant(quick=8, long=150)
def test_a_closure_never_makes_an_answer_better(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    base = network_of(rows)
    table, mapping = rng.choice([("place", base.places), ("link", base.links), ("service", base.services)])
    assume(len(mapping) > 0)
    try:
        shut = networks.closed(base, **{table: random.Random(seed).choice(list(mapping))})
    except networks.DataError:
        assume(False)
    options = SolveOptions(explain=False)
    before, after = (
        solve(net, shipment, minimise=minimise, constraints=constraints, options=options) for net in (base, shut)
    )
    verify(shut, after)
    assert after.best is None or (
        before.best is not None and after.proof.objective >= before.proof.objective  # type: ignore[operator]
    )

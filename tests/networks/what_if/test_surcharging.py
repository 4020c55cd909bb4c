"""A surcharge is paid by all that uses an element, exactly, and told; on nobody's way it changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume
from oracles.changed_rows import drawn, invariant
from oracles.random_networks import network_of
from oracles.toys import Toy

import networks
from networks.model.keys import OWN
from routing import Shipment, SolveOptions, solve, verify
from routing.answers.comparison import NOTHING
from routing.views.text.steps import itinerary_text

NET = networks.load("eurasia")
BOX = Shipment("JPYOK", "RUMOW")
QUICK = SolveOptions(explain=False)


def ship_and_train() -> Toy:
    """Return A - ship - B - train - C - D, with a border between C and D."""
    toy = Toy(A="JP", B="RU", C="RU", D="KZ").link("ab", "A", "B", "sea", territories=("JP", "RU"))
    for name, tail, head, codes in (("bc", "B", "C", ("RU",)), ("cd", "C", "D", ("RU", "KZ"))):
        toy.link(name, tail, head, territories=codes)
    toy.line("S", "sea", "A", ("B", ("ab",)), hours=(10,)).line("T", "rail", "B", ("D", ("bc", "cd")), hours=(20,))
    return toy.operation("lift", "sea", "rail:1520", 5, place="B").doors("sea", "rail:1520")


@pytest.mark.parametrize(
    ("element", "times"),
    [
        ("ab", 1),  # a passage
        ("A", 1),  # where the journey begins
        ("B", 1),  # where the ship comes to; the train that begins there pays no second time
        ("C", 1),  # passed aboard
        ("D", 1),
        ("S", 1),
        ("T", 1),
        ("RU-KZ", 1),
        ("RU>KZ", 1),
        ("KZ>RU", 0),
        ("JP-RU", 1),
        (("bc", "cd", "C"), 3),  # two links and a place between
        ("KZ-CN", 0),
    ],
)
def test_each_use_pays_once(element: Any, times: int):
    net = ship_and_train().build()
    dear = networks.surcharge(net, element, usd_per_box=40, hours=3, why="a levy")
    for scope in ("door", "terminal"):
        box = Shipment("A", "D", containers=2, scope=scope)
        before, after = solve(net, box), solve(dear, box)
        verify(dear, after)
        assert after.require().hours - before.require().hours == 3 * times  # type: ignore[operator]
        assert after.require().usd - before.require().usd == 2 * 40 * times  # type: ignore[operator]
        assert after.require().breakdown.get("surcharge", NOTHING).usd == 2 * 40 * times


def test_railways_that_take_over_pay_the_surcharge_of_who_takes_over():
    toy = Toy(A="RU", B="RU", C="RU").link("ab", "A", "B").link("bc", "B", "C")
    toy.area("R", "ab").area("Q", "bc", usd=7).procedure("handover", 2).doors("rail:1520")
    for service in ("R", "Q"):
        dear = networks.surcharge(toy.build(), service, usd_per_box=40)
        result = solve(dear, Shipment("A", "C"))
        verify(dear, result)
        assert result.require().breakdown["surcharge"].usd == 40


def test_no_demurrage_is_charged_for_it_and_none_of_it_is_a_leg():
    dear = networks.surcharge(NET, "RUVYP", usd_per_box=300, hours=10)
    result = solve(dear, BOX, minimise="cost")
    verify(dear, result)
    route = result.require()
    assert all(step.kind != "surcharge" for leg in route.legs for step in leg.steps)


@pytest.mark.long
def test_reports_tell_it_with_its_figure_and_why():
    dear = networks.surcharge(NET, ("RU-ZABAIK", "RUVYP"), usd_per_box=123, hours=7, why="a levy")
    result = solve(dear, BOX)
    verify(dear, result)
    (paid,) = (row for row in result.require().prices().rows if row.component == "surcharge")
    assert (paid.usd, paid.kind, paid.note) == (123, "assumption", "a levy")
    assert "surcharge" in str(result) and "surcharge" in itinerary_text(result.require())
    cheaper = dear.apply(
        [
            networks.Change(
                action="set",
                table="figures",
                element=paid.element,
                column="price",
                value=0,
                source=OWN,
                kind="assumption",
                why="lifted",
            )
        ]
    )
    assert solve(cheaper, BOX).require().usd == pytest.approx(result.require().usd - 123)


@pytest.mark.parametrize(
    ("element", "given", "message"),
    [
        ("sea:EGSUZ-EGPDS", {"usd_per_box": 5}, "did you mean sea:EGSUZ-EGPSD"),
        ("XX-KZ", {}, "expected a place, link, service or border"),
        ((), {}, "expected a place, link, service or border"),
        ("RUVYP", {"usd_per_box": -1, "hours": "5"}, "hours: '5'.*\n.*usd_per_box: '-1'"),
    ],
)
def test_what_cannot_be_is_told(element: Any, given: Any, message: str):
    with pytest.raises(networks.DataError, match=message):
        networks.surcharge(NET, element, **given)


def some_element(rng: Any, net: networks.Network) -> str:
    countries = sorted({place.country for place in net.places.values()} - {""})
    borders = [f"{one}-{other}" for one in countries for other in countries if one < other]
    return str(rng.choice([*net.places, *net.links, *net.services, *borders]))


def asked(spec: Any, seed: int, usd: float, hours: float) -> tuple[Any, Any, Any]:
    """Return the answers without and with a surcharge on something, verified, and the network with it."""
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    base = network_of(rows)
    try:
        dear = networks.surcharge(base, some_element(rng, base), usd_per_box=usd, hours=hours)
    except networks.DataError:
        assume(False)
    before, after = (
        solve(net, shipment, minimise=minimise, constraints=constraints, options=QUICK) for net in (base, dear)
    )
    verify(dear, after)
    return before, after, dear


@invariant(quick=13, long=250)
def test_a_surcharge_of_nothing_changes_nothing(spec: Any, seed: int):
    before, after, _ = asked(spec, seed, 0, 0)
    assert (before.best is None) == (after.best is None)
    assert before.proof.objective == after.proof.objective


@invariant(quick=13, long=250)
def test_a_surcharge_never_makes_an_answer_better_nor_more_than_the_old_way_dearer(spec: Any, seed: int):
    before, after, _ = asked(spec, seed, 250, 30)
    assert after.best is None or (
        before.best is not None and after.proof.objective >= before.proof.objective  # type: ignore[operator]
    )


@pytest.mark.parametrize("minimise", ["time", "cost"])
def test_what_is_on_every_way_adds_exactly_what_it_is(minimise: Any):
    """All goods to Moscow come to Moscow."""
    before, after = (
        solve(net, BOX, minimise=minimise).require()
        for net in (NET, networks.surcharge(NET, "RUMOW", usd_per_box=17.5, hours=2))
    )
    assert after.millicents - before.millicents == 1_750_000  # type: ignore[operator]
    assert after.milliminutes - before.milliminutes == 120_000  # type: ignore[operator]
    assert [step for step in after.steps if step.kind != "surcharge"] == list(before.steps)

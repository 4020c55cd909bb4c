"""`break_even`: against every path of random networks, and by asking again with changed figures."""

from __future__ import annotations

import dataclasses
import datetime
import random
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy
from oracles.vectors import question_of, terms_of, vector_of

import networks
from networks import Change, UnknownNameError
from routing import Constraints, GeneralisedCost, QuestionError, Shipment, SolveOptions, Status, break_even, solve

BOX = Shipment("JPYOK", "RUMOW")
COLUMN = {"hours": "milliminutes", "usd": "millicents"}


def uses(network: Any, element: str, steps: Any) -> int:
    """Return how often a route uses an element, in the words of the documentation."""
    rides = [step for step in steps if step.kind == "ride"]
    if element in network.services:
        onto = [after.element for one, after in pairwise(steps) if one.kind == "handover"]
        return sum(step.kind == "board" and step.element == element for step in steps) + onto.count(element)
    if element in network.links:
        return sum(step.links.count(element) for step in rides)
    if element in network.places:
        return (steps[0].places[0] == element) + sum(step.places[1:].count(element) for step in rides)
    return sum(step.element == element and step.kind != "ride" for step in steps)


def flip_by_all_paths(network: Any, question: Any, best: Any, element: str, change: str) -> tuple[Any, Any]:
    """Return the exact slack and the steps of the route that comes next, by looking at every path."""
    column, minimise = COLUMN[change], question.minimise
    limit = {"hours": question.constraints.max_days, "usd": question.constraints.max_usd}[change]
    bound = None if limit is None else Fraction(str(limit)) * {"hours": 1_440_000, "usd": 100_000}[change]
    arcs = arcs_of(network, question)
    found = []
    for vector, numbers in feasible(network, question, 6_000):
        steps = [arcs[number].step for number in numbers]
        total = sum(getattr(step, column) or 0 for step in steps)
        found.append((vector, numbers, steps, uses(network, element, steps), total))
    factor = terms_of(minimise).get(column, Fraction(0))
    value = sum(vector_of(step, minimise)[0] for step in best)
    mine, spent = uses(network, element, best), sum(getattr(step, column) or 0 for step in best)
    if not mine:
        return None, None

    def keeps(total: int, count: int, added: Fraction, strictly: bool = False) -> bool:
        if bound is None:
            return True
        after = total + count * added
        return after < bound if strictly and count else after <= bound

    ties = [] if bound is None else [Fraction(bound - spent, mine)]
    for vector, _, _, count, total in found:
        if factor and count < mine:
            at = (vector[0] - value) / (factor * (mine - count))
            if keeps(total, count, at):
                ties.append(at)
    if not ties:
        return None, None
    slack = min(ties)
    after = [
        ((vector[0] + factor * count * slack, count, *vector[1:]), numbers, steps)
        for vector, numbers, steps, count, total in found
        if keeps(total, count, slack)
    ]
    if min(after)[0][1] == mine or not factor:  # no tie: the limit ends it
        after = [
            ((vector[0] + factor * count * slack, count, *vector[1:]), numbers, steps)
            for vector, numbers, steps, count, total in found
            if keeps(total, count, slack, strictly=True)
        ]
    return slack, min(after)[2] if after else None


@cases(quick=5, long=250)
@given(specs(always=("lines", "areas")), st.integers(0, 2**32), st.sampled_from(["hours", "usd"]))
def test_the_flip_on_a_random_network_is_that_of_all_paths(spec, seed, change):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bans = bans_of(rng, network)
    constraints = constraints_of(bans, max_transshipments=rng.choice([None, 1, 2]))
    first = solve(
        network,
        shipment,
        minimise=minimise,
        constraints=constraints,
        options=SolveOptions(engines="ours", explain=False),
    ).best
    name, unit = {"hours": ("max_days", 1_440_000), "usd": ("max_usd", 100_000)}[change]
    if first is not None and rng.random() < 0.5 and first.total(COLUMN[change]):
        wanted = first.total(COLUMN[change]) + rng.choice((0, 100_000, 2_000_000, 20_000_000))
        constraints = dataclasses.replace(constraints, **{name: -(-wanted // unit) or 1})
    assume(COLUMN[change] in terms_of(minimise) or getattr(constraints, name) is not None)
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False))
    assume(result.best is not None)
    assert result.best is not None
    used = {name for step in result.best.steps for name in (step.element, *step.links, *step.places)}
    known = [*network.services, *network.links, *network.operations, *network.procedures, *network.places]
    element = rng.choice(sorted(used & set(known)) if rng.random() < 0.95 else known)
    try:
        slack, steps = flip_by_all_paths(
            network, question_of(shipment, constraints, minimise), result.best.steps, element, change
        )
    except TooManyPathsError:
        assume(False)
    found = break_even(network, result, element, change=change)
    assert found.slack == slack
    assert (None if found.flips_to is None else list(found.flips_to.steps)) == steps
    assert bool(found.reason) == (steps is None)
    assert found.uses == uses(network, element, result.best.steps) and found.confirmed


def chain() -> networks.Network:
    """Return A-B-C by lifts: X has two lifts (10 h of rides), Y one (14 h), Z none (30 h); a lift takes an hour."""
    toy = Toy(A="", B="", C="", D="", E="")
    toy.operation("lift", "rail:1520", "rail:1520", 1)
    legs = {"x1": "AB", "x2": "BC", "x3": "CD", "y1": "AE", "y2": "ED", "z1": "AD"}
    hours = {"x1": 4, "x2": 3, "x3": 3, "y1": 7, "y2": 7, "z1": 30}
    for name, (tail, head) in legs.items():
        toy.link(name, tail, head).line(f"L{name}", "rail", tail, (head, (name,)), hours=(hours[name],))
    return toy.build()


def test_a_route_that_uses_the_element_more_often_flips_at_the_first_tie():
    # X = 10 + 2 lifts = 12 h, Y = 14 + 1 = 15 h, Z = 30 h. Each further hour of a lift: X 12 + 2x, Y 15 + x, Z 30:
    # X meets Y at x = 3 (18 h), Z only at x = 9. Leaving the lifts out altogether would say 9.
    network = chain()
    result = solve(network, Shipment("A", "D", scope="terminal"))
    found = break_even(network, result, "op:lift:rail:1520:rail:1520")
    assert (found.uses, found.slack, found.per_use) == (2, 180_000, 3.0)
    assert found.flips_to is not None and [leg.service for leg in found.flips_to.legs] == ["Ly1", "Ly2"]
    assert "up to 3.00 h more for each use" in str(found) and "Ly1 to E" in str(found)


def priced(lift: float = 1, **legs: tuple[float, float]) -> networks.Network:
    """Return the ways of `chain` with other hours and USD of their legs, and maybe W, which has one lift as Y has."""
    toy = Toy(A="", B="", C="", D="", E="", F="")
    toy.operation("lift", "rail:1520", "rail:1520", lift)
    for name, (hours, usd) in legs.items():
        ends = WAYS[name]
        toy.link(name, *ends).line(f"L{name}", "rail", ends[0], (ends[1], (name,)), hours=(hours,), **{"": usd})
    return toy.build()


WAYS = {"x1": "AB", "x2": "BC", "x3": "CD", "y1": "AE", "y2": "ED", "w1": "AF", "w2": "FD", "z1": "AD"}
MORE = {"x": 0, "y": 3, "w": 3, "z": 12}  # days
LIFT = "op:lift:rail:1520:rail:1520"


@pytest.mark.parametrize(
    ("limit", "slack", "services"), [(19.5, 1, "y"), (17.5, 3, "z"), (18.5, 1, "y"), (None, 1, "y")]
)
def test_a_route_that_the_limit_stops_later_on_is_not_passed_over(limit, slack, services):
    # hours and USD: X 10 + 10 with two lifts, Y 17 + 4 with one, Z 17 + 9 with none; an hour is worth a dollar.
    # X meets Y at x = 1 (22), where Y has taken 18 h, and Z at x = 3 (26). With at most 18.5 or 19.5 h Y is
    # stopped before 3, so who begins there sees Z alone; with 17.5 h it is stopped before it comes up with X.
    network = priced(x1=(2, 4), x2=(3, 3), x3=(3, 3), y1=(8, 2), y2=(8, 2), z1=(17, 9))
    kept = Constraints() if limit is None else Constraints(max_days=limit / 24)
    worth = GeneralisedCost(usd_per_day=24)
    result = solve(network, Shipment("A", "D", scope="terminal"), minimise=worth, constraints=kept)
    assert [leg.service for leg in result.require().legs] == ["Lx1", "Lx2", "Lx3"]
    found = break_even(network, result, LIFT, change="hours")
    assert (found.uses, found.slack) == (2, slack * 60_000)
    assert found.flips_to is not None and {leg.service[1] for leg in found.flips_to.legs} == {services}
    steps = result.require().steps
    question = question_of(result.question.shipment, kept, worth)
    assert flip_by_all_paths(network, question, steps, LIFT, "hours") == (found.slack, list(found.flips_to.steps))


@cases(quick=2, long=80)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=8, max_size=8), st.integers(0, 12))
def test_with_a_limit_on_a_part_of_the_objective_the_flip_is_that_of_all_paths(legs, spare):
    of_a_day = [(24 * (days + MORE[name[0]]), usd) for name, (days, usd) in zip(WAYS, legs, strict=True)]
    network, box = priced(24, **dict(zip(WAYS, of_a_day, strict=True))), Shipment("A", "D", scope="terminal")
    worth, ours = GeneralisedCost(usd_per_day=1), SolveOptions(engines="ours", explain=False)
    free = solve(network, box, minimise=worth, options=ours).require()
    assume(uses(network, LIFT, free.steps) == 2)
    kept = Constraints(max_days=round(free.days or 0) + spare)
    result = solve(network, box, minimise=worth, constraints=kept, options=ours)
    found = break_even(network, result, LIFT, change="hours", options=SolveOptions(engines="ours"))
    slack, steps = flip_by_all_paths(network, question_of(box, kept, worth), result.require().steps, LIFT, "hours")
    assert found.slack == slack
    assert (None if found.flips_to is None else list(found.flips_to.steps)) == steps


@pytest.mark.parametrize(("added", "flipped"), [(2, False), (3, True), (4, True)])
def test_asking_again_with_changed_figures_flips_where_it_said(added, flipped):
    # at a tie (x = 3) the fewer arcs win: Y
    network = chain()
    changed = network.apply(
        [
            Change(
                action="set",
                table="figures",
                element="op:lift:rail:1520:rail:1520",
                column="time",
                value=str(1 + added),
                unit="h",
                source="S",
                kind="assumption",
                why="scan",
            )
        ]
    )
    legs = solve(changed, Shipment("A", "D", scope="terminal")).require().legs
    assert (len(legs) == 2) is flipped


def test_what_every_route_uses_never_flips_the_choice():
    network = networks.load("eurasia")
    found = break_even(network, solve(network, BOX), "op:origin")
    assert (found.slack, found.per_use, found.flips_to) == (None, None, None)
    assert "as often" in found.reason and "however much" in str(found)
    unused = break_even(network, solve(network, BOX), "line:suez")
    assert unused.uses == 0 and "does not use it" in str(unused)


def test_a_limit_that_the_route_outgrows_ends_it():
    # A-D takes 12 h; with at most 14 h each of its two lifts may take 1 h more, then nothing is left: Y has 15 h
    network = chain()
    result = solve(network, Shipment("A", "D", scope="terminal"), constraints=Constraints(max_days=14 / 24))
    found = break_even(network, result, "op:lift:rail:1520:rail:1520")
    assert (found.slack, found.flips_to, found.reason) == (60_000, None, "no route keeps max_days")
    assert "beyond that no route keeps max_days" in str(found)


@pytest.mark.parametrize("minimise", ["time", GeneralisedCost(usd_per_day=30)])
def test_a_leg_of_a_line_and_its_service_flip_alike_where_it_has_one_leg(minimise):
    network = networks.load("eurasia")
    result = solve(network, BOX, minimise=minimise, constraints=Constraints(avoid_territories={"CN"}))
    leg = next(leg for leg in result.require().legs if len(network.services[leg.service].stops) == 2)
    seq = network.services[leg.service].stops[1].seq
    whole = break_even(network, result, leg.service)
    assert whole.slack == break_even(network, result, f"{leg.service}#{seq}").slack
    assert whole.slack is not None and whole.slack >= 0


def test_questions_that_make_no_sense_are_refused():
    network = networks.load("eurasia")
    result = solve(network, BOX, minimise="cost")
    with pytest.raises(QuestionError, match="neither"):
        break_even(network, result, "op:origin", change="hours")
    with pytest.raises(QuestionError, match="'hours' or 'usd'"):
        break_even(network, result, "op:origin", change="days")
    with pytest.raises(UnknownNameError):
        break_even(network, result, "op:nothing")
    with pytest.raises(QuestionError, match="is of network"):
        break_even(chain(), result, "op:origin")
    with pytest.raises(QuestionError, match="FEASIBLE"):
        break_even(network, dataclasses.replace(result, status=Status.FEASIBLE), "op:origin")


def coast(**dates):
    """Return A - M by a truck of 24 h, then M - R by a ship of 48 h on some days, or slowly in 240 h."""
    builder = networks.NetworkBuilder("coast", price_year=2016).add_source(id="S", title="made up")
    for place in "AMR":
        builder.add_place(id=place, name=place, country="RU")
    builder.add_link(id="truck", tail="A", head="M", mode="road", length_km=900, hours=24)
    builder.add_link(id="sea", tail="M", head="R", mode="sea", length_km=2000)
    builder.add_link(id="slow", tail="M", head="R", mode="sea", length_km=3000, hours=240)
    stops: list[dict[str, Any]] = [{"place": "M"}, {"place": "R", "path": ("sea",)}]
    builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=stops, **dates)
    for element, quantity in (("ship#2", "running_time"), ("ship", "wait")):
        builder.add_figure(element=element, quantity=quantity, value=48, unit="h", source="S", kind="plan")
    return builder.build()


JUNE = {"months": (6,)}


@pytest.mark.parametrize(
    ("dates", "ready", "element", "change", "named"),
    [
        (JUNE, datetime.date(2016, 6, 27), "truck", "hours", ("ship",)),  # departs on 30 June; an hour more is July
        (JUNE, datetime.date(2016, 6, 27), "ship", "hours", ("ship",)),
        (JUNE, datetime.date(2016, 7, 27), "truck", "hours", ()),  # by the slow way; the ship runs in a year
        (JUNE, datetime.date(2016, 6, 27), "slow", "hours", None),  # the route does not use it
        ({}, datetime.date(2016, 6, 27), "truck", "hours", None),
    ],
)
def test_days_that_do_not_move_are_told(dates, ready, element, change, named):
    network = coast(**dates)
    result = solve(network, Shipment("A", "R", ready=ready))
    found = break_even(network, result, element, change=change)
    kept = [warning for warning in found.warnings if warning.code == "days-kept"]
    assert [warning.elements for warning in kept] == ([] if named is None else [named])
    assert set(found.warnings) == {*kept, *result.warnings}
    told = [warning["words"] for warning in found.to_dict()["warnings"]]
    assert told == [warning.words for warning in found.warnings]
    for words in told:
        assert words in str(found) and words.split(":")[0] in found._repr_html_()


def test_what_the_route_beyond_rests_on_is_told():
    # by the ship in 24 + 48 + 48 h, by the slow way in 264 h: beyond 144 h more the slow link, which opens in 2020
    network = coast().apply(
        [Change(action="set", table="links", element="slow", column="opened", value="2020", why="to try it")]
    )
    result = solve(network, Shipment("A", "R"))
    assert "days-not-judged" not in {warning.code for warning in result.warnings}
    found = break_even(network, result, "ship")
    assert found.per_use == 144 and "days-not-judged" in {warning.code for warning in found.warnings}

"""Which figures decide: every effect and every turn against networks in which the figure was really changed."""

from __future__ import annotations

import dataclasses
import pickle
import random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy
from oracles.vectors import question_of, terms_of, vector_of

import networks
from routing import (
    Constraints,
    LimitReachedError,
    QuestionError,
    Shipment,
    SolveOptions,
    sensitivity,
    solve,
)
from routing.answers.sensitivity import Work
from routing.asking.what_decides import change_to
from routing.views.as_csv import as_csv

OURS = SolveOptions(engines="ours", explain=False)
MOVED = ("time", "running_time", "speed", "wait", "headway", "origin_wait", "price", "rate", "demurrage", "ft40_ratio")
SILENT = ("pass", "demurrage")
MOST = 4_000


def with_ranges(rng: random.Random, rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return rows in which some figures have a range, to one side or to both."""
    found = []
    for row in rows["figures"]:
        if row["quantity"] in MOVED and rng.random() < 0.6:
            row = row | {
                "low": row["value"] * rng.choice((0.2, 0.6, 1)),
                "high": row["value"] * rng.choice((1, 1.7, 4)),
            }
            if row["quantity"] == "ft40_ratio":
                row |= {"low": 1.0, "high": 2.0}
        found.append(row)
    return rows | {"figures": found}


def moved(rows: Any, figure: Any, value: float) -> Any:
    """Return the network with a figure at another value."""
    key = figure.element, figure.quantity
    figures = [row | {"value": value} if (row["element"], row["quantity"]) == key else row for row in rows["figures"]]
    return network_of(rows | {"figures": figures})


def way(steps: Any) -> Any:
    return [
        (step.kind, step.element, step.places, step.links, step.time_figure, step.price_figure)
        for step in steps
        if step.kind not in SILENT
    ]


def by_all_paths(network: Any, question: Any, today: Any) -> tuple[Any, Any]:
    """Return the least vector, and the vector of the route that is the best today; None of one that is not lawful."""
    arcs, kept, least = arcs_of(network, question), None, None
    for vector, numbers in feasible(network, question, MOST):
        least = vector if least is None else min(least, vector)
        if way([arcs[number].step for number in numbers]) == today:
            kept = vector if kept is None else min(kept, vector)
    return least, kept


def shown(minimise: Any, vector: Any) -> float:
    return float(vector[0]) / {"time": 1_440_000, "cost": 100_000, "co2e": 1_000_000, "distance": 1_000_000}.get(
        minimise if isinstance(minimise, str) else "cost"
    )


def near(one: float, other: float) -> bool:
    return one == pytest.approx(other, rel=1e-9, abs=1e-9)


TOO_FAST = frozenset(  # the low end of a figure is a speed that no check lets through
    (
        "demurrage",
        "fares",
        "grades",
        "lines",
        "loops",
        "money",
        "operations",
        "own",
        "own_rows",
        "procedures",
        "seasons",
    )
) | {"transit"}


@cases(quick=3, long=150)
@given(specs(), st.integers(0, 2**32))
@example((5, 4, TOO_FAST), 4)
def test_effects_and_turns_on_a_random_network_are_those_of_all_paths(spec, seed):
    rng = random.Random(seed)
    rows = with_ranges(rng, rows_of(spec))
    network = network_of(rows)
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    shipment = dataclasses.replace(shipment, ready=None, deadline=None)
    constraints = constraints_of(bans_of(rng, network))
    best = solve(network, shipment, minimise=minimise, constraints=constraints, options=OURS).best
    assume(best is not None)
    if rng.random() < 0.5:  # a limit that the best route keeps, by a little or by much
        name, total = rng.choice([("max_days", best.days), ("max_usd", best.usd)])
        if total:
            limit = {name: total * rng.choice((1.01, 1.3, 2))}
            constraints = dataclasses.replace(constraints, **limit)
    question = question_of(shipment, constraints, minimise)
    found = sensitivity(network, shipment, minimise=minimise, constraints=constraints, options=OURS)
    best = found.result.best
    assume(best is not None)
    assert near(found.least_today, shown(minimise, (sum(vector_of(step, minimise)[0] for step in best.steps),)))
    effects = {(one.figure.element, one.figure.quantity): one for one in found.effects}
    turns = {(one.figure.element, one.figure.quantity, one.end): one for one in found.turns}
    ends = [
        (figure, name, getattr(figure, name))
        for figure in network.figures.values()
        for name in ("low", "high")
        if figure.quantity in MOVED and figure.low is not None and getattr(figure, name) != figure.value
    ]
    mine = [end for end in ends if (end[0].element, end[0].quantity) in effects]
    others = [end for end in ends if (end[0].element, end[0].quantity, end[1]) in turns]
    chosen = [*rng.sample(mine, min(3, len(mine))), *rng.sample(others, min(2, len(others)))]
    chosen += rng.sample(ends, min(4, len(ends)))
    try:
        for figure, name, value in chosen:
            compare_end(rows, question, best, figure, name, value, effects, turns)
        for turn in rng.sample(list(turns.values()), min(2, len(turns))):
            compare_turn(rows, question, best, turn)
    except TooManyPathsError:
        assume(False)


def compare_end(rows, question, best, figure, name, value, effects, turns):
    changed = moved(rows, figure, value)
    least, kept = by_all_paths(changed, question, way(best.steps))
    key = figure.element, figure.quantity
    answer = solve(
        changed, question.shipment, minimise=question.minimise, constraints=question.constraints, options=OURS
    )
    assert (answer.best is None) == (least is None)
    if key in effects:
        end = getattr(effects[key], name)
        assert (end.best is None) == (least is None)
        if end.best is not None:
            assert near(end.best.least, shown(question.minimise, least))
            assert (end.best.days, end.best.usd) == (answer.best.days, answer.best.usd)
        if kept is not None:
            assert near(end.kept.least, shown(question.minimise, kept))
    turned = kept is None or least[0] < kept[0]
    assert ((*key, name) in turns) == turned


def compare_turn(rows, question, best, turn):
    """Just before its value the best route is still so; there the other one is; beyond the best one is beaten."""
    figure, end = turn.figure, getattr(turn.figure, turn.end)
    assert 0 <= turn.at.share <= 1
    a_bit, today = 1e-4 * (end - figure.value), way(best.steps)
    slack = 2 * len(best.steps) * max(1, *terms_of(question.minimise).values()) + 2
    if turn.at.share > 2e-4:
        least, kept = by_all_paths(moved(rows, figure, turn.at.value - a_bit), question, today)
        assert kept is not None and kept[0] - least[0] <= slack
    if turn.at.share < 0.98:
        least, kept = by_all_paths(moved(rows, figure, turn.at.value + 100 * a_bit), question, today)
        assert kept is None or kept[0] + slack >= least[0]
        assert (turn.at.way is None) <= (kept is None)
    if turn.at.way is not None:
        least, _ = by_all_paths(
            moved(rows, figure, turn.at.value + min(1e-4, 1 - turn.at.share) * (end - figure.value)), question, today
        )
        assert shown(question.minimise, least) == pytest.approx(turn.at.way.least, rel=2e-3, abs=1e-4)


def ranged(toy, element, quantity, value, low, high, unit="h", **more):
    toy.builder.add_figure(
        element=element,
        quantity=quantity,
        value=value,
        low=low,
        high=high,
        unit=unit,
        source="S",
        kind="assumption",
        **more,
    )
    return toy


def two_ways(**more):
    """A - B - D by North in 10 + 10 h, A - C - D by South in 12 + 12 h; each hour of the two areas has a range."""
    toy = Toy(A="RU", B="KZ", C="CN", D="UZ")
    for link in ("AB", "BD", "AC", "CD"):
        toy.link(link, *link)
    for name, links, hours, low, high in (("N", ("AB", "BD"), 10, 8, 15), ("S", ("AC", "CD"), 12, 6, 13)):
        toy.builder.add_service(id=name, name=f"Train {name}", kind="area", mode="rail", links=links)
        ranged(toy, name, "running_time", hours, low, high)
        toy.figure(name, "wait", 0)
        ranged(toy, name, "price", 100, 50, 200, "USD", basis="shipment", currency="USD")
    toy.doors("rail:1520", hours=0)
    toy.builder.add_corridor(id="north", name="North", links="AB")
    toy.builder.add_corridor(id="south", name="South", links="CD")
    return toy.build()


BOX = Shipment("A", "D")


def told(turn):
    return turn.figure.element, turn.figure.quantity, turn.end, round(turn.at.value, 6), round(turn.at.share, 6)


def test_a_figure_moves_all_that_is_read_from_it_and_the_answer_turns_where_the_lines_cross():
    # North has 2 x 10 h = 20 h, 16 to 30; South 24 h. North at its high end: South wins from 2 x 12 h on, 40 % of the
    # way from 10 to 15. South at its low: 12 h; it wins below 2 x 10 h, a third of the way from 12 to 6.
    found = sensitivity(two_ways(), BOX)
    time, price = found.effects
    assert (time.figure.element, time.figure.quantity, time.turns) == ("N", "running_time", True)
    assert (time.low.best.days * 24, time.high.best.days * 24, time.high.kept.days * 24) == (16, 24, 30)
    assert (price.low.best.usd, price.high.best.usd, price.span("days"), price.turns) == (50, 200, 0, False)
    assert [told(turn) for turn in found.turns] == [
        ("S", "running_time", "low", 10, 0.333333),
        ("N", "running_time", "high", 12, 0.4),
    ]
    assert [turn.corridor_at.way.corridor for turn in found.turns] == ["South", "South"]
    assert [round(turn.gain * 24, 6) for turn in found.turns] == [8, 6]
    assert found.second.require().corridor == "South" and found.may_turn() is True
    assert "Moved alone, 2 figures change the corridor within the range (below)." in str(found)
    # of four figures that are ranged the two prices move no days; that of South needs no look, its time a bound and more
    assert found.work.figures == 2 and found.work.rebuilt == 0
    assert (found.work.pruned, found.work.bounded) == (0, 0) and found.work.solved <= 10


def test_in_dollars_only_prices_matter_and_what_cannot_win_is_not_asked():
    found = sensitivity(two_ways(), BOX, minimise="cost")  # a tie at 100 USD; North is faster
    assert {(turn.figure.element, turn.figure.quantity, turn.end) for turn in found.turns} == {
        ("N", "price", "high"),
        ("S", "price", "low"),
    }
    assert all(turn.at.share == 0 for turn in found.turns)  # any change turns a tie
    text = str(found)
    assert "What moves the USD" in text and "What moves the days" in text and "South" in text


def test_a_rival_that_cannot_win_even_at_its_best_is_pruned_or_bounded_without_a_full_search():
    network = two_ways()
    tight = sensitivity(network, BOX, constraints=Constraints(avoid_links="CD"))
    assert not [turn for turn in tight.turns if turn.figure.element == "S"]
    assert tight.second is None and "There is no other corridor." in str(tight)
    assert "No figure, moved alone within its range" in str(tight)
    assert tight.work == Work(figures=2, pruned=1, solved=4)  # the two ends of North's hours and price, and no rival


def test_a_limit_that_the_best_route_outgrows_ends_it_and_one_that_a_rival_meets_lets_it_in():
    # dearer than North by 100 USD, and never lawful within 23 h as it is; at 11.5 h a link South meets the limit
    network = two_ways().apply(
        [
            networks.Change(
                action="set",
                table="figures",
                element="N",
                column="price",
                value=300,
                low=50,
                high=400,
                unit="USD",
                basis="shipment",
                currency="USD",
                source="S",
                kind="assumption",
                why="dearer",
            )
        ]
    )
    found = sensitivity(network, BOX, minimise="cost", constraints=Constraints(max_days=23 / 24))
    by = {(turn.figure.element, turn.figure.quantity, turn.end): turn for turn in found.turns}
    assert found.result.require().corridor == "North"
    assert told(by["S", "running_time", "low"])[3:] == (11.5, 0.083333)  # 0.5 of 6 h
    outgrown = by["N", "running_time", "high"]
    assert told(outgrown)[3:] == (11.5, 0.3) and outgrown.at.way is None and outgrown.gain is None
    assert "no route" in str(found)


def test_without_ranges_nothing_moves_and_without_a_route_the_reasons_are_told():
    toy = Toy(A="RU", B="KZ").link("AB", "A", "B").area("R", "AB", wait=0).doors("rail:1520")
    found = sensitivity(toy.build(), Shipment("A", "B"))
    assert (found.effects, found.turns, found.second) == ((), (), None)
    none = sensitivity(two_ways(), BOX, constraints=Constraints(max_days=0.1))
    assert none.effects == () and "No route" in str(none) and "max_days" in str(none)


def test_a_limit_of_time_is_an_error_and_a_wrong_question_too():
    with pytest.raises(LimitReachedError):
        sensitivity(two_ways(), BOX, options=SolveOptions(time_limit_s=1e-9))
    with pytest.raises(QuestionError):
        sensitivity(two_ways(), BOX, minimise="money")


def test_rows_hold_both_ends_and_every_turn_and_what_travels_is_bound_again():
    network = two_ways()
    found = pickle.loads(pickle.dumps(sensitivity(network, BOX))).bound_to(network)
    frame = found.to_frame()
    assert frame["section"].tolist() == ["effect", "effect", "turn", "turn"]
    assert frame.loc[0, "high_days"] * 24 == 24 and frame.loc[0, "high_least_kept"] * 24 == 30
    assert frame.loc[2, "corridor_turn_corridor"] == "South" and not frame.loc[0, "high_is_best_today"]
    assert as_csv(found).splitlines()[0].startswith("section,figure,element,quantity,unit,basis,value,low,high,kind")
    plain = found.to_dict()
    assert plain["second"]["may_turn"] is True and len(plain["turns"]) == 2


@pytest.mark.long
@pytest.mark.parametrize("edition", ["eurasia", "eurasia-2025"])
@pytest.mark.parametrize(("end", "banned"), [("RUMOW", ()), ("KZALA", ("CN",))])
@pytest.mark.parametrize("minimise", ["time", "cost"])
def test_what_decides_in_the_built_in_network_is_so_when_the_figure_is_changed(edition, end, banned, minimise):
    network, constraints = networks.load(edition), Constraints(avoid_territories=banned)
    box = Shipment("JPYOK", end)
    found = sensitivity(network, box, minimise=minimise, constraints=constraints)
    assert found.effects and found.turns and found.work.rebuilt < 10
    assert found.work.pruned > 100 and found.work.solved < found.work.figures
    asked = [(one.figure, at.value, at.best) for one in found.effects[:4] for at in (one.low, one.high)]
    asked += [(one.figure, getattr(one.figure, one.end), None) for one in found.turns[:4]]
    for figure, value, way_then in asked:
        changed = network.apply([change_to(figure, value)])
        answer = solve(changed, box, minimise=minimise, constraints=constraints, options=OURS).require()
        if way_then is not None:
            assert (answer.days, answer.usd, answer.corridor) == (way_then.days, way_then.usd, way_then.corridor)
        else:
            assert answer.links != found.result.require().links or answer.steps != found.result.require().steps

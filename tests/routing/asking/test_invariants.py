"""What must not change an answer, and what may change it in one direction only; on small random networks."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

from hypothesis import assume
from oracles.changed_rows import (
    drawn,
    in_new_names,
    invariant,
    renamed,
    renamed_alike,
    replace_ends,
    rows_have_speeds,
    scaled,
    shuffled,
    without_service,
)
from oracles.random_networks import Rows, network_of, rows_of, shipment_of

from routing import Constraints, Result, Shipment, SolveOptions, Status, solve, verify

LEAST = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}


def ask(rows: Rows, shipment: Shipment, minimise: Any, constraints: Constraints) -> Result:
    network = network_of(rows)
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False))
    verify(network, result)
    return result


def is_no_better(after: Result, before: Result) -> bool:
    """Tell whether an answer is no better than another one of the same objective."""
    if after.best is None:
        return True
    assert before.proof.unit == after.proof.unit
    return before.proof.objective is not None and after.proof.objective >= before.proof.objective  # type: ignore[operator]


@invariant(quick=8, long=120)
def test_ids_that_keep_their_order_keep_the_route(spec: Any, seed: int):
    _, rows, (shipment, minimise, constraints) = drawn(spec, seed)

    def new(name: str) -> str:
        return f"A{name}" if name[0].isupper() else f"a{name}"  # before the words of the vertices, like the old ones

    before = ask(rows, shipment, minimise, constraints)
    moved = replace_ends(shipment, new)
    after = ask(renamed(rows, new), moved, minimise, in_new_names(constraints, new))
    assert before.proof.vector == after.proof.vector
    if before.best is not None and after.best is not None:
        assert [new(step.element) for step in before.best.steps] == [step.element for step in after.best.steps]


@invariant(quick=8, long=120)
def test_ids_that_change_their_order_keep_the_whole_vector(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    codes: dict[str, str] = {}

    def new(name: str) -> str:
        return codes.setdefault(name, f"X{rng.getrandbits(60):015x}")

    before = ask(rows, shipment, minimise, constraints)
    after = ask(renamed_alike(rows, new), replace_ends(shipment, new), minimise, in_new_names(constraints, new))
    assert before.proof.vector == after.proof.vector


@invariant(quick=6, long=100)
def test_the_order_of_rows_changes_nothing(spec: Any, seed: int):
    rng, rows, question = drawn(spec, seed)
    before = ask(rows, *question)
    after = ask(shuffled(rng, rows), *question)
    assert before.network.content_hash == after.network.content_hash
    assert [route.steps for route in before.routes] == [route.steps for route in after.routes]
    assert before.proof == after.proof


@invariant(quick=4, long=60)
def test_the_same_question_twice_has_the_same_answer_to_the_byte(spec: Any, seed: int):
    _, rows, question = drawn(spec, seed)
    assert repr(told(ask(rows, *question))) == repr(told(ask(rows, *question)))


def told(result: Result) -> Any:
    steps = [
        [
            getattr(step, name) if name not in ("territories", "in_transit") else sorted(getattr(step, name))
            for name in step.__slots__
        ]
        for route in result.routes
        for step in route.steps
    ]
    return result.status, result.proof, steps, result.excluded, result.assumptions, result.network.content_hash


@invariant(quick=3, long=100)
def test_all_times_times_a_whole_number_scale_the_optimum(spec: Any, seed: int):
    year_round = (*spec[:2], spec[2] - {"seasons"})  # slower boxes come to a service of one month in another one
    scaled_alike(year_round, seed, "time", ("h", "d", "min"), "hours")


@invariant(quick=3, long=100)
def test_all_prices_times_a_whole_number_scale_the_optimum(spec: Any, seed: int):
    scaled_alike(spec, seed, "cost", ("USD", "EUR"), "usd")


def scaled_alike(spec: Any, seed: int, minimise: str, units: tuple[str, ...], column: str) -> None:
    rng, rows, (shipment, _, constraints) = drawn(spec, seed, exact=True)
    factor = rng.randint(2, 9)
    before = ask(rows, shipment, minimise, constraints)
    after = ask(scaled(rows, units, column, factor), shipment, minimise, constraints)
    assert before.status is after.status
    if before.proof.objective is not None and not rows_have_speeds(before.routes):
        assert after.proof.objective == factor * before.proof.objective


@invariant(quick=8, long=120)
def test_a_further_ban_never_lowers_the_optimum(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    before = ask(rows, shipment, minimise, constraints)
    network = before.network
    more: dict[str, Any] = rng.choice(
        [
            {"avoid_territories": constraints.avoid_territories | {"CN"}, "exact_codes": False},
            {"avoid_links": constraints.avoid_links | {rng.choice(sorted(network.links))}},
            {"avoid_places": (constraints.avoid_places | {rng.choice(sorted(network.places))}) - set(constraints.via)},
            {"max_transshipments": rng.randint(0, 2)},
            {"max_days": rng.uniform(0.1, 20)},
            {"via": (*constraints.via, rng.choice(sorted(network.places.keys() - constraints.avoid_places)))},
        ]
    )
    assert is_no_better(ask(rows, shipment, minimise, replace(constraints, **more)), before)


@invariant(quick=13, long=200)
def test_blanking_a_country_or_a_territory_never_makes_an_answer_better_or_look_more_certain(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    ban = replace(constraints, avoid_territories={rng.choice(("CN", "KZ", "RU"))})
    assume(any(row["territories"] for row in rows["links"]))
    before = ask(rows, shipment, minimise, ban)
    table, column, nothing = rng.choice((("places", "country", ""), ("links", "territories", ())))
    stated = [number for number, row in enumerate(rows[table]) if row[column]]
    assume(stated)
    number = rng.choice(stated)
    blanked = [row | {column: nothing} if number == at else row for at, row in enumerate(rows[table])]
    assume(any(row["territories"] for row in (blanked if table == "links" else rows["links"])))
    after = ask({**rows, table: blanked}, shipment, minimise, ban)
    assert is_no_better(after, before)
    told = {element for warning in after.warnings for element in warning.elements}
    assert rows[table][number]["id"] in told


@invariant(quick=6, long=100, always=("lines",))
def test_a_further_service_never_raises_the_optimum(spec: Any, seed: int):
    rng, rows, question = drawn(spec, seed)
    with_all = ask(rows, *question)
    assume(rows["services"])
    gone = rng.choice(rows["services"])["id"]
    fewer = without_service(rows, gone)
    assume(gone not in question[2].avoid_services)
    assert is_no_better(ask(fewer, *question), with_all)


@invariant(quick=5, long=80)
def test_every_boarding_waits_once_and_nothing_waits_between(spec: Any, seed: int):
    _, rows, question = drawn(spec, seed)
    result = ask(rows, *question)
    for route in result.routes:
        aboard = None
        for step in route.steps:
            if step.kind == "board":
                assert aboard is None
                aboard = step.element
            elif step.kind == "alight":
                assert aboard == step.element
                aboard = None
            elif step.kind == "handover":
                aboard = next(later.element for later in route.steps[route.steps.index(step) :] if later.kind == "ride")
        boarded = [step for step in route.steps if step.kind == "board"]
        assert len(boarded) == sum(step.kind == "alight" for step in route.steps)


@invariant(quick=8, long=120, always=("gaps",))
def test_what_lacks_a_figure_is_left_out_and_never_counted_as_zero(spec: Any, seed: int):
    _, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    assume(isinstance(minimise, str))
    result = ask(rows, shipment, minimise, constraints)
    assume(result.best is not None)
    assert result.best is not None
    assert result.best.total(LEAST[minimise]) == result.proof.objective  # None would mean a gap in what is asked for
    names = {"days": "milliminutes", "usd": "millicents", "kg_co2e": "milligrams", "km": "millimetres"}
    for shown, column in names.items():
        lacking = [step.element for step in result.best.steps if getattr(step, column) is None]
        assert (getattr(result.best, shown) is None) == bool(lacking)
        assert result.best.lacking.get(shown, ()) == tuple(dict.fromkeys(lacking))


@invariant(quick=6, long=100)
def test_a_limit_that_blocks_is_named_and_its_remedy_opens_a_way(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed, share=0.05)
    assume(
        solve(
            network_of(rows), shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False)
        ).best
        is not None
    )
    name = rng.choice(("max_days", "max_usd", "max_kg_co2e", "max_km"))
    tight = replace(constraints, **{name: 0.0011})
    result = solve(network_of(rows), shipment, minimise=minimise, constraints=tight)
    assume(result.status is not Status.OPTIMAL)  # a way that takes nothing of it
    assert result.status is Status.INFEASIBLE and result.blocked_by
    assume(not any("figures missing" in str(one) for one in result.blocked_by))
    for conflict in result.blocked_by:
        named = re.fullmatch(rf"{name} from (\S+)", conflict.remedies[0]) if len(conflict.remedies) == 1 else None
        if named:
            wider = replace(constraints, **{name: float(named[1])})
            assert ask(rows, shipment, minimise, wider).status is Status.OPTIMAL, conflict


def test_a_network_that_was_asked_is_as_it_was():
    rows = rows_of((5, 4, frozenset({"operations", "lines", "areas", "procedures"})))
    network = network_of(rows)
    before = network.content_hash
    solve(network, shipment_of(random.Random(1), network), options=SolveOptions(explain=False))
    assert network_of(rows).content_hash == before == network.content_hash

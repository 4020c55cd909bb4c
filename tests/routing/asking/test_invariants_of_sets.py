"""What must not change a front, alternatives or a break-even, and what may change them in one direction only.

The changes are those of `test_invariants`, which asks `solve`; here the other three are asked, on the same small random
networks. ``LANDBRIDGE_FUZZ=20 python -m pytest -m fuzz tests/routing/asking`` asks twenty times as many.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
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
    split,
    turned_round,
    without_service,
)
from oracles.random_networks import Rows, bans_of, constraints_of, network_of, rows_of, shipment_of

from networks import Network
from routing import (
    Alternatives,
    Constraints,
    GeneralisedCost,
    QuestionError,
    Result,
    Route,
    Shipment,
    SolveOptions,
    Status,
    alternatives,
    break_even,
    frontier,
    solve,
    verify,
)
from routing.answers.break_even import BreakEven
from routing.answers.frontier import Frontier

CRITERIA = ("time", "cost", "co2e", "distance")
UNLIMITED = Constraints()
Vectors = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Asked:
    """The answers to one question; `flips` has the break-even of each element asked for."""

    front: Frontier
    few: Alternatives
    best: Result
    flips: dict[str, BreakEven]


def ask(
    network: Network,
    shipment: Shipment,
    minimise: Any,
    constraints: Constraints,
    criteria: Sequence[str],
    elements: Callable[[Route], Sequence[str]] | None = None,
) -> Asked:
    """Return front, alternatives and break-evens, each walked again."""
    front = frontier(network, shipment, criteria=criteria, constraints=constraints)
    try:
        few = alternatives(
            network,
            shipment,
            k=3,
            minimise=minimise,
            constraints=constraints,
            max_shared=0.6,
            options=SolveOptions(engines="ours"),
        )
    except QuestionError:  # lengths are missing
        assume(False)
    best = solve(
        network,
        shipment,
        minimise=minimise,
        constraints=constraints,
        options=SolveOptions(engines="ours", explain=False),
    )
    for result in (front, few, best):
        verify(network, result)
    assert front.status in (Status.OPTIMAL, Status.INFEASIBLE)
    flips = {}
    if best.best is not None and elements is not None:
        for element in elements(best.best):
            flips[element] = break_even(network, best, element, change=change_of(minimise))
    return Asked(front, few, best, flips)


def change_of(minimise: Any) -> str | None:
    """Return what a break-even asks about, None where neither hours nor dollars play a part."""
    if isinstance(minimise, GeneralisedCost):
        return "hours"
    return {"time": "hours", "cost": "usd"}.get(minimise)


def question_of(
    spec: Any, seed: int, exact: bool = False
) -> tuple[random.Random, Rows, tuple[Any, ...], tuple[str, ...]]:
    """Return a random source, rows, the question and the criteria of a front."""
    rng, rows, question = drawn(spec, seed, exact=exact)
    return rng, rows, question, tuple(rng.sample(CRITERIA, rng.choice((2, 2, 3))))


def elements_of(minimise: Any) -> Callable[[Route], Sequence[str]] | None:
    """Return what gives the elements of a route whose break-even is asked: a service or link, an operation or a place."""
    if change_of(minimise) is None:
        return None

    def some(route: Route) -> Sequence[str]:
        rides = [step for step in route.steps if step.kind == "ride"]
        found = [step.links[0] for step in rides[:1] if step.links] + [step.element for step in rides[-1:]]
        return tuple(dict.fromkeys(found))

    return some


def elements(route: Route) -> list[str]:
    return [step.element for step in route.steps]


def slacks(asked: Asked) -> dict[str, tuple[Any, ...]]:
    """Return element -> uses, slack, and the steps of the route that it flips to."""
    return {
        name: (flip.uses, flip.slack, None if flip.flips_to is None else flip.flips_to.steps)
        for name, flip in asked.flips.items()
    }


def vectors_of(few: Alternatives) -> Vectors:
    return tuple(proof.vector for proof in few.proofs)


def gains(after: Vectors, before: Vectors) -> list[tuple[int, ...]]:
    """Return the points of a front that no point of another one equals or beats."""
    return [new for new in after if not any(all(x <= y for x, y in zip(old, new, strict=True)) for old in before)]


def is_no_better(after: Asked, before: Asked) -> bool:
    """Tell whether neither the front nor the first alternative has gained anything."""
    least = [asked.few.proofs[0].objective if asked.few.proofs else None for asked in (before, after)]
    worse = least[1] is None or (least[0] is not None and least[1] >= least[0])
    return worse and not gains(after.front.vectors, before.front.vectors)


@invariant(quick=3, long=12)
def test_ids_that_keep_their_order_keep_every_route(spec: Any, seed: int):
    _, rows, (shipment, minimise, constraints), criteria = question_of(spec, seed)

    def new(name: str) -> str:
        return f"A{name}" if name[0].isupper() else f"a{name}"

    before = ask(network_of(rows), shipment, minimise, constraints, criteria, elements_of(minimise))
    after = ask(
        network_of(renamed(rows, new)),
        replace_ends(shipment, new),
        minimise,
        in_new_names(constraints, new),
        criteria,
        elements_of(minimise),
    )
    assert before.front.vectors == after.front.vectors and vectors_of(before.few) == vectors_of(after.few)
    for old, fresh in ((before.front, after.front), (before.few, after.few)):
        assert [[new(name) for name in elements(route)] for route in old.routes] == [
            elements(route) for route in fresh.routes
        ]
    assert [(new(name), flip.uses, flip.slack) for name, flip in before.flips.items()] == [
        (name, flip.uses, flip.slack) for name, flip in after.flips.items()
    ]


@invariant(quick=3, long=12)
def test_ids_that_change_their_order_keep_the_front_and_what_ties_do_not_decide(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints), criteria = question_of(spec, seed)
    codes: dict[str, str] = {}

    def new(name: str) -> str:
        return codes.setdefault(name, f"X{rng.getrandbits(60):015x}")

    before = ask(network_of(rows), shipment, minimise, constraints, criteria, elements_of(minimise))
    kept = {row["id"] for row in rows["procedures"]}
    other = network_of(renamed_alike(rows, new))
    after = ask(
        other, replace_ends(shipment, new), minimise, in_new_names(constraints, new), criteria, elements_of(minimise)
    )
    assert before.front.vectors == after.front.vectors

    def mapped(route: Route) -> list[str]:
        return [name if name in kept else new(name) for name in elements(route)]

    for number, (old, fresh) in enumerate(zip(vectors_of(before.few), vectors_of(after.few), strict=False)):
        assert old == fresh
        if mapped(before.few.routes[number]) != elements(after.few.routes[number]):
            return  # another route of the same totals: what comes after may differ
    assert len(before.few.routes) == len(after.few.routes)
    assert [(flip.uses, flip.slack) for flip in before.flips.values()] == [
        (flip.uses, flip.slack) for flip in after.flips.values()
    ]


@invariant(quick=3, long=12)
def test_the_order_of_rows_changes_nothing(spec: Any, seed: int):
    rng, rows, question, criteria = question_of(spec, seed)
    more = elements_of(question[1])
    before, after = (ask(network_of(one), *question, criteria, more) for one in (rows, shuffled(rng, rows)))
    for old, new in ((before.front, after.front), (before.few, after.few)):
        assert [route.steps for route in old.routes] == [route.steps for route in new.routes]
        assert old.status is new.status
    assert before.front.vectors == after.front.vectors and before.few.proofs == after.few.proofs
    assert before.few.shared == after.few.shared and slacks(before) == slacks(after)


@invariant(quick=3, long=12)
def test_prices_times_a_whole_number_scale_all_that_is_money_and_nothing_else(spec: Any, seed: int):
    rng, rows, (shipment, _, constraints), _ = question_of(spec, seed, exact=True)
    factor, criteria = rng.randint(2, 9), ("time", "cost", "distance")
    before = ask(network_of(rows), shipment, "cost", constraints, criteria, elements_of("cost"))
    more = network_of(scaled(rows, ("USD", "EUR"), "usd", factor))
    after = ask(more, shipment, "cost", constraints, criteria, elements_of("cost"))
    assert after.front.vectors == tuple((time, cost * factor, km) for time, cost, km in before.front.vectors)
    assert [proof.objective for proof in after.few.proofs] == [
        factor * (proof.objective or 0) for proof in before.few.proofs
    ]
    assert [elements(route) for route in before.few.routes] == [elements(route) for route in after.few.routes]
    assert {name: flip.slack for name, flip in after.flips.items()} == {
        name: None if flip.slack is None else flip.slack * factor for name, flip in before.flips.items()
    }


@invariant(quick=3, long=12)
def test_hours_times_a_whole_number_scale_all_that_is_time_and_nothing_else(spec: Any, seed: int):
    # demurrage is money that follows time; a journey that takes longer may board after the season
    spec = (*spec[:2], spec[2] - {"demurrage", "seasons"})
    rng, rows, (shipment, _, constraints), _ = question_of(spec, seed, exact=True)
    factor, criteria = rng.randint(2, 9), ("time", "cost", "distance")
    before = ask(network_of(rows), shipment, "time", constraints, criteria, elements_of("time"))
    assume(not rows_have_speeds((*before.front.routes, *before.few.routes)))
    more = network_of(scaled(rows, ("h", "d", "min"), "hours", factor))
    after = ask(more, shipment, "time", constraints, criteria, elements_of("time"))
    assert after.front.vectors == tuple((time * factor, cost, km) for time, cost, km in before.front.vectors)
    assert [elements(route) for route in before.few.routes] == [elements(route) for route in after.few.routes]
    assert {name: flip.slack for name, flip in after.flips.items()} == {
        name: None if flip.slack is None else flip.slack * factor for name, flip in before.flips.items()
    }


@invariant(quick=3, long=25, always=("lines",))
def test_a_link_cut_in_two_under_a_line_that_does_not_stop_there_changes_nothing(spec: Any, seed: int):
    rng, rows, question, criteria = question_of(spec, seed)
    country = {row["id"]: row["country"] for row in rows["places"]}
    ridden = {link for stop in rows["stops"] for link in stop["path"]}
    ordinary = {row["link"] for row in rows["area_links"]}
    fit = [
        row["id"]
        for row in rows["links"]
        if row["id"] in ridden - ordinary
        and row.get("hours") is None
        and country[row["tail"]] == country[row["head"]]
        and (row["length_km"] or 0) > 1
        and row["tail"] != row["head"]
    ]
    assume(fit)
    link = rng.choice(fit)
    keeps_own_name = replace(
        question[2],
        avoid_links={*question[2].avoid_links, *([f"{link}b"] if link in question[2].avoid_links else [])},
    )
    before = ask(network_of(rows), *question, criteria, elements_of(question[1]))
    cut = network_of(split(rows, link, own=False))
    after = ask(cut, *question[:2], keeps_own_name, criteria, elements_of(question[1]))
    assert before.front.vectors == after.front.vectors and vectors_of(before.few) == vectors_of(after.few)
    assert [elements(route) for route in before.front.routes] == [elements(route) for route in after.front.routes]
    assert before.few.shared == after.few.shared
    assert {name: flip.slack for name, flip in before.flips.items()} == {
        name.removesuffix("b") if name == f"{link}b" else name: flip.slack for name, flip in after.flips.items()
    }


OWN = frozenset({"own", "directed", "loops", "ties", "gauges", "gaps", "ferry", "transit"})
links_only = st.sets(st.sampled_from(sorted(OWN))).map(lambda found: frozenset(found | {"own"}))


def own_links(spec: Any, features: frozenset[str], exact: bool = False) -> Rows:
    """Return rows of a network that has nothing but places and links with figures of their own."""
    rows = rows_of((*spec[:2], features), exact=exact)
    for row in rows["links"]:
        if row.get("hours") is None:
            row |= {"hours": 7.0, "usd": 11.0, "kg_co2e": 3.0}
    return rows


@invariant(quick=3, long=25)
def test_a_link_of_its_own_cut_in_two_changes_nothing_where_nothing_is_done_between(spec: Any, seed: int):
    rng = random.Random(seed)
    rows = own_links(spec, spec[2] & OWN | {"own"})
    country = {row["id"]: row["country"] for row in rows["places"]}
    network = network_of(rows)
    question = shipment_of(rng, network), rng.choice(("time", "cost", "distance")), UNLIMITED
    fit = [
        row["id"]
        for row in rows["links"]
        if country[row["tail"]] == country[row["head"]] and row["tail"] != row["head"] and (row["length_km"] or 0) > 1
    ]
    assume(fit)
    link, criteria = rng.choice(fit), tuple(rng.sample(CRITERIA, 2))
    before = ask(network, *question, criteria)
    after = ask(network_of(split(rows, link, own=True)), *question, criteria)
    assert before.front.vectors == after.front.vectors
    assert [proof.objective for proof in before.few.proofs[:1]] == [proof.objective for proof in after.few.proofs[:1]]


@invariant(quick=3, long=25)
def test_the_reversed_network_has_the_same_values(spec: Any, seed: int):
    rng = random.Random(seed)
    rows = own_links(spec, spec[2] & OWN | {"own"})
    network = network_of(rows)
    bans = bans_of(rng, network, share=0.3)
    there, minimise = shipment_of(rng, network), rng.choice(("time", "cost"))
    back = replace_ends(replace(there, origin=there.destination, destination=there.origin), str)
    forward, backward = constraints_of(bans), constraints_of(bans | {"via": tuple(reversed(bans.get("via", ())))})
    before = ask(network, there, minimise, forward, ("time", "cost", "distance"), elements_of(minimise))
    after = ask(network_of(turned_round(rows)), back, minimise, backward, ("time", "cost", "distance"))
    assert before.front.vectors == after.front.vectors
    assert [proof.vector for proof in before.few.proofs[:1]] == [proof.vector for proof in after.few.proofs[:1]]
    if before.best.best is not None and after.best.best is not None:
        links = [[step.links for step in found.best.steps if step.links] for found in (before.best, after.best)]
        if links[0] == [tuple(reversed(ride)) for ride in reversed(links[1])]:  # else ties took another route
            asked = elements_of(minimise)
            assert asked is not None
            for element in asked(before.best.best):
                flip = break_even(after.best.network, after.best, element, change=change_of(minimise))
                assert (flip.uses, flip.slack) == (before.flips[element].uses, before.flips[element].slack)


@invariant(quick=3, long=10)
def test_way_points_change_no_answer_without_a_ban_of_territories(spec: Any, seed: int):
    """Under a ban, links are taken off whose way-points lie in a banned territory that they do not list."""
    rng, rows, (shipment, minimise, constraints), criteria = question_of(spec, seed)
    question = (shipment, minimise, replace(constraints, avoid_territories=frozenset()))
    drawn_points = [
        {"link": row["id"], "seq": seq, "lat": rng.uniform(40, 60), "lon": rng.uniform(30, 140), "source": "S1"}
        for row in rows["links"]
        for seq in range(1, rng.randint(1, 4))
    ]
    merged = [row | {"seq": 1} for row in drawn_points if row["seq"] == 1]
    plain, some, few = (
        ask(network_of(dict(rows) | {"waypoints": points}), *question, criteria)
        for points in ([], drawn_points, merged)
    )
    for other in (some, few):
        assert [route.steps for route in plain.front.routes] == [route.steps for route in other.front.routes]
        assert plain.few.proofs == other.few.proofs


@invariant(quick=3, long=20)
def test_a_further_ban_gains_nothing_and_hastens_no_break_even_of_a_route_that_stays(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints), criteria = question_of(spec, seed)
    network = network_of(rows)
    more: dict[str, Any] = rng.choice(
        [
            {"avoid_territories": constraints.avoid_territories | {"CN"}, "exact_codes": False},
            {"avoid_links": constraints.avoid_links | {rng.choice(sorted(network.links))}},
            {"avoid_places": (constraints.avoid_places | {rng.choice(sorted(network.places))}) - set(constraints.via)},
            {"max_transshipments": rng.randint(0, 2)},
            {"via": (*constraints.via, rng.choice(sorted(network.places.keys() - constraints.avoid_places)))},
        ]
    )
    before = ask(network, shipment, minimise, constraints, criteria, elements_of(minimise))
    after = ask(network, shipment, minimise, replace(constraints, **more), criteria, elements_of(minimise))
    assert is_no_better(after, before)
    stays = (
        before.best.best is not None
        and after.best.best is not None
        and (before.best.best.steps == after.best.best.steps)
    )
    for name, flip in before.flips.items() if stays else ():
        now = after.flips[name].slack
        assert now is None or (flip.slack is not None and now >= flip.slack)


@invariant(quick=3, long=15, always=("lines",))
def test_a_service_less_gains_nothing(spec: Any, seed: int):
    rng, rows, question, criteria = question_of(spec, seed)
    assume(rows["services"])
    gone = rng.choice(rows["services"])["id"]
    assume(gone not in question[2].avoid_services)
    fewer = network_of(without_service(rows, gone))
    assert is_no_better(ask(fewer, *question, criteria), ask(network_of(rows), *question, criteria))


@invariant(quick=3, long=20)
def test_a_tighter_limit_on_a_criterion_leaves_just_the_points_that_keep_it(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints), _ = question_of(spec, seed)
    network, criteria = network_of(rows), ("time", "cost", *rng.choice(((), ("co2e",), ("distance",))))
    before = ask(network, shipment, minimise, constraints, criteria)
    assume(before.front.vectors)
    place, field, unit = rng.choice(((0, "max_days", 1_440_000), (1, "max_usd", 100_000)))
    most = rng.choice(before.front.vectors)[place]
    tighter = replace(constraints, **{field: (most + 0.5) / unit})
    after = ask(network, shipment, minimise, tighter, criteria)
    assert after.front.vectors == tuple(one for one in before.front.vectors if one[place] <= most)
    assert is_no_better(after, before)

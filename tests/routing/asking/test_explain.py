"""Why there is no route: minimal sets of clashing constraints, each with what would open a way."""

import datetime
import itertools
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import networks
from routing import Constraints, NoRouteError, Question, Shipment, SolveOptions, Status, solve
from routing.asking.explain import items_of, minimal_sets

TO_ALMATY = Shipment("JPYOK", "KZALA")


@pytest.fixture(scope="module")
def eurasia():
    return networks.load("eurasia")


@given(st.lists(st.integers(1, 2**6 - 1), min_size=1, max_size=5))
def test_all_minimal_sets_are_found_and_no_other(clashes):
    def feasible(kept):
        return not any(kept & clash == clash for clash in clashes)

    minimal = {clash for clash in clashes if not any(other != clash and clash & other == other for other in clashes)}
    assert set(minimal_sets(6, feasible)) == minimal


def told(result):
    return [set(conflict.constraints) for conflict in result.blocked_by]


def test_each_conflict_is_minimal_and_its_remedy_works(eurasia):
    hurried = Constraints(avoid_territories={"CN"}, max_days=26, max_usd=3000, max_transshipments=1)
    result = solve(eurasia, TO_ALMATY, constraints=hurried)
    assert (result.status, result.best) == (Status.INFEASIBLE, None)
    fields = {
        "the ban of territory CN": {"avoid_territories": {"CN"}},
        "max_days 26": {"max_days": 26},
        "max_usd 3000": {"max_usd": 3000},
        "max_transshipments 1": {"max_transshipments": 1},
    }
    assert result.blocked_by
    for conflict in told(result):
        kept = {name: value for words in conflict for name, value in fields[words].items()}
        assert (
            solve(eurasia, TO_ALMATY, constraints=Constraints(**kept), options=SolveOptions(explain=False)).best is None
        )
        for left_out in conflict:
            fewer = {name: value for words in conflict - {left_out} for name, value in fields[words].items()}
            assert (
                solve(eurasia, TO_ALMATY, constraints=Constraints(**fewer), options=SolveOptions(explain=False)).best
                is not None
            )
    every = [set(names) for size in range(1, 5) for names in itertools.combinations(fields, size)]
    clashing = [
        names
        for names in every
        if solve(
            eurasia,
            TO_ALMATY,
            options=SolveOptions(explain=False),
            constraints=Constraints(**{name: value for words in names for name, value in fields[words].items()}),
        ).best
        is None
    ]
    minimal = [names for names in clashing if not any(other < names for other in clashing)]
    assert sorted(map(sorted, told(result))) == sorted(map(sorted, minimal))


def test_the_nearest_value_of_a_limit_opens_a_route_and_a_little_less_does_not(eurasia):
    fastest = solve(eurasia, TO_ALMATY).require().days
    result = solve(eurasia, TO_ALMATY, constraints=Constraints(max_days=fastest - 1))
    (remedy,) = result.blocked_by[0].remedies
    value = float(remedy.removeprefix("max_days from "))
    assert solve(eurasia, TO_ALMATY, constraints=Constraints(max_days=value)).best is not None
    assert (
        solve(
            eurasia, TO_ALMATY, constraints=Constraints(max_days=value - 0.002), options=SolveOptions(explain=False)
        ).best
        is None
    )


def test_a_deadline_is_named_as_such(eurasia):
    box = Shipment("JPYOK", "KZALA", ready=datetime.date(2016, 3, 1), deadline=datetime.date(2016, 3, 11))
    result = solve(eurasia, box)
    assert told(result) == [{"the deadline 2016-03-11 24:00 (11 days)"}]
    (remedy,) = result.blocked_by[0].remedies
    assert remedy.startswith("days allowed from ") and ", deadline from 2016-" in remedy
    date = datetime.date.fromisoformat(remedy.partition("deadline from ")[2])
    day = datetime.timedelta(days=1)
    assert solve(eurasia, replace(box, deadline=date)).best
    assert solve(eurasia, replace(box, deadline=date - day)).best is None


def test_banned_ends_modes_and_places_without_service_are_told(eurasia):
    assert told(solve(eurasia, Shipment("JPYOK", "CNSGH"), constraints=Constraints(avoid_territories="CN"))) == [
        {"the ban of territory CN"}
    ]
    (modes,) = solve(eurasia, TO_ALMATY, constraints=Constraints(modes="rail")).blocked_by
    assert modes.constraints == ("no way by ferry, sea",)
    (nothing,) = solve(eurasia, Shipment("JPYOK", "ZACPT")).blocked_by
    assert nothing.constraints == ("nothing on offer sets a container down at ZACPT",)


def test_require_raises_with_the_reasons(eurasia):
    with pytest.raises(NoRouteError, match="max_days 5"):
        solve(eurasia, TO_ALMATY, constraints=Constraints(max_days=5)).require()


TO_DUSHANBE = Shipment("JPYOK", "TJDYU")


def test_a_label_limit_gives_unknown_without_reasons(eurasia):
    limits = Constraints(max_usd=6000, max_transshipments=2)  # a route of 5,241 USD keeps them
    result = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time", options=SolveOptions(max_labels=2))
    assert (result.status, result.best, result.blocked_by) == (Status.UNKNOWN, None, ())
    assert solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time").status is Status.OPTIMAL


def test_what_the_bounds_alone_prove_infeasible_is_so_under_any_label_limit(eurasia):
    limits = Constraints(max_usd=3300, max_transshipments=2)  # the cheapest route costs 4,435 USD: no label is needed
    result = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time", options=SolveOptions(max_labels=2))
    assert (result.status, result.best, result.blocked_by) == (Status.INFEASIBLE, None, ())  # the reasons need labels
    (conflict,) = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time").blocked_by
    assert conflict.constraints == ("max_usd 3300",)


def stated_in_full():
    ready = datetime.date(2016, 1, 1)
    return Question(
        shipment=Shipment("JPYOK", "RUMOW", ready=ready, deadline=ready + datetime.timedelta(days=9)),
        constraints=Constraints(
            avoid_territories={"CN", "KZ"},
            avoid_places={"RUVYP"},
            avoid_links={"sea:JPYOK-RUVVO"},
            avoid_services={"line:JTSL"},
            modes={"rail"},
            via="KRPUS",
            max_days=3,
            max_usd=1,
            max_kg_co2e=1,
            max_km=1,
            max_transshipments=0,
            waters="12nm",
        ),
        minimise="time",
    )


def test_every_constraint_can_be_lifted(eurasia):
    question = stated_in_full()
    assert all(
        getattr(question.constraints, field.name) != field.default
        for field in fields(Constraints)
        if field.name not in ("exact_codes", "tolerate_in_transit")
    )
    items = list(items_of(eurasia, question))
    assert len({str(item) for item in items}) == len(items) == 14
    for item in items:
        lifted = item.lift(question)
        assert lifted != question
        question = lifted
    assert list(items_of(eurasia, question)) == []
    assert question.shipment.deadline is None


def test_more_bans_than_a_search_can_try_singly_are_lifted_by_kind(eurasia):
    places = sorted(eurasia.places)[:7]
    items = list(items_of(eurasia, stated_in_full()))
    many = list(
        items_of(
            eurasia,
            Question(
                shipment=Shipment("JPYOK", "RUMOW"),
                constraints=Constraints(avoid_places=places, avoid_territories="CN"),
                minimise="time",
            ),
        )
    )
    assert [str(item) for item in items][:2] == ["the ban of territory CN", "the ban of territory KZ"]
    ferries = "no way by ferry"
    assert [str(item) for item in many] == ["the ban of territory CN", f"the ban of place {', '.join(places)}", ferries]

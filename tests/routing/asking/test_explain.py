"""Why there is no route: minimal sets of clashing constraints, each with what would open a way."""

import datetime
import itertools
import random
import re
import warnings
from dataclasses import fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

import networks
from networks import Change
from routing import (
    Constraints,
    NoRouteError,
    Question,
    Shipment,
    SolveOptions,
    Status,
    alternatives,
    frontier,
    solve,
    verify,
)
from routing.asking.explain import items_of, minimal_sets
from routing.errors import LimitReachedError
from routing.question.constraints import MODES

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
    hurried = Constraints(avoid_territories={"CN"}, max_days=23, max_usd=3000, max_transshipments=1)
    result = solve(eurasia, TO_ALMATY, constraints=hurried)
    assert (result.status, result.best) == (Status.INFEASIBLE, None)
    fields = {
        "the ban of territory CN": {"avoid_territories": {"CN"}},
        "max_days 23": {"max_days": 23},
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


@pytest.mark.long
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


@pytest.mark.long
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


@pytest.mark.long
def test_banned_ends_modes_and_places_without_service_are_told(eurasia):
    assert told(solve(eurasia, Shipment("JPYOK", "CNSGH"), constraints=Constraints(avoid_territories="CN"))) == [
        {"the ban of territory CN"}
    ]
    (modes,) = solve(eurasia, TO_ALMATY, constraints=Constraints(modes="rail")).blocked_by
    assert modes.constraints == ("no way by ferry, road, sea",)
    (nothing,) = solve(eurasia, Shipment("JPYOK", "ZACPT")).blocked_by
    assert nothing.constraints == ("nothing on offer sets a container down at ZACPT",)


@pytest.mark.long
def test_a_service_of_other_loads_is_named_where_it_would_open_a_route(eurasia):
    (nothing,) = solve(eurasia, Shipment("RU-MUCHKA", "JP-ISOGO")).blocked_by
    assert nothing.constraints == ("nothing on offer sets a container down at JP-ISOGO",)
    assert nothing.remedies == ("a container taken by line:RU-MUCHKA-JP-ISOGO, which takes bulk only",)
    (elsewhere,) = solve(eurasia, Shipment("JPYOK", "ZACPT")).blocked_by
    assert elsewhere.remedies == ("hours or a service for sea:SGSIN-ZACPT, which has neither",)


def test_services_of_other_loads_are_no_news_where_there_is_a_route(eurasia):
    assert not solve(eurasia, TO_ALMATY).warnings


def test_require_raises_with_the_reasons(eurasia):
    with pytest.raises(NoRouteError, match="max_days 5"):
        solve(eurasia, TO_ALMATY, constraints=Constraints(max_days=5)).require()


TO_DUSHANBE = Shipment("JPYOK", "TJDYU")


def test_a_label_limit_gives_a_route_with_a_bound_and_no_reasons(eurasia):
    limits = Constraints(max_usd=6000, max_transshipments=2)  # a route of 5,241 USD keeps them
    result = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time", options=SolveOptions(max_labels=2))
    assert (result.status, result.blocked_by) == (Status.FEASIBLE, ())
    assert result.best.usd <= 6000 and result.proof.bound <= result.proof.objective
    assert solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time").status is Status.OPTIMAL


def test_what_the_bounds_alone_prove_infeasible_is_so_under_any_label_limit(eurasia):
    limits = Constraints(max_usd=3300, max_transshipments=2)  # the cheapest route costs 4,435 USD: no label is needed
    result = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time", options=SolveOptions(max_labels=2))
    assert (result.status, result.best, result.blocked_by) == (Status.INFEASIBLE, None, ())  # the reasons need labels
    assert cut_short(result) == ["the limit was reached before the reasons were found"]
    assert "the limit was reached before the reasons were found" in str(result)
    assert cut_short(solve(eurasia, TO_DUSHANBE, constraints=limits, options=SolveOptions(explain=False))) == []
    front = frontier(eurasia, TO_DUSHANBE, constraints=limits, options=SolveOptions(max_labels=2))
    assert (front.status, front.blocked_by) != (Status.INFEASIBLE, ()) or cut_short(front)
    (conflict,) = solve(eurasia, TO_DUSHANBE, constraints=limits, minimise="time").blocked_by
    assert conflict.constraints == ("max_usd 3300",)


def cut_short(answer):
    return [warning.words for warning in answer.warnings if warning.code == "limit-reached"]


def test_reasons_that_were_found_before_the_limit_are_told_with_what_was_not(monkeypatch):
    def stopped(*asked):
        raise LimitReachedError("the labels were not enough")
        yield

    monkeypatch.setattr("routing.asking.explain.offers", stopped)
    network = withheld(services="L")
    for ask in (solve, frontier, alternatives):
        answer = ask(network, Shipment("A", "B", scope="terminal"))
        assert [conflict.kind for conflict in answer.blocked_by] == ["offer"], ask
        assert cut_short(answer) == ["the limit was reached before all was known that would do if it were on offer"]


def stated_in_full(**more):
    ready = datetime.date(2016, 1, 1)
    return Question(
        shipment=Shipment("JPYOK", "RUMOW", ready=ready, deadline=ready + datetime.timedelta(days=9)),
        constraints=Constraints(
            **({"avoid_territories": {"CN", "KZ"}} | more),
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


@pytest.mark.long
def test_every_constraint_can_be_lifted(eurasia):
    area = {"off Guinea": [(0, 0), (0, 1), (1, 1), (1, 0)]}
    question = stated_in_full(avoid_territories={"CN"}, avoid_areas=area, avoid_passages={"suez"})
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


@pytest.mark.long
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
    assert [str(item) for item in many] == ["the ban of territory CN", f"the ban of place {', '.join(places)}"]


# ---- minimal, whatever the question ---------------------------------------------------------------------


def pieces_of(rng, network, shipment):
    """Return the words of single constraints -> how each changes a set of constraints, drawn at random."""
    places = [place for place in sorted(network.places) if place not in (shipment.origin, shipment.destination)]
    found = {}
    for code in rng.sample(("CN", "KZ", "RU", "HK"), 2):
        found[f"the ban of territory {code}"] = ("avoid_territories", code)
    for place in rng.sample(places, min(2, len(places))):
        found[f"the ban of place {place}"] = ("avoid_places", place)
    for link in rng.sample(sorted(network.links), 1):
        found[f"the ban of link {link}"] = ("avoid_links", link)
    for name, values in (("max_days", (0.2, 1, 3)), ("max_usd", (50, 300)), ("max_transshipments", (0, 1))):
        value = rng.choice(values)
        found[f"{name} {value}"] = (name, value)
    chosen = rng.sample(sorted(found), min(len(found), rng.randint(2, 6)))
    return {words: found[words] for words in chosen}


def constraints_with(pieces, kept):
    asked = {"modes": frozenset(MODES)}
    for words in kept:
        field, value = pieces[words]
        asked[field] = asked.get(field, frozenset()) | {value} if field.startswith("avoid") else value
    return Constraints(**asked, exact_codes=True)


@cases(quick=6, long=400)
@given(specs(), st.integers(0, 2**32))
def test_clashes_are_those_of_all_subsets(spec, seed):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    shipment = shipment_of(rng, network)
    pieces = pieces_of(rng, network, shipment)

    def has_route(kept):
        fast = SolveOptions(engines="ours", explain=False)
        return solve(network, shipment, constraints=constraints_with(pieces, kept), options=fast).best is not None

    result = solve(network, shipment, constraints=constraints_with(pieces, pieces))
    assume(result.best is None and has_route(()))
    none = [
        set(kept)
        for size in range(len(pieces) + 1)
        for kept in itertools.combinations(pieces, size)
        if not has_route(kept)
    ]
    minimal = [kept for kept in none if not any(fewer < kept for fewer in none)]
    clashes = [conflict for conflict in result.blocked_by if conflict.kind == "clash"]
    stated = [{words for words in conflict.constraints if words in pieces} for conflict in clashes]
    unstated = {words for conflict in clashes for words in conflict.constraints} - set(pieces)
    held = ("that the territory of ", "the days on which services run", "the closure ")  # nobody stated them
    assert all(words.startswith(held) for words in unstated)
    least = [kept for kept in stated if not any(fewer < kept for fewer in stated)]
    assert sorted(map(sorted, {frozenset(kept) for kept in least})) == sorted(map(sorted, minimal))
    assert all(len(conflict.constraints) == len(conflict.remedies) for conflict in clashes)


def test_of_many_bans_each_clash_is_minimal_too(eurasia):
    places = sorted(set(eurasia.places) - {"JPYOK", "KZALA"})[:100]
    result = solve(eurasia, TO_ALMATY, constraints=Constraints(avoid_places=places))
    assert result.status is Status.INFEASIBLE
    for conflict in result.blocked_by:
        if conflict.kind != "clash":
            continue
        banned = {words.removeprefix("the ban of place ") for words in conflict.constraints if "place" in words}
        codes = {words.removeprefix("the ban of territory ") for words in conflict.constraints if "territory" in words}
        assert len(banned) < len(places)

        def has_route(banned, codes):
            asked = Constraints(avoid_places=banned, avoid_territories=codes)
            return solve(eurasia, TO_ALMATY, constraints=asked, options=SolveOptions(explain=False)).best is not None

        assert not has_route(banned, codes)
        assert all(has_route(banned - {place}, codes) for place in banned)
        assert all(has_route(banned, codes - {code}) for code in codes)


# ---- the way out ----------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_service_that_is_known_but_not_on_offer_is_named_with_its_scenario(eurasia):
    shut = Constraints(avoid_places={"EGSUZ"}, modes={"sea"})
    result = solve(eurasia, Shipment("CNSGH", "NLRTM"), constraints=shut)
    offers = [conflict for conflict in result.blocked_by if conflict.kind == "offer"]
    cape = next(one for one in offers if "line:cape-CNSGH-NLRTM" in one.constraints[0])
    assert cape.constraints == ("line:cape-CNSGH-NLRTM is known but not on offer",)
    assert "suez-closed" in cape.remedies[0]
    for name in re.findall(r"[\w-]+", cape.remedies[0].removeprefix("scenarios ").removesuffix(" offer it")):
        other = networks.load("eurasia", scenario=name)
        assert solve(other, Shipment("CNSGH", "NLRTM"), constraints=shut).best is not None
    assert all(str(one) in str(result) for one in offers)
    front = frontier(eurasia, Shipment("CNSGH", "NLRTM"), constraints=shut)
    assert cape in front.blocked_by
    assert cape in alternatives(eurasia, Shipment("CNSGH", "NLRTM"), constraints=shut).blocked_by


def test_what_would_not_open_a_route_is_not_named(eurasia):
    result = solve(eurasia, TO_ALMATY, constraints=Constraints(max_days=5))
    assert {conflict.kind for conflict in result.blocked_by} == {"clash"}


def withheld(**more):
    """Return A-B, where the only way is withheld: a line over a link, and a scenario that offers it."""
    toy = Toy(A="", B="", C="")
    toy.link("ab", "A", "B", mode="sea").link("cb", "C", "B", mode="sea", hours=3)
    toy.line("L", "sea", "A", ("B", ("ab",)), hours=(5,))
    network = toy.build()
    return network.apply(
        [Change(action="withdraw", table=table, element=element, why="strike") for table, element in more.items()]
    )


@pytest.mark.parametrize("more", [{"services": "L"}, {"services": "L", "links": "ab"}])
def test_everything_that_must_be_put_on_offer_is_named(more):
    network = withheld(**more)
    conflicts = solve(network, Shipment("A", "B", scope="terminal")).blocked_by
    (offer,) = [conflict for conflict in conflicts if "known but not on offer" in conflict.constraints[0]]
    assert offer.constraints[0].startswith(" and ".join(dict.fromkeys(("L", *sorted(more.values())))) + " ")
    assert offer.remedies == (f"putting {'it' if len(more) == 1 else 'them'} on offer",)


def test_modes_left_out_are_named_and_what_to_write(eurasia):
    ban = Constraints(avoid_territories={"CN", "RU", "IR"})
    (conflict,) = solve(eurasia, TO_ALMATY, constraints=replace(ban, modes={"rail", "sea"})).blocked_by
    assert "allowing ferry (modes ferry,rail,sea)" in conflict.remedies
    (conflict,) = solve(eurasia, TO_ALMATY, constraints=replace(ban, modes={"ferry"})).blocked_by
    assert conflict.remedies == ("allowing rail, sea (modes ferry,rail,sea)",)
    assert any(leg.mode == "ferry" for leg in solve(eurasia, TO_ALMATY, constraints=ban).require().legs)


@pytest.mark.parametrize("modes", [{"rail"}, {"sea"}, {"ferry"}, {"road", "rail"}, {"sea", "ferry"}, {"air"}])
def test_the_modes_named_open_a_route(eurasia, modes):
    result = solve(eurasia, TO_ALMATY, constraints=Constraints(modes=modes))
    for remedy in result.blocked_by[0].remedies:
        for listed in re.findall(r"modes ([\w,]+)", remedy):
            assert (
                solve(eurasia, TO_ALMATY, constraints=Constraints(modes=set(listed.split(",")) | modes)).best
                is not None
            )


def line_of_five():
    """Return A - B - C - D - E by road, and an island X that a link without hours joins to B."""
    builder = networks.NetworkBuilder("toy")
    for place in "ABCDEX":
        builder.add_place(id=place, name=place)
    for tail, head in itertools.pairwise("ABCDE"):
        builder.add_link(id=tail + head, tail=tail, head=head, mode="road", hours=1, usd=1, directed=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        return builder.build()


@pytest.mark.parametrize(
    ("via", "clashes"),
    [
        (("B", "X"), [{"via X"}]),
        (("X", "C"), [{"via X"}]),
        (("B", "X", "D"), [{"via X"}]),
        (("D", "B"), [{"via D", "via B"}]),
        (("C", "B", "D"), [{"via C", "via B"}]),
        (("D", "C", "B"), [{"via D", "via C"}, {"via D", "via B"}, {"via C", "via B"}]),
        (("B", "C", "B"), [{"via C", "via B"}]),
    ],
)
def test_which_of_several_vias_block_is_told(via, clashes):
    result = solve(line_of_five(), Shipment("A", "E"), constraints=Constraints(via=via))
    assert sorted(map(sorted, told(result))) == sorted(map(sorted, clashes))


def test_one_operation_does_not_switch_doors_off():
    toy = Toy(A="", TMK="").link("r", "A", "TMK")
    toy.line("T", "rail", "A", ("TMK", ("r",)), hours=(5,)).operation("lift", "rail:1520", "road", 2)
    assert solve(toy.build(), Shipment("A", "TMK")).best is not None


def test_operations_of_another_side_do_not_do():
    # goods can be loaded at A, but only on ships; the train is what goes to B
    toy = Toy(A="", B="", C="").link("r", "A", "B").link("s", "A", "C", mode="sea")
    toy.line("T", "rail", "A", ("B", ("r",)), hours=(5,)).line("S", "sea", "A", ("C", ("s",)), hours=(5,))
    toy.doors("sea").operation("unload", "rail:1520", "gate", 1)
    (conflict,) = solve(toy.build(), Shipment("A", "B")).blocked_by
    assert conflict.constraints == ("no row of operations.csv at A for load (gate to rail:1520)",)
    assert conflict.remedies == ("asking from terminal to terminal",) and conflict.kind == "offer"
    assert solve(toy.build(), Shipment("A", "B", scope="terminal")).best is not None


@pytest.mark.parametrize("kind", ["origin", "load", "unload", "delivery"])
def test_the_one_operation_that_is_missing_is_named(kind):
    toy = Toy(A="", B="").link("r", "A", "B").line("T", "rail", "A", ("B", ("r",)), hours=(5,))
    rows = {
        "origin": ("door", "gate"),
        "load": ("gate", "rail:1520"),
        "unload": ("rail:1520", "gate"),
        "delivery": ("gate", "door"),
    }
    for other, sides in rows.items():
        if other != kind:
            toy.operation(other, *sides, 1)
    (conflict,) = solve(toy.build(), Shipment("A", "B")).blocked_by
    at = "A" if kind in ("origin", "load") else "B"
    assert conflict.constraints == (
        f"no row of operations.csv at {at} for {kind} ({rows[kind][0]} to {rows[kind][1]})",
    )


def test_a_lift_that_is_missing_is_named():
    toy = Toy(A="", B="", C="").link("r", "A", "B").link("s", "B", "C", mode="sea").doors("rail:1520", "sea")
    toy.line("T", "rail", "A", ("B", ("r",)), hours=(5,)).line("S", "sea", "B", ("C", ("s",)), hours=(9,))
    (conflict,) = solve(toy.build(), Shipment("A", "C")).blocked_by
    assert conflict.constraints == ("no row of operations.csv at B for lift (rail:1520 to sea)",)


def test_links_without_hours_or_service_are_named():
    toy = Toy(A="", B="", C="", D="").link("ab", "A", "B", mode="road", hours=1)
    toy.line("S", "sea", "A", ("D", ("ad",)), hours=(3,)).link("ad", "A", "D", mode="sea")
    toy.link("bc", "B", "C", mode="road")
    (conflict,) = solve(toy.build(), Shipment("A", "C")).blocked_by
    assert conflict.remedies == ("hours or a service for bc, which has neither",)


def test_the_fewest_missing_figures_are_named():
    # A-C by B lacks two prices, by D one: giving that of dc alone opens a way of known price
    builder = networks.NetworkBuilder("toy")
    for place in "ABCD":
        builder.add_place(id=place, name=place)
    for link, usd in (("ab", None), ("bc", None), ("ad", 5), ("dc", None)):
        builder.add_link(id=link, tail=link[0].upper(), head=link[1].upper(), mode="road", hours=1, usd=usd)
    result = solve(builder.build(), Shipment("A", "C"), minimise="cost")
    (conflict,) = result.blocked_by
    assert conflict.constraints == ("figures missing: a price of dc",)
    assert conflict.remedies == ("asking for least time",) and conflict.kind == "figures"


@pytest.mark.parametrize(
    ("via", "order"), [(("D", "B"), ("B", "D")), (("D", "C", "B"), ("B", "C", "D")), (("C", "B", "D"), ("B", "C", "D"))]
)
def test_the_order_in_which_vias_can_be_passed_is_told(via, order):
    result = solve(line_of_five(), Shipment("A", "E"), constraints=Constraints(via=via))
    assert all(f"or passing {', '.join(order)} in this order" in str(conflict) for conflict in result.blocked_by)
    assert solve(line_of_five(), Shipment("A", "E"), constraints=Constraints(via=order)).best is not None
    island = solve(line_of_five(), Shipment("A", "E"), constraints=Constraints(via=(*via, "X")))
    assert "in this order" not in str(island)


def bare_chain(**usd):
    """Return A-B by sea and B-C by road without services or operations, with these prices."""
    toy = Toy(A="JP", B="RU", C="KZ")
    toy.link("ab", "A", "B", mode="sea", km=2000, territories=("JP", "RU"), hours=60, usd=usd.get("ab"))
    return toy.link(
        "bc", "B", "C", mode="road", km=5000, territories=("RU", "KZ"), hours=200, usd=usd.get("bc")
    ).build()


@pytest.mark.parametrize(
    ("limits", "remedy"),
    [
        ({}, "asking for least time or distance"),
        ({"max_days": 11}, "asking for least time or distance"),
        ({"max_days": 10}, "asking for least time or distance, but that is blocked by max_days 10"),
        ({"avoid_territories": {"KZ"}}, "but that is blocked by the ban of territory KZ"),
        ({"max_usd": 100}, "but that is blocked by max_usd 100"),
    ],
)
def test_another_criterion_is_a_way_out_only_as_far_as_the_constraints_let_it(limits, remedy):
    network = bare_chain(ab=5)
    (conflict,) = solve(network, Shipment("A", "C"), minimise="cost", constraints=Constraints(**limits)).blocked_by
    assert conflict.constraints == ("figures missing: a price of bc",)
    assert conflict.remedies[0].endswith(remedy)
    front = frontier(
        network, Shipment("A", "C"), criteria=("time", "cost", "distance"), constraints=Constraints(**limits)
    )
    told = front.blocked_by[0].remedies[0]
    assert told.partition(", but ")[0] == "leaving out cost of the criteria"
    assert told.partition(", but ")[2] == remedy.partition("but ")[2]
    opened = solve(network, Shipment("A", "C"), minimise="time", constraints=Constraints(**limits))
    assert (opened.best is None) == ("blocked" in remedy)


@pytest.mark.parametrize(
    ("prices", "limits", "told"),
    [
        ({"ab": 5}, {"max_usd": 100}, "a price of bc"),
        ({}, {"max_usd": 100}, "a price of ab, bc"),
        ({"ab": 5}, {"max_kg_co2e": 9}, "an emission factor of ab, bc"),
    ],
)
def test_which_figures_of_what_no_route_has_is_told(prices, limits, told):
    ((words,), (remedy,)) = _first(solve(bare_chain(**prices), Shipment("A", "C"), constraints=Constraints(**limits)))
    assert remedy == f"lifting {words}, for no route has the figures that it needs, such as {told}"


def _first(result):
    verify(result.network, result)
    return result.blocked_by[0].constraints, result.blocked_by[0].remedies


# ---- dates, plans and scenarios --------------------------------------------------------------------------


def chain_with(opened="", off=(), until=None, months=(), titles=(), changes=()):
    """Return A-B by the line L over ab, B-C over bc with 200 hours of its own, as of 2016-05-01."""
    builder = networks.NetworkBuilder("toy", as_of=datetime.date(2016, 5, 1)).add_source(id="S", title="by hand")
    for place in ("A", "B", "C"):
        builder.add_place(id=place, name=place, country="RU")
    builder.add_link(id="ab", tail="A", head="B", mode="sea", length_km=2000, territories=("RU",))
    hours = None if "hours" in off else 200
    builder.add_link(
        id="bc", tail="B", head="C", mode="road", length_km=5000, territories=("RU",), hours=hours, opened=opened
    )
    stops = ({"place": "A"}, {"place": "B", "path": ("ab",)})
    builder.add_service(id="L", name="L", kind="line", mode="sea", stops=stops, until_date=until, months=months)
    for element, quantity, value in (("L#2", "running_time", 72), ("L", "wait", 24)):
        builder.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="assumption")
    with warnings.catch_warnings(action="ignore"):
        network = builder.build()
        strikes = [
            Change(action="withdraw", table="links" if name == "bc" else "services", element=name, why="strike")
            for name in off
            if name != "hours"
        ]
        network = network.apply(strikes) if strikes else network
        tables = dict(network.catalogue)
        rows = [{"name": name, "title": title, "as_of": day} for name, title, day in titles]
        tables["scenarios"] = tables["scenarios"].extended(rows) if rows else tables["scenarios"]
        tables["changes"] = tables["changes"].extended(list(changes)) if changes else tables["changes"]
        return networks.Network(tables, reasons=network.reasons)


FROM_A = Shipment("A", "C", scope="terminal")


def ways_out(network, shipment=FROM_A, **limits):
    result = solve(network, shipment, constraints=Constraints(**limits))
    assert result.best is None
    verify(network, result)
    return [(one.constraints[0], "; ".join(one.remedies)) for one in result.blocked_by[1:]]


def applied(network, *changes):
    with warnings.catch_warnings(action="ignore"):
        return network.apply([Change(why="told", **change) for change in changes])


def test_a_link_that_opens_later_is_named_and_the_day_that_would_do():
    network = chain_with(opened="2030")
    (conflict,) = solve(network, FROM_A).blocked_by
    assert conflict.remedies == ("goods ready on 2029-12-29 (bc opens in 2030)",)
    assert solve(network, Shipment("A", "C", scope="terminal", ready=datetime.date(2029, 12, 29))).best is not None
    assert solve(network, Shipment("A", "C", scope="terminal", ready=datetime.date(2029, 12, 28))).best is None


def test_what_is_off_and_what_opens_later_are_needed_together():
    network = chain_with(opened="2030", off=("L",))
    ((words, remedy),) = ways_out(network)
    assert words == "L is known but not on offer, and bc opens in 2030"
    assert remedy == "putting L on offer, and goods ready on 2029-12-29 (bc opens in 2030)"
    offered = applied(network, {"action": "add", "table": "services", "element": "L"})
    assert solve(offered, Shipment("A", "C", scope="terminal", ready=datetime.date(2029, 12, 29))).best is not None


@pytest.mark.parametrize("off", [(), ("bc",)])
def test_a_planned_link_is_named_and_what_opens_it(off):
    network = chain_with(opened="planned", off=off)
    ((words, remedy),) = ways_out(network)
    assert words == ("bc is known but not on offer, and " if off else "") + "bc is planned, and not open"
    assert remedy == ("putting bc on offer, and supposing bc to be open" if off else "supposing it to be open")
    assert solve(applied(network, {"action": "add", "table": "links", "element": "bc"}), FROM_A).best is not None


def test_a_service_of_other_dates_is_put_right_by_another_day():
    network = chain_with(until=datetime.date(2015, 1, 1))
    ((words, remedy),) = ways_out(network)
    assert words == "L is known but not on offer on 2016-05-01 (until 2015-01-01)"
    assert remedy == "goods ready on 2015-01-01 (L ran until 2015-01-01)"
    for day, opens in ((datetime.date(2015, 1, 1), True), (datetime.date(2015, 1, 2), False)):
        assert (solve(network, Shipment("A", "C", scope="terminal", ready=day)).best is not None) == opens
    # with a day given, the days are a constraint that says so already
    assert ways_out(network, Shipment("A", "C", scope="terminal", ready=datetime.date(2016, 1, 1))) == []


def test_a_seasonal_service_that_is_off_needs_both():
    network = chain_with(off=("L",), months=(7,))
    ((words, remedy),) = ways_out(network)
    assert words == "L is known but not on offer, and L departs in the months 7 only"
    assert remedy == "putting L on offer, and goods ready on 2016-07-01 (L departs in the months 7 only)"
    july = Shipment("A", "C", scope="terminal", ready=datetime.date(2016, 7, 1))
    assert ways_out(network, july) == [("L is known but not on offer", "putting it on offer")]


def setting(scenario, column, value, element="bc"):
    row = {"action": "set", "table": "links", "element": element, "column": column, "value": value}
    return {"scenario": scenario, "why": "told", **row}


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ({"off": ("hours",), "changes": [setting("sc", "hours", "200"), setting("no", "length_km", "9")]}, {}),
        ({"changes": [setting("sc", "hours", "100"), setting("no", "hours", "199")]}, {"max_days": 8}),
        ({"opened": "2030"}, {}),
    ],
)
def test_a_scenario_in_which_there_is_a_route_is_named(given, limits):
    titles = [("no", "Nothing", None), ("sc", "The other", datetime.date(2031, 1, 1))]
    network = chain_with(titles=titles, **given)
    words, remedy = ways_out(network, **limits)[-1]
    assert words == "the network without a scenario"
    assert remedy == "asking in scenario sc (The other)"


def test_a_scenario_that_is_told_to_offer_what_is_needed_is_not_told_twice():
    add = {"scenario": "sc", "action": "add", "table": "services", "element": "L", "why": "told"}
    network = chain_with(off=("L",), titles=[("sc", "", None)], changes=[add])
    assert ways_out(network) == [("L is known but not on offer", "scenario sc offers it")]


@pytest.mark.long
def test_built_in_scenarios_in_which_there_is_a_route_are_named(eurasia):
    result = solve(eurasia, Shipment("JPYOK", "RUMOW"), constraints=Constraints(max_days=23))
    verify(eurasia, result)
    assert result.blocked_by[0].constraints == ("max_days 23",)
    (other,) = result.blocked_by[1:]
    assert "asking in scenario upgrade-trains (Modernisation, part 3: faster container trains)" in other.remedies
    for remedy in other.remedies:
        name = remedy.removeprefix("asking in scenario ").partition(" (")[0]
        opened = solve(
            networks.load("eurasia", scenario=name), Shipment("JPYOK", "RUMOW"), constraints=Constraints(max_days=23)
        )
        assert opened.best is not None
    ordinary = networks.load("eurasia", scenario="2016-ordinary")
    remedies = [remedy for _, remedy in ways_out(ordinary, Shipment("JPYOK", "RUMOW"), max_days=26)]
    assert "asking in scenario 2016-target (25 days: the Baikal Shuttle as promised) on top" in remedies

"""Grades of carriage: who hands over to whom, and procedures of one grade at borders and in ports, worked out by hand."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.borders import PROCEDURES, Owed, owed
from oracles.cases import cases
from oracles.toys import Toy

from routing import Constraints, Shipment, Status, VerificationError, solve, verify
from routing.verification.walk import Walk

GRADES = ("scheduled", "general", "ordinary")


def ask(network, origin, destination, **more):
    """Return the answer, walked again and held against what the documents say is owed."""
    result = solve(network, Shipment(origin, destination), **more)
    verify(network, result)
    for route in result.routes:
        told = [Owed(step.element, step.places[0]) for step in route.steps if step.kind in PROCEDURES]
        assert told == owed(network, result.question.shipment, route.steps)
    return result


def kinds(result) -> list[str]:
    return [step.kind for step in result.require().steps if step.kind not in ("origin", "load", "unload", "delivery")]


# ---- hand-overs ----------------------------------------------------------------------------------------------


def two_railways(one: str, other: str) -> Toy:
    """Return two railways of some grades that meet at B; hand-over 2 h, a lift 5 h, no border."""
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B", km=240).link("BC", "B", "C", km=240)
    toy.doors("rail:1520").operation("lift", "rail:1520", "rail:1520", 5).procedure("handover", 2)
    return toy.area("R", "AB", grade=one, wait=10).area("S", "BC", grade=other, wait=20)


@pytest.mark.parametrize("grades", list(product(("", "ordinary", "general"), repeat=2)), ids=str)
def test_goods_are_handed_over_within_a_grade_and_change_to_another_as_from_train_to_train(grades):
    result = ask(two_railways(*grades).build(), "A", "C")
    ends, rides, first_wait = 4, 2 * 24, 10
    if len({grade or "ordinary" for grade in grades}) == 1:
        assert kinds(result) == ["board", "ride", "handover", "takeover", "ride", "alight"]
        assert result.require().hours == ends + first_wait + rides + 2
    else:
        assert kinds(result) == ["board", "ride", "alight", "lift", "board", "ride", "alight"]
        assert result.require().hours == ends + first_wait + rides + 5 + 20
        assert result.require().transshipments == 1


def test_a_hand_over_may_take_another_time_in_another_grade():
    toy = two_railways("general", "general").procedure("handover", 1, grade="general")
    toy.procedure("handover", 7, grade="ordinary")
    assert [step.hours for step in ask(toy.build(), "A", "C").require().steps if step.kind == "handover"] == [1]
    toy = two_railways("ordinary", "ordinary").procedure("handover", 1, grade="general")
    assert [step.hours for step in ask(toy.build(), "A", "C").require().steps if step.kind == "handover"] == [2]


def test_verify_finds_a_hand_over_to_another_grade():
    right = ask(two_railways("general", "general").build(), "A", "C")
    with pytest.raises(VerificationError, match="within grade general leads to S of grade ordinary"):
        Walk(two_railways("general", "ordinary").build(), right.question.shipment, right.require().steps).check()


# ---- borders by land -----------------------------------------------------------------------------------------

LAND = [  # rows of import, each the one that wins over those behind it in carriage of grade general: area, place, grade
    ("KZ", "B", "general"),
    ("KZ", "B", ""),
    ("KZ", "A", "general"),
    ("KZ", "A", ""),
    ("KZ", "", "general"),
    ("KZ", "", ""),
]


@pytest.mark.parametrize("first", range(len(LAND)))
def test_at_the_same_rank_the_row_of_the_grade_wins_and_never_over_a_row_of_a_higher_rank(first):
    toy = Toy(A="RU", B="KZ").link("AB", "A", "B", km=240).doors("rail:1520").area("R", "AB", grade="general")
    for rank, (area, place, grade) in enumerate(LAND[first:]):
        toy.procedure("import", rank + 1, area=area, place=place, grade=grade)
        toy.procedure("import", 100, area=area, place=place, grade="ordinary" if grade else "scheduled")
    (found,) = [step for step in ask(toy.build(), "A", "B").require().steps if step.kind == "import"]
    assert found.hours == 1


@pytest.mark.parametrize("grade", GRADES)
def test_each_grade_has_border_hours_of_its_own_by_direction(grade):
    toy = Toy(A="RU", B="KZ").link("AB", "A", "B", km=240).doors("rail:1520")
    toy.area("G", "AB", grade="general").area("O", "AB").line("S", "rail", "A", ("B", ("AB",)), hours=(24,))
    toy.line("T", "rail", "B", ("A", ("AB",)), hours=(24,))
    for number, (area, one) in enumerate(product(("RU", "KZ"), GRADES)):
        toy.procedure("import", 10 + number, area=area, grade=one)
        toy.procedure("export", 20 + number, area=area, grade=one)
    others = {"scheduled": "ST", "general": "G", "ordinary": "O"}
    ban = Constraints(avoid_services={name for key, names in others.items() if key != grade for name in names})
    at = GRADES.index(grade)
    for origin, left, entered in (("A", 0, 3), ("B", 3, 0)):
        found = ask(toy.build(), origin, {"A": "B", "B": "A"}[origin], constraints=ban).require()
        assert [step.hours for step in found.steps if step.kind in PROCEDURES] == [20 + left + at, 10 + entered + at]


def test_a_grade_without_a_row_owes_nothing_or_has_no_way_as_an_area_without_one():
    def answer(kind: str):
        toy = Toy(A="RU", B="KZ").link("AB", "A", "B", km=240).doors("rail:1520").area("R", "AB")
        return ask(toy.procedure(kind, 9, area="KZ", grade="ordinary").build(), "A", "B")

    assert [step.hours for step in answer("import").require().steps if step.kind == "import"] == [9]
    refused = answer("transit_opening")
    assert refused.status is Status.INFEASIBLE
    assert any("pass import of KZ at B in carriage of grade ordinary" in words for words in refused.excluded)


# ---- ports ---------------------------------------------------------------------------------------------------


def port(rng: random.Random) -> tuple[Toy, dict[str, dict[str, float]]]:
    """Return a ship to and from a port with trains of each grade inland, and the hours of rows by kind and grade."""
    toy = Toy(J="JP", P="RU", M="RU").link("JP", "J", "P", "sea").link("PM", "P", "M", km=240)
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 1).operation("lift", "rail:1520", "sea", 1)
    toy.line("out", "sea", "J", ("P", ("JP",)), hours=(10,)).line("home", "sea", "P", ("J", ("JP",)), hours=(10,))
    toy.line("S", "rail", "P", ("M", ("PM",)), hours=(24,)).line("T", "rail", "M", ("P", ("PM",)), hours=(24,))
    toy.area("G", "PM", grade="general").area("O", "PM", wait=rng.choice((0, 5)))
    hours: dict[str, dict[str, float]] = {}
    for kind in ("import", "export", "papers"):
        grades = {grade for grade in (*GRADES, "") if rng.random() < 0.6}
        hours[kind] = {grade: rng.choice((1, 2, 4, 8, 16, 32)) for grade in sorted(grades)}
        for grade, value in hours[kind].items():
            toy.procedure(kind, value, area="RU", grade=grade, place=rng.choice(("", "P")) if not grade else "P")
    if rng.random() < 0.5:  # so that every dwell is charged, and all of them alike
        toy.figure("P", "free_time", 0.5, "h").usd("P", 0, "shipment_day", "demurrage")
    return toy, hours


def owed_hours(rows: dict[str, float], grade: str) -> float:
    return rows.get(grade, rows.get("", 0.0))


@cases(quick=6, long=400)
@given(st.integers(0, 2**32 - 1))
def test_customs_and_papers_in_port_are_those_of_the_train_that_is_boarded_or_left(seed):
    toy, hours = port(random.Random(seed))
    assume(any(key for rows in hours.values() for key in rows))
    network = toy.build()
    wait = {"scheduled": 0.0, "general": 0.0, "ordinary": network.figures["O", "wait"].value}
    inland = ask(network, "J", "M").require()
    # doors 4 h, ship 10 h, lift 1 h, train 24 h; import and papers of the train, and its wait
    ways = [39 + owed_hours(hours["import"], g) + owed_hours(hours["papers"], g) + wait[g] for g in GRADES]
    assert inland.hours == min(ways)
    abroad = ask(network, "M", "J").require()
    # the same without papers; the wait at the origin is that of the service too
    ways = [39 + owed_hours(hours["export"], g) + wait[g] for g in GRADES]
    assert abroad.hours == min(ways)


def test_where_no_train_is_boarded_or_left_only_rows_for_every_grade_count():
    toy = (
        Toy(J="JP", P="RU").link("JP", "J", "P", "sea").doors("sea").line("out", "sea", "J", ("P", ("JP",)), hours=(9,))
    )
    toy.procedure("import", 7, area="RU").procedure("import", 1, area="RU", place="P", grade="scheduled")
    assert [one.hours for one in ask(toy.build(), "J", "P").require().steps if one.kind == "import"] == [7]


def test_ports_are_told_apart_by_grade_only_where_a_row_for_one_grade_may_apply():
    from routing.amounts.load import load_of
    from routing.compiling.expansion import expand

    def vertices(**row: str) -> set[str]:
        toy = Toy(J="JP", P="RU", M="RU").link("JP", "J", "P", "sea").link("PM", "P", "M").doors("sea", "rail:1520")
        toy.operation("lift", "sea", "rail:1520", 1).operation("lift", "rail:1520", "rail:1520", 1)
        toy.line("out", "sea", "J", ("P", ("JP",)), hours=(10,)).area("O", "PM").area("G", "PM", grade="general")
        network = toy.procedure("import", 1, **row).build()
        arcs = expand(network, load_of(network, Shipment("J", "M")), "door").arcs
        return {arc.tail for arc in arcs if arc.tail.startswith(("in|", "out|", "start|"))}

    plain = vertices(area="RU")
    assert plain == vertices(area="JP", grade="general") == vertices(area="RU", place="M", grade="general")
    told = vertices(area="RU", grade="general")
    assert told - plain == {f"{way}|P|rail:1520|{grade}" for way in ("in", "out") for grade in ("general", "ordinary")}

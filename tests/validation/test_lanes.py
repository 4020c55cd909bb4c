"""The page of lanes that stands with the data is up to date in its first table; the rest takes too long for a test."""

from __future__ import annotations

import pytest
from generated import block, readme_of
from lanes import LANES, OBJECTIVES, carriage, headline, matrix, page_of
from sensitivity import effects

import networks
from routing import Constraints, Shipment, solve
from routing.asking.what_decides import change_to

NO_CHINA = Constraints(avoid_territories={"CN"})


EDITIONS = networks.editions()


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_table_of_lanes_is_what_the_network_answers(edition):
    table = headline(networks.load(edition))
    assert table.count("\n") == 2 + 3 * len(LANES) == 83
    assert table in page_of(edition).read_text(encoding="utf-8"), "run: python tests/validation/lanes.py --write"


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_ways_that_fall_back_are_counted_and_each_says_so(edition):
    table = carriage(networks.load(edition))
    assert table in page_of(edition).read_text(encoding="utf-8"), "run: python tests/validation/lanes.py --write"
    counted = 0
    for line in table.splitlines()[2:]:
        what, number, told = line.strip("| ").split(" | ")
        counted += int(number)
        assert int(told) == (0 if "scheduled services only" in what or "no route" in what else int(number)), what
    assert counted == len(LANES) * len(OBJECTIVES)


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_table_of_scenarios_in_the_readme_begins_with_what_the_network_answers(edition):
    plain = [line.split(" | ")[1].rstrip(" |") for line in matrix(edition, [None]).splitlines()]
    shown = block("lanes by scenario", readme_of(edition)).splitlines()
    assert [line.split(" | ")[1] for line in shown] == plain, "run: python tests/validation/lanes.py --write"
    assert shown[0].strip("| ").split(" | ") == ["lane", "plain", *networks.scenarios(edition)]
    assert not any("!" in line for line in shown), "a way without China lies inside China"


@pytest.mark.long
def test_a_figure_moves_the_answer_no_further_than_its_own_range():
    network, lane = networks.load("eurasia"), ("JPYOK", "RUMOW")
    wait = network.figures["network", "origin_wait"]
    assert wait.unit == "d" and wait.low is not None and wait.high is not None
    found = next(one for one in effects(network, [lane], NO_CHINA) if one.figure == wait)
    assert found.days == found.largest == wait.high - wait.low  # every way begins with this wait: all of it is felt
    assert (found.lanes, found.rerouted) == (1, 0)


def test_putting_a_figure_where_it_stands_changes_no_answer():
    network, box = networks.load("eurasia"), Shipment("JPYOK", "KZALA", teu=1)
    figure = network.figures["area:KTZ", "speed"]
    same = network.apply([change_to(figure, figure.value)])
    minutes = [solve(one, box, constraints=NO_CHINA).require().minutes for one in (same, network)]
    assert minutes[0] == minutes[1]

"""`DesignCuts`: no choice of arcs that carries enough is cut off, and fractions are."""

from __future__ import annotations

import itertools
import random

import numpy as np

from routing.search.flows.commodities import checked_commodities
from routing.search.flows.models.design_cuts import DesignCuts

TOLD = 60


def question(seed: int, *, part: float = 0.0):
    """Return five nodes with fifteen arcs, of which some bear no charge, and four commodities."""
    rng = random.Random(seed)
    tail, head = [rng.randrange(5) for _ in range(15)], [rng.randrange(5) for _ in range(15)]
    capacity = [rng.choice((-1, rng.randint(3, 20), rng.randint(3, 20))) for _ in range(15)]
    ends = [[rng.randrange(5) for _ in range(4)] for _ in range(2)]
    demands = [rng.randint(0, 9) for _ in range(4)]
    asked = checked_commodities((tail, head, capacity, [1] * 15), (*ends, demands), None, 0.0, None)
    asked = asked._replace(demand=asked.demand + part)
    return asked, np.array([rng.choice((0.0, 5.0, 5.0)) for _ in asked.tail])


def test_what_carries_enough_out_of_every_set_of_nodes_is_not_cut_off():
    rng, told = random.Random(30), 0
    for seed in range(12):
        asked, fixed = question(seed)
        cuts = DesignCuts(asked, fixed)
        for _ in range(4):
            share = np.array([rng.choice((0.0, 1.0, rng.random(), rng.random())) for _ in asked.tail])
            for cut in cuts.missed(share):
                told += 1
                assert cut.factor @ share[cut.arcs] < cut.least
                choices = np.array(list(itertools.product((0, 1), repeat=len(cut.arcs))))
                of = [one for one in cuts.sets if np.array_equal(one[0], cut.arcs)]
                enough = np.all([choices @ capacity >= due for _, capacity, due in of], axis=0)
                assert (choices[enough] @ cut.factor >= cut.least).all()
    assert told > TOLD


def test_what_is_to_leave_a_set_is_what_must_be_sent_less_what_free_arcs_carry():
    arcs, shipments = ([0, 0, 1], [1, 1, 2], [4, 3, -1], [1, 1, 1]), ([0, 0], [1, 2], [6, 2])
    asked = checked_commodities(arcs, shipments, None, 0.0, None)
    fixed = np.where(asked.arc == 1, 0.0, 9.0)  # the arc of capacity 3
    told = [(asked.arc[arcs].tolist(), room.tolist(), due) for arcs, room, due in DesignCuts(asked, fixed).sets]
    # out of 0 go 8 less 3; out of 0 and 1 the 2 for node 2; out of 0 and 2 the 6 for node 1 less 3
    assert told == [([0], [4], 5), ([2], [2], 2), ([0], [3], 3)]
    free = checked_commodities(arcs, shipments, 7, 0.0, None)
    assert not DesignCuts(free, fixed).sets  # all may be left behind


def test_numbers_that_are_not_whole_have_no_cuts():
    assert not DesignCuts(*question(3, part=0.5)).sets

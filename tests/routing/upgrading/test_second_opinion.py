"""The price of a cheapest set is asked of OR-Tools too, and a difference is told."""

from __future__ import annotations

import numpy as np
import pytest
from oracles.upgrade_sets import question

import routing.upgrading.second_opinion as module
from routing import DisagreementError
from routing.search.budget import Budget
from routing.search.upgrades.asked import checked_upgrades
from routing.search.upgrades.models.fixed_charges import Journey, Limits, Rules, least_that_keeps
from routing.search.upgrades.searching import UpgradeSearch
from routing.upgrading.second_opinion import confirm_cheapest


def searched(seed: int) -> UpgradeSearch:
    one = question(seed)
    arcs, ends, rules = (
        (one["tail"], one["head"], one["weight"]),
        (0, one["target"]),
        (one["requires"], one["excludes"]),
    )
    asked = checked_upgrades(arcs, ends, one["prices"], one["needs"], one["bars"], rules)
    return UpgradeSearch([asked.lane, asked.lane], asked.masks, asked.sets, "interpreted")


def test_labels_and_programme_agree_and_a_lie_is_told():
    lies = 0
    for seed in range(6):
        search = searched(seed)
        for most in ([3, 6], [9, 9]):
            found = search.cheapest(most, Budget.of())
            price = None if found is None else found.price
            assert confirm_cheapest(search, most, price, Budget.of())
            if found:
                lies += 1
                with pytest.raises(DisagreementError, match="by labels and"):
                    confirm_cheapest(search, most, found.price + 1, Budget.of())
    assert lies > 2


def test_what_is_too_large_is_not_asked(monkeypatch):
    monkeypatch.setattr(module, "CORRIDOR", 0)
    assert not confirm_cheapest(searched(1), [10**6, 10**6], 0, Budget.of())


def test_a_set_that_is_too_heavy_by_less_than_a_solver_tells_is_refused_and_the_question_put_again():
    arcs = [np.array(cells) for cells in ([0, 0, 0], [1, 1, 1], [9, 5, 2])]
    journey, seen = Journey(*arcs, [[], [0], [1]], [[], [], []], 0, 1), []

    def keeps(chosen: frozenset[int]) -> bool:
        seen.append(chosen)
        return 1 in chosen

    rules, limits = Rules([10, 30], (), ()), Limits(each=[5])
    found = least_that_keeps([journey], rules, limits, "highs", lambda: 30.0, keeps)
    assert found.least == 30 and found.chosen == {1}
    assert seen == [{0}, {1}]

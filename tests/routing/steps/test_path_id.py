"""Ids of ways: the same for the same steps, whatever they take; another for another step or order."""

from dataclasses import replace

from routing.steps.path_id import path_id
from routing.steps.step import Step

RIDE = Step(kind="ride", component="sea", element="s", places=("A", "B"), links=("l",), mode="sea", milliminutes=5)
BOARD = Step(kind="board", component="waiting", element="s", places=("A",))


def test_what_a_step_does_counts_and_what_it_takes_does_not():
    own = path_id([BOARD, RIDE])
    assert len(own) == 16 and path_id([BOARD, replace(RIDE, milliminutes=9, millicents=None)]) == own
    others = [[RIDE, BOARD], [RIDE], [BOARD, replace(RIDE, links=("m",))], [BOARD, replace(RIDE, element="t")]]
    assert own not in map(path_id, others) and len({path_id(steps) for steps in others}) == len(others)

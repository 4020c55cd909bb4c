"""Interrupted writes and a reader beside a writer: the old network or the new one, and nothing left lying about.

A few dozen here; ``interrupted_writes.py`` does it at length.
"""

import os

import pytest
from interrupted_writes import in_two_steps, interrupted, read_beside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="timers and signals of POSIX")

BOTH = pytest.mark.parametrize("two_steps", [False, True], ids=["in one step", "in two steps"])


@BOTH
@pytest.mark.parametrize("way", ["interrupt", "kill"])
@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.long)])
def test_however_a_write_ends_the_old_folder_stands_there_or_the_new_one(way, two_steps, number):
    with in_two_steps(two_steps):
        found = interrupted(number, seed=7, way=way)
    assert found["first"] + found["second"] == number
    assert (found["losses"], found["mixtures"], found["litter"]) == (0, 0, 0)


@BOTH
@pytest.mark.parametrize("number", [50, pytest.param(400, marks=pytest.mark.long)])
def test_a_reader_beside_a_writer_gets_one_whole_network_each_time(two_steps, number):
    with in_two_steps(two_steps):
        found = read_beside(number)
    assert found["first"] + found["second"] == number

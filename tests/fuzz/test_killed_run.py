"""Workers and runs that are killed lose no answer, double none and change none."""

import killed_run
import pytest


@pytest.mark.fuzz
def test_answers_are_there_once_whatever_is_killed():
    assert killed_run.rounds(20, seed=7) >= 20

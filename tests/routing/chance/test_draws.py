"""Draws hang on seed, name and place alone; normal ones are normal, uniform ones even."""

import hashlib

import numpy as np

from routing.chance.draws import LEVELS, Draws


def whole(draws, name, kind="normal"):
    return np.concatenate([getattr(block, kind)(name) for block in draws.blocks()])


def test_the_first_draws_of_many_are_those_of_few_and_no_order_of_asking_matters():
    few, many = Draws(7, 1001), Draws(7, 20_000)
    whole(many, "other")
    assert whole(few, "x").tolist() == whole(many, "x")[:1001].tolist()
    assert whole(few, "x").tolist() != whole(few, "y").tolist() != whole(Draws(8, 1001), "y").tolist()


def test_draws_are_these_bytes_on_every_machine():
    draws = Draws(1, 10_000)
    told = [hashlib.sha256(whole(draws, "x", kind).tobytes()).hexdigest()[:16] for kind in ("normal", "uniform")]
    assert told == ["6249e73f2fa45b47", "01f74b6645b0d51f"]


def test_normal_and_uniform_draws_are_what_they_are_called():
    draws = Draws(2, 200_000)
    normal, even = whole(draws, "x"), whole(draws, "x", "uniform")
    assert abs(normal.mean()) < 0.01 and abs(normal.std() - 1) < 0.01 and abs((normal**4).mean() - 3) < 0.06
    assert abs((normal < 1.2815515655446004).mean() - 0.9) < 0.003
    assert even.min() > 0 and even.max() < 1 and abs(even.mean() - 0.5) < 0.003 and abs(even.var() - 1 / 12) < 0.001
    assert abs(np.corrcoef(normal, whole(draws, "y"))[0, 1]) < 0.01
    assert len(np.unique(even)) <= LEVELS

"""Answers to questions of freight do not depend on the order of sets, which differs from process to process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PRINTED = """
import json, sys
sys.path[:0] = [".", "tests"]
import random
from oracles.random_networks import FEATURES, bans_of, constraints_of, network_of, rows_of, shipment_of
import networks, routing
from routing import Constraints, Shipment, SolveOptions

def told(result):
    return json.dumps(result.to_dict()) + str(result)

def routes(found):
    return [[(step.kind, step.element, step.places, step.links) for step in route.steps] for route in found.routes]

net, box = networks.load("eurasia"), Shipment("JPYOK", "RUMOW")
ours = SolveOptions(engines="ours")
ban = Constraints(avoid_territories={"CN", "KP", "BY", "LV"}, modes={"sea", "rail"}, max_transshipments=3)
best = routing.solve(net, box, constraints=ban)
print(told(best), told(routing.frontier(net, box, criteria=("time", "cost", "co2e"), constraints=ban)))
print(routes(routing.alternatives(net, box, k=3, constraints=ban)))
print(routing.break_even(net, best, best.best.legs[-1].service))
print([str(one) for one in routing.solve(net, box, constraints=Constraints(avoid_territories={"RU", "CN"})).blocked_by])
for seed in range(4):
    rng = random.Random(seed)
    net = network_of(rows_of((seed, 5, frozenset(rng.sample(FEATURES, 9)))))
    box, bans = shipment_of(rng, net), constraints_of(bans_of(rng, net, 0.3))
    found = routing.solve(net, box, constraints=bans, options=ours)
    front = routing.frontier(net, box, constraints=bans)
    print(net.content_hash, routes(found), [str(one) for one in found.blocked_by], found.excluded, found.assumptions)
    try:
        others = routes(routing.alternatives(net, box, k=2, constraints=bans, options=ours))
    except routing.QuestionError as error:  # lengths are missing
        others = str(error)
    print(front.vectors, routes(front), others)
"""


@pytest.mark.long
def test_the_seed_of_hashing_changes_no_byte_of_an_answer():
    texts = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PRINTED],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1234")
    ]
    assert texts[0].splitlines() == texts[1].splitlines()
    assert texts[0].count("ride") > 50

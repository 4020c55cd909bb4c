"""`verify` finds what is wrong about a punctuality."""

from dataclasses import replace

import pytest
from oracles.chances import journey

import routing
from routing.answers.punctuality import Estimate
from routing.errors import VerificationError

BOX = routing.Shipment("A", "C", scope="terminal")


@pytest.fixture(scope="module")
def found():
    net = journey(headway=(24, 48, 96), cancelled=10, causes=[("storm", "mode:sea", 0.6)])
    told = routing.punctuality(net, routing.solve(net, BOX), 11, samples=20_000)
    routing.verify(net, told)
    return told


def moved(one, by):
    return Estimate(one.value + by, one.low + by, one.high + by)


def test_planted_faults_are_found(found):
    faults = {
        "on_time": {"on_time": Estimate(0.9, 0.8958, 0.9041)},
        "does not lie between": {"on_time": Estimate(0.9, 0.95, 0.99)},
        "is no end of its interval": {"on_time": replace(found.on_time, low=found.on_time.low - 0.01)},
        "mean_days": {"mean_days": moved(found.mean_days, 0.3)},
        "exact_mean_days": {"exact_mean_days": found.exact_mean_days * 1.001},
        "exact_deviation_days": {"exact_deviation_days": found.exact_deviation_days * 1.2},
        "percentiles are not in order": {"quantiles": {**found.quantiles, 50: moved(found.quantiles[50], 9)}},
        "P95": {"quantiles": {**found.quantiles, 95: moved(found.quantiles[95], 2)}},
        "there within": {"deadline_days": 9.0},
        "shares add up": {"shares": found.shares[:-1]},
        "bars hold": {"never": 1},
    }
    for words, fault in faults.items():
        with pytest.raises(VerificationError, match=words):
            routing.verify(found.network, replace(found, **fault))


def test_a_network_with_other_chances_is_told(found):
    other = journey(headway=(24, 48, 96), cancelled=40, causes=[("storm", "mode:sea", 0.6)])
    with pytest.raises(VerificationError, match="of network"):
        routing.verify(other, found)

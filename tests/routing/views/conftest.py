"""Answers that tests of several forms look at."""

from __future__ import annotations

import datetime

import pytest

import networks
import routing
from routing import Constraints, Shipment


@pytest.fixture(scope="package")
def result():
    """Return Yokohama - Almaty without China in the built-in network, 2 x 20 ft."""
    ban = Constraints(avoid_territories={"CN"}, max_days=60, via=("RUVYP",))
    shipment = Shipment("JPYOK", "KZALA", teu=2, ready=datetime.date(2016, 9, 1), deadline=datetime.date(2016, 12, 1))
    return routing.solve(networks.load("eurasia"), shipment, constraints=ban)


@pytest.fixture(scope="package")
def route(result):
    return result.require()

"""Services that depart in some months only."""

import datetime
from dataclasses import replace

import pytest

import networks
from networks import Change
from routing import Shipment, Status, VerificationError, solve, verify


def test_a_seasonal_service_runs_in_its_months_only_and_says_so():
    net = networks.load("eurasia").apply(
        [
            Change(
                action="set", table="services", element="line:JTSL", column="months", value="7;8", why="to try seasons"
            )
        ]
    )
    origin, goal = "JPTOS", "RUVYP"
    july = Shipment(origin, goal, ready=datetime.date(2016, 7, 31))
    september = Shipment(origin, goal, ready=datetime.date(2016, 9, 1))
    assert any(leg.service == "line:JTSL" for leg in solve(net, july).require().legs)
    for shipment in (september, Shipment(origin, goal)):
        result = solve(net, shipment)
        assert result.status is Status.OPTIMAL
        assert all(leg.service != "line:JTSL" for leg in result.require().legs)
        assert any(reason.startswith("line:JTSL, which departs in the months 7, 8 only") for reason in result.excluded)


def test_verify_knows_seasons():
    eurasia = networks.load("eurasia").apply(
        [
            Change(
                action="set", table="services", element="line:JTSL", column="months", value="7;8", why="to try seasons"
            )
        ]
    )
    july = solve(eurasia, Shipment("JPTOS", "RUVYP", ready=datetime.date(2016, 7, 31)))
    verify(eurasia, july)
    january = Shipment("JPTOS", "RUVYP", ready=datetime.date(2016, 1, 31))
    with pytest.raises(VerificationError, match="out of season"):
        verify(eurasia, replace(july, question=replace(july.question, shipment=january)))

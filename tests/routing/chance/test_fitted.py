"""A fitted distribution is what is drawn, what moments are made of, what is worth knowing, and verified anew."""

import dataclasses

import numpy as np
import pytest
from oracles.chances import journey
from oracles.toys import Toy

import routing
from networks import Distribution
from routing import Shipment
from routing.chance.shapes import fitted_shape
from routing.verification.fitted import fitted_at

BOX = Shipment("A", "C", scope="terminal")
FITS = {
    "lognormal": "median=24; sigma=0.6",
    "gamma": "shape=1.4; scale=20",
    "triangular": "least=5; mode=12; most=90",
    "quantiles": "0=6; 0.3=15; 0.5=24; 0.9=80; 1=160",
}


def fit(family):
    row = {"element": "lift", "quantity": "time", "source": "S"}
    return Distribution(family=family, parameters=FITS[family], **row)


def net_with(family, **more):
    """Return the toy with a lift of a fitted distribution; hours."""
    found = fit(family)
    low, value, high = (found.quantile(share) for share in (0.1, 0.5, 0.9))
    return journey(lift=(low, value, high), fitted=[dataclasses.asdict(found)], **more)


@pytest.mark.parametrize("family", FITS)
def test_what_is_drawn_has_the_distribution(family):
    net = net_with(family, sea=(60, 60, 60), rail=(120, 120, 120))
    found = routing.punctuality(net, routing.solve(net, BOX), 9, samples=20_000, seed=3)
    for percent, one in found.quantiles.items():
        expected = (180 + fit(family).quantile(percent / 100)) / 24
        assert one.low - 0.02 <= expected <= one.high + 0.02, percent
    # the mean of draws, and that of the formula, are the mean of the quantiles
    mean = (180 + float(np.mean([fit(family).quantile((k + 0.5) / 800) for k in range(800)]))) / 24
    assert found.exact_mean_days == pytest.approx(mean, rel=2e-3)
    assert found.mean_days.low <= mean * 1.002 and found.mean_days.high >= mean * 0.998
    routing.verify(net, found)


@pytest.mark.parametrize("family", FITS)
def test_it_is_written_a_second_time(family):
    normal = np.linspace(-3, 3, 61)
    value = fit(family).quantile(0.5)
    assert fitted_shape(fit(family), value, value).at(normal) == pytest.approx(fitted_at(fit(family), normal), rel=3e-3)


def test_a_fitted_figure_is_worth_knowing_as_it_is_spread():
    # by ship 30 h for certain, or by train: 24 h, lognormal; who knew takes the train when it is below 30 h
    toy = Toy(A="RU", B="RU").link("ab", "A", "B")
    for name, value in (("safe", 30), ("dicey", 24)):
        toy.builder.add_service(id=name, name=name, kind="line", mode="rail", stops=["A", {"place": "B", "path": "ab"}])
        toy.figure(name, "wait", 0).usd(name, 1)
        if name == "safe":
            toy.figure("safe#2", "running_time", value)
    found = Distribution(
        element="dicey#2", quantity="running_time", family="lognormal", parameters="median=24; sigma=0.8", source="S"
    )
    low, high = found.quantile(0.1), found.quantile(0.9)
    more = {"unit": "h", "source": "S", "kind": "sourced"}
    toy.builder.add_figure(element="dicey#2", quantity="running_time", value=24, low=low, high=high, **more)
    toy.builder.add_distribution(**dataclasses.asdict(found))
    net = toy.build()
    told = routing.value_of_information(net, Shipment("A", "B", scope="terminal"), samples=50)
    hours = np.array([found.quantile((k + 0.5) / 4000) for k in range(4000)])
    (one,) = told.figures
    assert told.route.legs[0].service == "safe"
    assert one.worth.value * 24 == pytest.approx(np.maximum(30 - hours, 0).mean(), rel=2e-3)
    routing.verify(net, told)

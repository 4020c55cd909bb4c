"""Fitted distributions: of a figure, with a source, such as can be, and as the range of the figure has it."""

import math

import pytest
from oracles.toys import Toy

import networks
from networks import DataError, Distribution

ROW = {
    "element": "lift",
    "quantity": "time",
    "family": "lognormal",
    "parameters": "median=24; sigma=0.5",
    "source": "S",
}
P10, P90 = 24 * math.exp(-0.5 * 1.2815515655446), 24 * math.exp(0.5 * 1.2815515655446)


def toy(*rows, low=12.6, value=24, high=45.5):
    made = Toy(A="JP", B="RU").link("ab", "A", "B", "sea")
    made.builder.add_operation(id="lift", kind="lift", from_side="sea", to_side="rail:1520", place="B")
    figure = {"element": "lift", "quantity": "time", "unit": "h", "source": "S", "kind": "sourced"}
    made.builder.add_figure(**figure, value=value, low=low, high=high)
    for row in rows:
        made.builder.add_distribution(**row)
    return made.builder


def test_a_distribution_is_a_record_of_its_figure():
    net = toy(ROW | {"note": "250 boxes"}).build()
    found = net.distributions["lift", "time"]
    assert found.note == "250 boxes" and found.quantile(0.9) == pytest.approx(P90)
    assert not toy().build().distributions


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"element": "lorry"}, "a row of figures.csv for the time of lorry"),
        ({"quantity": "speed"}, "expected one of time, running_time"),
        ({"source": "assumption"}, "who fitted or counted it"),
        ({"source": ""}, "source"),
        ({"family": "normal"}, "lognormal"),
        ({"parameters": "sigma=0.5"}, "expected median, sigma of a lognormal"),
        ({"parameters": "median=24; sigma=0"}, "a sigma above 0"),
        ({"parameters": "median=24; sigma=x"}, "a number for sigma"),
        ({"parameters": "median=24; sigma=inf"}, "a number for sigma"),
        ({"parameters": "median 24"}, "expected name=number"),
        ({"parameters": "median=24; median=3"}, "each name once"),
        (
            {"parameters": "median=24; sigma=3"},
            "P50, P10 and P90 of its distribution: value 24, low 0.513451, high 1121.82",
        ),
        ({"family": "gamma", "parameters": "shape=2"}, "expected shape, scale"),
        ({"family": "triangular", "parameters": "least=3; mode=2; most=9"}, "least <= mode <= most"),
        ({"family": "quantiles", "parameters": "0=3; 1=9"}, "three quantiles or more"),
        ({"family": "quantiles", "parameters": "0.1=3; 0.5=5; 1=9"}, "the first of share 0"),
        ({"family": "quantiles", "parameters": "0=3; 0.5=2; 1=9"}, "that ascend"),
        ({"family": "quantiles", "parameters": "0=3; half=2; 1=9"}, "shares from 0 to 1"),
    ],
)
def test_what_cannot_be_is_told(row, expected):
    with pytest.raises(DataError) as error:
        toy(ROW | row).build()
    assert expected in str(error.value)


def test_two_distributions_of_one_figure_are_one_too_many():
    with pytest.raises(DataError, match="each pair of element and quantity once"):
        toy(ROW, ROW).build()


def test_a_scenario_that_sets_a_figure_lays_its_distribution_aside():
    net = toy(ROW).build()
    change = {"action": "set", "table": "figures", "element": "lift", "column": "time", "value": "50", "why": "a jam"}
    then = net.apply([networks.Change(**change, low=30, high=90, unit="h", source="S", kind="plan")])
    assert not then.distributions and net.distributions


@pytest.mark.parametrize(
    ("family", "parameters", "density", "most"),
    [
        ("lognormal", "median=3; sigma=0.4", lambda x: math.exp(-((math.log(x / 3) / 0.4) ** 2) / 2) / x, 20),
        ("gamma", "shape=2.3; scale=1.7", lambda x: x**1.3 * math.exp(-x / 1.7), 60),
        ("gamma", "shape=30; scale=0.1", lambda x: x**29 * math.exp(-x / 0.1), 12),
        ("triangular", "least=1; mode=2; most=6", lambda x: max(0.0, min((x - 1) / 1, (6 - x) / 4)), 6),
    ],
)
def test_quantiles_are_those_of_the_density(family, parameters, density, most):
    found = Distribution(element="x", quantity="time", family=family, parameters=parameters, source="S")
    steps = 10_000
    heights = [density((number + 0.5) * most / steps) for number in range(steps)]
    whole = math.fsum(heights)
    for share in (0.001, 0.1, 0.5, 0.9, 0.999):
        below = math.fsum(heights[: round(found.quantile(share) * steps / most)]) / whole
        assert below == pytest.approx(share, abs=1e-3)

"""What knowing a figure is worth: equal to what all paths tell, level by level and draw by draw."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.chances import journey, with_chances
from oracles.random_networks import network_of, rows_of, specs

import networks
import routing
from networks import Network
from routing import Constraints, GeneralisedCost, Shipment, Status
from routing.chance.draws import Draws, normal_levels
from routing.chance.parts import parts_of
from routing.errors import QuestionError, VerificationError

DAY, USD, SAMPLES = 1_440_000, 100_000, 60
Q = 1.2815515655446004


def with_prices(rows: dict[str, list[dict[str, Any]]], seed: int) -> dict[str, list[dict[str, Any]]]:
    rng = random.Random(seed)
    for row in rows["figures"]:
        if row["quantity"] in ("price", "rate") and rng.random() < 0.8:
            row |= {"low": row["value"] * rng.choice((0.2, 0.8, 1)), "high": row["value"] * rng.choice((1, 1.5, 5))}
    return rows


class Enumerated:
    """All paths of a question, each as a sum of what moves with figures; nothing of it is searched for."""

    def __init__(self, network: Network, question: Any) -> None:
        self.network, self.minimise = network, question.minimise
        self.seen: dict[Any, tuple[float, list[tuple[Any, Any]]]] = {}
        arcs = arcs_of(network, question)
        needed = {"time": ["milliminutes"], "cost": ["millicents"]}.get(self.minimise, ["milliminutes", "millicents"])
        self.paths = []
        for _, path in feasible(network, question, 3_000):
            steps = [arcs[number].step for number in path]
            if all(getattr(step, column) is not None for step in steps for column in needed):
                self.paths.append([self.of(step) for step in steps])
        self.levels = normal_levels()
        self.means: dict[Any, float] = {}

    def of(self, step: Any) -> tuple[float, list[tuple[Any, Any]]]:
        """Return the fixed part of a step in days or USD, and its figures, each with a function of its normal."""
        key = id(step)
        if key not in self.seen:
            fixed, moving = 0.0, []
            per_day = {"time": 1.0, "cost": 0.0}.get(self.minimise) if isinstance(self.minimise, str) else None
            by_time = (self.minimise.usd_per_day if per_day is None else per_day) / DAY
            if by_time:
                parts = parts_of(self.network, [step])
                fixed += parts.fixed * by_time
                for term in parts.terms:
                    much = term.multiplier[0] * by_time
                    moving.append((term.figure, lambda z, term=term, much=much: term.shape.at(z) * much))
            if self.minimise != "time":
                figure = None if step.price_figure is None else self.network.figures[step.price_figure]
                if figure is None or figure.low == figure.high or not figure.value:
                    fixed += step.millicents / USD
                else:
                    name = figure.element, figure.quantity
                    moving.append((name, lambda z, figure=figure, usd=step.millicents / USD: usd * spread(figure, z)))
            self.seen[key] = fixed, moving
        return self.seen[key]

    def given(self, known: dict[Any, np.ndarray], size: int) -> np.ndarray:
        """Return what is expected of each path where the normals of some figures are known."""
        found = np.zeros((len(self.paths), size))
        for row, path in zip(found, self.paths, strict=True):
            for fixed, moving in path:
                row += fixed
                for name, at in moving:
                    if name in known:
                        row += at(known[name])
                    else:
                        row += float(at(self.levels).mean())
        return found


def spread(figure: Any, z: np.ndarray) -> np.ndarray:
    """Return a price as a share of its value: two halves of normals."""
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    down, up = (figure.value - low) / figure.value / Q, (high - figure.value) / figure.value / Q
    return np.maximum(np.where(z < 0, 1 + down * z, 1 + up * z), 0)


@cases(quick=1, long=15)
@given(specs(3, 4), st.integers(0, 2**32 - 1), st.sampled_from(["time", "cost", "both"]), st.data())
def test_it_is_what_all_paths_tell_level_by_level(spec, seed, least, data):
    rows = with_prices(with_chances(rows_of(spec), seed), seed) | {"causes": []}
    network = network_of(rows)
    places = list(network.places)
    assume(len(places) > 1)
    box = Shipment(places[0], places[-1], scope=data.draw(st.sampled_from(["door", "terminal"])))
    limits = Constraints(
        max_transshipments=data.draw(st.sampled_from([None, 1, 3])),
        max_usd=data.draw(st.sampled_from([None, 2000])),
        via=places[1] if len(places) > 2 and data.draw(st.booleans()) else (),
    )
    minimise = GeneralisedCost(usd_per_day=30) if least == "both" else least
    found = routing.value_of_information(
        network, box, minimise=minimise, constraints=limits, samples=SAMPLES, seed=seed
    )
    try:
        every = Enumerated(network, found.question)
    except TooManyPathsError:
        assume(False)
    if not every.paths:
        assert found.status is Status.INFEASIBLE and found.route is None
        return
    assert_enumerated(found, every, seed)
    routing.verify(network, found)


def assert_enumerated(found: Any, every: Enumerated, seed: int) -> None:
    mean = every.given({}, 1)[:, 0]
    chosen, exactly = int(mean.argmin()), {"abs": 2e-6 * (1 if found.unit == "days" else 10)}
    assert found.expected == pytest.approx(mean[chosen], **exactly)
    names = sorted({name for path in every.paths for _, moving in path for name, _ in moving})
    worths = {(one.figure.element, one.figure.quantity): one for one in found.figures}
    for name in names:
        values = every.given({name: every.levels}, len(every.levels))
        worth = mean.min() - values.min(axis=0).mean()
        told = worths[name].worth.value if name in worths else 0.0
        assert told == pytest.approx(worth, **exactly), name
        assert name in worths or name in found.never
    block = Draws(seed, SAMPLES).blocks()[0]
    normals = {name: block.normal(f"figure {name[0]} {name[1]}") for name in names}
    values = every.given(normals, SAMPLES)
    near = [row for row, value in enumerate(mean) if value <= mean.min() + exactly["abs"]]  # equal ones: any of them
    least = max((one.worth.value for one in found.figures), default=0.0)  # knowing one of them is worth no more
    total = [max(values[row].mean() - values.min(axis=0).mean(), least) for row in near]
    assert min(abs(found.total.worth.value - one) for one in total) < 1e-5


def dicey(low=(7, 18), causes=(), **more):
    """Return three lines from A to B: one of 11 days for certain, one of 10 or so, one that is always the slowest."""
    builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    said = {"source": "S", "kind": "assumption"}
    for name, days, *ends in (("safe", 11, 11, 11), ("dicey", 10, *low), ("slow", 30, 25, 40)):
        builder.add_service(id=name, name=name, kind="line", mode="sea", stops=["A", {"place": "B", "path": "A-B"}])
        builder.add_figure(element=name, quantity="wait", value=0, unit="d", **said)
        hours = {"element": f"{name}#2", "quantity": "running_time", "unit": "d"}
        builder.add_figure(**hours, value=days, low=ends[0], high=ends[1], **said)
        money = {"unit": "USD", "currency": "USD", "basis": "shipment", **said}
        builder.add_figure(element=name, quantity="price", value=100, **money)
    for cause, element, loading in causes:
        row = {"cause": cause, "about": "other", "element": element, "loading": loading, "note": "a toy"}
        builder.add_cause(**row, low=0, high=1, kind="assumption")
    return builder.build()


BOX = Shipment("A", "B")


def test_who_knew_the_dicey_line_would_take_it_when_it_is_fast():
    found = routing.value_of_information(dicey(), BOX)
    (one,) = found.figures
    assert found.route.legs[0].service == "safe" and found.plain.legs[0].service == "dicey"
    # a = 3, b = 8: with z = (11 - 10) on the tail the line takes 11 days; below that it is taken
    z = normal_levels()
    days = np.where(z < 0, 10 + 3 * z / Q, 10 + 8 * (z + 0.6 * z * z) / (Q + 0.6 * Q * Q)).clip(0)
    assert one.worth.value == pytest.approx(np.maximum(11 - days, 0).mean(), abs=1e-9)
    assert one.turns == (days < 11).mean() and one.is_exact and one.worth.error == 0
    assert one.other.legs[0].service == "dicey"
    assert found.never == (("slow#2", "running_time"),)
    assert found.total.worth.value >= one.worth.value


def test_by_cost_nothing_is_worth_knowing_where_prices_are_certain():
    found = routing.value_of_information(dicey(), BOX, minimise="cost")
    assert found.total.worth.value == 0 and found.total.is_exact and found.figures == () == found.groups
    assert "nothing is worth knowing before" in str(found)


def test_knowing_a_cause_tells_of_the_figures_that_hang_on_it():
    # the running time of the dicey line loads 0.8 on a cause: E[days | c] is the mean over what is left, N(0.8 c, 0.6)
    found = routing.value_of_information(dicey(causes=[("storm", "dicey", 0.8)]), BOX, samples=400, seed=3)
    block = Draws(3, 400).blocks()[0]
    grid, weight = np.polynomial.hermite_e.hermegauss(120)
    z = 0.8 * block.normal("cause storm")[:, None] + 0.6 * grid
    days = np.where(z < 0, 10 + 3 * z / Q, 10 + 8 * (z + 0.6 * z * z) / (Q + 0.6 * Q * Q)).clip(0) @ weight
    expected = np.maximum(11 - days / weight.sum(), 0)
    (cause,) = [one for one in found.groups if one.what == "cause"]
    assert cause.worth.value == pytest.approx(expected.mean(), abs=2e-3) and cause.count == 1 and not cause.is_exact
    assert cause.worth.error == pytest.approx(1.96 * expected.std(ddof=1) / 20, rel=0.01)
    (figure,) = found.figures
    assert figure.worth.value > cause.worth.value and not figure.is_exact


def test_what_shares_a_cause_is_learnt_with_it():
    # both lines hang on one cause alone: who knows the time of one knows that of the other
    net = dicey(causes=[("storm", "dicey", 1), ("storm", "slow", 1)])
    found = routing.value_of_information(net, BOX, samples=200)
    assert [(one.name, one.worth.value) for one in found.figures] == [
        ("dicey#2 running_time", found.total.worth.value),
        ("slow#2 running_time", found.total.worth.value),
    ]


def test_waits_and_cancelled_trains_count_with_their_means():
    net = journey(headway=(24, 48, 96), cancelled=20)
    found = routing.value_of_information(net, Shipment("A", "C", scope="terminal"))
    exact = routing.punctuality(net, found.route, samples=1000).exact_mean_days
    assert found.expected == pytest.approx(exact, rel=1e-4) and found.figures == () and len(found.never) == 4


def test_it_is_told_in_every_form():
    for found in (
        routing.value_of_information(dicey(), BOX, samples=60),
        routing.value_of_information(dicey(), BOX, samples=60, constraints=Constraints(max_days=1)),
    ):
        assert str(found) and found._repr_html_() and len(repr(found)) < 201 and found.to_dict()["samples"] == 60
        assert len(found.to_frame().columns) > 3
        routing.verify(found.network, found)


def test_verify_reckons_it_anew():
    found = routing.value_of_information(dicey(), BOX, samples=60)
    one = found.figures[0]
    dearer = replace(one, worth=replace(one.worth, value=9.0))
    cheaper = replace(one, worth=replace(one.worth, value=0.5))
    for planted, words in (
        (replace(found, expected=10.9), "are expected of the chosen route; reckoned again"),
        (replace(found, figures=(dearer,)), "is worth 9.0, all figures together"),
        (replace(found, figures=(cheaper,)), "by the route that is told alone"),
    ):
        with pytest.raises(VerificationError, match=words):
            routing.verify(found.network, planted)


def test_what_is_asked_for_must_make_sense():
    with pytest.raises(QuestionError) as error:
        routing.value_of_information(dicey(), BOX, minimise="co2e", samples=1, seed=0.5)
    assert all(f"{name}=" in str(error.value) for name in ("minimise", "samples", "seed"))


def test_the_same_seed_tells_the_same():
    net = dicey(causes=[("storm", "dicey", 0.5)])
    one, other = (routing.value_of_information(net, BOX, samples=50, seed=7) for _ in range(2))
    assert one.to_dict() == other.to_dict()

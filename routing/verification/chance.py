"""A punctuality held against the network: the same journeys described and drawn a second time; a part of `verify`.

The rules of ``networks/data/chance.md`` are written here once more, from the network's own records, with another
generator of random numbers: what a range means, what goes wrong together, waits, cancelled departures, connections that
are missed. Two draws are never equal; held against each other are probability, mean and percentiles, to five and a half
standard errors, and the exact mean against a formula.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.figure import Figure, FigureKey
from networks.network import Network
from networks.timetable.moments import moments
from networks.timetable.openings import open_windows
from routing.answers.punctuality import Estimate, Punctuality
from routing.errors import VerificationError
from routing.question.clock import moment_at, seconds_of
from routing.question.shipment import Shipment
from routing.steps.step import Step
from routing.verification.days import service_fault
from routing.verification.fitted import GRID, WEIGHT, fitted_at
from routing.verification.hours import Hours
from routing.verification.reckoning import TIME_UNITS, decimal

SAMPLES, SEED, SURE = 20_000, 20_160_301, 5.5
PER_DAY = 1_440_000
Q = 1.2815515655446004
LONG = 0.6
Z975 = 1.959963984540054
YEAR_S = 366 * 86_400
NORMAL = NormalDist()
Numbers = NDArray[np.float64]
Known = Mapping[FigureKey, Numbers]


def check_punctuality(network: Network, found: Punctuality) -> None:
    """Raise VerificationError with the first thing of a punctuality that a second draw does not bear out."""
    _check_numbers(found)
    journey = Journey(network, found.route.steps)
    if found.route.model == "clock":
        assert found.route.shipment is not None
        taken = journey.by_the_clock(found.route.shipment)
    else:
        taken = journey.by_headways()
        _near("exact_mean_days", found.exact_mean_days or 0.0, journey.mean() / PER_DAY, 2e-4)
        _near("exact_deviation_days", found.exact_deviation_days or 0.0, float(taken.std()) / PER_DAY, 0.05)
    _check_draws(found, np.sort(taken) / PER_DAY)


def _check_numbers(found: Punctuality) -> None:
    """Check what can be told of the numbers alone: their order, their intervals, and that they fit one another."""
    share, samples = found.on_time, found.samples
    told = {"on_time": share, **{f"P{percent}": one for percent, one in found.quantiles.items()}}
    for name, one in told.items():
        if not one.low <= one.value <= one.high:
            _fail(f"{name}: {one.value} does not lie between {one.low} and {one.high}")
    for end in (share.low, share.high):  # Wilson: the probabilities from which the share is just so far
        far = abs(end - share.value) - Z975 * math.sqrt(max(end * (1 - end), 0.0) / samples)
        if abs(far) > 1e-9 and 0 < end < 1:
            _fail(f"on_time: {end} is no end of its interval")
    ascending = [one.value for one in found.quantiles.values()]
    if ascending != sorted(ascending):
        _fail(f"percentiles are not in order: {ascending}")
    for percent, one in found.quantiles.items():
        if (one.value <= found.deadline_days) != (share.value >= percent / 100 - 0.5 / samples):
            _fail(f"P{percent} is {one.value}, and {share.value} are there within {found.deadline_days}")
    whole = math.fsum(one.share for one in found.shares if one.share is not None)
    if found.route.model != "clock" and found.exact_deviation_days and abs(whole - 1) > 1e-9:
        _fail(f"shares add up to {whole}")
    if sum(found.histogram.counts) != samples - found.never:
        _fail(f"bars hold {sum(found.histogram.counts)} of {samples} samples")


def _check_draws(found: Punctuality, days: Numbers) -> None:
    """Hold the numbers against a second draw, in its order."""
    here = float((days <= found.deadline_days).mean())
    middle = (here * SAMPLES + found.on_time.value * found.samples) / (SAMPLES + found.samples)
    error = math.sqrt(max(middle * (1 - middle), 1e-4) * (1 / SAMPLES + 1 / found.samples))
    if abs(here - found.on_time.value) > SURE * error:
        _fail(f"on_time is {found.on_time.value:.4f}; a second draw has {here:.4f}")
    if found.mean_days is not None and np.isfinite(days).all():
        error = float(days.std()) * math.sqrt(1 / SAMPLES + 1 / found.samples)
        _near("mean_days", found.mean_days.value, float(days.mean()), SURE * error, absolute=True)
    for percent, one in found.quantiles.items():
        _check_quantile(percent, one, days)


def _check_quantile(percent: int, one: Estimate, days: Numbers) -> None:
    """Check that no fewer and no more lie below the ends of a percentile than chance has it."""
    share = percent / 100
    room = SURE * math.sqrt(share * (1 - share) / SAMPLES)
    below, up_to = float((days < one.low).mean()), float((days <= one.high).mean())
    if below > share + room or up_to < share - room:
        _fail(
            f"P{percent} lies between {one.low} and {one.high}; of a second draw {below:.3f} and {up_to:.3f} lie below"
        )


class Journey:
    """The steps of a route with what their figures say, drawn by a generator of its own."""

    def __init__(self, network: Network, steps: Sequence[Step]) -> None:
        self.network, self.steps = network, steps
        self.random = np.random.default_rng(SEED)
        self.normals: dict[str, Numbers] = {}
        self.homes: dict[tuple[str, str], str] = {}
        for step in steps:
            if step.time_figure is not None:
                self.homes.setdefault(step.time_figure, step.component)

    def by_headways(self) -> Numbers:
        """Return the milliminutes of each sample, where waits are by headways."""
        total = np.zeros(SAMPLES)
        for step in self.steps:
            figure = self._figure(step)
            spent = self._spent(step, figure)
            if figure is not None and figure.quantity == "headway":
                spent = spent * 2.0 * self.random.random(SAMPLES)
            total += spent + self._missed_headways(step)
        return total

    def by_the_clock(self, shipment: Shipment) -> Numbers:
        """Return the milliminutes of each sample, where departures are met or missed."""
        begin = seconds_of(moment_at(self.network, shipment.origin, shipment.ready, "ready"))
        hours, at, planned = Hours(self.network, shipment, begin), np.zeros(SAMPLES), 0
        for number, step in enumerate(self.steps):
            planned += step.milliminutes or 0
            if step.kind == "waiting":  # planned; whoever comes otherwise waits otherwise
                continue
            at = self._opened(hours, step, at)
            if step.kind != "board" or not step.timetable:
                at = at + self._spent(step, self._figure(step))
                continue
            leaving = self._leaving(hours, begin, number, planned)
            missed = self.random.geometric(1 - self._cancelled(step), SAMPLES) - 1
            which = np.searchsorted(leaving, np.rint(at) + step.lead) + missed
            at = np.append(leaving, math.inf)[np.minimum(which, len(leaving))]
        return at

    def mean(self, known: Known | None = None) -> Any:
        """Return the mean of the milliminutes by headways, by a formula; `known`: figures with their normals."""
        total: Any = 0.0
        for step in self.steps:
            figure = self._figure(step)
            total = total + self._mean(float(step.milliminutes or 0), figure, known or {})
            every = self._every(step)
            share = self._cancelled(step)
            if share and every is not None:
                total = total + share / (1 - share) * self._mean(_milliminutes(every), every, known or {})
        return total

    def _mean(self, middle: float, figure: Figure | None, known: Known) -> Any:
        if figure is None or not middle:
            return middle
        if (normal := known.get((figure.element, figure.quantity))) is not None:
            return _spread(self.network, middle, figure, normal)
        if (figure.element, figure.quantity) in self.network.distributions:
            return float(_spread(self.network, middle, figure, GRID) @ WEIGHT)
        low, high, tail = _ends(middle, figure)
        half = NORMAL.pdf(0.0)
        down, up = (middle - low) / Q, (high - middle) / (Q + tail * Q * Q)
        below = 0.0
        if down > 0:  # a low that is the value may differ from it in the last digit
            cut = middle / down
            below = down * (NORMAL.pdf(cut) - cut * NORMAL.cdf(-cut))
        return middle - down * half + up * (half + tail / 2) + below

    def _figure(self, step: Step) -> Figure | None:
        return None if step.time_figure is None else self.network.figure(*step.time_figure)

    def _spent(self, step: Step, figure: Figure | None) -> Numbers:
        """Return what a step takes in each sample, a wait by headways with its mean."""
        middle = float(step.milliminutes or 0)
        if figure is None or not middle:
            return np.full(SAMPLES, middle)
        return self._drawn(middle, figure, self.homes[figure.element, figure.quantity])

    def _drawn(self, middle: float, figure: Figure, component: str) -> Numbers:
        return _spread(self.network, middle, figure, self._normal(figure, component))

    def _opened(self, hours: Hours, step: Step, at: Numbers) -> Numbers:
        """Return when a step may be begun by whoever comes at some milliminutes since the begin."""
        element = hours.keeps_to(step)
        spans = open_windows(self.network, element, hours.begin, hours.begin + YEAR_S) if element else None
        if spans is None:
            return at
        opens, closes = ((side - hours.begin) * 1000 / 60 for side in spans)
        begun: Numbers = np.maximum(at, np.append(opens, math.inf)[np.searchsorted(closes, at, side="right")])
        return begun

    def _missed_headways(self, step: Step) -> Numbers:
        every, share = self._every(step), self._cancelled(step)
        if not share or every is None:
            return np.zeros(SAMPLES)
        component = self.homes.get((every.element, every.quantity), step.component)
        missed = self.random.geometric(1 - share, SAMPLES) - 1
        return missed * self._drawn(_milliminutes(every), every, component)

    def _normal(self, figure: Figure, component: str) -> Numbers:
        """Return the standard normal variable of a figure, made of its causes and of what is left."""
        loadings = dict(_loadings(self.network, figure)) or {component: 1.0}
        left = math.sqrt(max(0.0, 1.0 - sum(loading**2 for loading in loadings.values())))
        found = left * self._standard(f"{figure.element} {figure.quantity}")
        for cause, loading in loadings.items():
            found = found + loading * self._standard(f"cause {cause}")
        return found

    def _standard(self, name: str) -> Numbers:
        if name not in self.normals:
            self.normals[name] = self.random.standard_normal(SAMPLES)
        return self.normals[name]

    def _cancelled(self, step: Step) -> float:
        figure = self.network.figure(step.element, "cancelled") if step.kind == "board" else None
        return 0.0 if figure is None else figure.value / 100

    def _every(self, step: Step) -> Figure | None:
        """Return the headway of what a step boards."""
        waited = self._figure(step)
        if step.kind != "board" or (waited is not None and waited.quantity == "headway"):
            return waited if step.kind == "board" else None
        service = self.network.services_of_all_dates.get(step.element)
        stops = [] if service is None else [stop for stop in service.stops if stop.place == step.places[0]]
        names = [*(f"{step.element}#{stop.seq}" for stop in stops), step.element]
        return next((one for name in names if (one := self.network.figure(name, "headway")) is not None), None)

    def _leaving(self, hours: Hours, begin: int, number: int, planned: int) -> Numbers:
        """Return when the service of a boarding leaves its stop, in milliminutes since the begin."""
        step = self.steps[number]
        service = self.network.services_of_all_dates[step.element]
        rows = [row for row, stop in enumerate(service.stops) if stop.place == step.places[0]] or [0]
        for row in rows:
            if not hours.leaves(service, row, planned):
                continue
            after = hours.after(service, row) or 0
            first = begin - after * 60 // 1000 - 86_400
            times = moments(self.network, service.id, first, begin + YEAR_S).times
            at = np.round((times - begin) * 1000 / 60) + after
            shipment = hours.shipment
            runs = [one >= 0 and not service_fault(self.network, shipment, service.id, int(one)) for one in at.tolist()]
            return np.asarray(at[np.array(runs, dtype=np.bool_)], dtype=np.float64)
        raise VerificationError(f"step {number + 1}: {service.id} does not leave {step.places[0]} then")


def _spread(network: Network, middle: float, figure: Figure, normal: Numbers) -> Numbers:
    """Return a time at values of a standard normal variable."""
    fitted = network.distributions.get((figure.element, figure.quantity))
    if fitted is not None and figure.value:
        return middle / figure.value * fitted_at(fitted, normal)
    low, high, tail = _ends(middle, figure)
    up = normal + tail * normal**2
    above = middle + (high - middle) * up / (Q + tail * Q * Q)
    return np.maximum(np.where(normal < 0, middle + (middle - low) * normal / Q, above), 0.0)


def _ends(middle: float, figure: Figure) -> tuple[float, float, float]:
    """Return the ends of a time and how long its tail is; of a speed the high end is the short time."""
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    tail = 0.0 if figure.quantity in ("headway", "origin_wait") else LONG
    if not figure.value:
        return middle, middle, tail
    if figure.quantity == "speed":
        return middle * figure.value / high, middle * figure.value / low if low else math.inf, tail
    return middle * low / figure.value, middle * high / figure.value, tail


def _milliminutes(figure: Figure) -> float:
    return float(decimal(figure.value) * TIME_UNITS[figure.unit] * Fraction(1000))


def _loadings(network: Network, figure: Figure) -> Iterator[tuple[str, float]]:
    """Yield the causes that move a figure, by the rows of causes.csv."""
    rows = list(network.catalogue["causes"].rows())
    names = list(_named(network, figure.element)) if rows else []
    for cause in sorted({row["cause"] for row in rows}):
        said = [
            (names.index(row["element"]), row["quantity"] == "", row["loading"])
            for row in rows
            if row["cause"] == cause and row["element"] in names and row["quantity"] in ("", figure.quantity)
        ]
        if said and min(said)[2]:
            yield cause, min(said)[2]


def _named(network: Network, element: str) -> Iterator[str]:
    """Yield what rows may call an element, what says most about it first."""
    yield element
    whole = element.rpartition("#")[0] or element
    yield from (whole,) if whole != element else ()
    for table, kind in (("services", "mode"), ("links", "mode"), ("operations", ""), ("procedures", "")):
        for row in network.catalogue[table].rows():
            if row["id"] != whole:
                continue
            if kind:
                yield f"mode:{row['mode']}"
            else:
                yield from (row["place"],) if row["place"] else ()
                yield f"{table[:-1]}:{row['kind']}"
    yield "network"


def _near(name: str, told: float, here: float, room: float, *, absolute: bool = False) -> None:
    if abs(told - here) > room * (1.0 if absolute else max(abs(here), 1e-9)) + 1e-9:
        _fail(f"{name} is {told}; reckoned again it is {here}")


def _fail(words: str) -> None:
    raise VerificationError(f"punctuality: {words}")

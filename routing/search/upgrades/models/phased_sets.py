"""Upgrades phased over years as an integer programme, by OR-Tools' CP-SAT.

With b_ut = 1 if upgrade u, which takes d_u years, is begun in year t, d'_ut = sum of b_us over s <= t - d_u + 1 (done
at the end of t), and x_tS = 1 if exactly the set S is done at the end of t,

    minimise sum_tS w_S x_tS      (or sum_ut c_u b_ut with x_tS = 0 for all S that are not good, for one year t)
    subject to sum_t b_ut <= 1, sum_S x_tS = 1, sum_{S with u} x_tS = d'_ut,
    payments of each year within its budget (or all up to it within all budgets up to it),
    d'_ut <= d'_vt where u requires v, sum_t b_ut + sum_t b_vt <= 1 where they exclude each other.

Exact: CP-SAT proves the optimum in integers; one worker, so that the same model gives the same answer. It knows nothing
of states: a second opinion on `routing.search.upgrades.phases`.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from typing import NamedTuple

from routing.apart import apart, library
from routing.search.bits import bits_of
from routing.search.upgrades.phases import Phasing
from routing.status import Status

EXACT = 2**53


class PhasedOutcome(NamedTuple):
    """`Status.OPTIMAL` with what is least, `INFEASIBLE`, or `UNKNOWN` when the time was over."""

    status: Status
    least: int | None = None


def least_phased(
    phasing: Phasing, weights: Mapping[int, int], good: Collection[int], year: int | None, time_limit_s: float
) -> PhasedOutcome:
    """Return the least price with which a good set is done at the end of a year; without one the least sum of weights.

    Parameters
    ----------
    weights
        Of every set that may be done, as bits.
    good, year
        Sets, one of which is to be done at the end of the year with this number; None: no year.

    Raises
    ------
    OverflowError
        Numbers whose sums CP-SAT does not keep exactly.
    """
    years, count = range(len(phasing.budgets)), range(len(phasing.payments))
    prices = [sum(one) for one in phasing.payments]
    if max(sum(prices), sum(phasing.budgets), len(years) * sum(weights.values())) >= EXACT:
        raise OverflowError("numbers too large for CP-SAT to be exact")
    until = time.monotonic() + time_limit_s
    cp_model = library("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    begun = [
        [model.new_bool_var("") if at + len(phasing.payments[bit]) <= len(years) else None for at in years]
        for bit in count
    ]
    sums = [sum(one for one in row if one is not None) for row in begun]
    for bit in count:
        model.add(sums[bit] <= 1)
        for other in bits_of(phasing.sets.excludes[bit]):
            model.add(sums[bit] + sums[other] <= 1)
    paid = []
    for now in years:
        due = sum(
            phasing.payments[bit][now - at] * one
            for bit in count
            for at, one in enumerate(begun[bit])
            if one is not None and 0 <= now - at < len(phasing.payments[bit])
        )
        paid.append(due)
        if phasing.is_carried:
            model.add(sum(paid) <= sum(phasing.budgets[: now + 1]))
        else:
            model.add(due <= phasing.budgets[now])
    told = []
    for now in years:
        done = [
            sum(
                one
                for at, one in enumerate(begun[bit])
                if one is not None and at + len(phasing.payments[bit]) <= now + 1
            )
            for bit in count
        ]
        for bit in count:
            for other in bits_of(phasing.sets.requires[bit]):
                model.add(done[bit] <= done[other])
        if year is not None and now != year:
            continue
        is_set = {mask: model.new_bool_var("") for mask in (weights if year is None else good)}
        model.add_exactly_one(is_set.values())
        for bit in count:
            model.add(sum(one for mask, one in is_set.items() if mask >> bit & 1) == done[bit])
        told.append(sum(weights[mask] * one for mask, one in is_set.items()))
    model.minimize(sum(told) if year is None else sum(price * one for price, one in zip(prices, sums, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(0.0, until - time.monotonic())
    solver.parameters.catch_sigint_signal = False
    status = apart(lambda: solver.solve(model), solver.stop_search)
    if status == cp_model.INFEASIBLE:
        return PhasedOutcome(Status.INFEASIBLE)
    if status != cp_model.OPTIMAL:
        return PhasedOutcome(Status.UNKNOWN)
    return PhasedOutcome(Status.OPTIMAL, int(solver.response_proto.inner_objective_lower_bound))

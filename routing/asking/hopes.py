"""Whether a scenario can open a route at all: asked cheaply of a network that is never worse than the scenario.

In that network everything is on offer at any date but what the scenario leaves withheld, and what it changes costs what
it costs then, or nothing where that is not plain. It is made of the arrays of one network for all scenarios; where a
scenario changes more than figures and what is on offer nothing is said, and it is to be tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.customs import area_of
from networks.model.keys import ELEMENTS, split_leg
from networks.model.offer import WITHHOLDABLE
from networks.model.scenario import Change, Scenario
from networks.network import Network
from routing.asking.barring import Bars, bars_of
from routing.asking.explain_search import least_of
from routing.asking.what_if import all_on_offer
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.rule import without
from routing.compiling.sieves import sieved
from routing.compiling.sieves.figures import needed_columns
from routing.question.question import Question
from routing.search.budget import Budget
from routing.steps.kinds import BOARD, DEMURRAGE, ORIGIN, RIDE

TIME, PRICE = "milliminutes", "millicents"
FIGURE_OF = {TIME: "time_figure", PRICE: "price_figure"}
COLUMN_OF = dict.fromkeys(("time", "running_time", "speed", "wait", "origin_wait", "headway"), TIME)
COLUMN_OF |= dict.fromkeys(("price", "rate", "demurrage", "free_time"), PRICE)
KIND_OF = {"running_time": RIDE, "speed": RIDE, "wait": BOARD, "origin_wait": BOARD, "headway": BOARD}
KIND_OF |= {"demurrage": DEMURRAGE, "free_time": DEMURRAGE}
SHRINKS = ("speed",)  # with these amounts shrink, with the others of `LINEAR` they grow
LINEAR = (*SHRINKS, "time", "running_time", "wait", "origin_wait", "headway", "price", "rate")
EVERYWHERE = ("network", "origin_wait")  # the one figure of the whole network that goes into times
ROUNDING = 2  # integers by which two roundings may differ


class Hope(NamedTuple):
    """A question to the network with everything on offer: its problem, which arcs no ban closes, what is barred.

    Beside these the arcs that charge demurrage, and those that begin a journey with a wait.
    """

    problem: Problem
    usable: NDArray[np.bool_]
    bars: Bars
    charged: NDArray[np.bool_]
    begun: NDArray[np.int64]


def hope_of(network: Network, question: Question, also: Sequence[str]) -> Hope:
    """Return a question to the network with everything on offer at any date, and nothing that is not known banned."""
    asked = replace(question, on_any_day=True, spares_unknown=True, spares_courses=True, spares_small=True)
    asked = replace(asked, spares_unlocated=True)
    problem = compile_problem(all_on_offer(network), asked, also)
    steps = [arc.step for arc in problem.table.expansion.arcs]
    return Hope(
        problem=problem,
        usable=sieved(problem.table, all_on_offer(network), asked).usable,
        bars=bars_of(network, question),
        charged=np.array([step.kind == DEMURRAGE for step in steps], dtype=np.bool_),
        begun=np.flatnonzero([step.kind == BOARD and step.component == ORIGIN for step in steps]),
    )


def may_open(network: Network, scenario: Scenario, hope: Hope, budget: Budget, also: Sequence[str]) -> bool:
    """Tell whether a question may have a route in a scenario: no is certain.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    return not _is_judged(network, scenario) or least_of(_at_best(network, scenario, hope, also), budget) is not None


def _is_judged(network: Network, scenario: Scenario) -> bool:
    """Tell whether a scenario only offers, withdraws and gives figures, without fares, to elements as they are."""
    is_other_year = scenario.price_year not in (None, network.price_year)
    if is_other_year or not _has_same_customs(network, scenario):
        return False
    known = set().union(*(network.catalogue[name]["id"].tolist() for name in ELEMENTS))
    return all(
        change.action != "set"
        if change.table in WITHHOLDABLE
        else change.table == "figures"
        and ((change.element, change.column) == EVERYWHERE or (_element(change) in known and ">" not in change.element))
        for change in scenario.changes
    )


def _has_same_customs(network: Network, scenario: Scenario) -> bool:
    """Tell whether each territory is in the same customs area on the day of a scenario."""
    members, day = network.customs_members, scenario.as_of
    return day is None or all(
        area_of(code, members, network.as_of) == area_of(code, members, day)
        for code in {member.territory for member in members}
    )


def _element(change: Change) -> str:
    """Return the element that a figure is of; of a leg its line."""
    return (split_leg(change.element) or (change.element, ""))[0]


def _at_best(network: Network, scenario: Scenario, hope: Hope, also: Sequence[str]) -> Problem:
    """Return a problem in which nothing is dearer, longer or more barred than in a scenario."""
    problem, bars = hope.problem, hope.bars
    table, row = problem.table, problem.row
    is_judged_then = scenario.as_of is not None and problem.question.shipment.ready is None
    barred = bars.off | bars.planned if is_judged_then else bars.all
    columns = {name: cells.copy() for name, cells in table.columns.items()}
    missing = {name: cells.copy() for name, cells in table.missing.items()}
    usable = hope.usable.copy()
    standing = {change.element: change.action for change in scenario.changes if change.table in WITHHOLDABLE}
    for change in scenario.changes:
        if change.table == "figures":
            _give(network, change, hope, columns, missing)
    offered = {name for name, action in standing.items() if action == "add"}
    closed = (barred - offered) | (standing.keys() - offered)
    for kind in ("place", "link", "element"):
        usable &= without(table, kind, closed)
    needed = dict.fromkeys((*needed_columns(problem.question.minimise, problem.limits), *also))
    for column in needed:
        usable &= ~missing[column]
    return replace(
        problem,
        usable=usable[row],
        columns={**problem.columns, **{name: cells[row] for name, cells in columns.items()}},
        vector=(np.zeros(len(row), dtype=np.int64), *problem.vector[1:]),
    )


def _give(
    network: Network,
    change: Change,
    hope: Hope,
    columns: dict[str, NDArray[np.int64]],
    missing: dict[str, NDArray[np.bool_]],
) -> None:
    """Let the arcs that a figure may be read for cost what they cost by it, or nothing where that is not plain."""
    factor, touched = _factor(network, change), _touched(change, hope)
    arcs = hope.problem.table.expansion.arcs
    column = COLUMN_OF.get(change.column)
    if column is None:
        for cells in columns.values():
            cells[touched] = 0
        for lacking in missing.values():
            lacking[touched] = False
        return
    for number in touched.tolist():
        step = arcs[number].step
        read = getattr(step, FIGURE_OF[column])
        if (change.column in KIND_OF and step.kind != KIND_OF[change.column]) or _is_of_another_leg(change, read):
            continue
        plain = factor is not None and read == (change.element, change.column)
        amount = int(columns[column][number] * factor) - ROUNDING if plain and factor is not None else 0
        columns[column][number], missing[column][number] = max(0, amount), False
    if column == TIME:  # a shorter dwell is charged for fewer days
        columns[PRICE][hope.charged], missing[PRICE][hope.charged] = 0, False


def _touched(change: Change, hope: Hope) -> NDArray[np.int64]:
    """Return the arcs that touch the element of a change."""
    if (change.element, change.column) == EVERYWHERE:
        return hope.begun
    found = [hope.problem.table.arcs_of(kind).get(_element(change)) for kind in ("place", "link", "element")]
    return np.unique(np.concatenate([arcs for arcs in found if arcs is not None] or [np.empty(0, np.int64)]))


def _is_of_another_leg(change: Change, read: tuple[str, str] | None) -> bool:
    """Tell whether what an arc costs is read of a leg, and the change is of another one."""
    if read is None or split_leg(read[0]) is None or split_leg(change.element) is None:
        return False
    return read[0] != change.element


def _factor(network: Network, change: Change) -> Fraction | None:
    """Return by what the amounts grow that are read of a figure which a change sets; None where that is not plain."""
    old = network.figure(change.element, change.column)
    if old is None or change.action != "set" or change.column not in LINEAR or not old.value:
        return None
    if any(getattr(change, field) not in ("", getattr(old, field)) for field in ("unit", "basis", "currency")):
        return None
    try:
        factor = Fraction(change.value) / Fraction(old.value)
    except ValueError:
        return None
    return factor if change.column not in SHRINKS else 1 / factor if factor else None

"""What is told of upgrades as plain numbers, text and lists; a part of `as_dict`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from routing.views.dict_parts import Plain, heading_dict, question_dict, warnings_list

if TYPE_CHECKING:
    from networks.model.upgrade import Upgrade
    from routing.answers.robust_upgrades import RobustSet, RobustUpgrades
    from routing.answers.upgrade_phases import PhasedPlan, UpgradePhases
    from routing.answers.upgrade_plan import UpgradePlan, UpgradePoint
    from routing.answers.welfare_plan import WelfarePlan, WelfarePoint

WELFARE_NUMBERS = "usd", "bound_usd", "gap", "saved_usd", "assignments", "is_bounded"


def plan_dict(found: UpgradePlan) -> Plain:
    """Return the sets, the curve, the ladder, the shares and the upgrades with their prices."""
    return {
        "network": heading_dict(found.network),
        "questions": [
            question_dict(question) | {"weight": weight}
            for question, weight in zip(found.questions, found.weights, strict=True)
        ],
        "max_days": found.max_days,
        "budget_usd": found.budget_usd,
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "upgrades": [_upgrade_dict(one) for one in found.upgrades],
        **{name: _point_dict(getattr(found, name)) for name in ("before", "chosen", "fastest")},
        "curve": [_point_dict(point) for point in found.curve],
        "ladder": [asdict(rung) | {"upgrades": list(rung.upgrades)} for rung in found.ladder],
        "shares": [
            {"upgrade": one.upgrade, "days": one.days, "exact_days": str(one.exact)}
            | {"error": one.error, "alone": one.alone, "last": one.last}
            for one in found.shares
        ],
        "thresholds": [asdict(one) for one in found.thresholds],
        "idle": list(found.idle),
        "expansions": found.expansions,
        "warnings": warnings_list(found),
    }


def _upgrade_dict(one: Upgrade) -> Plain:
    about = ("id", "title", "price_usd", "low_usd", "high_usd", "kind", "source", "from_year", "until_year", "paid_by")
    told = {name: getattr(one, name) for name in about}
    return told | {"requires": list(one.requires), "excludes": list(one.excludes)}


def welfare_dict(found: WelfarePlan, assignment: Plain | None) -> Plain:
    """Return both sets, what is least with its bound, and the assignment with the best set as it is given."""
    return {
        "network": heading_dict(found.network),
        "budget_usd": found.budget_usd,
        "weeks": found.welfare.weeks,
        "choice": found.welfare.choice,
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "upgrades": [{"id": one.id, "title": one.title, "price_usd": one.price_usd} for one in found.upgrades],
        "before": _welfare_dict(found.before),
        "chosen": _welfare_dict(found.chosen),
        **{name: getattr(found, name) for name in WELFARE_NUMBERS},
        "assignment": assignment,
        "warnings": warnings_list(found),
    }


def _welfare_dict(point: WelfarePoint | None) -> Plain | None:
    return None if point is None else asdict(point) | {"upgrades": list(point.upgrades)}


def _point_dict(point: UpgradePoint | None) -> Plain | None:
    if point is None:
        return None
    lists = {name: list(getattr(point, name)) for name in ("upgrades", "unknown", "each")}
    return lists | {"usd": point.usd, "days": point.days, "ways": [list(way) for way in point.ways]}


def robust_dict(found: RobustUpgrades) -> Plain:
    """Return the sets in all scenarios, which of them is which, and what to learn first."""
    told = ("max_days", "sure", "samples", "seed", "tried", "hopeless")
    named = ("chosen", "as_stated", "at_worst", "least_regret", "surest")
    return {
        "network": heading_dict(found.network),
        "questions": [question_dict(question) for question in found.questions],
        **{name: getattr(found, name) for name in told},
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "upgrades": [_upgrade_dict(one) for one in found.upgrades],
        **{name: None if one is None else _set_dict(one) for name in named for one in (getattr(found, name),)},
        "sets": [_set_dict(one) for one in found.sets],
        "undecided": [list(one.upgrades) for one in found.undecided],
        "effects": [
            asdict(one) | {"if_worse": list(one.if_worse), "if_better": list(one.if_better)} for one in found.effects
        ],
        "prices": [asdict(one) for one in found.prices],
        "without_effect": list(found.without_effect),
        "warnings": warnings_list(found),
    }


def _set_dict(one: RobustSet) -> Plain:
    lists = {name: list(getattr(one, name)) for name in ("upgrades", "unknown", "tenths")}
    return asdict(one) | lists


def phases_dict(found: UpgradePhases) -> Plain:
    """Return the plans year by year."""
    return {
        "network": heading_dict(found.network),
        "questions": [question_dict(question) for question in found.questions],
        "max_days": found.max_days,
        "yearly_budget_usd": [{"year": year, "usd": usd} for year, usd in found.yearly_budget_usd],
        "is_carried": found.is_carried,
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "upgrades": [_upgrade_dict(one) for one in found.upgrades],
        "built_in": [
            {"upgrade": name, "years": years, "is_assumed": assumed} for name, years, assumed in found.built_in
        ],
        "before": _point_dict(found.before),
        "plans": [_phased_dict(plan) for plan in found.plans],
        "best": None if found.best is None else _phased_dict(found.best),
        "warnings": warnings_list(found),
    }


def _phased_dict(plan: PhasedPlan) -> Plain:
    years = [
        {name: getattr(year, name) for name in ("year", "budget_usd", "spent_usd")}
        | {"begun": list(year.begun), "done": list(year.done), "point": _point_dict(year.point)}
        for year in plan.years
    ]
    return {"usd": plan.usd, "reached_in": plan.reached_in, "years": years}

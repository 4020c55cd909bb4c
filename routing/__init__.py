"""Freight routing over rail and sea: questions, exact answers, and where every hour and dollar comes from.

>>> import networks, routing
>>> from routing import Constraints, Shipment
>>> net = networks.load("eurasia")
>>> result = routing.solve(net, Shipment("JPYOK", "RUMOW"), constraints=Constraints(avoid_territories={"CN"}))
>>> result.status.name
'OPTIMAL'
"""

from __future__ import annotations

import networks as _networks

if not getattr(_networks, "LANDBRIDGE", False):
    raise ImportError(
        f"the package 'networks' in {getattr(_networks, '__file__', 'an unknown place')} is not landbridge's: "
        "another package of that name comes first on the import path; remove it, or install landbridge in an "
        "environment of its own"
    )

from importlib import import_module
from typing import TYPE_CHECKING, Any

from routing.answers.results import Conflict, Leg, Proof, Result, Route, Status
from routing.errors import DisagreementError, LimitReachedError, NoRouteError, QuestionError, VerificationError
from routing.query import Constraints, GeneralisedCost, Question, Shipment
from routing.solving import solve

if TYPE_CHECKING:  # what `__getattr__` finds when it is asked for
    from routing.answers.corridors import Alternatives
    from routing.answers.frontiers import Frontier
    from routing.answers.indicators import Cpmm, cpmm
    from routing.answers.sensible import SetAside
    from routing.borders.auditing import Audit, NetworkAudit, audit, audit_network
    from routing.borders.verdict import Verdict
    from routing.comparison import Comparison, Price, compare, compare_results, price_of
    from routing.corridor_search import alternatives
    from routing.front_search import frontier
    from routing.thresholds import BreakEven, break_even
    from routing.verification import verify

_LATER = {  # module -> names that are imported when first used: a plain question needs none of them
    "answers.corridors": ("Alternatives",),
    "answers.indicators": ("Cpmm", "cpmm"),
    "answers.frontiers": ("Frontier",),
    "answers.sensible": ("SetAside",),
    "borders.auditing": ("Audit", "NetworkAudit", "audit", "audit_network"),
    "borders.verdict": ("Verdict",),
    "comparison": ("Comparison", "Price", "compare", "compare_results", "price_of"),
    "corridor_search": ("alternatives",),
    "front_search": ("frontier",),
    "thresholds": ("BreakEven", "break_even"),
    "verification": ("verify",),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}

__all__ = [
    "Alternatives",
    "Audit",
    "BreakEven",
    "Comparison",
    "Conflict",
    "Constraints",
    "Cpmm",
    "DisagreementError",
    "Frontier",
    "GeneralisedCost",
    "Leg",
    "LimitReachedError",
    "NetworkAudit",
    "NoRouteError",
    "Price",
    "Proof",
    "Question",
    "QuestionError",
    "Result",
    "Route",
    "SetAside",
    "Shipment",
    "Status",
    "Verdict",
    "VerificationError",
    "alternatives",
    "audit",
    "audit_network",
    "break_even",
    "compare",
    "compare_results",
    "cpmm",
    "frontier",
    "price_of",
    "solve",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

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

from routing.border_audit import Audit, NetworkAudit, audit, audit_network
from routing.border_verdict import Verdict
from routing.comparison import Comparison, Price, compare, compare_results, price_of
from routing.corridor_search import alternatives
from routing.corridors import Alternatives
from routing.errors import DisagreementError, LimitReachedError, NoRouteError, QuestionError, VerificationError
from routing.front_search import frontier
from routing.frontiers import Frontier
from routing.query import Constraints, GeneralisedCost, Question, Shipment
from routing.results import Conflict, Leg, Proof, Result, Route, Status
from routing.solving import solve
from routing.thresholds import BreakEven, break_even
from routing.verification import verify

__all__ = [
    "Alternatives",
    "Audit",
    "BreakEven",
    "Comparison",
    "Conflict",
    "Constraints",
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
    "frontier",
    "price_of",
    "solve",
    "verify",
]

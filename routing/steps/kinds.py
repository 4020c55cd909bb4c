"""Kinds of steps, what the goods are doing meanwhile, and the lines of a breakdown."""

from __future__ import annotations

# Kind of a step -> what the goods are doing meanwhile.
ACTIVITY = {
    "origin": "handling", "load": "handling", "unload": "handling", "delivery": "handling",
    "lift": "handling", "bogie_change": "handling",
    "board": "waiting", "demurrage": "waiting", "ride": "moving", "alight": "handling", "pass": "handling",
    "export": "clearance", "import": "clearance", "transit_opening": "clearance", "transit_closing": "clearance",
    "papers": "clearance", "handover": "clearance",
}  # fmt: skip


# The lines of a breakdown, in the order of a journey. Rides are under their mode.
COMPONENTS = ("origin", "sea", "ferry", "waiting", "port", "customs", "papers", "rail", "road", "inland_water",
              "air", "border", "delivery")  # fmt: skip

"""Kinds of steps, what the goods are doing meanwhile, and the lines of a breakdown."""

from __future__ import annotations

ORIGIN, LOAD, UNLOAD, DELIVERY = "origin", "load", "unload", "delivery"
LIFT, BOGIE_CHANGE = "lift", "bogie_change"
BOARD, RIDE, ALIGHT = "board", "ride", "alight"
PASS, DEMURRAGE = "pass", "demurrage"
EXPORT, IMPORT, TRANSIT_OPENING, TRANSIT_CLOSING = "export", "import", "transit_opening", "transit_closing"
PAPERS, HANDOVER = "papers", "handover"

OF_A_LEG = frozenset({BOARD, RIDE, ALIGHT})  # what is done with a service: they make the legs of a route
CUSTOMS = frozenset({EXPORT, IMPORT, TRANSIT_OPENING, TRANSIT_CLOSING})

MOVING, WAITING, HANDLING, CLEARANCE = "moving", "waiting", "handling", "clearance"
ACTIVITIES = (MOVING, WAITING, HANDLING, CLEARANCE)

# Kind of a step -> what the goods are doing meanwhile.
ACTIVITY = {
    ORIGIN: HANDLING,
    LOAD: HANDLING,
    UNLOAD: HANDLING,
    DELIVERY: HANDLING,
    LIFT: HANDLING,
    BOGIE_CHANGE: HANDLING,
    BOARD: WAITING,
    DEMURRAGE: WAITING,
    RIDE: MOVING,
    ALIGHT: HANDLING,
    PASS: HANDLING,
    EXPORT: CLEARANCE,
    IMPORT: CLEARANCE,
    TRANSIT_OPENING: CLEARANCE,
    TRANSIT_CLOSING: CLEARANCE,
    PAPERS: CLEARANCE,
    HANDOVER: CLEARANCE,
}

BORDER = "border"  # the line of a breakdown that stands for land borders

# The lines of a breakdown, in the order of a journey. Rides are under their mode.
COMPONENTS = (
    "origin",
    "sea",
    "ferry",
    "waiting",
    "port",
    "customs",
    "papers",
    "rail",
    "road",
    "inland_water",
    "air",
    BORDER,
    "delivery",
)

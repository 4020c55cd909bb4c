"""Kinds of steps, what the goods are doing meanwhile, and the lines of a breakdown: each named once.

Where a kind of step and a line of a breakdown are one word (``origin``, ``delivery``, ``papers``, ``surcharge``,
``waiting``), they are one name.
"""

from __future__ import annotations

# Kinds of steps: carriage,
BOARD = "board"  # waiting for a departure
RIDE = "ride"
DWELL = "dwell"  # aboard, at a stop
ALIGHT = "alight"
TAKEOVER = "takeover"  # the price of a railway that a wagon is handed over to
PASS = "pass"  # free
# terminal operations,
ORIGIN = "origin"
LOAD = "load"
LIFT = "lift"
BOGIE_CHANGE = "bogie_change"
UNLOAD = "unload"
DELIVERY = "delivery"
DEMURRAGE = "demurrage"  # the charge for a dwell beyond the free time
# and procedures.
EXPORT = "export"
IMPORT = "import"
TRANSIT_OPENING = "transit_opening"
TRANSIT_CLOSING = "transit_closing"
PAPERS = "papers"
HANDOVER = "handover"
DELAY = "delay"  # a queue, or how much longer something takes that is slowed
SURCHARGE = "surcharge"  # what is paid on a place, a link, a service or a border besides all else

OF_A_LEG = frozenset({BOARD, RIDE, ALIGHT, TAKEOVER})  # what is done with a service: they make the legs of a route
AT_THE_ENDS = frozenset({ORIGIN, LOAD, UNLOAD, DELIVERY})  # operations between a door and a vehicle
CUSTOMS_KINDS = frozenset({EXPORT, IMPORT, TRANSIT_OPENING, TRANSIT_CLOSING})

MOVING, HANDLING, CLEARANCE = "moving", "handling", "clearance"
WAITING = "waiting"  # as a kind: until what is to be done next opens
ACTIVITIES = (MOVING, WAITING, HANDLING, CLEARANCE)

# Kind of a step -> what the goods are doing meanwhile.
ACTIVITY = {
    **dict.fromkeys((ORIGIN, LOAD, UNLOAD, DELIVERY, LIFT, BOGIE_CHANGE), HANDLING),
    BOARD: WAITING,
    DWELL: WAITING,
    DEMURRAGE: WAITING,
    WAITING: WAITING,
    DELAY: WAITING,
    RIDE: MOVING,
    ALIGHT: HANDLING,
    TAKEOVER: HANDLING,
    PASS: HANDLING,
    **dict.fromkeys((EXPORT, IMPORT, TRANSIT_OPENING, TRANSIT_CLOSING, PAPERS, HANDOVER, SURCHARGE), CLEARANCE),
}

PORT, CUSTOMS, BORDER = "port", "customs", "border"
SEA, FERRY, RAIL, ROAD, INLAND_WATER, AIR = "sea", "ferry", "rail", "road", "inland_water", "air"

# The lines of a breakdown, in the order of a journey. Rides are under their mode.
COMPONENTS = (
    ORIGIN,
    SEA,
    FERRY,
    WAITING,
    PORT,
    CUSTOMS,
    PAPERS,
    RAIL,
    ROAD,
    INLAND_WATER,
    AIR,
    BORDER,
    SURCHARGE,
    DELIVERY,
)

"""The units that integers count: thousandths of a minute, a cent, a gram and a metre; and how many make a larger one.

Fine enough that what each arc is rounded by (half a thousandth at most) does not add up to a minute, a cent, a gram or
a metre on a route of a thousand arcs; coarse enough that two sums over a continent fit side by side in 64 bits.
"""

from __future__ import annotations

MILLI = 1000  # milliminutes in a minute, millicents in a cent, milligrams in a gram, millimetres in a metre
HOUR, DAY = 60 * MILLI, 1440 * MILLI  # milliminutes
USD = 100 * MILLI  # millicents
KG = 1000 * MILLI  # milligrams
KM = 1000 * MILLI  # millimetres

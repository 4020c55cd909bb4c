"""What stands for nothing where 0 would be taken for a figure that is missing: connectors of traffic networks."""

from __future__ import annotations

NO_TIME_H = 1e-9  # a few microseconds
NO_LENGTH_KM = 1e-9  # a micrometre

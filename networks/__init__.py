"""Freight networks of rail and sea: what exists, of when, and who says so.

Load the built-in one, read your own, or build one; then ask `routing` about it.
"""

from networks.build import NetworkBuilder
from networks.difference import diff
from networks.elements import Change, Figure, Link, Operation, Place, Procedure, Scenario, Service, Source, Stop
from networks.errors import DataError, DataWarning, Finding, FreightError, UnknownNameError
from networks.library import load, scenarios
from networks.network import Network
from networks.readers.csv_folder import check, read
from networks.readers.frames import from_frames
from networks.readers.geojson import read_geojson
from networks.readers.graphs import from_networkx
from networks.writers.csv_folder import write

LANDBRIDGE = True  # `routing` looks for it: other distributions own a package of this name
__version__ = "0.1.0"

__all__ = [
    "LANDBRIDGE",
    "Change",
    "DataError",
    "DataWarning",
    "Figure",
    "Finding",
    "FreightError",
    "Link",
    "Network",
    "NetworkBuilder",
    "Operation",
    "Place",
    "Procedure",
    "Scenario",
    "Service",
    "Source",
    "Stop",
    "UnknownNameError",
    "check",
    "diff",
    "from_frames",
    "from_networkx",
    "load",
    "read",
    "read_geojson",
    "scenarios",
    "write",
]

"""Freight networks of rail and sea: what exists, of when, and who says so.

Load the built-in one, read your own, or build one; then ask `routing` about it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from networks.elements import Change, Figure, Link, Operation, Place, Procedure, Scenario, Service, Source, Stop
from networks.errors import DataError, DataWarning, Finding, FreightError, UnknownNameError
from networks.library import load, scenarios
from networks.network import Network
from networks.readers.csv_folder import check, read

if TYPE_CHECKING:  # what `__getattr__` finds when it is asked for
    from networks.build import NetworkBuilder
    from networks.difference import diff
    from networks.readers.frames import from_frames
    from networks.readers.geojson import read_geojson
    from networks.readers.graphs import from_networkx
    from networks.writers.csv_folder import write

_MODULE_OF = {  # imported when first used: a question to the built-in network needs none of them
    "NetworkBuilder": "build",
    "diff": "difference",
    "from_frames": "readers.frames",
    "from_networkx": "readers.graphs",
    "read_geojson": "readers.geojson",
    "write": "writers.csv_folder",
}

LANDBRIDGE = True
"""Tells this package from those of other distributions that bear its name: `routing` looks for it."""

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


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

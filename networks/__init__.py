"""Freight networks of rail and sea: what exists, of when, and who says so.

Load the built-in one, read your own, or build one; then ask `routing` about it. Every name, and every module, is
imported when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what `__getattr__` finds when it is asked for
    from networks.builder import NetworkBuilder
    from networks.builtin import editions, load, scenarios, upgrades
    from networks.changes.differing import diff
    from networks.errors import (
        AmbiguousNameError,
        DataError,
        DataWarning,
        Finding,
        Findings,
        FreightError,
        UnknownNameError,
    )
    from networks.geo.worldview import Borders
    from networks.model.calendars import DeparturePattern, OpeningHours
    from networks.model.causes import CauseLoading
    from networks.model.closure import Closure
    from networks.model.distributions import Distribution
    from networks.model.elements import Corridor, Link, Operation, Place, Procedure, Service, Stop
    from networks.model.figure import Figure, Source
    from networks.model.scenario import Change, Scenario
    from networks.model.upgrade import Upgrade
    from networks.network import Network
    from networks.readers.areas import read_areas
    from networks.readers.borders import read_borders
    from networks.readers.frames import from_frames
    from networks.readers.geojson import read_geojson
    from networks.readers.graphs import from_networkx
    from networks.readers.gtfs import read_gtfs
    from networks.readers.reading import check, read
    from networks.readers.upgrades import read_upgrades
    from networks.ways.graph import Port, WayGraph
    from networks.ways.sea import sea
    from networks.what_if.closing import closed
    from networks.what_if.delaying import queued, slowed
    from networks.what_if.drayage import with_drayage
    from networks.what_if.joining import join
    from networks.what_if.locating import with_territories
    from networks.what_if.money import told_in
    from networks.what_if.own_changes import read_changes
    from networks.what_if.rating import with_rates
    from networks.what_if.serving import add_service
    from networks.what_if.simplifying import simplified
    from networks.what_if.surcharging import surcharge
    from networks.writers.csv_folder import write
    from networks.writers.geojson import write_geojson
    from networks.writers.gtfs import write_gtfs
    from networks.writers.json_schema import json_schema

_NAMES = {  # module -> the public names that it holds
    "builder": "NetworkBuilder",
    "builtin": "editions load scenarios upgrades",
    "changes.differing": "diff",
    "errors": "AmbiguousNameError DataError DataWarning Finding Findings FreightError UnknownNameError",
    "model.calendars": "DeparturePattern OpeningHours",
    "geo.worldview": "Borders",
    "model.causes": "CauseLoading",
    "model.closure": "Closure",
    "model.distributions": "Distribution",
    "model.elements": "Corridor Link Operation Place Procedure Service Stop",
    "model.figure": "Figure Source",
    "model.scenario": "Change Scenario",
    "model.upgrade": "Upgrade",
    "network": "Network",
    "readers.areas": "read_areas",
    "readers.borders": "read_borders",
    "readers.frames": "from_frames",
    "readers.geojson": "read_geojson",
    "readers.graphs": "from_networkx",
    "readers.gtfs": "read_gtfs",
    "readers.reading": "check read",
    "readers.upgrades": "read_upgrades",
    "ways.graph": "Port WayGraph",
    "ways.sea": "sea",
    "what_if.closing": "closed",
    "what_if.delaying": "queued slowed",
    "what_if.drayage": "with_drayage",
    "what_if.joining": "join",
    "what_if.locating": "with_territories",
    "what_if.money": "told_in",
    "what_if.own_changes": "read_changes",
    "what_if.rating": "with_rates",
    "what_if.serving": "add_service",
    "what_if.simplifying": "simplified",
    "what_if.surcharging": "surcharge",
    "writers.csv_folder": "write",
    "writers.geojson": "write_geojson",
    "writers.gtfs": "write_gtfs",
    "writers.json_schema": "json_schema",
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names.split()}
_MODULES = (
    "admitting",
    "builder",
    "builtin",
    "changes",
    "errors",
    "geo",
    "model",
    "network",
    "parts",
    "readers",
    "rules",
    "stamp",
    "timetable",
    "ways",
    "what_if",
    "writers",
)

LANDBRIDGE = True
"""Tells this package from those of other distributions that bear its name: `routing` looks for it."""

__version__ = "0.1.0"

__all__ = [
    "LANDBRIDGE",
    "AmbiguousNameError",
    "Borders",
    "CauseLoading",
    "Change",
    "Closure",
    "Corridor",
    "DataError",
    "DataWarning",
    "DeparturePattern",
    "Distribution",
    "Figure",
    "Finding",
    "Findings",
    "FreightError",
    "Link",
    "Network",
    "NetworkBuilder",
    "OpeningHours",
    "Operation",
    "Place",
    "Port",
    "Procedure",
    "Scenario",
    "Service",
    "Source",
    "Stop",
    "UnknownNameError",
    "Upgrade",
    "WayGraph",
    "add_service",
    "check",
    "closed",
    "diff",
    "editions",
    "from_frames",
    "from_networkx",
    "join",
    "json_schema",
    "load",
    "queued",
    "read",
    "read_areas",
    "read_borders",
    "read_changes",
    "read_geojson",
    "read_gtfs",
    "read_upgrades",
    "scenarios",
    "sea",
    "simplified",
    "slowed",
    "surcharge",
    "told_in",
    "upgrades",
    "with_drayage",
    "with_rates",
    "with_territories",
    "write",
    "write_geojson",
    "write_gtfs",
]

if not TYPE_CHECKING:  # a type checker is to see the names above and no others

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF and name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import gc
        from importlib import import_module

        was_on = gc.isenabled()
        gc.disable()  # what is imported stays: a collection would find nothing in it
        try:
            module = import_module(f"{__name__}.{_MODULE_OF.get(name, name)}")
        finally:
            if was_on:
                gc.enable()
        if name in _MODULES:
            return module
        found = globals()[name] = getattr(module, name)
        return found

    def __dir__() -> list[str]:
        return sorted(__all__)

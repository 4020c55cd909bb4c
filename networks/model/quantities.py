"""On which elements each quantity is read; on any other nobody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HANGS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "time": ("operation", "procedure"),
        "running_time": ("leg", "area"),
        "wait": ("stop", "place", "service"),
        "origin_wait": ("stop", "service", "network"),
        "headway": ("stop", "service"),
        "speed": ("leg", "link", "service"),
        "price": ("service", "fare", "operation", "procedure"),
        "rate": ("leg", "service"),
        "co2e": ("leg", "service", "operation", "operation:KIND", "traction:NAME", "grid:CC"),
        "co2e_ttw": ("leg", "service", "operation", "operation:KIND", "traction:NAME"),
        "energy": ("traction:NAME",),
        "capacity": ("leg", "link", "place", "service"),
        "vehicle_capacity": ("service",),
        "tonnes_per_teu": ("load:KIND",),
        "usd_per_unit": ("currency:XXX",),
        "price_index": ("network",),
        "free_time": ("place",),
        "demurrage": ("place",),
        "inventory": ("commodity:NAME", "load:KIND"),
        "ft40_ratio": ("leg", "fare", "service", "operation", "procedure", "place", "network"),
    }
)

CLASSES = {  # what a key of a class begins with -> how the table above calls it
    "operation": "operation:KIND",
    "traction": "traction:NAME",
    "grid": "grid:CC",
    "load": "load:KIND",
    "currency": "currency:XXX",
    "commodity": "commodity:NAME",
    "mode": "mode:NAME",
}

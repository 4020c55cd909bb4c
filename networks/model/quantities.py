"""On which elements each quantity is read, and what one unit of it may be counted on; on any other nobody reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

HANGS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "time": ("operation", "procedure", "closure"),
        "running_time": ("leg", "area"),
        "wait": ("stop", "place", "service"),
        "origin_wait": ("stop", "service", "network"),
        "headway": ("stop", "service"),
        "dwell": ("leg",),
        "cut_off": ("stop", "service", "place"),
        "speed": ("leg", "link", "service"),
        "price": ("service", "fare", "operation", "procedure"),
        "rate": ("leg", "service"),
        "co2e": ("leg", "service", "operation", "operation:KIND", "traction:NAME", "grid:CC"),
        "co2e_ttw": ("leg", "service", "operation", "operation:KIND", "traction:NAME"),
        "energy": ("traction:electric",),
        "capacity": ("leg", "link", "place", "service"),
        "vehicle_capacity": ("service",),
        "cancelled": ("service",),
        "slowdown": ("closure",),
        "tonnes_per_teu": ("load:container",),
        "empty_ratio": ("load:container",),
        "usd_per_unit": ("currency:XXX",),
        "price_index": ("network",),
        "free_time": ("place",),
        "demurrage": ("place",),
        "inventory": ("commodity:NAME", "load:KIND"),
        "ft20_gross": ("mode:NAME",),
        "ft40_gross": ("mode:NAME",),
        "ft40_ratio": ("leg", "fare", "service", "operation", "procedure", "place", "network"),
    }
)

ONCE = ("shipment", "container", "teu", "tonne")  # for what is done once, however long it is
PER_KM = ("container_km", "teu_km", "tonne_km")  # for what is ridden: the same in one piece and in many
PAID_ONCE = (*ONCE, "declaration", "lorry")  # what is paid for, not what emits: papers weigh nothing
PAID_PER_KM = (*PER_KM, "lorry_km")
PER_DAY = ("shipment_day", "container_day", "teu_day", "tonne_day")
SHARE = "percent_of_value_per_day"  # charged on the value of the goods, so it has no currency
_CARBON = ((("leg", "service", "traction:NAME"), PER_KM), (("operation", "operation:KIND"), ONCE))

# Quantity -> the bases that it has, by the kinds of elements; a quantity that is not here has none.
BASES: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = MappingProxyType(
    {
        "price": ((HANGS_ON["price"], PAID_ONCE),),
        "rate": ((HANGS_ON["rate"], PAID_PER_KM),),
        "co2e": (*_CARBON, (("grid:CC",), ("kwh",))),
        "co2e_ttw": _CARBON,
        "energy": ((HANGS_ON["energy"], PER_KM),),
        "demurrage": ((HANGS_ON["demurrage"], PER_DAY),),
        "inventory": ((HANGS_ON["inventory"], (SHARE,)),),
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


def bases_of(quantity: str, kinds: Collection[str]) -> tuple[str, ...]:
    """Return the bases that a quantity has of elements of some kinds, those of all where it is read of none of them.

    Examples
    --------
    >>> bases_of("co2e", ("service", "line")), bases_of("co2e", ("grid:CC",)), bases_of("wait", ("place",))
    (('container_km', 'teu_km', 'tonne_km'), ('kwh',), ())
    """
    groups = BASES.get(quantity, ())
    found = [bases for wanted, bases in groups if set(wanted) & set(kinds)] or [bases for _, bases in groups]
    return tuple(dict.fromkeys(basis for bases in found for basis in bases))

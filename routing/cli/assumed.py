"""What an answer took for granted because nothing was said about it."""

from __future__ import annotations

import argparse

from networks.network import Network
from routing.views.text.table import number

NO_DAY = "no day on which the goods are ready, so no seasonal service"
BY_THE_CLOCK = (
    "Taken for every wait: until a departure of the timetable, for which the goods are there by the cut-off, or by the "
    "planned wait before it; of a service without departures and headway its stated wait, at any time."
)


def assumptions(arguments: argparse.Namespace, network: Network, *, scenarios: str = "") -> str:
    """Return in one or two sentences what holds for lack of an option, and how waits are counted.

    Parameters
    ----------
    arguments
        What was asked.
    network
        The network that answers.
    scenarios
        What to say of scenarios; "": by the network.
    """
    taken = [words for name, words in _defaults(network).items() if getattr(arguments, name, "") is None]
    if getattr(arguments, "usd_per_day", None) is not None:
        taken.remove("least time")
    if arguments.load in ("wagon", "bulk"):
        taken = [words for words in taken if "container" not in words and "TEU" not in words]
    on_clock = any(getattr(arguments, name, None) is not None for name in ("depart", "arrive_by", "first"))
    if on_clock:
        taken = [words for words in taken if words != NO_DAY]
    waits = BY_THE_CLOCK if on_clock else _waits(network)
    taken.append(scenarios or _scenario(network))
    return f"Taken for lack of another word: {'; '.join(part for part in taken if part)}.\n{waits}"


def _defaults(network: Network) -> dict[str, str]:
    load = network.figure("load:container", "tonnes_per_teu")
    weight = "no weight" if load is None else f"{load.value:g} t a TEU (no weight given)"
    return {
        "containers": "1 container",
        "size": "size 20ft container",
        "tonnes": weight,
        "load": "carried as container",
        "scope": "door to door",
        "minimise": "least time",
        "ready": NO_DAY,
    }


def _scenario(network: Network) -> str:
    of = f"as of {network.as_of}" if network.as_of else "of no stated date"
    return f"no scenario, the network {network.name} {of}" if not network.scenario else f"the network {of}"


def _waits(network: Network) -> str:
    planned = network.figure("network", "origin_wait")
    at_origin = f"the planned {number(planned.value, 1)} {planned.unit}" if planned is not None else "the same"
    return (
        f"Taken for every wait: the stated wait of the service, else half its headway; at the origin {at_origin}, "
        "unless the service or the stop has its own."
    )

"""How pictures call routes: their names, their ends, their totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from networks.network import Network
from routing.answers.route import Route
from routing.views.plots.fonts import can_write
from routing.views.plots.style import LONGEST_NAME, plain
from routing.views.text.doubt import brief_days, brief_usd
from routing.views.text.table import number


def named_routes(routes: Route | Sequence[Route] | Mapping[str, Route]) -> dict[str, Route]:
    """Return routes by name; a single one has the name ""."""
    if isinstance(routes, Route):
        return {"": routes}
    if isinstance(routes, Mapping):
        return dict(routes)
    return {f"route {index}": route for index, route in enumerate(routes, start=1)}


def ends_text(route: Route) -> str:
    """Return the names of origin and destination."""
    return " - ".join(place_label(route.network, place) for place in (route.places[0], route.places[-1]))


def place_label(network: Network, place: str, longest: int = LONGEST_NAME) -> str:
    """Return the name of a place, or its id where no font has the letters of the name."""
    name = network.places[place].name
    return plain(name if can_write(name) else place, longest)


def place_title(network: Network, place: str) -> str:
    """Return name and id of a place; the id alone where no font has the letters of the name."""
    name = network.places[place].name
    return f"{name} ({place})" if can_write(name) else place


def network_label(network: Network) -> str:
    """Return the title of a network, or its name without one, or where no font has the letters of the title."""
    return network.title if network.title and can_write(network.title) else network.name


def heading_label(network: Network) -> str:
    """Return the heading of a network, with its name where no font has the letters of its title."""
    return network.heading.replace(network.title or network.name, network_label(network), 1)


def names_of(network: Network, places: Iterable[str]) -> list[str]:
    """Return the names of places in their own letters."""
    return [network.places[place].name for place in places if place in network.places]


def totals(route: Route) -> str:
    """Return days and USD of a route, each with where it likely lies, and km on one line."""
    return f"{brief_days(route)}; {brief_usd(route)}; {number(route.km)} km"

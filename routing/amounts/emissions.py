"""Which emission factors apply to a step, and what they come to: the emitting half of the expanded graph.

As in `charges`, what the network has no figure for is None, never a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from networks.model.elements import Link
from networks.model.figure import Figure, FigureKey
from networks.model.keys import grid_key, is_of_class, operation_key, traction_key
from networks.network import Network
from routing.amounts.charges import first_figure, rounded, summed
from routing.amounts.conversion import grams_of, grid_grams
from routing.amounts.load import Load
from routing.amounts.rounding import thousandths

Emission = tuple[int | None, int | None, tuple[FigureKey, ...]]  # milligrams well to wheel, tank to wheel, figures
Traction = tuple[Fraction | None, Fraction | None, list[FigureKey]]  # the same of one rail link, not rounded


def ride_emissions(
    network: Network, load: Load, leg: str, service: str, by_link: Sequence[Traction], km: float | None
) -> Emission:
    """Return the milligrams of a ride: factor of the leg or service, else of the traction of each link."""
    figure = first_figure(network, (leg, "co2e"), (service, "co2e"))
    if figure is not None:
        return emission(network, load, figure, km)
    total = summed([grams for grams, _, _ in by_link])
    if total is None:
        return None, None, ()
    keys = dict.fromkeys(key for _, _, found in by_link for key in found)
    return thousandths(total), rounded(summed([ttw for _, ttw, _ in by_link])), tuple(keys)


def emission(network: Network, load: Load, figure: Figure, km: float | None = None) -> Emission:
    """Return the milligrams of a factor, and of the tank-to-wheel factor of the same element."""
    part = first_figure(network, (figure.element, "co2e_ttw"))
    ttw = None if part is None else grams_of(part.value, part, load, km)
    keys = tuple((found.element, found.quantity) for found in (figure, part) if found is not None)
    return rounded(grams_of(figure.value, figure, load, km)), rounded(ttw), keys


def traction_grams(network: Network, load: Load, link: Link, country: str) -> Traction:
    """Return the exact grams of a rail link, well to wheel and tank to wheel, by its traction and the tail's country.

    A factor of the traction in that country comes first. Else electric traction takes its energy times the
    electricity of the country, and last the factor of the traction anywhere. Electric traction emits nothing itself.
    """
    traction = {"yes": "electric", "no": "diesel", "partly": "partly"}.get(link.electrified)
    if link.mode != "rail" or traction is None:
        return None, None, []
    here, anywhere = traction_key(traction, country), traction_key(traction)
    figure = first_figure(network, (here, "co2e"))
    if figure is None and traction == "electric":
        energy = first_figure(network, (here, "energy"), (anywhere, "energy"))
        grid = first_figure(network, (grid_key(country), "co2e"))
        if energy is not None and grid is not None:
            keys = [(energy.element, energy.quantity), (grid.element, grid.quantity)]
            return grid_grams(energy, grid, load, link.length_km), Fraction(0), keys
    figure = figure or first_figure(network, (anywhere, "co2e"))
    if figure is None:
        return None, None, []
    part = first_figure(network, (figure.element, "co2e_ttw"))
    keys = [(found.element, found.quantity) for found in (figure, part) if found is not None]
    ttw = Fraction(0) if traction == "electric" else None
    if part is not None:
        ttw = grams_of(part.value, part, load, link.length_km)
    return grams_of(figure.value, figure, load, link.length_km), ttw, keys


def counts_terminals(network: Network) -> bool:
    """Tell whether a network has emission factors of terminal operations; without any, they are out of scope."""
    return any(
        quantity == "co2e" and (element in network.operations or is_of_class(element, "operation"))
        for element, quantity in network.figures
    )


def operation_emissions(network: Network, load: Load, operation: str, kind: str) -> Emission:
    """Return the milligrams of a terminal operation: by its own factor, else by that of its kind."""
    figure = first_figure(network, (operation, "co2e"), (operation_key(kind), "co2e"))
    return (None, None, ()) if figure is None else emission(network, load, figure)

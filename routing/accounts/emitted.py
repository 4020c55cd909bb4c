"""What the CO2e of a step is made of: the part of each factor, or of each pair of energy and electricity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.amounts.conversion import grams_of, grid_grams
from routing.amounts.emissions import traction_grams
from routing.amounts.load import Load
from routing.amounts.units import KM, MILLI
from routing.steps.step import Step

PART = "co2e_ttw"  # tells how much of the whole the vehicle itself emits: it moves no sum well to wheel

Ends = tuple[Fraction, Fraction]
Emitted = tuple[Fraction, list[tuple[Figure, Ends]]]  # milligrams, and what they come to at the ends of each figure


def emitted_parts(network: Network, load: Load, step: Step) -> list[Emitted]:
    """Return the milligrams of a step in parts, each with its figures; none of what a link itself is given to emit.

    They are asked for by each range, share and likely end of a route, and worked out once.
    """
    key = (emitted_parts, load, step.co2e_figures, step.milligrams, step.millimetres, step.links)
    return network.worked_out(key, lambda: _parts(network, load, step))


def _parts(network: Network, load: Load, step: Step) -> list[Emitted]:
    whole = Fraction(step.milligrams or 0)
    keys = [key for key in step.co2e_figures if key[1] != PART]
    if not keys:
        return [(whole, [])]
    km = None if step.millimetres is None else float(Fraction(step.millimetres, KM))
    if len(keys) == 1:
        return [(whole, _moved(network, load, keys, km))]
    parts = [part for link in step.links for part in _of_link(network, load, link)]
    return [*parts, (whole - sum(milligrams for milligrams, _ in parts), [])]  # the rest is what rounding left


def _of_link(network: Network, load: Load, name: str) -> Iterator[Emitted]:
    """Yield the part of a link that is run over by its traction."""
    link = network.links[name]
    grams, _, found = traction_grams(network, load, link, network.places[link.tail].country)
    keys = [key for key in found if key[1] != PART]
    if grams is not None:
        yield grams * MILLI, _moved(network, load, keys, link.length_km)


def _moved(network: Network, load: Load, keys: Sequence[FigureKey], km: float | None) -> list[tuple[Figure, Ends]]:
    """Return the milligrams at the low and at the high end of each figure, the others as they are."""
    figures = [network.figures[key] for key in keys]
    found = []
    for at, figure in enumerate(figures):
        ends = []
        for value in (figure.low, figure.high):
            moved = figure if value is None else replace(figure, value=value)
            ends.append(_grams(load, [*figures[:at], moved, *figures[at + 1 :]], km) * MILLI)
        found.append((figure, (ends[0], ends[1])))
    return found


def _grams(load: Load, figures: Sequence[Figure], km: float | None) -> Fraction:
    """Return the exact grams of a factor, or of energy and electricity; 0 where that cannot be told."""
    if len(figures) == 1:
        return grams_of(figures[0].value, figures[0], load, km) or Fraction(0)
    energy, grid = figures
    return grid_grams(energy, grid, load, km) or Fraction(0)

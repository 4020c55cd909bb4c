"""Amounts of rides over many links at once, as columns: what `own_links` and `rides` say of one ride."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.distinct import combined
from networks.model.elements import Service
from networks.model.figure import Figure
from networks.network import Network
from routing.amounts import charges, emissions
from routing.amounts.by_column import Column, Floats, OfKm, constant_column, of_km, scaled
from routing.amounts.conversion import cents_of, grams_of, minutes_of
from routing.amounts.units import HOUR, KG, KM, USD
from routing.compiling.bundle import Ints
from routing.compiling.ground import Ground
from routing.compiling.link_columns import link_columns
from routing.question.measures import CO2E, COST, DISTANCE, TIME


def own_columns(network: Network, rows: Ints) -> dict[str, Column]:
    """Return the amounts of links that are usable by themselves."""
    links = network.tables["links"]
    stated = {TIME: ("hours", HOUR), COST: ("usd", USD), CO2E: ("kg_co2e", KG), DISTANCE: ("length_km", KM)}
    return {measure.column: scaled(links[name][rows], factor) for measure, (name, factor) in stated.items()}


def area_columns(ground: Ground, service: Service, rows: Ints) -> dict[str, Column]:
    """Return the amounts of rides by an area over links that have no figures of their own."""
    network, km = ground.network, ground.network.tables["links"]["length_km"][rows]
    timed = charges.first_figure(network, (service.id, "running_time"), (service.id, "speed"))
    rate, factor = (network.figure(service.id, quantity) for quantity in ("rate", "co2e"))
    if rate is None:
        paid = charges.ride_price(network, ground.load, service.id, service.id, None, fares=False)
        cost = constant_column(paid[0], len(rows))
    else:
        cost = of_km(km, lambda length: cents_of(rate.value, rate, ground.load, network, length))
    if factor is None:
        co2e = _by_traction(ground, rows, km)
    else:
        co2e = of_km(km, lambda length: grams_of(factor.value, factor, ground.load, length))
    return {
        TIME.column: constant_column(None, len(rows)) if timed is None else of_km(km, partial(_minutes, timed)),
        COST.column: cost,
        CO2E.column: co2e,
        DISTANCE.column: scaled(km, KM),
    }


def _minutes(figure: Figure, km: float | None) -> Fraction | None:
    return minutes_of(figure.value, figure, km)


def _by_traction(ground: Ground, rows: Ints, km: Floats) -> Column:
    """Return the milligrams of rides by the traction of each link, once for all that are alike in it."""
    network = ground.network
    links, columns = network.tables["links"], link_columns(network)
    alike = (links.distinct(name).of_row for name in ("mode", "electrified"))
    first, of_row = combined(*(numbers[rows] for numbers in (*alike, columns.country[columns.tail])))
    values: NDArray[Any] = np.zeros(len(rows), dtype=np.int64)
    missing = np.zeros(len(rows), dtype=np.bool_)
    for number, row in enumerate(first.tolist()):
        found = of_row == number
        column = of_km(km[found], _traction(ground, links["id"][rows[row]]))
        values = values.astype(np.result_type(values, column.values))
        values[found], missing[found] = column
    return Column(values, missing)


def _traction(ground: Ground, name: str) -> OfKm:
    """Return the grams of a link, were it of some length."""
    link, network = ground.links[name], ground.network
    country = network.places[link.tail].country

    def grams(km: float | None) -> Fraction | None:
        return emissions.traction_grams(network, ground.load, replace(link, length_km=km), country)[0]

    return grams

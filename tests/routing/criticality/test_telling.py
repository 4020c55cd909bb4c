"""Closed networks are lent the arcs of the one they are closed in: closures make no arcs, and take none away."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, shipment_of, specs

from networks.model.tables import empty_table
from routing.amounts.load import load_of
from routing.compiling.arc_table import ArcTable, arc_table, lend_arcs


@cases(quick=3, long=30)
@given(specs(3, 5, always=("closures",)), st.integers(0, 2**32 - 1), st.booleans())
def test_a_network_has_the_same_arcs_with_and_without_closures(spec, seed, other_days):
    shut = network_of(rows_of(spec))
    free = shut.of_tables({**shut.catalogue, "closures": empty_table("closures")}, scenario=(), reasons={})
    shipment = shipment_of(random.Random(seed), shut)
    asked = (load_of(shut, shipment), shipment.scope)
    table, own = (arc_table(network, *asked, other_days=other_days) for network in (free, shut))
    assert table.expansion.arcs == own.expansion.arcs and table.expansion.gaps == own.expansion.gaps
    lent = network_of(rows_of(spec))
    lend_arcs(table, lent, other_days=other_days)
    found: ArcTable = arc_table(lent, *asked, other_days=other_days)
    assert found.graph is table.graph and found.expansion.network is lent

"""Freight on the clock in timetables of GTFS: it arrives when the connection scan of the plain arrays says."""

from __future__ import annotations

import datetime
import random
import warnings

from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.gtfs_feeds import as_folder, random_feed

import networks
from networks.timetable.connections import connections
from routing import Shipment, solve, verify
from routing.search import Timetable

DAY = 86_400
START = int(datetime.datetime(2024, 3, 24, tzinfo=datetime.UTC).timestamp())


@cases(quick=3, long=60, against="a connection scan of plain arrays")
@given(st.integers(0, 2**32 - 1))
def test_goods_arrive_when_the_connection_scan_says(tmp_path_factory, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        net = networks.read_gtfs(as_folder(tmp_path_factory.mktemp("feeds") / "feed", random_feed(seed)))
    found = connections(net, START, START + 30 * DAY)
    timetable = Timetable(**found.columns, min_change=found.min_change, n_nodes=found.n_nodes)
    rng = random.Random(seed)
    for _ in range(3):
        origin, destination = rng.sample(list(net.places), 2)
        after = START + rng.randrange(9 * DAY) // 60 * 60
        expected = int(timetable.earliest_arrival(found.node(origin), after).arrival[found.node(destination)])
        depart = datetime.datetime.fromtimestamp(after, datetime.UTC)
        result = solve(net, Shipment(origin, destination, scope="terminal"), minimise="time", depart=depart)
        if result.best is not None:
            verify(net, result)
        assert expected == (-1 if result.best is None else round(after + result.best.days * DAY))

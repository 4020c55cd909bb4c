"""The immutable is: whatever of a network or an answer a user can reach refuses to be changed, or is a copy."""

from __future__ import annotations

import contextlib
import json
import warnings
from collections.abc import Callable, Mapping, MutableMapping, MutableSequence, MutableSet
from typing import Any

import numpy as np
import pandas
import pytest

import networks
import routing
from routing import Constraints, Shipment
from routing.sealed_dict import SealedDict
from routing.search import Digraph

TO_ALMATY = Shipment("JPYOK", "KZALA")
OPEN = (str, bytes, int, float, type(None), type, Callable)  # what cannot be changed, or is no data


def fresh() -> networks.Network:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        return networks.NetworkBuilder.from_network(networks.load("eurasia")).build()


@pytest.fixture(scope="module")
def net() -> networks.Network:
    return fresh()


@pytest.fixture(scope="module")
def answers(net: networks.Network) -> dict[str, Any]:
    ban = Constraints(avoid_territories={"CN"})
    result = routing.solve(net, TO_ALMATY, constraints=ban)
    front = routing.frontier(net, TO_ALMATY, min_gain=0.02)
    return {
        "network": net,
        "place": net.places["JPYOK"],
        "result": result,
        "route": result.require(),
        "no route": routing.solve(net, TO_ALMATY, constraints=Constraints(max_days=3)),
        "frontier": front,
        "set aside": front.set_aside[0],
        "alternatives": routing.alternatives(net, TO_ALMATY, k=2),
        "price": routing.price_of(net, TO_ALMATY, constraints=ban),
        "break-even": routing.break_even(net, result, result.require().legs[-1].service),
        "comparison": routing.compare_results({"one": result, "other": routing.solve(net, TO_ALMATY)}),
        "audit": routing.audit(net, result),
        "prices": result.require().prices(),
        "emissions": result.require().emissions(),
        "path": Digraph(np.array([0, 1]), np.array([1, 2]), {"w": np.array([1, 2])}, n_nodes=3).shortest(
            0, 2, minimise="w"
        ),
        "question": result.question,
    }


NAMES = [
    "network",
    "place",
    "result",
    "route",
    "no route",
    "frontier",
    "set aside",
    "alternatives",
    "price",
    "break-even",
    "comparison",
    "audit",
    "prices",
    "emissions",
    "path",
    "question",
]


def public(thing: Any) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def told(thing: Any) -> Any:
    """Return all that a thing says of itself, for comparison."""
    if hasattr(thing, "to_dict"):
        return json.dumps(thing.to_dict(), default=str, sort_keys=True) + str(thing)
    return repr([(name, value) for name in public(thing) if not callable(value := getattr(thing, name, None))])


def values_of(thing: Any) -> dict[str, Any]:
    found = {}
    for name in public(thing):
        with contextlib.suppress(Exception):
            value = getattr(thing, name)
            if not callable(value):
                found[name] = value
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_no_attribute_can_be_set_or_deleted_and_none_added(answers, name):
    thing = answers[name]
    before = told(thing)
    for attribute in [*values_of(thing), "somewhat_new"]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(thing, attribute, None)
        with pytest.raises((AttributeError, TypeError)):
            delattr(thing, attribute)
    assert told(thing) == before


def vandalise(value: Any, depth: int = 0) -> int:
    """Change what can be changed of a value, its parts included; return how many things were met."""
    met = 1
    if isinstance(value, np.ndarray):
        assert not value.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0
        return met
    if isinstance(value, SealedDict):
        parts = list(value.values())[:40]
        for change in (value.clear, value.popitem, lambda: value.update(a=1), lambda: value.setdefault("a", 1)):
            with pytest.raises(TypeError, match="immutable"):
                change()
    elif isinstance(value, MutableMapping):
        parts = list(value.values())
        value.clear()
    elif isinstance(value, MutableSequence | MutableSet):
        parts = list(value)
        value.clear()
    elif isinstance(value, Mapping):
        parts = list(value.values())[:40]
        assert not hasattr(value, "__setitem__")
    elif isinstance(value, tuple | frozenset):
        parts = list(value)[:40]
    elif isinstance(value, OPEN) or depth > 4:
        return met
    else:
        parts = [part for part in values_of(value).values() if not isinstance(part, networks.Network)]
    return met + sum(vandalise(part, depth + 1) for part in parts)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in NAMES if name != "network"])
def test_what_can_be_reached_of_an_answer_is_read_only_or_a_copy(answers, name):
    thing = answers[name]
    before = told(thing)
    assert sum(vandalise(value) for value in values_of(thing).values()) > 3
    assert told(thing) == before


@pytest.mark.long
def test_what_methods_return_is_a_copy(answers):
    for thing in answers.values():
        for method in ("to_dict", "to_geojson", "to_frames", "rows", "provenance", "waterfall", "break_even"):
            if callable(getattr(thing, method, None)):
                with contextlib.suppress(routing.QuestionError):  # a front without both criteria, bars without a figure
                    first, again = getattr(thing, method)(), getattr(thing, method)()
                    expected = repr(again)
                    if isinstance(first, dict):
                        first.clear()
                    assert repr(getattr(thing, method)()) == expected


@pytest.mark.long
def test_cached_mappings_of_a_route_are_read_only(answers):
    route = answers["route"]
    for mapping in (route.breakdown, route.activities, route.lacking, answers["price"].by_criterion):
        assert (
            isinstance(mapping, SealedDict)
            and json.loads(json.dumps({str(key): str(one) for key, one in mapping.items()})) is not None
        )
    with pytest.raises(TypeError):
        answers["comparison"].results["one"] = None
    with pytest.raises(TypeError):
        answers["frontier"].labelled["fastest"] = 5


@pytest.mark.long
def test_what_a_comparison_was_made_of_may_change_afterwards(answers):
    made_of = dict(answers["comparison"].results)
    comparison = routing.compare_results(made_of)
    made_of.clear()
    assert len(comparison.results) == 2


# ---- networks -------------------------------------------------------------------------------------------


def test_arrays_of_a_network_are_read_only(net):
    for tables in (net.tables, net.catalogue):
        for table in tables.values():
            for cells in (*table.columns.values(), table.lines):
                assert not cells.flags.writeable
                with pytest.raises(ValueError, match="WRITEABLE"):
                    cells.setflags(write=True)
            with pytest.raises(AttributeError, match="immutable"):
                table.columns = {}
            with pytest.raises(AttributeError, match="immutable"):
                table.name = "x"
            with pytest.raises(TypeError):
                table.columns["id"] = cells
    link = next(link for link in net.links if len(net.waypoints(link)))
    for points in (net.waypoints(link), net.waypoints("no such link")):
        assert not points.flags.writeable
        with pytest.raises(ValueError, match="WRITEABLE"):
            points.setflags(write=True)


@pytest.mark.parametrize(
    "name",
    ["tables", "catalogue", "reasons", "places", "links", "services", "figures", "withheld", "seasonal", "sources"],
)
def test_mappings_of_a_network_take_nothing(net, name):
    mapping = getattr(net, name)
    with pytest.raises(TypeError):
        mapping["JPYOK"] = None
    with pytest.raises((TypeError, AttributeError)):
        mapping.clear()


def test_frames_and_graphs_of_a_network_are_copies(net):
    before = net.content_hash
    for frame in net.to_frames().values():
        for column in frame.columns:
            with contextlib.suppress(Exception):
                frame.loc[:, column] = frame[column].iloc[0]
        frame["more"] = 1
    graph = net.to_networkx()
    for _, _, cells in graph.edges(data=True):
        cells["length_km"] = 0.0
    assert fresh() == net and net.links["sea:JPYOK-RUVVO"].length_km
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        assert networks.from_frames(net.to_frames()).content_hash == before


def test_frames_given_may_change_afterwards():
    places = pandas.DataFrame({"id": ["A", "B"], "name": ["a", "b"], "lat": [1.0, 2.0], "lon": [3.0, 4.0]})
    links = pandas.DataFrame({"id": ["x"], "tail": ["A"], "head": ["B"], "mode": ["road"], "hours": [5.0]})
    net = networks.from_frames({"places": places, "links": links}, name="own")
    links.loc[0, "hours"] = 7.0
    places.loc[0, "lat"] = 80.0
    links["hours"].to_numpy(copy=True)[:] = 9.0
    assert (net.links["x"].hours, net.places["A"].lat) == (5.0, 1.0)


def test_what_is_kept_with_a_network_changes_no_answer(net):
    before = str(routing.solve(net, TO_ALMATY))
    assert not hasattr(net, "derived")
    with pytest.raises(AttributeError, match="immutable"):
        net.derived = {}
    assert str(routing.solve(net, TO_ALMATY)) == before == str(routing.solve(fresh(), TO_ALMATY))

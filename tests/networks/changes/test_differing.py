"""The difference of two networks leads from one to the other."""

import pytest

import networks
from networks import Change


def change(action, table, element, why="because", **cells):
    return Change(action=action, table=table, element=element, why=why, **cells)


def figure(element="op:lift", column="time", value="30", **cells):
    return change("set", "figures", element, column=column, value=value, **{"source": "S2", "kind": "plan"} | cells)


CHANGES = [
    change("add", "links", "air"),
    change("withdraw", "services", "line:ship", why="strike"),
    change("set", "links", "rail", column="length_km", value="9300"),
    change("set", "places", "RUVVO", column="gauges_mm", value="1520;1435"),
    figure(value="30"),
    figure("line:ship", "headway", "7", unit="d", why="weekly"),
    figure("line:ship>JPYOK>RUVVO", "price", "700", year=2017),
    change("withdraw", "figures", "proc:import", column="time"),
]


@pytest.mark.parametrize("count", range(len(CHANGES) + 1))
def test_the_difference_of_two_networks_leads_from_one_to_the_other_and_back(toy, count):
    base = toy().build()
    after = base.apply(CHANGES[:count])
    assert base.apply(networks.diff(base, after)) == after
    assert after.apply(networks.diff(after, base)) == base
    assert networks.diff(after, after) == ()


def test_the_difference_tells_reasons(toy):
    base = toy().build()
    (found,) = networks.diff(base, base.apply([CHANGES[1]]))
    assert (found.action, found.table, found.element, found.why) == ("withdraw", "services", "line:ship", "strike")


def test_a_withdrawn_operation_is_a_difference_one_way_only(toy):
    base = toy().build()
    after = base.apply([change("withdraw", "operations", "op:lift")])
    assert base.apply(networks.diff(base, after)) == after
    with pytest.raises(networks.DataError, match="only the second network knows it"):
        networks.diff(after, base)


def test_networks_of_different_bases_have_no_difference_that_changes_can_say(toy):
    longer = toy().add_place(id="UZTAS", name="Tashkent")
    other = longer.add_link(id="air2", tail="RUMOW", head="UZTAS", mode="air").build()
    with pytest.raises(networks.DataError, match="UZTAS"):
        networks.diff(toy().build(), other)

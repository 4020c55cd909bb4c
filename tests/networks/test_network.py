"""A network is immutable, finds its elements quickly, and is equal to one of the same content."""

import dataclasses
import pickle

import pytest

import networks


def test_columns_cannot_be_written(toy):
    network = toy().build()
    for tables in (network.tables, network.catalogue):
        for table in tables.values():
            for cells in table.columns.values():
                with pytest.raises(ValueError, match="read-only"):
                    cells[...] = cells.copy() if len(cells) else 0
            with pytest.raises(TypeError):
                table.columns["x"] = None
        with pytest.raises(TypeError):
            tables["links"] = None


def test_records_and_mappings_cannot_be_written(toy):
    network = toy().build()
    with pytest.raises(dataclasses.FrozenInstanceError):
        network.links["sea"].length_km = 1
    for mapping in (network.places, network.links, network.services, network.figures, network.withheld):
        with pytest.raises(TypeError):
            mapping["x"] = None


def test_an_unknown_id_names_the_nearest(toy):
    network = toy().build()
    with pytest.raises(networks.UnknownNameError, match=r"no place is called 'Vladivostock'; did you mean RUVVO"):
        network.places["Vladivostock"]
    assert "X" not in network.places
    assert network.places.get("X") is None


def test_the_order_of_rows_does_not_count_and_their_content_does(toy):
    one = networks.NetworkBuilder("n").add_place(id="A", name="A").add_place(id="B", name="B")
    other = networks.NetworkBuilder("n").add_place(id="B", name="B").add_place(id="A", name="A")
    third = networks.NetworkBuilder("n").add_place(id="B", name="B").add_place(id="A", name="C")
    for builder in (one, other, third):
        builder.add_link(id="ab", tail="A", head="B", mode="sea")
    assert one.build() == other.build() != third.build()


def test_a_network_and_its_errors_go_to_another_process_and_back(toy):
    network = toy().build().apply([networks.Change(action="add", table="links", element="air", why="x")])
    again = pickle.loads(pickle.dumps(network))
    assert (again, again.reasons) == (network, network.reasons)
    for error in (
        networks.DataError([networks.Finding("a.csv", 1, "b", "c", "d")]),
        networks.UnknownNameError("place", "RUVO", ["RUVVO"]),
    ):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_what_is_known_but_not_on_offer_is_told_so_by_id_and_by_name():
    net = networks.load("eurasia")
    for name in ("IRRAS", "Rasht", "rasht"):
        with pytest.raises(networks.UnknownNameError, match="is known but not on offer") as caught:
            net.places[name]
        assert str(caught.value).endswith("; scenario present-day offers it") and "IRRAS" in str(caught.value)
        assert caught.value.nearest == () and str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    with pytest.raises(networks.UnknownNameError, match=r"known but not on offer: .*suez-closed"):
        net.services["line:cape-CNSGH-NLRTM"]
    with pytest.raises(networks.UnknownNameError, match=r"no place is called 'RUVVOO'; did you mean"):
        net.places["RUVVOO"]


def test_a_record_keeps_no_list_that_another_holds():
    changes, gauges = [networks.Change(action="withdraw", table="links", element="x", why="ice")], [1520]
    scenario = networks.Scenario(name="ice", title="Ice", changes=changes)
    place = networks.Place(id="A", name="A", gauges_mm=gauges)
    changes.clear()
    gauges.append(1435)
    assert (len(scenario.changes), place.gauges_mm) == (1, (1520,))
    link = networks.Link(id="x", tail="A", head="B", mode="rail", territories={"RU", "KZ"}, in_transit=["KZ"])
    assert (link.territories, link.in_transit) == (("KZ", "RU"), ("KZ",))
    assert {scenario, place, link}, "records are hashable"
    assert networks.Service(id="s", name="S", kind="area", mode="sea", months={10, 2}).months == (2, 10)
    with pytest.raises(networks.DataError, match="the order counts"):
        networks.Scenario(name="ice", title="Ice", changes=set(scenario.changes))

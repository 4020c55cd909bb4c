"""The builder: typed values, one check at the end, everything that is wrong at once."""

import dataclasses
import inspect
import math
from dataclasses import replace

import pytest

import networks
from networks.model import keywords
from networks.model.elements import Link, Place, Service
from networks.model.figure import Figure
from networks.model.scenario import Change


def refused(builder):
    with pytest.raises(networks.DataError) as caught:
        builder.build()
    return [(one.file, one.row, one.field, one.value, one.expected) for one in caught.value.findings]


def two_places():
    return networks.NetworkBuilder("toy").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")


def test_a_network_is_built_in_one_chain():
    network = two_places().add_link(id="ab", tail="A", head="B", mode="sea", hours=60, usd=500.0).build()
    assert network.links["ab"].hours == 60
    assert network.links["ab"].length_km is None


@pytest.mark.parametrize(
    ("cells", "field", "value", "expected"),
    [
        ({"hours": math.nan}, "hours", "nan", "expected a plain number such as 2800 or 3.5"),
        ({"hours": math.inf}, "hours", "inf", "expected a plain number such as 2800 or 3.5"),
        ({"usd": -1}, "usd", "-1", "expected a number not below 0"),
        ({"length_km": 0}, "length_km", "0", "expected a number above 0"),
        ({"length_km": "2800"}, "length_km", "2800", "expected a number, not text"),
        ({"length_km": "2,800"}, "length_km", "2,800", "expected a number, not text"),
        ({"length_km": True}, "length_km", "True", "expected a number, not bool"),
        (
            {"gauge_mm": 1520.5},
            "gauge_mm",
            "1520.5",
            (
                "expected one track gauge in mm, one of 600, 750, 760, 900, 914, "
                "950, 1000, 1067, 1435, 1520, 1524, 1600, 1668, 1676"
            ),
        ),
        ({"directed": "yes"}, "directed", "yes", "expected True or False"),
        ({"territories": 7}, "territories", "7", "expected a tuple, a list or text separated by ; not int"),
        ({"territories": ("RU", "XX")}, "territories", "RU;XX", "expected an ISO 3166-1 alpha-2 code such as KZ"),
        ({"tracks": 2}, "tracks", "2", "expected text, not int"),
        (
            {"note": "two\nlines"},
            "note",
            "two\nlines",
            "expected text without line ends, tabs and other control characters",
        ),
    ],
)
def test_a_value_of_the_wrong_type_or_range_is_told(cells, field, value, expected):
    builder = two_places().add_link(id="ab", tail="A", head="B", mode="sea", **cells)
    assert refused(builder) == [("links", 1, field, value, expected)]


def test_everything_wrong_is_told_at_once():
    builder = two_places().add_link(id="ab", tail="A", head="Z", mode="sea", hours="x").add_place(id="", name="C")
    assert [(table, row, field) for table, row, field, *_ in refused(builder)] == [
        ("links", 1, "head"),
        ("links", 1, "hours"),
        ("places", 3, "id"),
    ]


def test_an_unknown_column_of_a_stop_names_the_nearest():
    builder = two_places().add_link(id="ab", tail="A", head="B", mode="sea")
    builder.add_service(id="s", name="S", kind="line", mode="sea", stops=("A", {"place": "B", "paths": ("ab",)}))
    assert ("stops", 2, "paths", "", "stops have no such column; did you mean path?") in refused(builder)


def test_a_keyword_that_no_column_bears_is_a_type_error():
    with pytest.raises(TypeError, match="lenght"):
        two_places().add_link(id="ab", tail="A", head="B", mode="sea", lenght=5)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda builder: builder.add_place(id="C"), r"add_place\(\): missing a required .*'name'"),
        (lambda builder: builder.add_place("C", "Gamma"), r"add_place\(\): too many positional arguments"),
        (lambda builder: builder.add_service(id="s", name="S", kind="line"), r"add_service\(\): missing .*'mode'"),
        (lambda builder: builder.add_figure(element="C", quantities="time"), r"add_figure\(\): "),
    ],
)
def test_a_call_without_a_required_keyword_is_a_type_error(call, told):
    with pytest.raises(TypeError, match=told):
        call(two_places())


@pytest.mark.parametrize(
    ("cells", "record", "apart"),
    [
        (keywords.PlaceCells, Place, set()),
        (keywords.LinkCells, Link, set()),
        (keywords.ServiceCells, Service, {"stops", "links"}),  # the builder gives them tables of their own
        (keywords.FigureCells, Figure, set()),
    ],
)
def test_the_keywords_that_are_typed_are_the_fields_of_the_record(cells, record, apart):
    fields = [field for field in dataclasses.fields(record) if field.name not in apart]
    assert set(cells.__annotations__) == {field.name for field in fields}
    assert cells.__required_keys__ == {field.name for field in fields if field.default is dataclasses.MISSING}


def test_help_tells_the_keywords_of_a_long_record():
    assert list(inspect.signature(two_places().add_place).parameters) == [one.name for one in dataclasses.fields(Place)]


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    builder = two_places().add_link(
        id="ab",
        tail="A",
        head="B",
        mode="rail",
        length_km=numpy.float32(1.5),
        gauge_mm=numpy.int64(1520),
        directed=numpy.bool_(True),
        hours=numpy.int16(1),
    )
    link = builder.build().links["ab"]
    assert (link.length_km, link.gauge_mm, link.directed, link.hours) == (1.5, 1520, True, 1)


def test_sets_of_codes_are_sorted_and_waypoints_numbered():
    builder = two_places().add_link(id="ab", tail="A", head="B", mode="sea", territories={"RU", "JP"})
    network = builder.add_waypoints(link="ab", points=[(41.5, 140.9), (42, 135)]).build()
    assert network.links["ab"].territories == ("JP", "RU")
    assert network.waypoints("ab").tolist() == [[41.5, 140.9], [42, 135]]


def test_a_network_is_extended_by_a_builder_that_begins_with_it(toy):
    base = toy().build()
    same = networks.NetworkBuilder.from_network(base)
    assert same.build() == base
    more = same.add_place(id="UZTAS", name="Tashkent")
    more.add_link(id="rail2", tail="RUMOW", head="UZTAS", mode="rail", gauge_mm=1520)
    network = more.build()
    assert (len(network.places), len(base.places)) == (4, 3)
    assert network.withheld == base.withheld


def at_once(call):
    with pytest.raises(networks.DataError) as caught:
        call(two_places().add_link(id="ab", tail="A", head="B", mode="sea", hours=1))
    return [(one.file, one.row, one.expected) for one in caught.value.findings]


@pytest.mark.parametrize("points", [5, None, "ab", {(1, 2), (3, 4)}, {1: 2}])
def test_way_points_are_a_list_in_their_order(points):
    ((file, row, expected),) = at_once(lambda builder: builder.add_waypoints(link="ab", points=points))
    assert (file, row) == ("waypoints", 0) and expected.startswith("expected a list or a tuple")


@pytest.mark.parametrize("point", [1, (1,), (1, 2, 3), "ab", None, {1, 2}])
def test_every_way_point_that_is_no_pair_is_told(point):
    told = at_once(lambda builder: builder.add_waypoints(link="ab", points=[point, (40, 135), point]))
    assert told == [("waypoints", row, "expected pairs of degrees north and east") for row in (1, 3)]


@pytest.mark.parametrize("stop", [5, None, ("A", "x"), ["A"], Place(id="A", name="A")])
def test_a_stop_is_a_place_or_columns(stop):
    told = at_once(lambda builder: builder.add_service(id="s", name="S", kind="line", mode="sea", stops=["A", stop]))
    assert told == [("stops", 2, "expected a place, or a dictionary with the columns of stops.csv")]


def test_a_stop_does_not_say_that_it_is_another_one():
    stops = [{"place": "A", "seq": 2}, {"place": "B", "seq": 2, "service": "t", "path": "ab"}]
    told = at_once(lambda builder: builder.add_service(id="s", name="S", kind="line", mode="sea", stops=stops))
    text = "expected none, for the service and the order of its stops say it: "
    assert told == [("stops", 1, text + "1"), ("stops", 2, text + "s")]


def test_a_column_of_a_stop_that_is_no_text_is_told_as_one_that_there_is_not():
    builder = two_places().add_service(id="s", name="S", kind="line", mode="sea", stops=["A", {"place": "B", 5: "A"}])
    assert ("stops", 2, "5", "", "stops have no such column") in refused(builder)


@pytest.mark.parametrize("given", [5, None, b"AB"])
@pytest.mark.parametrize(
    "call",
    [
        lambda builder, given: builder.add_service(id="s", name="S", kind="line", mode="sea", stops=given),
        lambda builder, given: builder.add_service(id="s", name="S", kind="area", mode="sea", links=given),
        lambda builder, given: builder.add_other_names(place="A", names=given),
    ],
)
def test_what_is_no_list_is_refused_at_once(call, given):
    ((_, row, expected),) = at_once(lambda builder: call(builder, given))
    assert (row, expected) == (0, f"expected a list, a tuple or text separated by ;, not {type(given).__name__}")


def test_a_text_is_one_name_or_several_between_semicolons_and_never_letters():
    builder = two_places().add_link(id="ab", tail="A", head="B", mode="sea", length_km=900)
    builder.add_other_names(place="A", names="Alma").add_other_names(place="B", names="Verny; Alma-Ata")
    builder.add_service(id="area", name="An area", kind="area", mode="sea", links="ab")
    builder.add_figure(element="area", quantity="speed", value=20, unit="km/h", source="S", kind="sourced")
    network = builder.add_source(id="S", title="S").build(silence="connected")
    assert network.other_names == {"A": ("Alma",), "B": ("Verny", "Alma-Ata")}
    assert network.services["area"].links == ("ab",)
    line = two_places().add_service(id="s", name="S", kind="line", mode="sea", stops="A;B;AB")
    assert ("stops", 3, "place", "AB") in [found[:4] for found in refused(line)]


CHANGE = Change(action="withdraw", table="links", element="ab", why="a strike")


@pytest.mark.parametrize("changes", [None, 5, CHANGE, "ab", {CHANGE, replace(CHANGE, why="ice")}])
def test_changes_of_a_scenario_are_a_list_in_their_order(changes):
    ((file, row, expected),) = at_once(lambda builder: builder.add_scenario(name="n", title="N", changes=changes))
    assert (file, row) == ("changes", 0) and expected.startswith("expected a list or a tuple")


def test_everything_that_is_no_change_is_told():
    told = at_once(lambda builder: builder.add_scenario(name="n", title="N", changes=[None, CHANGE, "ab"]))
    assert told == [("changes", row, "expected a networks.Change") for row in (1, 3)]

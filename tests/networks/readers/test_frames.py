"""DataFrames in and out: nothing is lost, nothing is guessed."""

import datetime

import pytest

import networks

pandas = pytest.importorskip("pandas")


def places(**columns):
    return pandas.DataFrame({"id": ["A", "B"], "name": ["Alpha", "Beta"]} | columns)


def links(**columns):
    return pandas.DataFrame({"id": ["ab"], "tail": ["A"], "head": ["B"], "mode": ["sea"]} | columns)


def refused(frames, **arguments):
    with pytest.raises(networks.DataError) as caught:
        networks.from_frames(frames, **arguments)
    return [(one.file, one.row, one.field, one.value, one.expected) for one in caught.value.findings]


def test_every_table_goes_out_and_comes_back(toy):
    network = toy().build()
    assert networks.from_frames(network.to_frames()) == network


def test_a_frame_has_the_types_that_its_columns_ask_for(toy):
    frames = toy().build().to_frames()
    rail = frames["links"].set_index("id").loc["rail"]
    assert (rail["length_km"], rail["gauge_mm"], rail["territories"]) == (9259, 1520, "RU")
    assert frames["links"]["gauge_mm"].isna().tolist() == [True, False, True]
    assert frames["links"]["offered"].tolist() == [True, True, False]


def test_a_frame_is_a_copy_that_cannot_change_the_network(toy):
    network = toy().build()
    frame = network.to_frames()["links"]
    frame.loc[0, "length_km"] = 1.0
    assert network.links["sea"].length_km == 1700


def test_missing_is_none_nan_or_na_and_the_text_na_is_namibia():
    frames = {
        "places": places(country=["NA", None], lat=[1.0, float("nan")], note=[pandas.NA, "NA"]),
        "links": links(gauge_mm=[float("nan")], hours=[60]),
    }
    network = networks.from_frames(frames, name="toy")
    assert (network.places["A"].country, network.places["B"].country) == ("NA", "")
    assert (network.places["B"].lat, network.places["A"].note, network.places["B"].note) == (None, "", "NA")
    assert (network.links["ab"].gauge_mm, network.links["ab"].hours) == (None, 60)


def test_a_whole_number_that_pandas_made_a_float_is_read_and_a_timestamp_is_a_date():
    two = links(gauge_mm=[1520.0], mode=["rail"])
    services = pandas.DataFrame(
        {"id": ["s"], "name": ["S"], "kind": ["area"], "mode": ["rail"], "from_date": [pandas.Timestamp("2016-07-01")]}
    )
    area = pandas.DataFrame({"service": ["s"], "link": ["ab"]})
    frames = {"places": places(), "links": two, "services": services, "area_links": area}
    network = networks.from_frames(frames, name="toy")
    assert network.links["ab"].gauge_mm == 1520
    assert network.services["s"].from_date == datetime.date(2016, 7, 1)


def test_what_is_wrong_names_the_table_the_row_and_the_column():
    frames = {"places": places(lat=[95.0, 1.0]), "links": links(length_km=["2,800"], usd=[float("inf")])}
    assert refused(frames, name="toy") == [
        ("links", 1, "length_km", "2,800", "expected a number, not text"),
        ("links", 1, "usd", "inf", "expected a plain number such as 2800 or 3.5"),
        ("places", 1, "lat", "95", "expected degrees north from -90 to 90 (are latitude and longitude swapped?)"),
    ]


def test_an_unknown_frame_or_column_and_a_missing_one_are_told():
    frames = {"places": places(contry=["RU", "RU"]), "linkz": links()}
    assert refused(frames) == [
        ("links", 0, "", "", "this frame is required"),
        ("linkz", 0, "", "", "no table has this name; did you mean links?"),
        ("network", 0, "name", "", "give a name, or a frame called network"),
        ("places", 0, "contry", "contry", "unknown column; did you mean country?"),
    ]


NODES = {"id": [1, 2, 3], "name": ["a", "b", "c"]}
ARCS = {"id": [1, 2], "tail": [1, 2], "head": [2, 3], "mode": ["road", "road"], "hours": [1.0, 2.0]}


@pytest.mark.parametrize("kind", ["int64", "str", "object", "Int64", "float64", "category"])
def test_whole_numbers_are_ids_of_whatever_type_and_a_link_may_bear_that_of_a_place(kind):
    frames = {"places": pandas.DataFrame(NODES).astype({"id": kind}), "links": pandas.DataFrame(ARCS)}
    frames["links"] = frames["links"].astype({"id": kind, "tail": kind, "head": kind})
    network = networks.from_frames(frames, name="x")
    assert (list(network.places), list(network.links), network.links["2"].head) == (["1", "2", "3"], ["1", "2"], "3")


def test_numbered_nodes_and_links_are_written_and_come_back(tmp_path):
    network = networks.from_frames({"places": pandas.DataFrame(NODES), "links": pandas.DataFrame(ARCS)}, name="x")
    networks.write(network, tmp_path / "x")
    assert networks.read(tmp_path / "x") == network == networks.from_networkx(network.to_networkx())


def test_numbers_of_places_with_gaps_are_whole_all_the_same():
    frames = {
        "places": pandas.DataFrame(NODES),
        "links": pandas.DataFrame(ARCS),
        "operations": pandas.DataFrame(
            {"id": ["o", "p"], "kind": "lift", "place": [2, None], "from_side": "road", "to_side": "sea"}
        ),
    }
    assert networks.from_frames(frames, name="x").operations["o"].place == "2"


@pytest.mark.long
def test_the_shipped_tables_come_by_the_documented_recipe_and_by_text_alone(tmp_path):
    folder = tmp_path / "whole"  # by itself, with what the edition shares
    networks.write(networks.load("eurasia"), folder)
    names = [name for name, frame in networks.load("eurasia").to_frames().items() if len(frame)]
    for how in ({"na_values": [""]}, {"dtype": str}, {"na_values": [""], "dtype_backend": "numpy_nullable"}):
        frames = {name: pandas.read_csv(f"{folder}/{name}.csv", keep_default_na=False, **how) for name in names}
        with pytest.warns(networks.DataWarning):
            assert networks.from_frames(frames) == networks.load("eurasia")


def test_a_heading_that_shares_a_folder_is_refused_for_frames_have_none():
    heading = pandas.DataFrame({"name": ["x"], "shares": ["world"]})
    with pytest.raises(networks.DataError, match="network, row 1, shares: 'world': only a folder of CSV files shares"):
        networks.from_frames({"network": heading, "places": places(), "links": links()})


def test_yes_and_no_and_numbers_as_text_are_what_they_are_in_a_file():
    frames = {
        "places": places(offered=["yes", None], lat=["1.5", ""]),
        "links": links(directed=["yes"], hours=["60"], tracks=[2.0], opened=[1916]),
    }
    network = networks.from_frames(frames, name="x")
    link = network.links["ab"]
    assert (network.places["A"].lat, link.directed, link.hours, link.tracks, link.opened) == (
        1.5,
        True,
        60,
        "2",
        "1916",
    )


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("hours", "3 d", "expected a number, not text"),
        ("hours", "-1", "expected a number above 0"),
        ("directed", "maybe", "expected yes or no"),
        ("directed", 1, "expected True or False"),
        ("tail", 1.5, "no such place"),
        ("tracks", float("inf"), "expected text, not inf"),
        ("note", ["a"], "expected text, not list"),
        ("opened", True, "expected text, not bool"),
        ("hours", 10**400, "expected a number of at most 100 digits"),
        ("note", "x" * 20_001, "expected text of at most 20000 characters, this has 20001"),
        ("mode", "sea\u200b", "expected one of rail, sea, ferry, road, inland_water, air"),
    ],
)
def test_a_value_that_a_file_could_not_hold_is_told(column, value, expected):
    series = pandas.Series([value], dtype=object)
    frames = {"places": places(), "links": links().assign(**{column: series})}
    ((table, row, field, _, text),) = refused(frames, name="x")
    assert (table, row, field, text) == ("links", 1, column, expected)


def test_what_a_spreadsheet_leaves_behind_is_skipped_and_told():
    frame = places(**{"Unnamed: 2": [None, None]})
    frame = pandas.concat([frame, pandas.DataFrame({"id": [None, None]})], ignore_index=True)
    with pytest.warns(networks.DataWarning) as caught:
        assert len(networks.from_frames({"places": frame, "links": links()}, name="x").places) == 2
    text = str(caught[0].message)
    assert "places: columns with neither name nor values are skipped" in text
    assert "places, row 3: the row is empty and is skipped, and so are 1 more; rows are counted without it" in text


def test_an_index_that_was_written_and_read_is_known_as_such():
    assert refused({"places": places(**{"Unnamed: 0": [0, 1]}), "links": links()}, name="x") == [
        (
            "places",
            0,
            "Unnamed: 0",
            "Unnamed: 0",
            "unknown column; is it an index? reset_index(drop=True) leaves it out",
        )
    ]


def test_namibia_that_pandas_took_for_nothing_is_told():
    frame = pandas.DataFrame({"id": ["NAWVB", "ZACPT"], "name": ["Walvis Bay", "Cape Town"], "country": [None, "ZA"]})
    way = pandas.DataFrame({"id": ["a"], "tail": ["NAWVB"], "head": ["ZACPT"], "mode": ["sea"]})
    with pytest.warns(
        networks.DataWarning, match="'NAWVB': no country, though the ids begin with NA: pandas reads NA as"
    ):
        networks.from_frames({"places": frame, "links": way}, name="x")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("my net", "expected an id without spaces, commas and semicolons that does not begin with = + - @ or a quote"),
        (5, "expected text, not int"),
        (["x"], "expected text, not list"),
        ("x" * 251, "expected an id of at most 250 characters, this has 251"),
        ("x\u200b", "expected an id of characters that show, this holds U+200B (ZERO WIDTH SPACE)"),
        ("", "give a name, or a frame called network"),
    ],
)
def test_a_name_that_could_not_be_read_again_is_refused(name, expected):
    ((table, row, field, _, text),) = refused({"places": places(), "links": links()}, name=name)
    assert (table, row, field, text) == ("network", 0, "name", expected)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        (None, "expected DataFrames by the names of their tables, not NoneType"),
        ([1], "expected DataFrames by the names of their tables, not list"),
        ({"places": places(), "links": [1]}, "expected a DataFrame, not list"),
        ({"places": places(), "links": links(), 5: places()}, "no table has this name"),
        ({"places": places(), "links": links(), None: None}, "no table has this name"),
        ({"places": places(), "links": links(), ("a", "b"): None}, "no table has this name"),
        ({"places": places(), "links": links().rename(columns={"mode": 5})}, "unknown column"),
    ],
)
def test_what_are_no_frames_is_told(frames, expected):
    assert expected in [text for *_, text in refused(frames, name="x")]


@pytest.mark.parametrize("unit", ["D", "s", "ns", "m"])
def test_days_of_numpy_are_dates(unit):
    import numpy

    day = pandas.Series([numpy.datetime64("2016-11-30").astype(f"datetime64[{unit}]")], dtype=object)
    network = pandas.DataFrame({"name": ["n"], "as_of": day})
    found = networks.from_frames({"places": places(country="JP"), "links": links(hours=[5]), "network": network})
    assert found.as_of == datetime.date(2016, 11, 30)


@pytest.mark.parametrize("day", [42704, 42704.0, "42704"])
def test_a_day_number_of_a_spreadsheet_is_told_with_its_day(day):
    network = pandas.DataFrame({"name": ["n"], "as_of": [day]})
    ((file, _, field, value, expected),) = refused({"places": places(), "links": links(hours=[5]), "network": network})
    assert (file, field, value) == ("network", "as_of", "42704")
    assert expected == "expected a date as YYYY-MM-DD (a day number of a spreadsheet? 2016-11-30)"

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

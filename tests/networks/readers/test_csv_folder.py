"""Reading a folder of CSV files: strict about every cell, all findings at once."""

import datetime
import math
import warnings

import pytest

import networks
from networks.readers.csv_folder import read_tables

LINK = "id,tail,head,mode,length_km,hours,usd\nsea:JPYOK-RUVVO,JPYOK,RUVVO,sea,{length},{hours},{usd}\n"


def one_link(length="1700", hours="60", usd="500"):
    return LINK.format(length=length, hours=hours, usd=usd)


def test_a_folder_of_two_files_is_a_network(folder):
    network = networks.read(folder())
    assert list(network.places) == ["JPYOK", "RUVVO", "RUMOW"]
    assert network.links["rail:RUVVO-RUMOW"].gauge_mm == 1520
    assert network.name.startswith("test_a_folder"), "without network.csv the name is that of the folder"


@pytest.mark.parametrize(
    ("cells", "field", "value", "expected"),
    [
        ({"length": '"2,800"'}, "length_km", "2,800", "a plain number such as 2800 or 3.5 (no thousands separators)"),
        (
            {"length": '"2800,5"'},
            "length_km",
            "2800,5",
            "a plain number such as 2800 or 3.5 (decimal point, not comma)",
        ),
        (
            {"hours": "3 d"},
            "hours",
            "3 d",
            "a plain number such as 2800 or 3.5 (the unit belongs into its own column or the column's name)",
        ),
        ({"length": "-1"}, "length_km", "-1", "a number above 0"),
        ({"length": "0"}, "length_km", "0", "a number above 0"),
        ({"hours": "0"}, "hours", "0", "a number above 0"),
        ({"usd": "-0.01"}, "usd", "-0.01", "a number not below 0"),
        ({"hours": "nan"}, "hours", "nan", "a plain number such as 2800 or 3.5"),
        ({"hours": "NaN"}, "hours", "NaN", "a plain number such as 2800 or 3.5"),
        ({"usd": "inf"}, "usd", "inf", "a plain number such as 2800 or 3.5"),
        ({"usd": "1e999"}, "usd", "1e999", "a finite number"),
        ({"usd": "NA"}, "usd", "NA", "a plain number such as 2800 or 3.5"),
        ({"usd": " 5"}, "usd", " 5", "a plain number such as 2800 or 3.5"),
        ({"usd": "٥"}, "usd", "٥", "a plain number such as 2800 or 3.5"),
        ({"usd": "0x10"}, "usd", "0x10", "a plain number such as 2800 or 3.5"),
        ({"usd": "1_000"}, "usd", "1_000", "a plain number such as 2800 or 3.5"),
    ],
)
def test_a_number_is_a_plain_finite_number_in_range(folder, errors, cells, field, value, expected):
    assert errors(folder(links=one_link(**cells))) == [("links.csv", 2, field, value, f"expected {expected}")]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("country", "XX", "expected an ISO 3166-1 alpha-2 code such as KZ"),
        ("country", "ru", "expected an ISO 3166-1 alpha-2 code such as KZ"),
        ("lat", "139.66", "expected degrees north from -90 to 90 (are latitude and longitude swapped?)"),
        ("lon", "181", "expected degrees east from -180 to 180"),
        ("kind", "harbour", "expected one of seaport, rail_terminal, junction, border_crossing, dry_port, other"),
        (
            "gauges_mm",
            "1500",
            (
                "expected one track gauge in mm, one of 600, 750, 760, 900, 914, 950, 1000, 1067, 1435, 1520, 1524, 1600, "
                "1668, 1676"
            ),
        ),
        ("gauges_mm", "1520;1520", "expected each item once"),
        ("offered", "true", "expected yes or no"),
    ],
)
def test_a_cell_of_a_place_is_one_of_its_vocabulary(folder, errors, column, value, expected):
    places = f"id,name,{column}\nJPYOK,Yokohama,{value}\nRUVVO,Vladivostok,\n"
    assert errors(folder(places=places, links=one_link())) == [("places.csv", 2, column, value, expected)]


def test_an_unknown_mode_and_a_missing_mode_are_told(folder, errors):
    links = "id,tail,head,mode\na,JPYOK,RUVVO,train\nb,RUVVO,RUMOW,\n"
    modes = "expected one of rail, sea, ferry, road, inland_water, air"
    assert errors(folder(links=links)) == [
        ("links.csv", 2, "mode", "train", modes),
        ("links.csv", 3, "mode", "", "a value is required here"),
    ]


def test_na_is_namibia_and_never_missing(folder):
    places = "id,name,country\nNAWVB,NA,NA\nZACPT,Cape Town,ZA\n"
    network = networks.read(folder(places=places, links="id,tail,head,mode\nNA,NAWVB,ZACPT,sea\n"))
    assert (network.places["NAWVB"].country, network.places["NAWVB"].name, list(network.links)) == ("NA", "NA", ["NA"])


def test_all_findings_of_all_files_come_in_one_error(folder, errors):
    places = "id,name,country,lat\nJPYOK,Yokohama,JPN,95\nRUVVO,,RU,43.11\n"
    found = errors(folder(places=places, links=one_link(length="x", hours="y", usd="z")))
    assert [(file, row, field) for file, row, field, *_ in found] == [
        ("links.csv", 2, "hours"),
        ("links.csv", 2, "length_km"),
        ("links.csv", 2, "usd"),
        ("places.csv", 2, "country"),
        ("places.csv", 2, "lat"),
        ("places.csv", 3, "name"),
    ]


def test_bad_cells_do_not_hide_bad_references(folder, errors):
    links = "id,tail,head,mode,hours\na,JPYOK,NOWHERE,sea,-1\n"
    assert [(row, field, value) for _, row, field, value, _ in errors(folder(links=links))] == [
        (2, "head", "NOWHERE"),
        (2, "hours", "-1"),
    ]


@pytest.mark.parametrize(
    ("data", "row", "value", "expected"),
    [
        ("id,name\nJPYOK,Yokohama\nRUVVO,Владивосток\n".encode("cp1251"), 3, "0xc2", "byte 7 of the line is not UTF-8"),
        ("id,name\nJPYOK,Йокогама\n".encode() + "RUVVO,Владивосток\n".encode("cp1251"), 3, "0xc2", "byte 7 of"),
        ("id,name\nJPYOK,Yokohama\n".encode("utf-16"), 0, "UTF-16", "expected UTF-8; save the file as CSV UTF-8"),
    ],
    ids=["cp1251", "mixed", "utf-16"],
)
def test_another_encoding_than_utf_8_is_one_finding_with_its_line(folder, errors, data, row, value, expected):
    ((file, *found, text),) = errors(folder(places=data))
    assert (file, *found) == ("places.csv", row, "", value)
    assert text.startswith(expected)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted_and_told(folder, warned):
    plain = networks.read(folder())
    odd = folder(places=b"\xef\xbb\xbf" + (folder() / "places.csv").read_bytes().replace(b"\n", b"\r\n"))
    found = warned(odd)
    assert found == [
        ("places.csv", 1, "", "", "begins with a byte-order mark, which is skipped"),
        ("places.csv", 1, "", "", "lines end in CR or CRLF; they are read as LF"),
    ]
    with pytest.warns(networks.DataWarning):
        assert networks.read(odd) == plain


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("id,name,contry", [("places.csv", 1, "contry", "contry", "unknown column; did you mean country?")]),
        (
            "id,title,lat",
            [
                ("places.csv", 1, "name", "", "this column is required"),
                (
                    "places.csv",
                    1,
                    "title",
                    "title",
                    (
                        "unknown column; expected some of id, name, country, lat,"
                        " lon, kind, zone, gauges_mm, through, offered, source, note"
                    ),
                ),
            ],
        ),
        ("id,name,name", [("places.csv", 1, "name", "name", "expected each column once, found it 2 times")]),
        ("", [("places.csv", 1, "", "", "expected a header line with the names of the columns")]),
    ],
)
def test_a_header_has_known_columns_once_and_the_required_ones(folder, errors, header, found):
    places = f"{header}\nJPYOK,Yokohama,\n" if header else ""
    assert errors(folder(places=places)) == found


def test_each_row_has_as_many_cells_as_the_header(folder, errors):
    places = "id,name\nJPYOK,Yokohama\nRUVVO\nRUMOW,Moscow,RU\n"
    assert errors(folder(places=places)) == [
        ("places.csv", 3, "", "RUVVO", "expected 2 cells as in the header, found 1"),
        ("places.csv", 4, "", "RUMOW,Moscow,RU", "expected 2 cells as in the header, found 3"),
    ]


def test_lines_are_counted_through_quoted_cells_of_several_lines(folder, errors):
    places = 'id,name\nJPYOK,"Yoko\nhama"\nRU VVO,"Vladi""vostok"\n'
    assert errors(folder(places=places, links="id,tail,head,mode\n")) == [
        ("places.csv", 2, "name", "Yoko\nhama", "expected text without line ends, tabs and other control characters"),
        (
            "places.csv",
            4,
            "id",
            "RU VVO",
            "expected an id without spaces, commas and semicolons that does not begin with = + - @ or a quote",
        ),
    ]


def test_broken_quoting_is_told_with_its_line(folder, errors):
    ((file, row, *_, expected),) = errors(folder(places='id,name\nJPYOK,Yokohama\nRUVVO,"Vladivostok\n'))
    assert (file, row) == ("places.csv", 3)
    assert expected.startswith("the quoting is broken at or after this line")


def test_an_empty_line_is_skipped_and_told(folder, warned):
    links = "id,tail,head,mode\n\na,JPYOK,RUVVO,sea\nb,RUVVO,RUMOW,air\n"
    assert warned(folder(links=links)) == [("links.csv", 2, "", "", "the line is empty and is skipped")]


def test_a_missing_folder_or_file_is_told(folder, errors, tmp_path):
    nowhere = tmp_path / "nowhere"
    assert errors(nowhere) == [(str(nowhere), 0, "", "", "no such folder")]
    ((file, row, _, _, expected),) = errors(folder(places=None))
    assert (file, row, expected) == ("places.csv", 0, f"file not found in {tmp_path}")


def test_a_file_that_cannot_be_read_is_told(folder, errors):
    (folder(places=None) / "places.csv").mkdir()
    ((file, *_, expected),) = errors(folder(places=None))
    assert file == "places.csv"
    assert expected.startswith("the file cannot be read")


def test_a_csv_file_that_is_no_table_is_told_with_the_nearest_name(folder, warned):
    expected = "no table has this name; the file is not read; did you mean places.csv?"
    assert warned(folder(palces="id\n")) == [("palces.csv", 0, "", "", expected)]


def test_what_cannot_be_read_is_missing_in_the_tables_and_the_rest_is_there(folder):
    tables, findings = read_tables(folder(links=one_link(hours="?")))
    assert math.isnan(tables["links"]["hours"][0])
    assert (tables["links"]["usd"][0], tables["links"].lines[0], len(findings)) == (500, 2, 1)


def test_dates_and_heading_are_read(folder):
    heading = "name,title,as_of,price_year,currency\nx,Toy,2016-07-01,2016,USD\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network = networks.read(folder(network=heading))
    assert (network.as_of, network.price_year) == (datetime.date(2016, 7, 1), 2016)


def test_two_headings_are_one_too_many(folder, errors):
    found = errors(folder(network="name\nx\ny\n"))
    assert found == [("network.csv", 0, "", "", "expected exactly one row, found 2")]

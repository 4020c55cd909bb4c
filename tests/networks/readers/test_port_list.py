"""Lists of ports: places by their codes, what has none by its number, and what is refused, by line and value."""

import random

import pytest
from oracles.foreign_files import LOCODES, WPI, refused, taken, written

import networks

INDEX, PORTS = WPI["ports.csv"].split("\n", 1)
HEAD, CODES = LOCODES["codes.csv"].split("\n", 1)
INDEX, HEAD = f"{INDEX}\n", f"{HEAD}\n"
DECIMAL = (
    "Change,Country,Location,Name,Function,Coordinates,CoordinatesDecimal,Distance\n"
    ',JP,NKT,Nakhodka Street,1-------,3512N 13912E,"35.2001,139.2002",1\n'
)


def file_of(folder, text, name="ports.csv"):
    return written(folder, {name: text}) / name


def test_the_world_port_index_is_known_by_its_columns(tmp_path):
    net, told = taken(file_of(tmp_path, INDEX + PORTS))
    assert [(one.id, one.name, one.country, one.kind, one.lat) for one in net.places.values()] == [
        ("RUVVO", "Vladivostok", "RU", "seaport", 43.1),
        ("JPYOK", "Yokohama", "JP", "seaport", 35.45),
    ]
    assert net.place("Yokohama Ko").id == "JPYOK" and "no links on offer" in told
    assert taken(tmp_path / "ports.csv", format="ports", name="sea")[0].name == "sea"


def test_un_locodes_have_kinds_by_their_functions_and_positions_in_minutes(tmp_path):
    net, told = taken(file_of(tmp_path, HEAD + CODES))
    assert [(one.id, one.kind, one.country, one.lat, one.lon) for one in net.places.values()] == [
        ("RUVVO", "seaport", "RU", 43.1166667, 131.9),
        ("KZKSN", "rail_terminal", "KZ", 53.2, 63.6166667),
        ("XZGWA", "other", "", None, None),
    ]
    assert net.place("Kostanay").id == "KZKSN"
    assert "rows are left out: headings of countries" in told and "no code of a territory" in told


def test_decimal_positions_win_where_a_list_has_them(tmp_path):
    net, _ = taken(file_of(tmp_path, DECIMAL))
    assert (net.places["JPNKT"].lat, net.places["JPNKT"].lon) == (35.2001, 139.2002)


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        ("1.0,Maurer, , ,United States,S,40.5,-74.25", "WPI-1", ""),
        ("1.0,Maurer,,US,United States,S,40.5,-74.25", "WPI-1", "two letters of a country and three of a place"),
        ("1.0,Golden Horn,,RU VVO,Russia,S,43.1,131.9", "WPI-1", "this code stands before; called by its number"),
        ("61530,Vladivostok,,,Russia,S,43.1,131.9", "WPI-61530", ""),
        ("1.0,Atlantis,,,Atlantis,S,43.1,131.9", "WPI-1", "no territory is called so"),
    ],
)
def test_ports_without_a_code_of_their_own_are_called_by_their_number(tmp_path, row, code, told):
    net, words = taken(file_of(tmp_path, INDEX + PORTS + row + "\n"))
    assert list(net.places) == ["RUVVO", "JPYOK", code] and told in words


def test_a_row_that_stands_twice_is_left_out_and_told(tmp_path):
    again = "1.0,Maurer,,,United States,S,40.5,-74.25\n"
    net, told = taken(file_of(tmp_path, INDEX + PORTS + again + again))
    assert len(net.places) == 3 and "the same stands before; left out" in told
    net, told = taken(file_of(tmp_path, HEAD + CODES + CODES + "X,KZ,AAA,Gone,Gone,,,1,,,,\n=,KZ,,A = B,,,,,,,,\n"))
    assert len(net.places) == 3 and "marked for removal" in told and "names that stand for others" in told


def test_a_terminal_at_sea_may_lie_where_swapping_looks_better(tmp_path):
    net, told = taken(file_of(tmp_path, INDEX + "1.0,Offshore,,NGXXX,Nigeria,S,3.066667,6.116667\n"))
    assert net.places["NGXXX"].lat == 3.066667 and "swapped" in told
    [found] = refused(file_of(tmp_path, INDEX + "1.0,Almaty,,KZALA,Kazakhstan,S,76.9,43.25\n"))
    assert found[2] == "lat" and "swapped" in found[4]


BAD = [  # text; line, field, value, a part of what is expected
    (
        INDEX + PORTS.replace("43.1", "43,1"),
        (2, "", "61530.0,Vladivostok, ,RU VVO,Russia,Large,43,1,131.883333", "found 9"),
    ),
    (INDEX + PORTS.replace("43.1", "north"), (2, "Latitude", "north", "number")),
    (INDEX + PORTS.replace("43.1", "90.1"), (2, "Latitude", "90.1", "degrees from -90 to 90")),
    (INDEX + PORTS.replace("131.883333", "-180.5"), (2, "Longitude", "-180.5", "degrees from -180 to 180")),
    (INDEX + PORTS.replace("131.883333", "nan"), (2, "Longitude", "nan", "number")),
    (INDEX + PORTS.replace("Vladivostok", ""), (2, "name", "", "required")),
    (INDEX.replace("Latitude", "Lat") + PORTS, (1, "Latitude", "", "required")),
    (INDEX.replace("Harbor Size", "Longitude") + PORTS, (1, "Longitude", "Longitude", "once")),
    (INDEX.replace(",UN/LOCODE", ",Code") + PORTS, (1, "UN/LOCODE", "", "required")),
    (INDEX + PORTS.replace('"Yokohama Ko"', '"Yokohama Ko'), (3, "", "", "quoting")),
    (HEAD.replace("Function", "Use") + CODES, (1, "Function", "", "required")),
    (HEAD + CODES.replace("VVO", "VV"), (3, "Location", "VV", "two letters of a country")),
    (HEAD + CODES.replace("VVO", "VV1"), (3, "Location", "VV1", "two letters of a country")),
    (HEAD + CODES.replace("VVO", "vvo"), (3, "Location", "vvo", "two letters of a country")),
    (HEAD + CODES.replace(",RU,VVO", ",R,VVO"), (3, "Location", "VVO", "two letters of a country")),
    (HEAD + CODES.replace(",Vladivostok,Vl", ",,Vl"), (3, "name", "", "required")),
]


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_what_is_wrong_is_told_by_line_and_value(tmp_path, text, expected):
    line, field, value, words = expected
    told = refused(file_of(tmp_path, text))
    assert any((one[1], one[3]) == (line, value) and field in (one[2], "") and words in one[4] for one in told), told


ODD = [  # a position of UN/LOCODE that is told and left out
    "4367N 13154E",
    "4307 13154",
    "9101N 13154E",
    "4307N 18101E",
    "43.1N 131.9E",
    "4307N13154E",
    "4307X 13154E",
    "４３07N 13154E",
    "N/A",
]


@pytest.mark.parametrize("where", ODD)
def test_a_position_that_cannot_be_read_is_told_and_left_out(tmp_path, where):
    net, told = taken(file_of(tmp_path, HEAD + CODES.replace("4307N 13154E", where)))
    assert net.places["RUVVO"].lat is None and "degrees" in told and where in told


def test_signs_of_other_formats_are_not_taken_for_a_list(tmp_path):
    told = refused(file_of(tmp_path, "id,name\nA,A\n", "places.txt"))
    assert "no format that can be read" in told[0][4]
    assert "this is a file, no folder" in refused(file_of(tmp_path, "id,name\nA,A\n", "places.csv"))[0][4]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20))])
def test_mutated_lists_are_read_or_refused(tmp_path, seed):
    draw = random.Random(seed)
    for _ in range(100):
        text = list(draw.choice((INDEX + PORTS, HEAD + CODES, DECIMAL)))
        for _ in range(draw.randint(1, 4)):
            text[draw.randrange(len(text))] = draw.choice(
                ('"', ",", "\n", "\r", "\0", "é", "9", "-", " ", "\ufeff", "=", "\u2028", "")
            )
        file = file_of(tmp_path, "".join(text))
        found = networks.check(file, format="ports")
        assert all(one.severity in ("error", "warning") for one in found)
        if not any(one.severity == "error" for one in found):
            taken(file, format="ports")

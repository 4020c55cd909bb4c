"""GMNS: units, courses, names that were cut; what is refused, by file, line, column and value."""

import pytest
from oracles.foreign_files import GMNS, refused, taken, written

import networks
from routing import Shipment, solve, verify

FILES = {"node": "node.csv", "link": "link.csv", "config": "config.csv", "geometry": "geometry.csv"}


def folder_of(folder, **edits):
    """Return the toy with text of files replaced; each edit: (old, new), the whole text or bytes, or None: left out."""
    files = dict(GMNS)
    for which, edit in edits.items():
        name = FILES[which]
        if isinstance(edit, tuple):
            assert edit[0] in files[name]
            edit = files[name].replace(*edit, 1)
        files[name] = edit
    folder.mkdir(exist_ok=True)
    return written(folder, files)


def test_nodes_are_places_links_are_links_and_inner_points_are_way_points(tmp_path):
    net, told = taken(folder_of(tmp_path))
    assert net.name == "Bay" and [place.name for place in net.places.values()] == ["Yokohama", "Tokyo", "Chiba"]
    first, second, third = net.links.values()
    assert (first.length_km, first.hours, first.directed, first.mode) == (30, 0.5, False, "road")
    assert (second.directed, third.length_km, third.hours) == (True, 60, None)
    assert net.waypoints("a").tolist() == [[35.6, 139.7]]
    assert "'lanes': these columns are not read" in told and "unit" not in told
    result = solve(net, Shipment("2", "1"), minimise="distance")
    verify(net, result)
    assert result.require().km == 30


def test_a_course_drawn_the_other_way_round_is_turned(tmp_path):
    link = GMNS["link.csv"].replace(",lanes\n", ",dir_flag\n").replace("60,2\n", "60,-1\n")
    line = '"LINESTRING Z (139.77 35.68 1, 139.7 35.6 1, 139.68 35.5 2, 139.66 35.45 1)"'
    net, _ = taken(folder_of(tmp_path, link=link, geometry=f"geometry_id,geometry\ng,{line}\n"))
    assert net.waypoints("a").tolist() == [[35.5, 139.68], [35.6, 139.7]]


def test_units_are_those_stated_else_those_that_fit_else_told(tmp_path):
    net, told = taken(folder_of(tmp_path / "mi", config=("km,km/h", "miles,mph")))
    assert net.links["a"].length_km == pytest.approx(30 * 1.609344) and net.links["a"].hours == 0.5
    assert "'miles': by the positions lengths are in km: length_unit='km' reads them so" in told
    metres = GMNS["link.csv"].replace(",30,", ",30000,").replace(",40,", ",40000,").replace(",60,,", ",60000,,")
    net, told = taken(folder_of(tmp_path / "m", config=None, link=metres))
    assert "read as m, which fits the positions" in told and "no unit of speed is stated; read as km/h" in told
    assert net.links["a"].length_km == 30 and net.links["a"].hours == 0.5
    net, told = taken(tmp_path / "m", length_unit="m", speed_unit="mph")
    assert "no unit" not in told and net.links["a"].hours == pytest.approx(30 / 60 / 1.609344)
    net, told = taken(tmp_path / "m", length_unit="m", speed_unit="none")
    assert net.links["a"].hours is None


def test_positions_in_metres_are_not_read(tmp_path):
    net, told = taken(folder_of(tmp_path, config=("EPSG:4326", "32619")))
    assert net.places["1"].lat is None and "a system of coordinates that is no degrees" in told
    assert not net.waypoints("a").size


def test_ids_that_nodes_and_links_share_or_that_cannot_be_ids_are_made_fit(tmp_path):
    net, told = taken(folder_of(tmp_path, link=GMNS["link.csv"].replace("a,1", "1,1").replace("b,2", "1 2,2")))
    assert list(net.links) == ["link:1", "link:1-2", "link:c"]
    assert "'1 2': this cannot be an id; read as 1-2" in told and "links are read with link: before theirs" in told


def test_names_cut_to_ten_letters_and_links_on_foot_are_told(tmp_path):
    link = GMNS["link.csv"].replace("from_node_id", "from_node_").replace("lanes", "allowed_us")
    net, told = taken(folder_of(tmp_path, link=link.replace("60,2\n", "60,WALK;bike\n").replace("80,2", "80,ALL")))
    assert "'from_node_, allowed_us': names of columns were cut to 10 letters" in told and len(net.links) == 3
    assert "1 links are for walking and cycling alone; they are read like the others" in told


L1 = "a,1,2,0,g,30,60,2"
BAD = [  # which file, what, in its place; line, column, value, a part of what is expected
    ("node", "node_id", "nodeid", (1, "node_id", "", "is it nodeid?")),
    ("node", "x_coord", "x", (1, "x_coord", "", "this column is required")),
    ("node", "y_coord", "x_coord", (1, "x_coord", "x_coord", "each column once, found it 2 times")),
    ("node", "1,Yokohama", ",Yokohama", (2, "node_id", "", "a value is required")),
    ("node", "2,Tokyo", "1,Tokyo", (3, "node_id", "1", "each id once; it stands in line 2 already")),
    ("node", "139.66", "", (2, "x_coord", "", "a value is required")),
    ("node", "139.66", "east", (2, "x_coord", "east", "a plain number")),
    ("node", "139.66", "139.66E", (2, "x_coord", "139.66E", "the unit belongs")),
    ("node", "139.66", '"139,66"', (2, "x_coord", "139,66", "decimal point, not comma")),
    ("node", "139.66", "nan", (2, "x_coord", "nan", "a plain number")),
    ("node", "35.45", "1e999", (2, "y_coord", "1e999", "a finite number")),
    ("node", "35.45", "--5", (2, "y_coord", "--5", "a plain number")),
    ("node", "35.45", "1" * 300, (2, "y_coord", "1", "at most 100 characters")),
    ("node", "1,Yokohama", "i" * 300 + ",Yokohama", (2, "node_id", "iii", "at most 250 characters")),
    ("node", "2,Tokyo,139.77,35.68", "2,Tokyo,139.77", (3, "", "2,Tokyo,139.77", "expected 4 cells")),
    ("node", "2,Tokyo,139.77,35.68", "2,Tokyo,139.77,35.68,5", (3, "", "2,Tokyo", "expected 4 cells")),
    ("node", "Yokohama", '"Yoko"hama', (2, "", "", "the quoting is broken")),
    ("node", "1,Yokohama", '"1,Yokohama', (2, "", "", "the quoting is broken")),
    ("link", "link_id", "id", (1, "link_id", "", "this column is required")),
    ("link", "from_node_id", "from", (1, "from_node_id", "", "this column is required")),
    ("link", "to_node_id", "TO_NODE_ID", (1, "to_node_id", "", "this column is required")),
    ("link", "free_speed", "length", (1, "length", "length", "each column once")),
    ("link", L1, L1.replace("a,", ",", 1), (2, "link_id", "", "a value is required")),
    ("link", "b,2,3", "a,2,3", (3, "link_id", "a", "each id once; it stands in line 2 already")),
    ("link", "a,1,2", "a,9,2", (2, "from_node_id", "9", "no such node in node.csv")),
    ("link", "a,1,2", "a,1,9", (2, "to_node_id", "9", "no such node in node.csv")),
    ("link", "a,1,2", "a,,2", (2, "from_node_id", "", "a value is required")),
    ("link", "a,1,2,0", "a,1,2,maybe", (2, "directed", "maybe", "1 or 0, true or false")),
    ("link", "a,1,2,0", "a,1,2,2", (2, "directed", "2", "1 or 0, true or false")),
    ("link", ",30,60", ",far,60", (2, "length", "far", "a plain number")),
    ("link", ",30,60", ",-30,60", (2, "length", "-30", "a number from 0")),
    ("link", ",30,60", ",30km,60", (2, "length", "30km", "the unit belongs")),
    ("link", ",30,60", ',"1,000",60', (2, "length", "1,000", "no thousands separators")),
    ("link", ",30,60", ",30,fast", (2, "free_speed", "fast", "a plain number")),
    ("link", ",30,60", ",30,-1", (2, "free_speed", "-1", "a number from 0")),
    ("link", ",30,60", ",30,inf", (2, "free_speed", "inf", "a plain number")),
    ("link", ",30,60", ",30,6000", (2, "length, free_speed", "", None)),
    ("link", "c,3,1,true,,60", "c,3,1,true,,600000", (4, "length_km", "600000", "is not possible")),
    ("link", GMNS["link.csv"], GMNS["link.csv"].replace(",", ";"), (1, "", "link_id", "the cells are separated by ;")),
    ("link", GMNS["link.csv"], "", (1, "", "", "a header line")),
    ("config", "km,km/h", "furlong,km/h", (2, "long_length", "furlong", "one of km, m, mi, ft")),
    ("config", "km,km/h", "km,warp", (2, "speed", "warp", "one of km/h, mph")),
    ("config", "Bay,km", "Bay,km,5", (2, "", "Bay", "expected 4 cells")),
    ("geometry", "geometry_id,", "id,", (1, "geometry_id", "", "this column is required")),
    ("geometry", "LINESTRING", "POLYGON", ("link", 2, "geometry", "POLYGON", "one line as WKT")),
    ("geometry", "LINESTRING", "LINESTRING EMPTY", ("link", 2, "geometry", "LINES", "one line as WKT")),
    ("geometry", "139.66 35.45,", "139.66,", ("link", 2, "geometry", "LINES", "one line as WKT")),
    ("geometry", "139.66 35.45,", "x y,", ("link", 2, "geometry", "LINES", "one line as WKT")),
    ("geometry", ", 139.7 35.6, 139.77 35.68)", ")", ("link", 2, "geometry", "LINES", "one line as WKT")),
    ("geometry", "(139.66", "((139.66", ("link", 2, "geometry", "LINES", "one line as WKT")),
]


@pytest.mark.parametrize(("which", "old", "new", "found"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_told_by_file_line_column_and_value(tmp_path, which, old, new, found):
    where, line, field, value, expected = found if len(found) == 5 else (which, *found)
    if expected is None:  # one of two links at an impossible speed: its length is let go, and told
        net, told = taken(folder_of(tmp_path, **{which: (old, new)}))
        assert net.links["a"].length_km is None and "would run at 6000 to 6000 km/h" in told
        return
    told = [one for one in refused(folder_of(tmp_path, **{which: (old, new)})) if one[0] == FILES[where]]
    assert any(
        one[1] == line and one[2] == field and one[3].startswith(value) and expected in one[4] for one in told
    ), told


@pytest.mark.parametrize("name", ["node.csv", "link.csv"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 zip", "zip archive"),
        (b"\x80\x04\x95 pickle\x00", "a pickle of Python"),
        ("node_id".encode("utf-16"), "expected UTF-8"),
        (b"node_id,x_coord,y_coord\n\xff,1,2\n", "is not UTF-8"),
        (b"SQLite format 3\x00", "GeoPackage"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, name, data, words):
    assert words in refused(written(tmp_path, GMNS | {name: data}))[0][4]


ODD = [
    ("node", "name,", "Name,", "'Name': these columns are not read"),
    ("node", "1,Yokohama", " 1 , Yokohama ", "blanks around cells are skipped"),
    ("node", "Yokohama", "", ""),
    ("node", "\n", "\r\n", ""),
    ("node", "node_id", "\ufeffnode_id", ""),
    ("node", "3,Chiba,140.1,35.6\n", "3,Chiba,140.1,35.6\n\n,,,\n", "the line is empty and is skipped"),
    ("link", "directed,", "dir,", "each link is read as directed"),
    ("link", "a,1,2,0", "a,1,2,", ""),
    ("link", "c,3,1,true,,60", "c,3,1,true,nowhere,60", ""),
    ("link", "c,3,1", "c,3,3", "the link ends where it begins"),
    ("link", ",40,80", ",40,0", "1 links have a speed of 0: their time is not known"),
    ("link", ",40,80", ",0,80", "1 links state 0; read as 1e-09 km"),
    ("link", ",40,80", ",,80", ""),
    ("config", None, None, "no unit of length is stated; read as km, which fits the positions"),
    ("config", "Bay", "The bay", ""),
    ("geometry", None, None, ""),
    ("geometry", "LINESTRING (", "multilinestring((", None),
    ("geometry", "139.7 35.6", "139.7 95.6", ""),
]


@pytest.mark.parametrize(("which", "old", "new", "told"), ODD, ids=range(len(ODD)))
def test_what_is_odd_is_read(tmp_path, which, old, new, told):
    if told is None:
        text = GMNS["geometry.csv"].replace(old, new).replace(')"', '))"')
        net, said = taken(folder_of(tmp_path, geometry=text))
        assert net.waypoints("a").tolist() == [[35.6, 139.7]]
        return
    net, said = taken(folder_of(tmp_path, **{which: None if old is None else (old, new)}))
    assert len(net.links) == 3 and told in said


def test_a_folder_that_is_two_formats_at_once_is_refused_unless_one_is_named(tmp_path):
    folder_of(tmp_path)
    (tmp_path / "places.csv").write_text("id,name\nA,Alpha\nB,Beta\n")
    (tmp_path / "links.csv").write_text("id,tail,head,mode,hours\nab,A,B,sea,4\n")
    [one] = refused(tmp_path)
    assert one[4].startswith("this may be csv and gmns; say which by format=")
    assert list(networks.read(tmp_path, format="csv", silence=("unread",)).places) == ["A", "B"]
    assert list(networks.read(tmp_path, format="gmns", silence=("unread", "stated-countries")).places) == [
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"mode": "boat"}, "mode"),
        ({"length_unit": "x"}, "length_unit"),
        ({"speed_unit": 5}, "speed_unit"),
        ({"nodes": 1}, "nodes"),
    ],
)
def test_options_are_looked_at(tmp_path, options, field):
    assert refused(folder_of(tmp_path), **options)[0][2] == field

"""Which format a file or folder is in is known by what it holds; what is none, or several, is refused with the list."""

import inspect
import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from oracles.foreign_files import DIMACS, GEOGRAPH, GMNS, TNTP, as_json, refused, written

import networks
from networks.readers.formats import FORMATS, format_called, format_of, listed

PAGE = Path(networks.__file__).parent / "data" / "formats.md"


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_each_format_names_its_module_and_the_options_that_this_takes(one):
    tables_of = import_module(f"networks.readers.{one.module}").tables_of
    named = inspect.signature(tables_of).parameters
    assert tuple(named)[1:] == one.options
    assert all(named[option].kind is inspect.Parameter.KEYWORD_ONLY for option in one.options)
    assert format_called(one.name) is one and f"{one.name} ({one.about})" in listed()


def test_the_page_of_formats_has_a_row_for_each():
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| .* \| (.*?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: (about, tuple(re.findall(r"`(\w+)`", options))) for name, about, options in rows}
    assert told == {one.name: (one.about, one.options) for one in FORMATS}


def test_a_format_is_known_by_content_and_not_by_its_name(tmp_path):
    (tmp_path / "gmns").mkdir()
    written(tmp_path / "gmns", GMNS)
    written(
        tmp_path, {"a.dat": TNTP["Toy_net.tntp"], "b.dat": DIMACS["toy.gr"], "c.dat": "~ hm\n" + TNTP["Toy_net.tntp"]}
    )
    as_json(tmp_path / "d.dat", GEOGRAPH)
    as_json(tmp_path / "e.dat", {"features": [], "type": "FeatureCollection"})
    found = {name: format_of(tmp_path / name).name for name in ("gmns", "a.dat", "b.dat", "c.dat", "d.dat", "e.dat")}
    assert list(found.values()) == ["gmns", "tntp", "dimacs", "tntp", "geograph", "geojson"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n" * 70_000,
        b"c\n" * 70_000,
        b"~\n" * 70_000,
        b"places and links",
        b"p edge 3 4\n",
        b"<xml/>",
        b"<NUMBER>",
        b"[1, 2]",
        b'{"a": 1}',
        b'"text"',
        b"%PDF-1.7",
        b"PK\x03\x04 a workbook",
        b"\x80\x04\x95",
        b"\x1f\x8b",
        b"\x00" * 1000,
        "p sp 3 4".encode("utf-16"),
    ],
)
def test_what_is_in_no_format_is_refused_with_the_list(tmp_path, data):
    (tmp_path / "x.tntp").write_bytes(data)
    [(file, *_, expected)] = refused(tmp_path / "x.tntp")
    assert file == "x.tntp" and expected == f"what it holds is in no format that can be read; there are: {listed()}"


@pytest.mark.parametrize("given", ["geojsn", "", 5, None, ["csv"]])
def test_a_format_is_one_of_the_list(tmp_path, given):
    (tmp_path / "x.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    if given is None:
        assert format_of(tmp_path / "x.geojson", given).name == "geojson"
        return
    [(_, _, field, _, expected)] = refused(tmp_path / "x.geojson", format=given)
    assert field == "format" and f"expected one of: {listed()}" in expected
    assert ("did you mean geojson?" in expected) == (given == "geojsn")


def test_a_named_format_is_taken_at_its_word(tmp_path):
    path = as_json(tmp_path / "x.json", GEOGRAPH)
    assert refused(path, format="geojson")[0][2:] == ("type", "", "expected a FeatureCollection (RFC 7946)")
    assert "this is a file, no folder" in refused(path, format="csv")[0][4]
    assert "metadata that end with" in refused(path, format="tntp")[0][4]


def test_an_option_that_a_format_does_not_have_is_told_with_those_that_it_has(tmp_path):
    written(tmp_path, TNTP)
    [(_, _, field, value, expected)] = refused(tmp_path / "Toy_net.tntp", snap_km=3)
    assert (field, value) == ("snap_km", "3")
    assert expected.endswith("its options are name, nodes, mode, length_unit, time_unit")


def test_silence_and_warnings_are_as_for_any_network(tmp_path):
    written(tmp_path, TNTP)
    found = networks.check(tmp_path / "Toy_net.tntp")
    assert {one.rule for one in found} >= {"made", "unread"}
    quiet = networks.check(tmp_path / "Toy_net.tntp", silence=[one.rule for one in found])
    assert not quiet


def test_no_link_of_a_folder_leads_out_of_it(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    written(secret, {"x": "7 40 50\n", "link": GMNS["link.csv"], "co": "p aux sp co 3\n"})
    inside = tmp_path / "inside"
    inside.mkdir()
    written(inside, {"Toy_net.tntp": TNTP["Toy_net.tntp"], "toy.gr": DIMACS["toy.gr"], "node.csv": GMNS["node.csv"]})
    for name, target in (("Toy_node.tntp", "x"), ("toy.co", "co"), ("link.csv", "link")):
        (inside / name).symlink_to(secret / target)
    for name in ("Toy_net.tntp", "toy.gr"):
        net = networks.read(inside / name, silence=("made", "unread", "ways-back", "connected"))
        assert all(place.lat is None for place in net.places.values())
    assert "a link that leads out of the folder" in refused(inside)[0][4]

"""``--network`` takes a GeoJSON file, and says what to do with one of lines alone."""

import json

from routing.cli import main


def written(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return str(path)


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def test_a_geojson_file_is_a_network(tmp_path, capsys):
    places = [feature("Point", at, id=name, name=name) for name, at in {"A": [1, 1], "B": [2, 2]}.items()]
    link = feature("LineString", [[1, 1], [2, 2]], id="ab", tail="A", head="B", mode="sea", length_km=160, hours=6)
    file = written(tmp_path / "toy.geojson", *places, link)
    assert main(["route", "A", "B", "--network", file]) == 0
    assert "sea: ab" in capsys.readouterr().out


def test_a_file_of_lines_alone_says_what_to_do(tmp_path, capsys):
    file = written(tmp_path / "lanes.geojson", feature("LineString", [[1, 1], [2, 2]]))
    assert main(["route", "A", "B", "--network", file]) == 2
    assert (
        "lines without tail and head: 1; name mode= and speed= to make places of their ends" in capsys.readouterr().err
    )


def test_check_takes_any_file_that_can_be_read(tmp_path, capsys):
    file = written(tmp_path / "lanes.geojson")
    assert main(["check", file]) == 0
    (tmp_path / "x_net.tntp").write_text("<NUMBER OF NODES> 2\n<END OF METADATA>\n1 2 9 x 5 ;\n")
    assert main(["check", str(tmp_path / "x_net.tntp")]) == 2
    assert "x_net.tntp, line 3, length: 'x': expected a plain number" in capsys.readouterr().out

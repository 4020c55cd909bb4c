"""Exports of OpenStreetMap: tags in place of columns, lines that branch off inside others, railways out of use."""

import json
import warnings

import pytest

import networks


def written(folder, *lines, points=()):
    features = [
        {"type": "Feature", "properties": {"@id": key, **tags}, "geometry": {"type": "LineString", "coordinates": line}}
        for key, line, tags in lines
    ]
    features += [
        {"type": "Feature", "properties": {"@id": key, **tags}, "geometry": {"type": "Point", "coordinates": point}}
        for key, point, tags in points
    ]
    file = folder / "export.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "generator": "overpass-turbo", "features": features}))
    return file


MAIN = ("way/1", [[31.0, 30.0], [31.1, 30.1], [31.2, 30.1], [31.4, 30.3]], {"gauge": "1435", "electrified": "no"})
BRANCH = ("way/2", [[31.2, 30.1], [31.3, 29.9]], {"gauge": "1435", "electrified": "contact_line", "source": "Bing"})
OLD = ("way/3", [[31.4, 30.3], [31.5, 30.3]], {"railway": "abandoned"})


def read(file, **more):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        net = networks.read(file, mode="rail", gauge_mm=1000, **more)
    return net, "\n".join(str(one.message) for one in told)


def test_tags_become_columns_or_are_told(tmp_path):
    net, told = read(written(tmp_path, MAIN, BRANCH, OLD))
    one, other = (net.links[name] for name in ("way/1", "way/2"))
    assert (one.gauge_mm, one.electrified, one.source) == (1435, "no", "")
    assert (other.gauge_mm, other.electrified, other.source) == (1435, "yes", "")
    assert "read as columns are the tags gauge as gauge_mm (2), electrified (2)" in told
    assert "railway=abandoned as not on offer (1)" in told and "'tag:source'" in told
    assert "way/3" not in net.links and "railway=abandoned" in net.reasons.get("way/3", "railway=abandoned")
    assert net.catalogue["links"]["gauge_mm"].tolist() == [1435, 1435, 1000]  # the stated one where none is tagged


def test_lines_are_cut_where_others_end_on_them_and_add_up(tmp_path):
    whole, told = read(written(tmp_path, MAIN, BRANCH))
    assert "1 ends lie on the course of another line, which is not cut there" in told
    net, told = read(written(tmp_path, MAIN, BRANCH), cut=True)
    assert sorted(net.links) == ["way/1", "way/1.2", "way/2"] and len(net.places) == 4
    assert "1 lines are cut where others end on them, into 1 more" in told and "not cut there" not in told
    km = sum(net.links[name].length_km for name in ("way/1", "way/1.2"))
    assert km == pytest.approx(whole.links["way/1"].length_km, abs=1e-5)
    assert len(net.connectivity().parts) == 1 and len(whole.connectivity().parts) == 2
    assert net.waypoints("way/1").tolist() == [[30.1, 31.1]] and net.waypoints("way/1.2").tolist() == []


def test_stations_are_terminals(tmp_path):
    station = ("node/7", [31.0, 30.0], {"name": "Cairo", "railway": "station", "source": "GPS"})
    net, _ = read(written(tmp_path, MAIN, points=[station]))
    assert net.places["node/7"].kind == "rail_terminal" and net.links["way/1"].tail == "node/7"


def test_a_line_that_states_its_length_stays_whole(tmp_path):
    lines = {"a": (MAIN[1], 60), "b": (BRANCH[1], None)}
    features = [
        {
            "type": "Feature",
            "properties": {"id": key, "length_km": km},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for key, (line, km) in lines.items()
    ]
    (tmp_path / "x.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    net, told = read(tmp_path / "x.geojson", cut=True)
    assert sorted(net.links) == ["a", "b"] and net.links["a"].length_km == 60
    assert "1 ends lie on the course of another line, which is not cut there" in told


def test_what_was_read_is_written_and_comes_back(tmp_path):
    net, _ = read(written(tmp_path, MAIN, BRANCH, OLD), cut=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        networks.write(net, tmp_path / "folder")
        assert networks.read(tmp_path / "folder") == net


@pytest.mark.parametrize(("more", "words"), [({"cut": "yes"}, "cut: 'yes'"), ({"gauge_mm": 0}, "gauge_mm: '0'")])
def test_options_are_checked(tmp_path, more, words):
    with pytest.raises(networks.DataError, match=words):
        networks.read(written(tmp_path, MAIN), mode="rail", **more)

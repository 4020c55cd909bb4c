"""Folders and files that are none, and files that are not what their names say: told at once, in our words."""

import os
import time

import pytest

import networks
from networks.readers.formats import listed


def told(read, path):
    begun = time.process_time()
    with pytest.raises(networks.DataError) as caught:
        read(path)
    assert time.process_time() - begun < 2
    return [one.expected for one in caught.value.findings]


@pytest.fixture
def geojson(tmp_path):
    return tmp_path / "x.geojson"


def test_a_pipe_is_refused_without_waiting_for_a_writer(folder, geojson):
    path = folder(places=None)
    os.mkfifo(path / "places.csv")
    os.mkfifo(geojson)
    words = "the file cannot be read: expected a regular file, this is a pipe"
    assert words in told(networks.read, path)
    assert [one.expected for one in networks.check(path)] == [words]
    assert told(networks.read_geojson, geojson) == [words]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused_also_by_a_symlink(folder, geojson, device):
    path = folder(links=None)
    (path / "links.csv").symlink_to(device)
    geojson.symlink_to(device)
    assert told(networks.read, path)[0].startswith("the file cannot be read: ")
    assert told(networks.read_geojson, geojson)[0].startswith("the file cannot be read: ")


def test_a_symlink_to_nothing_is_told_also_of_a_table_that_need_not_be_there(folder):
    path = folder()
    (path / "waypoints.csv").symlink_to("nowhere.csv")
    assert told(networks.read, path) == ["the file cannot be read: No such file or directory"]


def test_a_symlink_to_a_file_is_followed(folder, tmp_path):
    path = folder()
    (path / "links.csv").rename(tmp_path / "elsewhere.txt")
    (path / "links.csv").symlink_to(tmp_path / "elsewhere.txt")
    assert len(networks.read(path).links) == 2


def test_a_file_above_the_limit_is_refused_before_it_fills_the_memory(folder, monkeypatch):
    path = folder()
    with (path / "links.csv").open("r+b") as file:
        file.truncate(2**40)  # sparse: it takes no room
    assert told(networks.read, path) == ["the file cannot be read: expected at most 256 MiB, this is larger"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("places.csv", "this is a file, no folder; expected the folder that holds it"),
        ("x.geojson", f"what it holds is in no format that can be read; there are: {listed()}"),
        ("nowhere", "no such folder"),
        ("x" * 5000, "the folder cannot be read: File name too long"),
        ("a\0b", "the folder cannot be read: embedded null byte"),
        ("places.csv/inside", "this is a file, no folder; expected the folder that holds it"),
    ],
)
def test_what_is_no_folder_is_told(folder, name, expected):
    path = folder()
    (path / "x.geojson").write_text("{}")
    assert told(networks.read, path / name) == [expected]
    assert [one.expected for one in networks.check(path / name)] == [expected]


def test_a_folder_that_may_not_be_looked_into_is_told(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    path = folder()
    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    assert told(networks.read, path) == ["the folder cannot be read: Permission denied"]


def test_a_file_that_may_not_be_read_is_told(folder, geojson, monkeypatch):
    def refuse(path, flags):
        raise PermissionError(13, "Permission denied", str(path))

    path = folder()
    monkeypatch.setattr("os.open", refuse)
    assert told(networks.read, path) == ["the file cannot be read: Permission denied"] * 2
    assert told(networks.read_geojson, geojson) == ["the file cannot be read: Permission denied"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + b"\0" * 99, "a zip archive or an Excel workbook"),
        (b"\x80\x04\x95\x10\0", "a pickle of Python"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Excel workbook"),
        (b"SQLite format 3\0", "a database such as a GeoPackage"),
        (b"%PDF-1.7\n\xe2", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(folder, geojson, data, kind):
    assert told(networks.read, folder(places=data)) == [f"this is {kind}, no text; save the file as CSV UTF-8"]
    geojson.write_bytes(data)
    assert told(networks.read_geojson, geojson) == [f"this is {kind}, no text; save the file as GeoJSON in UTF-8"]


def test_a_geojson_file_in_another_encoding_is_not_to_be_saved_as_csv(geojson):
    geojson.write_bytes('{"type": "Владивосток"}'.encode("cp1251"))
    assert told(networks.read_geojson, geojson) == [
        "byte 11 of the line is not UTF-8; save the file as GeoJSON in UTF-8"
    ]


def test_a_name_of_a_folder_that_no_id_may_be_is_made_one(folder, tmp_path):
    odd = tmp_path / "new net\u200b, 2nd \udcff try"
    odd.mkdir()
    for file in folder().glob("*.csv"):
        file.rename(odd / file.name)
    assert networks.read(odd).name == "new-net-2nd-try"

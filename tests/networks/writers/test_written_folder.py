"""Writing a folder of CSV files: the whole folder or nothing, and what is read back is the same."""

import math
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import networks
from networks.model.canonical import table_text
from networks.writers import csv_folder, whole_folder
from networks.writers.staging import staged


def test_a_written_network_is_read_back_equal_and_written_again_the_same(toy, tmp_path):
    network = toy().build()
    networks.write(network, tmp_path / "one")
    again = networks.read(tmp_path / "one")
    networks.write(again, tmp_path / "two")
    assert again == network
    assert again.withheld == {"air": ("links", "not asked for")}
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_folder_with_something_in_it_is_replaced_only_when_asked(toy, tmp_path):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    with pytest.raises(networks.DataError, match="overwrite=True replaces it"):
        networks.write(network, target)
    (target / "places.csv").write_text("old")
    networks.write(network, target, overwrite=True)
    assert networks.read(target) == network
    (target / "diary.txt").write_text("mine")
    with pytest.raises(networks.DataError, match=r"diary\.txt"):
        networks.write(network, target, overwrite=True)
    assert (target / "diary.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["net"], "no temporary folder stays behind"


def test_a_write_that_fails_leaves_the_old_folder_and_nothing_else(toy, tmp_path, monkeypatch):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    old = {file.name: file.read_bytes() for file in target.iterdir()}

    def full(table):
        if table.name == "links":
            raise OSError("disk full")
        return table_text(table)

    monkeypatch.setattr("networks.writers.csv_folder.table_text", full)
    with pytest.raises(OSError, match="disk full"):
        networks.write(network, target, overwrite=True)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == old
    assert [path.name for path in tmp_path.iterdir()] == ["net"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "'=1", "''-y", "'quoted", "-12", "+1.5", "'-12"])
def test_a_text_that_looks_like_a_formula_is_escaped_and_comes_back(toy, tmp_path, text):
    network = (
        toy()
        .add_source(id="S3", title=text)
        .add_place(id="P", name="P", source="S3")
        .add_link(id="ap", tail="JPYOK", head="P", mode="sea")
        .build()
    )
    networks.write(network, tmp_path / "net")
    line = (tmp_path / "net" / "sources.csv").read_text().splitlines()[-1]
    cell = line.split(",")[1].strip('"')
    assert cell[0] not in "=@" and (cell[0] not in "+-" or math.isfinite(float(cell)))
    assert networks.read(tmp_path / "net").sources["S3"].title == text


def test_the_text_of_a_table_leaves_out_columns_that_are_missing_throughout(toy):
    network = toy().build()
    assert table_text(network.catalogue["operations"]) == "id,kind,from_side,to_side\nop:lift,lift,sea,rail:1520\n"


# What stands at the path, or in the folder, and is not ours to replace


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def steps(request, monkeypatch):
    """Both ways in which a folder is replaced: by exchange, and where the system has no such step."""
    if not request.param:
        monkeypatch.setattr(whole_folder, "exchange", lambda one, other: False)


def named(toy, title):
    """Return the toy network with one more place."""
    return toy().add_place(id="P", name=title).add_link(id="p", tail="P", head="RUVVO", mode="sea").build()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_link_to_a_folder_is_followed_and_stays_a_link(toy, tmp_path, steps):
    network = toy().build()
    networks.write(named(toy, "old"), tmp_path / "v1")
    (tmp_path / "current").symlink_to("v1")
    networks.write(network, tmp_path / "current", overwrite=True)
    assert (tmp_path / "current").is_symlink() and not (tmp_path / "v1").is_symlink()
    assert networks.read(tmp_path / "v1") == networks.read(tmp_path / "current") == network
    assert names(tmp_path) == ["current", "v1"]


def test_a_link_to_nothing_yet_is_followed(toy, tmp_path):
    network = toy().build()
    (tmp_path / "current").symlink_to("v1")
    networks.write(network, tmp_path / "current")
    assert (tmp_path / "current").is_symlink() and networks.read(tmp_path / "v1") == network
    (tmp_path / "astray").symlink_to("nowhere/v1")
    with pytest.raises(networks.DataError, match=r"nowhere.*no such folder"):
        networks.write(network, tmp_path / "astray")


def test_a_link_back_to_itself_is_refused(toy, tmp_path):
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    with pytest.raises(networks.DataError, match="leads back to itself"):
        networks.write(toy().build(), tmp_path / "one")
    assert names(tmp_path) == ["one", "other"]


@pytest.mark.parametrize("path", [".", "", "../here"])
def test_the_working_folder_is_written_and_is_still_where_one_is(toy, tmp_path, monkeypatch, path, steps):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    networks.write(named(toy, "first"), path)
    network = toy().build()
    networks.write(network, path, overwrite=True)
    assert networks.read(".") == networks.read(here) == network
    assert names(tmp_path) == ["here"]


@pytest.mark.parametrize("kind", ["folder", "full folder", "link", "pipe"])
def test_what_bears_the_name_of_a_table_and_is_no_file_is_never_lost(toy, tmp_path, kind, steps):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    table = target / "places.csv"
    kept = tmp_path / "kept.csv"
    table.rename(kept)
    if kind == "link":
        table.symlink_to(kept)
    elif kind == "pipe":
        os.mkfifo(table)
    else:
        table.mkdir()
        (table / "diary.txt").write_text("mine") if kind == "full folder" else None
    before = table.lstat().st_ino
    with pytest.raises(networks.DataError, match=r"places\.csv.*no ordinary file and would be lost"):
        networks.write(network, target, overwrite=True)
    assert table.lstat().st_ino == before and kept.exists()
    assert names(tmp_path) == ["kept.csv", "net"]


@pytest.mark.parametrize("there", ["file", "pipe"])
def test_what_is_no_folder_is_not_replaced(toy, tmp_path, there):
    target = tmp_path / "net"
    target.write_text("mine") if there == "file" else os.mkfifo(target)
    with pytest.raises(networks.DataError, match="expected a folder"):
        networks.write(toy().build(), target, overwrite=True)
    assert names(tmp_path) == ["net"]


@pytest.mark.parametrize("path", ["a\0b", "x" * 300])
def test_what_is_no_path_is_refused(toy, tmp_path, path):
    with pytest.raises((networks.DataError, OSError)):
        networks.write(toy().build(), tmp_path / path)
    assert names(tmp_path) == []


def test_what_is_put_into_the_folder_while_it_is_written_is_not_lost(toy, tmp_path, monkeypatch, steps):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    monkeypatch.setattr(whole_folder, "_refuse", lambda *_: (target / "diary.txt").write_text("mine"))
    with pytest.raises(networks.DataError, match=r"diary\.txt.*would be lost"):
        networks.write(network, target, overwrite=True)
    assert (target / "diary.txt").read_text() == "mine" and networks.read(target) == network
    assert names(tmp_path) == ["net"]


# Permissions


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o7777


@pytest.mark.usefixtures("umask")
def test_a_new_folder_is_as_open_as_the_process_makes_it_and_an_old_one_as_it_was(toy, tmp_path, steps):
    target = tmp_path / "net"
    networks.write(toy().build(), target)
    assert (mode(target), mode(target / "places.csv")) == (0o750, 0o640)
    target.chmod(0o2700)
    (target / "operations.csv").unlink()
    for file in target.iterdir():
        file.chmod(0o600)
    (target / "places.csv").chmod(0o604)
    networks.write(toy().build(), target, overwrite=True)
    assert mode(target) == 0o2700
    modes = {file.name: mode(file) for file in target.iterdir()}
    assert modes.pop("places.csv") == 0o604 and set(modes.values()) == {0o600}
    assert "operations.csv" in modes


def other_people_can_come_here(path):
    """Return a folder of the system's room for temporary files, which pytest's own is not open enough for."""
    path.chmod(0o777)
    return path / "net"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may be somebody else")
def test_owners_stay_and_what_is_protected_is_not_replaced(toy):
    network = toy().build()
    with tempfile.TemporaryDirectory() as room:
        target = other_people_can_come_here(Path(room))
        networks.write(network, target)
        for path in (target, *target.iterdir()):
            os.chown(path, 12345, 12346)
        networks.write(network, target, overwrite=True)
        owners = {(path.stat().st_uid, path.stat().st_gid) for path in (target, *target.iterdir())}
        assert owners == {(12345, 12346)}
        child = os.fork()
        if child == 0:  # as somebody who may write beside the folder, but not into it
            told = ""
            try:
                os.setgid(23456)
                os.setuid(23456)
                networks.write(network, target, overwrite=True)
            except PermissionError as error:
                told = str(error)
            finally:
                os._exit(7 if "protected against writing" in told else 8)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


# What interrupted writers leave


def test_what_an_interrupted_writer_left_is_cleared_by_the_next_one(toy, tmp_path, steps):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    half, other = tmp_path / ".net.0123456789abcdef.part", tmp_path / ".net.0123456789abcdef.old"
    for left in (half, other):
        left.mkdir()
        (left / "places.csv").write_text("id,na")
    theirs = tmp_path / ".net.fedcba9876543210.part"
    theirs.mkdir()
    (theirs / "diary.txt").write_text("mine")
    networks.write(network, target, overwrite=True)
    assert names(tmp_path) == [".net.fedcba9876543210.part", "net"] and names(theirs) == ["diary.txt"]
    assert networks.read(target) == network


def test_what_a_living_writer_has_staged_is_left_to_it(toy, tmp_path):
    network, target = toy().build(), tmp_path / "net"
    with staged(target, Path.mkdir, lambda path: path.rmdir()) as path:
        networks.write(network, target)
        assert path.is_dir()
    assert names(tmp_path) == ["net"]


@pytest.mark.long
def test_a_folder_that_was_moved_out_of_the_way_is_read_and_put_back(toy, tmp_path):
    network, target = toy().build(), tmp_path / "net"
    networks.write(network, target)
    target.rename(
        tmp_path / ".net.0123456789abcdef.old"
    )  # as a writer in two steps leaves it that is killed in between
    assert networks.read(target) == network
    with pytest.raises(networks.DataError, match="overwrite=True"):
        networks.write(network, target)
    assert names(tmp_path) == ["net"] and networks.read(target) == network


def test_two_writers_at_once_leave_one_of_two_networks(toy, tmp_path, steps):
    one, other, target = named(toy, "one"), named(toy, "other"), tmp_path / "net"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda network: networks.write(network, target, overwrite=True), [one, other] * 8))
    assert networks.read(target) in (one, other)
    assert names(tmp_path) == ["net"]


# Spreadsheets, and what no file holds


def test_files_for_spreadsheets_begin_with_a_byte_order_mark_and_lose_nothing(toy, tmp_path):
    network = toy().add_place(id="P", name="横浜港").add_link(id="p", tail="JPYOK", head="P", mode="sea").build()
    networks.write(network, tmp_path / "plain")
    networks.write(network, tmp_path / "sheets", spreadsheet=True)
    for file in (tmp_path / "plain").iterdir():
        assert (tmp_path / "sheets" / file.name).read_bytes() == b"\xef\xbb\xbf" + file.read_bytes()
    with pytest.warns(networks.DataWarning, match="byte-order mark"):
        assert networks.read(tmp_path / "sheets") == network
    networks.write(network, tmp_path / "sheets", overwrite=True)
    assert not (tmp_path / "sheets" / "places.csv").read_bytes().startswith(b"\xef")


def test_half_a_letter_cannot_be_written_and_is_named(toy, tmp_path):
    table = toy().build().catalogue["places"]
    with pytest.raises(networks.DataError, match=r"places\.csv, line 2: .*ud800.*lone surrogate"):
        csv_folder._encoded(table_text(table).replace("\n", "\n\ud800", 1), "places.csv")

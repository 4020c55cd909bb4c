"""The stamp says that the built-in data have passed the rules; a byte that differs, and they are asked."""

import pickle
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import networks
from networks import builtin, stamp
from networks.model.tables import DeferredTable, Table
from networks.readers import csv_folder

EURASIA = builtin._DATA / "eurasia"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the built-in data, with what they share, that `load` reads instead."""
    for layer in csv_folder.layers(EURASIA):
        shutil.copytree(layer, tmp_path / layer.name)
    monkeypatch.setattr(builtin, "_DATA", tmp_path)
    builtin._base.cache_clear()
    builtin._loaded.cache_clear()
    yield tmp_path / "eurasia"
    builtin._base.cache_clear()
    builtin._loaded.cache_clear()


def append(file, row):
    file.write_text(file.read_text(encoding="utf-8") + row, encoding="utf-8", newline="\n")


def test_the_stamp_is_that_of_data_without_errors():
    # the rules themselves are asked here, whatever the stamp says
    assert [finding for finding in networks.check(EURASIA) if finding.severity == "error"] == []
    assert stamp.has_passed(EURASIA), "the data were edited: python -m networks.stamp"


def test_stamped_data_are_loaded_without_the_rules(copied, monkeypatch):
    monkeypatch.setattr(
        "networks.rules.validation.check_tables", lambda tables, **_: pytest.fail("the rules were asked")
    )
    assert len(networks.load("eurasia").places) > 100


def test_a_table_of_stamped_data_is_read_once_when_it_is_first_looked_at(copied, monkeypatch):
    read = []
    honest = csv_folder._table_of
    monkeypatch.setattr(
        csv_folder, "_table_of", lambda name, file, *rest: read.append(Path(file)) or honest(name, file, *rest)
    )
    net = networks.load("eurasia")
    assert {"waypoints", "figures", "changes", "sources"}.isdisjoint(
        file.stem for file in read
    )  # what is on offer does not hang on them
    for _ in range(2):
        assert len(net.waypoints("sea:JPYOK-RUVVO"))
        assert net.sources
    shared = Path("eurasia-common")
    for file in (shared / "waypoints.csv", shared / "sources.csv", Path("sources.csv")):
        assert read.count(file) == 1
    assert Path("changes.csv") not in read


@pytest.mark.long
def test_stamped_data_are_the_same_as_those_that_are_read_and_checked(copied):
    stamped = networks.load("eurasia")
    (copied / stamp.STAMP).unlink()
    builtin._base.cache_clear()
    builtin._loaded.cache_clear()
    checked = networks.load("eurasia")
    assert type(checked.catalogue["places"]) is Table  # the other one is read later
    for name, table in checked.tables.items():
        assert list(table.rows()) == list(stamped.tables[name].rows())
        assert table.lines.tolist() == stamped.tables[name].lines.tolist()
        assert table.files == stamped.tables[name].files
        assert table.from_file.tolist() == stamped.tables[name].from_file.tolist()
    assert stamped.content_hash == checked.content_hash
    assert pickle.loads(pickle.dumps(stamped)) == checked


def test_two_threads_may_read_a_table_at_once_and_see_the_same():
    both_read = threading.Barrier(2, timeout=60)
    row = {"link": "sea", "seq": 1, "lat": 35.5, "lon": 139.7}

    def read():
        both_read.wait()  # neither has finished when the other begins
        return Table.from_rows("waypoints", [row])

    table = DeferredTable("waypoints", read)
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda _: table.row(0), range(2)))
    assert seen == [row | {"source": ""}] * 2
    assert table.row(0) == seen[0]  # and it is not read a third time, which would wait for ever


def test_an_edited_table_is_held_against_the_rules(copied):
    append(copied / "stops.csv", "area:RZD,1,NOWHERE,,,\n")  # a well-formed row: only a rule finds it
    assert not stamp.has_passed(copied)
    with pytest.raises(networks.DataError, match="NOWHERE"):
        networks.load("eurasia")


def test_an_edited_table_that_is_shared_is_held_against_the_rules(copied):
    shared = copied.parent / "eurasia-common" / "area_links.csv"
    append(shared, "area:RZD,rail:NOWHERE\n")
    line = len(shared.read_text(encoding="utf-8").splitlines())
    assert not stamp.has_passed(copied)
    with pytest.raises(networks.DataError, match=rf"eurasia-common/area_links\.csv, line {line}, link: 'rail:NOWHERE'"):
        networks.load("eurasia")


def test_data_whose_shared_folder_is_gone_pass_no_stamp(copied):
    shutil.rmtree(copied.parent / "eurasia-common")
    assert not stamp.has_passed(copied)
    with pytest.raises(networks.DataError, match="no folder of this name stands beside this one"):
        networks.load("eurasia")


def test_data_without_a_stamp_are_held_against_the_rules(copied, monkeypatch):
    (copied / stamp.STAMP).unlink()
    asked = []
    monkeypatch.setattr("networks.rules.validation.check_tables", lambda tables, **_: asked.append(1) or [])
    networks.load("eurasia")
    assert asked == [1]


def test_data_of_a_user_pass_no_stamp(copied, monkeypatch):
    asked = []
    monkeypatch.setattr("networks.rules.validation.check_tables", lambda tables, **_: asked.append(1) or [])
    networks.read(copied)
    assert asked == [1]


def test_no_stamp_is_written_for_data_with_an_error(copied):
    append(copied / "stops.csv", "area:RZD,1,NOWHERE,,,\n")
    with pytest.raises(networks.DataError):
        stamp.write_stamp(copied)
    assert not stamp.has_passed(copied)

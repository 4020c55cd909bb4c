"""The stamp says that the built-in data have passed the rules; a byte that differs, and they are asked."""

import shutil

import pytest

import networks
from networks import library, stamp

EURASIA = library._DATA / "eurasia"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the built-in data that `load` reads instead."""
    shutil.copytree(EURASIA, tmp_path / "eurasia")
    monkeypatch.setattr(library, "_DATA", tmp_path)
    library._base.cache_clear()
    library._loaded.cache_clear()
    yield tmp_path / "eurasia"
    library._base.cache_clear()
    library._loaded.cache_clear()


def append(file, row):
    file.write_text(file.read_text(encoding="utf-8") + row, encoding="utf-8", newline="\n")


def test_the_stamp_is_that_of_data_without_errors():
    # the rules themselves are asked here, whatever the stamp says
    assert [finding for finding in networks.check(EURASIA) if finding.severity == "error"] == []
    assert stamp.has_passed(EURASIA), "the data were edited: python -m networks.stamp"


def test_stamped_data_are_loaded_without_the_rules(copied, monkeypatch):
    monkeypatch.setattr("networks.validation.check_tables", lambda tables: pytest.fail("the rules were asked"))
    assert len(networks.load("eurasia").places) > 100


def test_an_edited_table_is_held_against_the_rules(copied):
    append(copied / "area_links.csv", "area:RZD,rail:NOWHERE\n")  # a well-formed row: only a rule finds it
    assert not stamp.has_passed(copied)
    with pytest.raises(networks.DataError, match="rail:NOWHERE"):
        networks.load("eurasia")


def test_data_without_a_stamp_are_held_against_the_rules(copied, monkeypatch):
    (copied / stamp.STAMP).unlink()
    asked = []
    monkeypatch.setattr("networks.validation.check_tables", lambda tables: asked.append(1) or [])
    networks.load("eurasia")
    assert asked == [1]


def test_data_of_a_user_pass_no_stamp(copied, monkeypatch):
    asked = []
    monkeypatch.setattr("networks.validation.check_tables", lambda tables: asked.append(1) or [])
    networks.read(copied)
    assert asked == [1]


def test_no_stamp_is_written_for_data_with_an_error(copied):
    append(copied / "area_links.csv", "area:RZD,rail:NOWHERE\n")
    with pytest.raises(networks.DataError):
        stamp.write_stamp(copied)
    assert not stamp.has_passed(copied)

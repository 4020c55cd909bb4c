"""Writing a folder of CSV files: the whole folder or nothing, and what is read back is the same."""

import math

import pytest

import networks
from networks.model.canonical import table_text


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

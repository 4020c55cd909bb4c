"""`read_upgrades` and the upgrades that come with the library: read strictly, with all findings at once."""

from __future__ import annotations

import pytest

import networks
from networks import DataError
from networks.model.upgrade import PRICE_KINDS

HEAD = "id,title,price_usd,low_usd,high_usd,kind,requires,excludes,from_year,rows_of\n"
ROWS = "upgrade,action,table,element,column,value,unit,why\n"


def written(folder, upgrades, changes=""):
    (folder / "upgrades.csv").write_text(HEAD + upgrades, encoding="utf-8")
    if changes:
        (folder / "upgrade_changes.csv").write_text(ROWS + changes, encoding="utf-8")
    return folder


def test_upgrades_are_read_with_their_rows_in_order(tmp_path):
    rows = "b,set,figures,line:JTSL,headway,7,d,weekly\nb,withdraw,places,CNHRS,,,,a try\n"
    found = networks.read_upgrades(
        written(tmp_path, "a,first,,,,,,,,\nb,second,5e6,1e6,9e6,assumption,a,,2016,\n", rows)
    )
    assert [(one.id, one.kind, one.price_usd, one.requires, one.from_year) for one in found] == [
        ("a", "unknown", None, (), None),
        ("b", "assumption", 5e6, ("a",), 2016),
    ]
    assert [change.scenario for change in found[1].changes] == ["b", "b"]
    assert (found[1].changes[0].source, found[1].changes[0].kind) == ("own-assumption", "assumption")


def test_the_rows_of_a_scenario_come_first(tmp_path):
    found = networks.read_upgrades(written(tmp_path, "a,first,1,,,,,,,2018-weekly\n"), networks.scenarios())
    assert found[0].changes == networks.scenarios()["2018-weekly"].changes


def test_all_that_is_wrong_is_told_at_once_with_its_line(tmp_path):
    bad = (
        "a,first,-5,,,,,,,\n"
        "a,twice,5,,,assumption,,,,\n"
        "c,,5,6,7,quote,x,,2016.5,none\n"
        "d,no price,,,,sourced,,,,\n"
        "e,odd,5,,,guess,,,,\n"
    )
    with pytest.raises(DataError) as error:
        networks.read_upgrades(written(tmp_path, bad, "z,set,figures,line:JTSL,headway,7,d,weekly\n"))
    told = {(one.row, one.field) for one in error.value.findings}
    assert told == {
        (2, "price_usd"),
        (3, "id"),
        (3, "low_usd"),
        (4, "title"),
        (4, "requires"),
        (4, "from_year"),
        (4, "rows_of"),
        (4, "price_usd"),
        (5, "price_usd"),
        (6, "kind"),
        (0, "upgrade"),
    }
    assert any("did you mean" in one.expected or "there are" in one.expected for one in error.value.findings)


def test_a_circle_is_told_by_name_and_so_is_what_can_never_be_had(tmp_path):
    with pytest.raises(DataError, match="no circle: a requires b requires a"):
        networks.read_upgrades(written(tmp_path, "a,a,1,,,,b,,,\nb,b,1,,,,a,,,\n"))
    with pytest.raises(DataError, match="never to be had"):
        networks.read_upgrades(written(tmp_path, "a,a,1,,,,b,,,\nb,b,1,,,,,a,,\n"))


def test_an_unknown_column_is_told(tmp_path):
    (tmp_path / "upgrades.csv").write_text("id,title,prize\na,a,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="no such column"):
        networks.read_upgrades(tmp_path)


@pytest.mark.parametrize(("name", "least"), [("eurasia", 13), ("eurasia-2025", 10)])
def test_those_of_the_library_say_what_they_rest_on(name, least):
    found = networks.upgrades(name)
    sources = networks.load(name).sources
    assert len(found) >= least
    for one in found:
        assert one.kind in PRICE_KINDS and one.note and one.source in sources
        if one.kind == "assumption":
            assert one.low_usd < one.price_usd < one.high_usd and "supposed" in one.note
        for change in one.changes:
            assert change.why
            if (change.table, change.action) == ("figures", "set"):
                assert change.source in sources and change.kind
                assert change.kind not in ("assumption", "plan") or change.low is None or change.low < change.high


def test_there_are_none_of_a_network_that_has_none():
    with pytest.raises(networks.UnknownNameError):
        networks.upgrades("nowhere")

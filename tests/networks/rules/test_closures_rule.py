"""Rules about closures: what they speak of exists, they end after they begin, and say for whom."""

from __future__ import annotations

import csv
import datetime
import warnings
from pathlib import Path
from typing import Any

import pytest

import networks
from networks import Change, DataError, Network, NetworkBuilder
from networks.model.schema import columns
from networks.model.vocabulary import VOCABULARY

DAY = datetime.date(2025, 9, 12)


def builder(**row: Any) -> NetworkBuilder:
    made = NetworkBuilder("toy", as_of=DAY)
    for place, country in (("A", "PL"), ("B", "BY")):
        made.add_place(id=place, name=place, country=country)
    made.add_link(id="AB", tail="A", head="B", mode="road", hours=5, usd=1, length_km=300, territories=("PL", "BY"))
    cells: dict[str, Any] = {"id": "c1", "what": "shut, for two weeks", "kind": "closure"}
    cells |= {"table": "borders", "elements": "PL-BY"}
    return made.add_closure(**(cells | row))


def built(**row: Any) -> Network:
    return builder(**row).build()


WRONG = [
    ({"kind": "ban"}, "expected one of closure, slowed, queue, permission, notice"),
    ({"table": "operations"}, "expected one of places, links, services, territories, borders"),
    ({"elements": "PL"}, "expected two territories such as PL-BY (both ways) or PL>BY (from PL into BY)"),
    ({"elements": "PL-PL"}, "expected two territories"),
    ({"elements": "PL-XX"}, "expected two territories"),
    ({"table": "territories", "elements": "XX"}, "expected an ISO 3166-1 alpha-2 code such as KZ"),
    ({"table": "places", "elements": "A;Bb"}, "no such element of places; did you mean B"),
    ({"table": "links", "elements": "AC"}, "no such element of links"),
    ({"table": "services", "elements": "AB"}, "no such element of services"),
    ({"at": "C"}, "no such place"),
    ({"modes": "barge"}, "expected one of rail, sea"),
    ({"goods": "spices"}, "expected one of dangerous, cooled, high-cube, grain"),
    ({"from_date": DAY, "until_date": DAY - datetime.timedelta(days=1)}, "expected a day not before 2025-09-12"),
    ({"scope": "transit"}, "expected the territories whose transit is meant"),
    ({"scope_of": "PL"}, "expected import, export or transit, for scope_of names territories"),
    ({"goods": "grain", "except_goods": "grain;relief"}, "expected goods that the closure does not concern by name"),
    ({"source": "S7"}, "no such row of sources"),
    ({"id": "AB"}, "expected an id that links do not bear"),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_what_is_wrong_about_a_closure_is_told(row, expected):
    with pytest.raises(DataError) as error:
        built(**row)
    assert any(expected in one.expected and one.file == "closures" for one in error.value.findings), error.value


def test_closures_come_back_from_folders_and_frames(tmp_path: Path):
    network = built(from_date=DAY, modes=("road", "rail"), goods=("grain",), at=("A",), offered=False, note="x;y")
    networks.write(network, tmp_path / "net")
    assert "closures.csv" in {file.name for file in (tmp_path / "net").iterdir()}
    for again in (
        networks.read(tmp_path / "net"),
        networks.from_frames(network.to_frames()),
        NetworkBuilder.from_network(network).build(),
    ):
        assert again == network and len(again.closures) == 0
        assert again.catalogue["closures"].row(0) == network.catalogue["closures"].row(0)


def test_a_network_without_closures_has_the_hash_that_it_had(tmp_path: Path):
    network = NetworkBuilder("toy").add_place(id="A", name="A").add_place(id="B", name="B")
    with warnings.catch_warnings(action="ignore"):
        made = network.add_link(id="AB", tail="A", head="B", mode="sea", hours=1).build()
    networks.write(made, tmp_path / "net")
    assert "closures.csv" not in {file.name for file in (tmp_path / "net").iterdir()}
    assert made.closures == {} and networks.load().content_hash == networks.load().content_hash


def test_scenarios_add_withdraw_and_set_closures():
    def changed(**given: Any) -> Change:
        return Change(table="closures", element="c1", why="what if", **given)

    switch = built(offered=False)
    added = switch.apply([changed(action="add")])
    assert list(switch.closures) == [] and list(added.closures) == ["c1"] and "c1" not in switch.withheld
    assert list(added.apply([changed(action="withdraw")]).closures) == []
    later = added.apply([changed(action="set", column="until_date", value="2025-12-31")])
    assert later.closures["c1"].until_date == datetime.date(2025, 12, 31)
    with pytest.raises(DataError, match="expected a day not before"):
        later.apply([changed(action="set", column="from_date", value="2026-01-01")])
    for one, other in ((switch, later), (later, switch), (added, later)):
        assert one.apply(networks.diff(one, other)) == other
    with pytest.raises(DataError, match="closures have no such element"):
        switch.apply([Change(action="add", table="closures", element="c2", why="no")])


def test_rows_of_a_scenario_may_speak_of_closures(tmp_path: Path):
    made = builder(offered=False).add_scenario(
        name="shut", title="the border is shut", changes=[Change(action="add", table="closures", element="c1", why="x")]
    )
    networks.write(made.build(), tmp_path / "net")
    from networks.changes.applying import apply_scenarios, scenarios_of

    network = networks.read(tmp_path / "net")
    assert list(apply_scenarios(network, [scenarios_of(network)["shut"]]).closures) == ["c1"]


def test_the_documents_tell_every_word_of_the_table_and_every_class_of_goods():
    data = Path(networks.__file__).parent / "data"
    chapter = (data / "carrying.md").read_text(encoding="utf-8")
    for kind in ("closure_kind", "closed_table", "closure_scope", "goods_of_carriage"):
        for word in VOCABULARY[kind]:
            assert f"`{word}`" in chapter, word
    told = [column.name for column in columns()["closures"]]
    quiet = {"id", "what", "source", "note"}  # which do nothing
    assert {name for name in told if f"`{name}`" not in chapter} <= quiet | {"table"}
    with (data / "goods.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["class"] for row in rows] == list(VOCABULARY["goods"])
    assert {row["of"] for row in rows} == {"carriage", "closures"} and all(row["meaning"] for row in rows)

"""Findings: an id each, one line a rule, the worst first; a warning can be silenced by id, an error never."""

import csv
import re
import warnings
from pathlib import Path

import pytest

import networks
from networks.errors import Finding, Findings, rule_meanings, told
from networks.rules.validation import HEADING, RULES

DATA = Path(networks.__file__).parent / "data"
PLACES = "id,name,country,lat,lon\n" + "".join(f"P{n},P{n},KZ,50,{60 + n}\n" for n in range(25)) + "Q,Q,KZ,0,0\n"
LINKS = "id,tail,head,mode\n" + "".join(f"r{n},P{n},P{n + 1},rail\n" for n in range(24)) + "q,P0,Q,sea\n"


def test_every_rule_has_a_row_of_the_table_and_every_row_a_rule():
    rows = list(csv.DictReader((DATA / "rules.csv").read_text(encoding="utf-8").splitlines()))
    assert all(row["says"] for row in rows)
    asked = {rule.id for rule in (HEADING, *RULES)}
    read = {row["rule"] for row in rows} - asked
    assert asked <= {row["rule"] for row in rows}
    assert read == {"reading", "changes", "writing", "made", "skipped", "unread", "file-form"}, (
        "ids of no rule are those of who reads, changes and writes"
    )
    for rule in RULES:
        stated = next(row["severity"] for row in rows if row["rule"] == rule.id)
        assert (stated == "warning") == rule.warns, rule.id
    assert list(rule_meanings()) == [row["rule"] for row in rows]


def test_the_documents_name_the_tables_of_rules_and_bounds():
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "networks/data/rules.csv" in guide and "networks/data/bounds.csv" in guide


def test_real_warnings_do_not_drown(folder):
    path = folder(places=PLACES, links=LINKS)
    found = networks.check(path)
    assert isinstance(found, Findings) and len(found) == 24 + 2
    lines = str(found).splitlines()
    assert len(lines) == 3, "24 links without a gauge are one line"
    assert lines[0] == "warning: places.csv, line 27, lat: '0': 0, 0 lies outside KZ [places-in-their-country]"
    assert lines[1].startswith("warning: places.csv, line 27, lat: '0': 0 north, 0 east is open sea")
    assert lines[2] == (
        "warning: links.csv, line 2, gauge_mm: a rail link has exactly one gauge; also line 3, line 4, line 5 and 20 more "
        "[rail-gauges, 24 times]"
    )
    with pytest.warns(networks.DataWarning) as caught:
        networks.read(path)
    assert str(caught[0].message).splitlines() == ["odd data", *(f"  {line}" for line in lines)]


def test_errors_come_first_and_a_line_names_other_files_and_values():
    found = [
        Finding("a.csv", 3, "x", "1", "odd", "warning", "used-sources"),
        Finding("b.csv", 9, "y", "2", "bad", "error", "lengths"),
        Finding("c.csv", 4, "y", "3", "worse", "error", "lengths"),
        Finding("b.csv", 2, "y", "2", "wrong", "error", "unique-keys"),
        Finding("a.csv", 1, "x", "1", "odd", "warning", "lengths"),
    ]
    assert told(found) == [
        "error: b.csv, line 2, y: '2': wrong [unique-keys]",
        "error: b.csv, line 9, y: '2': bad; also c.csv, line 4, y: '3': worse [lengths, 2 times]",
        "warning: a.csv, line 1, x: '1': odd [lengths]",
        "warning: a.csv, line 3, x: '1': odd [used-sources]",
    ]
    assert told(found, 2)[2:] == ["... and 2 more"]


def test_what_expects_something_else_is_named_before_what_repeats_the_first():
    found = [Finding("a.csv", row, "x", str(row), f"more than {row} km", "error", "lengths") for row in range(2, 9)]
    found.append(Finding("z.csv", 1, "x", "?", "no length at all", "error", "lengths"))
    assert told(found) == [
        (
            "error: a.csv, line 2, x: '2': more than 2 km; also z.csv, line 1, x: '?': no length at all, line 3 ('3'), "
            "line 4 ('4') and 4 more [lengths, 8 times]"
        )
    ]


def test_what_cannot_be_read_is_told_by_what_was_expected(folder):
    links = LINKS.replace("mode\n", "mode,hours\n").replace("rail\n", "rail,4 d\n").replace("sea\n", "ship,\n")
    with pytest.raises(networks.DataError) as caught:
        networks.read(folder(places=PLACES, links=links))
    assert len(caught.value.findings) == 24 + 1 + 26
    lines = str(caught.value).splitlines()
    assert lines[0] == "25 errors in the data" and len(lines) == 1 + 2 + 3
    assert any("'4 d'" in line and "24 times" in line for line in lines) and any("'ship'" in line for line in lines)


def test_a_rule_is_silenced_by_its_id(folder):
    path = folder(places=PLACES, links=LINKS)
    assert {one.rule for one in networks.check(path, silence="rail-gauges")} == {
        "places-in-their-country",
        "null-island",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        networks.read(path, silence={"rail-gauges", "places-in-their-country", "null-island"})
    with pytest.raises(networks.UnknownNameError, match=r"no rule is called 'rail-gauge'; did you mean rail-gauges"):
        networks.check(path, silence=["rail-gauge"])


def test_an_error_is_never_silenced(folder):
    path = folder(links="id,tail,head,mode,length_km\nx,JPYOK,RUVVO,sea,100\n")  # the great circle is 1,060 km
    assert [one.rule for one in networks.check(path, silence="lengths") if one.severity == "error"] == ["lengths"]
    with pytest.raises(networks.DataError):
        networks.read(path, silence="lengths")


def test_findings_of_changes_bear_an_id(toy):
    with pytest.raises(networks.DataError) as caught:
        toy().build().apply([networks.Change(action="add", table="links", element="nowhere", why="x")])
    assert [one.rule for one in caught.value.findings] == ["changes"]


def test_findings_of_writing_bear_an_id(toy, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(networks.DataError) as caught:
        networks.write(toy().build(), tmp_path)
    assert [one.rule for one in caught.value.findings] == ["writing"]


def test_every_finding_of_broken_tables_bears_an_id_of_the_table(folder):
    headers = {name: ",".join(column.name for column in columns) + "\n" + "," * (len(columns) - 1) + "\n"
               for name, columns in networks.model.schema.columns().items()}  # fmt: skip
    found = networks.check(folder(**headers))
    assert found and {one.rule for one in found} <= rule_meanings().keys()
    assert all(re.search(r"\[[a-z-]+(, \d+ times)?\]$", line) for line in str(found).splitlines())


@pytest.mark.parametrize("ask", [networks.check, networks.read])
def test_what_may_be_silenced_is_none_one_or_several_rules_that_warn(folder, ask):
    path = folder(places=PLACES, links=LINKS)
    with warnings.catch_warnings(action="ignore"):
        ask(path, silence=None)
        for silence in (5, [5], b"rail-gauges", object()):
            with pytest.raises(networks.DataError, match="expected the id of a rule, several of them, or None"):
                ask(path, silence=silence)
        with pytest.raises(networks.DataError, match="'known-references': this rule finds errors, which cannot be"):
            ask(path, silence={"known-references", "rail-gauges"})


def test_no_builder_stumbles_over_what_is_to_be_silenced():
    builder = networks.NetworkBuilder("toy").add_place(id="A", name="A").add_place(id="B", name="B")
    builder.add_link(id="ab", tail="A", head="B", mode="road", hours=3)
    with warnings.catch_warnings(action="ignore"):
        assert builder.build(silence=None).links["ab"].hours == 3
        with pytest.raises(networks.DataError, match="expected the id of a rule"):
            builder.build(silence=5)


@pytest.mark.parametrize("given", ["", None, 5, b"folder"])
def test_what_names_no_folder_is_refused_and_not_taken_for_the_working_one(given):
    for read in (networks.read, networks.read_geojson):
        with pytest.raises(networks.DataError, match="expected a path as text"):
            read(given)
    assert "expected a path as text" in str(networks.check(given))

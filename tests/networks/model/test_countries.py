"""Names of countries: every code has one, and each name leads to the codes that bear it."""

import csv

import pytest

from networks import DataError, from_frames
from networks.model.countries import COUNTRIES, suggested_territories
from networks.model.vocabulary import ISO_3166_1

ROWS = list(csv.DictReader(COUNTRIES.read_text(encoding="utf-8").splitlines()))


def test_the_table_has_every_code_once():
    assert sorted(row["code"] for row in ROWS) == sorted(ISO_3166_1)
    assert len({row["alpha3"] for row in ROWS}) == len(ROWS)
    assert all(row["name"] for row in ROWS)


def test_every_name_and_every_code_leads_to_its_territory_alone():
    for row in ROWS:
        for text in (row["alpha3"], row["name"], row["name"].upper(), row["code"].lower()):
            assert suggested_territories(text) == (f"{row['code']} ({row['name']})",)


def test_what_is_like_no_name_has_no_suggestion():
    assert [suggested_territories(text) for text in ("", "  ", "XX", "Atlantis", "??")] == [()] * 5


def test_a_cell_that_holds_a_name_is_told_the_code():
    pandas = pytest.importorskip("pandas")
    places = pandas.DataFrame({"id": ["A", "B"], "name": ["a", "b"], "country": ["China", "KAZ"]})
    links = pandas.DataFrame({"id": ["x"], "tail": ["A"], "head": ["B"], "mode": ["rail"], "territories": ["Russia"]})
    with pytest.raises(DataError) as caught:
        from_frames({"places": places, "links": links}, name="own")
    hints = [finding.expected.partition("; ")[2] for finding in caught.value.findings if finding.severity == "error"]
    assert sorted(hints) == [f"did you mean {code}?" for code in ("CN (China)", "KZ (Kazakhstan)", "RU (Russia)")]

"""`landbridge welfare`: the best upgrades for shipments of a file, in every form."""

from __future__ import annotations

import csv
import io
import json

import pytest

ROWS = """upgrade,action,table,element,column,value,why
rail,set,links,tianjin-almaty,usd,1200,a try
fast,set,links,tianjin-almaty,hours,280,a try
"""


@pytest.fixture
def asked(ask, tmp_path):
    """Return a function: further words -> exit code, stdout and stderr of 40 boxes a week from Osaka to Almaty."""
    folder, file = tmp_path / "own", tmp_path / "shipments.csv"
    folder.mkdir()
    (folder / "upgrades.csv").write_text(
        "id,title,price_usd\nrail,Cheaper trains,1000000\nfast,Faster trains,9000000\n"
    )
    (folder / "upgrade_changes.csv").write_text(ROWS)
    file.write_text("origin,destination,per_week\nOsaka,Almaty,40\n")
    return lambda *words: ask("welfare", str(file), "--upgrades", str(folder), *words)


def test_what_is_worth_its_price_is_bought_and_told_in_every_form(asked):
    # 40 boxes at 300 + 2,100 USD cost 96,000 USD a week; at 1,200 instead of 2,100 they save 36,000
    code, shown, _ = asked("--weeks", "28")
    assert code == 0 and "Rail for 1 million USD, which saves 36,000 USD a week." in shown
    code, shown, _ = asked("--weeks", "27")
    assert code == 0 and "No upgrade is worth its price: 96,000 USD a week." in shown
    _, shown, _ = asked("--budget-usd", "1e6", "--format", "json")
    assert json.loads(shown)["chosen"]["upgrades"] == ["rail"]
    # 20 boxes go by Vostochny at 2,550 USD, with 48,000 USD of the others 99,000; one week pays for nothing
    _, shown, _ = asked("--weeks", "1", "--capacity", "tianjin-almaty=20", "--format", "csv")
    assert [row["week_usd"] for row in csv.DictReader(io.StringIO(shown))] == ["99000.0", "99000.0"]
    _, shown, _ = asked("--weeks", "1000", "--usd-per-day", "100000")
    assert "Fast for 9 million USD" in shown or "Rail, fast for 10 million USD" in shown


@pytest.mark.long
def test_a_page_a_workbook_and_a_picture_are_written(asked, tmp_path):
    for name, begin in (("best.html", b"<!DOCTYPE html>"), ("best.xlsx", b"PK"), ("best.png", b"\x89PNG")):
        file = tmp_path / name
        assert asked("--weeks", "28", "-o", str(file))[0] == 0
        assert file.read_bytes()[: len(begin)].upper() == begin.upper()
    page = (tmp_path / "best.html").read_text(encoding="utf-8")
    assert "which saves 36,000 USD a week" in page and "The best upgrades for all" in page
    assert "40 shipments a week are carried" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--hire", "OSAKA=3"), "--hire: expected --empties with it"),
        (("--weeks", "0"), "weeks=0.0: expected a number above 0"),
        (("--usd-per-day", "-2", "--weeks", "0"), "usd_per_day=-2.0: expected a finite number from 0\nweeks=0.0: "),
        (("--budget-usd", "-4"), "budget_usd=-4.0: expected a number from 0"),
        (("--capacity", "tianjin-almaty"), "expected ID=NUMBER"),
        (("--capacity", "nowhere=3"), "nowhere"),
        (("--capacity", "tianjin-almaty=-3"), "tianjin-almaty"),
    ],
)
def test_what_cannot_be_asked_is_told(asked, words, told):
    code, _, said = asked(*words)
    assert code == 2 and told in said


def test_all_that_is_wrong_is_told_at_once(asked):
    wrong = ("--weeks", "0", "--budget-usd", "-4", "--capacity", "tianjin-almaty=-3", "--time-limit", "-1")
    code, _, said = asked(*wrong, "--usd-per-day", "-2", "--capacity", "Osaka=some t")
    assert code == 2
    for told in ("weeks=0.0", "budget_usd=-4.0", "tianjin-almaty", "time_limit_s=-1.0", "usd_per_day=-2.0", "Osaka"):
        assert told in said

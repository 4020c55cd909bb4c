"""`landbridge upgrades`: which upgrades of one's own reach so many days on a network of two ways."""

import csv
import io
import json

import pytest

import networks
import routing
from routing.views.report.command import command_of

UPGRADES = "id,title,price_usd\nship,A faster ship,5000000\n"


@pytest.fixture
def folder(tmp_path):
    rows = "upgrade,action,table,element,column,value,why\n"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "upgrades.csv").write_text(UPGRADES)
    (tmp_path / "own" / "upgrade_changes.csv").write_text(f"{rows}ship,set,links,tianjin-almaty,hours,266,a try\n")
    return tmp_path / "own"


def test_a_target_is_reached_and_told_in_every_form(ask, folder):
    # 110 + 290 = 400 h are 16.67 d; 24 h less
    words = ("upgrades", "Osaka", "Almaty", "--upgrades", str(folder), "--max-days", "16")
    code, shown, _ = ask(*words)
    assert code == 0 and "Ship: 15.67 days for 5 million USD (16.67 days without any)" in shown
    _, shown, _ = ask(*words, "--format", "json")
    assert json.loads(shown)["chosen"]["upgrades"] == ["ship"]
    _, shown, _ = ask(*words, "--format", "csv")
    assert {row["section"] for row in csv.DictReader(io.StringIO(shown))} >= {"before", "chosen", "curve", "share"}


def test_a_target_that_nothing_reaches_and_a_budget_that_buys_nothing(ask, folder):
    words = ("upgrades", "Osaka", "Almaty", "--upgrades", str(folder))
    code, shown, _ = ask(*words, "--max-days", "1")
    assert code == 1 and "No set of upgrades reaches that" in shown
    code, shown, _ = ask(*words, "--budget-usd", "1000")
    assert code == 0 and "No upgrade: none is worth its price within that" in shown


def test_a_network_of_ones_own_needs_upgrades_of_ones_own(ask):
    code, _, told = ask("upgrades", "Osaka", "Almaty", "--max-days", "9")
    assert code == 2 and "--upgrades: expected a folder" in told


@pytest.mark.long
def test_the_command_of_a_plan_asks_it_again():
    net = networks.load("eurasia", scenario="2016-ordinary")
    plan = routing.plan_upgrades(net, networks.upgrades(), routing.Shipment("JPYOK", "RUMOW"), max_days=25)
    assert command_of(plan) == "landbridge upgrades JPYOK RUMOW --max-days 25 --scenario 2016-ordinary"
    assert routing.plan_upgrades(net, plan.upgrades[:2], routing.Shipment("JPYOK", "RUMOW")).chosen is not None


def test_upgrades_over_the_years(ask, folder):
    words = ("upgrades", "Osaka", "Almaty", "--upgrades", str(folder), "--yearly-budget", "2026-2027=3e6")
    code, shown, _ = ask(*words, "--max-days", "16", "--build-years", "ship=2")
    assert code == 0 and "Kept at the end of 2027, for 5 million USD: ship; 15.67 days" in shown
    code, shown, _ = ask(*words, "--max-days", "16")
    assert code == 1 and "Not within these budgets" in shown
    _, shown, _ = ask(*words, "--carry-over", "--format", "json")
    assert [year["begun"] for year in json.loads(shown)["best"]["years"]] == [[], ["ship"]]


def test_upgrades_where_effects_and_prices_vary(ask, folder):
    words = ("upgrades", "Osaka", "Almaty", "--upgrades", str(folder), "--robust", "--samples", "100")
    code, shown, _ = ask(*words, "--max-days", "16", "--sure", "80%")
    assert code == 0 and "Ship: keeps the days in 100 % of the scenarios" in shown and "in 80 % of 100" in shown
    code, shown, _ = ask(*words, "--max-days", "15", "--format", "csv")
    assert code == 1 and next(csv.DictReader(io.StringIO(shown)))["section"] == "set"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--robust",), "--robust: expected --max-days beside it"),
        (("--robust", "--max-days", "9", "--yearly-budget", "2026=1"), "expected one of them"),
        (("--seed", "3", "--carry-over"), "--carry-over: expected --yearly-budget beside it"),
        (("--budget-usd", "3", "--yearly-budget", "2026=1"), "--budget-usd: expected none with"),
        (("--yearly-budget", "2026:1"), "expected YEAR=USD or FROM-TO=USD"),
        (("--build-years", "ship"), "expected ID=YEARS"),
    ],
)
def test_options_that_do_not_go_together_are_told(ask, folder, words, told):
    code, _, said = ask("upgrades", "Osaka", "Almaty", "--upgrades", str(folder), *words)
    assert code == 2 and told in said

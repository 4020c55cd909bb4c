"""`landbridge price-of`: what a ban costs on a network of two ways: 400 h for 2,400 USD, and 455 h for 2,550."""

import csv
import io
import json


def test_a_ban_is_priced(ask):
    code, shown, _ = ask("price-of", "Osaka", "Almaty", "--avoid", "China")
    assert code == 0
    assert "difference of the two routes: +2.3 days, +150 USD, - kg CO2e" in shown
    code, shown, _ = ask("price-of", "Osaka", "Almaty", "--avoid", "China", "--format", "json")
    assert json.loads(shown)["difference"]["usd"] == 150
    _, shown, _ = ask("price-of", "Osaka", "Almaty", "--avoid", "China", "--format", "csv")
    assert [row["usd"] for row in csv.DictReader(io.StringIO(shown))] == ["2400.0", "2550.0", "150.0"]


def test_a_ban_that_leaves_nothing_is_no_route(ask):
    code, shown, _ = ask("price-of", "Osaka", "Almaty", "--avoid", "CN,RU")
    assert code == 1 and "No route" in shown


def test_without_a_constraint_there_is_nothing_to_be_priced(ask):
    code, _, told = ask("price-of", "Osaka", "Almaty")
    assert code == 2 and "at least one constraint" in told

"""`landbridge break-even`: of two ways of 400 and 455 h the faster stays the best up to 55 h more."""

import csv
import io
import json


def test_the_slack_of_a_link_and_of_a_place_by_its_name(ask):
    for element in ("osaka-tianjin", "Tianjin"):
        code, shown, _ = ask("break-even", "Osaka", "Almaty", element)
        assert code == 0 and "up to 55.00 h more for each use" in shown, element


def test_forms_have_the_numbers(ask):
    words = ("break-even", "Osaka", "Almaty", "tianjin-almaty", "--minimise", "cost", "--format")
    _, shown, _ = ask(*words, "csv")
    (row,) = csv.DictReader(io.StringIO(shown))
    assert (row["change"], row["slack_per_use"], row["flips_to_usd"]) == ("usd", "150.0", "2550.0")
    _, shown, _ = ask(*words, "json")
    assert json.loads(shown)[0]["slack_per_use"] == 150


def test_no_route_and_an_unknown_element_are_told(ask):
    assert ask("break-even", "Osaka", "Almaty", "--avoid", "CN,RU")[0] == 1
    code, _, told = ask("break-even", "Osaka", "Almaty", "tianjin-almaaty")
    assert code == 2 and "did you mean tianjin-almaty" in told

"""`landbridge rules`: all rules, and one of them with rows that break it."""

import csv
import io
import json

import pytest

from networks.errors import rule_rows
from routing.cli import main


@pytest.fixture
def ask(capsys):
    """Return a function: words of a command -> exit code, stdout, stderr."""

    def asked(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return asked


def test_all_rules_are_listed_the_worst_first(ask):
    code, shown, _ = ask("rules")
    lines = shown.splitlines()[1:]
    assert code == 0 and [line.split()[0] for line in lines] == [row["rule"] for row in rule_rows()]
    listed = list(csv.DictReader(io.StringIO(ask("rules", "--format", "csv")[1])))
    assert [{name: row[name] for name in ("rule", "severity", "says")} for row in listed] == rule_rows()


def test_one_rule_is_told_with_an_example_and_how_to_mend_it(ask):
    code, shown, _ = ask("rules", "loops")
    assert code == 0 and shown.splitlines() == [
        "loops (warning): no link ends where it begins",
        "",
        "links.csv",
        "  id,tail,head,mode,hours",
        "  ab,A,B,road,5",
        "  aa,A,A,road,1",
        "",
        "is told as",
        "  warning: links.csv, line 3, head: 'A': the link ends where it begins [loops]",
        "",
        "To mend it: Correct the head: a link joins two places.",
    ]
    (told,) = [json.loads(ask("rules", "changes", "--format", "json")[1])]
    assert told["rule"] == "changes" and ">>> net.apply" in told["python"] and not told["tables"] and not told["told"]


def test_an_id_of_no_rule_is_told_with_the_nearest(ask):
    assert ask("rules", "loop") == (2, "", "landbridge: no rule is called 'loop'; did you mean loops?\n")

"""Every rule has an example that breaks it, and no other; the page of all rules is made of them.

`python tests/networks/rules/test_rules_page.py --write` makes the page `networks/data/rules.md` anew.
"""

from __future__ import annotations

import doctest
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import networks
from networks.errors import Findings, rule_meanings
from networks.rules.examples import FILE, RuleExample, rule_examples, sound_tables
from routing.cli.commands.rules import shown

PAGE = Path(networks.__file__).parent / "data" / "rules.md"
HEAD = """\
# The rules of sound data

What `networks.check` and `landbridge check` ask, the worst first, each with the smallest rows that break it, what is told of
them, and how to mend it. `landbridge rules` lists the rules, `landbridge rules ID` shows one of them as here. A rule that
finds an error refuses the data; a warning can be silenced by its id (`--silence ID`, `silence=`), an error never.

This page is made of [`rules.csv`](rules.csv) and [`rule_examples.toml`](rule_examples.toml), and each example is run by the
tests. Tables that an example does not show are these:
"""


@cache
def found_in(rule: str) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in rule_examples()[rule].files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        return networks.check(folder)


def fenced(name: str, text: str) -> Iterator[str]:
    yield from (f"`{name}.csv`", "", "```csv", *shown(text).splitlines(), "```", "")


def section(example: RuleExample) -> Iterator[str]:
    yield from (f"## {example.rule}", "", f"*{example.severity}*: {example.says}", "")
    for name, text in example.tables.items():
        yield from fenced(name, text)
    if example.python:
        yield from ("```pycon", *example.python.splitlines(), "```", "")
    else:
        yield from ("```text", *str(found_in(example.rule)).splitlines(), "```", "")
    yield from (f"To mend it: {example.mend}", "")


def page() -> str:
    lines = [*HEAD.splitlines(), ""]
    for name, text in sound_tables().items():
        lines += fenced(name, text)
    for example in rule_examples().values():
        lines += section(example)
    return "\n".join(lines)


def test_every_rule_has_an_example_and_a_way_to_mend_it():
    assert list(rule_examples()) == list(rule_meanings())
    assert all(example.mend for example in rule_examples().values()), f"add what is missing to {FILE.name}"
    for example in rule_examples().values():
        assert example.mend.endswith(".") and example.mend[0].isupper(), example.rule
        assert bool(example.tables) != bool(example.python), example.rule
        assert set(example.also) <= rule_meanings().keys() - {example.rule}


def test_what_the_examples_start_from_is_sound(folder):
    assert networks.check(folder(**sound_tables())) == ()


@pytest.mark.parametrize("rule", [rule for rule, example in rule_examples().items() if example.tables])
def test_an_example_breaks_its_rule_and_no_other(rule):
    example, found = rule_examples()[rule], found_in(rule)
    assert {one.rule for one in found} == {rule, *example.also}
    assert {one.severity for one in found if one.rule == rule} <= set(example.severity.split(" or "))


@pytest.mark.parametrize("rule", [rule for rule, example in rule_examples().items() if example.python])
def test_a_session_prints_what_it_shows(rule):
    session = rule_examples()[rule].python
    assert session.count(f"[{rule}]") == 1
    parsed = doctest.DocTestParser().get_doctest(session, {}, rule, None, 0)
    told: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(parsed, out=told.append).failed == 0, "".join(told)


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), f"python {Path(__file__).name} --write makes it anew"


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    PAGE.write_text(page(), encoding="utf-8")

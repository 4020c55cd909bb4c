"""Examples of the rules, one each: the smallest rows that break it, and how to mend them.

They stand in ``networks/data/rule_examples.toml``, from which the command ``landbridge rules``, the page
``networks/data/rules.md`` and the tests take them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from networks.errors import rule_rows

FILE = Path(__file__).parents[1] / "data" / "rule_examples.toml"
SOUND = "sound"  # the tables that an example has unless it gives its own
NO_TABLES = ("mend", "also", "python")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleExample:
    """A rule with rows that break it.

    Attributes
    ----------
    rule, severity, says
        As in ``networks/data/rules.csv``.
    mend
        What to do about a finding of it.
    tables
        Name of a table -> the text of its file: those that break the rule.
    also
        Rules that the same rows cannot but break too.
    python
        In place of tables, where no folder of CSV files can break the rule: a session as it would be typed.
    """

    rule: str
    severity: str
    says: str
    mend: str
    tables: Mapping[str, str]
    also: tuple[str, ...] = ()
    python: str = ""

    @property
    def files(self) -> dict[str, str]:
        """Name of each file of a whole network in which the rule is broken, with its text."""
        return {
            f"{name}.csv": text for name, text in ({**sound_tables(), **self.tables} if self.tables else {}).items()
        }


@cache
def rule_examples() -> Mapping[str, RuleExample]:
    """Return the example of every rule by its id, in the order of the table of rules.

    Examples
    --------
    >>> example = rule_examples()["loops"]
    >>> print(example.tables["links"])
    id,tail,head,mode,hours
    ab,A,B,road,5
    aa,A,A,road,1
    <BLANKLINE>
    >>> example.mend
    'Correct the head: a link joins two places.'
    """
    return MappingProxyType({row["rule"]: _example(row, _read().get(row["rule"], {})) for row in rule_rows()})


@cache
def sound_tables() -> Mapping[str, str]:
    """Return the tables of a sound network of two places, to which the examples add or of which they replace some."""
    return MappingProxyType({name: str(text) for name, text in _read()[SOUND].items()})


def _example(row: Mapping[str, str], given: Mapping[str, object]) -> RuleExample:
    also = given.get("also", [])
    assert isinstance(also, list)
    return RuleExample(
        rule=row["rule"],
        severity=row["severity"],
        says=row["says"],
        mend=str(given.get("mend", "")),
        tables=MappingProxyType({name: str(text) for name, text in given.items() if name not in NO_TABLES}),
        also=tuple(also),
        python=str(given.get("python", "")),
    )


@cache
def _read() -> Mapping[str, dict[str, object]]:
    import tomllib

    return tomllib.loads(FILE.read_text(encoding="utf-8"))

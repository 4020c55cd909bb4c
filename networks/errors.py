"""Errors and findings: what goes wrong with data, told all at once and in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

RULES_FILE = Path(__file__).parent / "data" / "rules.csv"  # every id that a finding may bear, the worst first
READING = "reading"  # the id of what a reader says, unless it names another
VARIOUS = (READING, "changes", "writing", "made", "skipped", "unread")  # ids that stand for findings of many kinds


class FreightError(Exception):
    """Base of every error that landbridge raises on purpose; each comes back word for word from another process.

    Examples
    --------
    >>> import networks
    >>> try:
    ...     networks.load("asia")
    ... except networks.FreightError as error:  # whatever landbridge refuses
    ...     print(type(error).__name__)
    UnknownNameError
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[FreightError], args: tuple[Any, ...], state: Mapping[str, Any]) -> FreightError:
    """Return an error as it was; its `__init__` takes the parts of the message, so it is not called again."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found in the data.

    Attributes
    ----------
    file
        File or table, for example ``links.csv``.
    row
        Line of the file (the header is line 1) or row of the table (from 1) where the data came from no
        file; 0 where it concerns the whole of it.
    field
        Column, or "" where it concerns the whole row.
    value
        What stands there, as text; a long one is cut, with its length.
    expected
        What was expected instead.
    severity
        ``"error"`` (the data are refused) or ``"warning"`` (they are used, and the reader is told).
    rule
        Id of the rule that found it: a row of ``networks/data/rules.csv``, by which warnings can be silenced.

    Examples
    --------
    >>> import networks
    >>> found = networks.Finding("links.csv", 3, "hours", "4 d", "a number")
    >>> print(found)
    error: links.csv, line 3, hours: '4 d': a number
    >>> found.severity
    'error'
    """

    file: str
    row: int
    field: str
    value: str
    expected: str
    severity: str = "error"
    rule: str = READING

    def __post_init__(self) -> None:
        for field, most in (("file", 5), ("field", 1), ("value", 1), ("expected", 5)):
            text = getattr(self, field)
            if len(text) > ECHOED:
                object.__setattr__(self, field, brief(text, most * ECHOED))

    def __str__(self) -> str:
        place = (
            self.file
            + (f", {row_of(self.file)} {self.row}" if self.row else "")
            + (f", {self.field}" if self.field else "")
        )
        found = f"{self.value!r}: " if self.value else ""
        return printable(f"{self.severity}: {place}: {found}{self.expected}")


NO_OTHERS: Mapping[str, str] = MappingProxyType({})
ECHOED = 200  # characters of a value that a message repeats
HINTED = 100  # characters up to which a name is compared with others to guess which was meant
COMPARED = 20_000  # names with which an unknown one is compared to guess which was meant
LETTERS = 300_000  # letters of all of them
ALIKE = 20  # names with most letters in common, of which the wrong letters are counted
WORD = 4  # letters of a name that is looked for within a longer text
FEATURES = (".geojson", ".json")  # endings of files that consist of features, not of lines


def brief(text: str, most: int = ECHOED) -> str:
    """Return a text of at most so many characters: a longer one is cut, and its whole length is told.

    Examples
    --------
    >>> brief("Petropavlovsk-Kamchatsky and all its berths", 40), brief("Omsk", 40)
    ('Petropavlovsk-Ka... (43 characters long)', 'Omsk')
    """
    if len(text) <= most:
        return text
    end = f"... ({len(text)} characters long)"
    return text[: most - len(end)] + end


def row_of(file: str) -> str:
    """Return what a row of a file is called: a line, a feature of GeoJSON, or a row of a table that came from no file.

    Examples
    --------
    >>> row_of("links.csv"), row_of("lanes.geojson"), row_of("links")
    ('line', 'feature', 'row')
    """
    if file.endswith(FEATURES):
        return "feature"
    return "line" if "." in file else "row"


def printable(text: str) -> str:
    r"""Return a text of one line with what a terminal would obey instead of showing written as its escape.

    Examples
    --------
    >>> print(printable("Mos\x1b[31mcow"))
    Mos\x1b[31mcow
    """
    return text if text.isprintable() else "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


class Findings(tuple[Finding, ...]):
    """Findings, errors first, in the order of file and line; as text one line per rule, the worst first.

    Examples
    --------
    >>> import networks
    >>> row = networks.Finding("links.csv", 3, "hours", "4 d", "a number")
    >>> print(networks.Findings([row, row]))
    error: links.csv, line 3, hours: '4 d': a number; also line 3 [reading, 2 times]
    """

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(told(self)) if self else "Nothing is wrong or odd."


SHOWN = 100  # lines that a message spells out; the error carries all findings
NUMBERS = re.compile(r"[0-9][0-9.,]*")
PLACES = 3  # further places that a line names, beside the first


def in_order(findings: Iterable[Finding]) -> Findings:
    """Return findings, errors first, each kind in the order of file and line."""
    return Findings(sorted(findings, key=lambda finding: (finding.severity != "error", finding)))


def told(findings: Iterable[Finding], shown: int = SHOWN) -> list[str]:
    """Return the lines of a message about findings: one per rule, errors first and then by gravity.

    What a reader found is told by what it expected, for its id stands for all that cannot be read.
    """
    ranks = {rule: rank for rank, rule in enumerate(rule_meanings())}
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.severity != "error", ranks.get(one.rule, len(ranks)), one)):
        apart = (finding.file, finding.field, finding.expected) if finding.rule in VARIOUS else ()
        groups.setdefault((finding.severity, finding.rule, *apart), []).append(finding)
    lines = [_line_of(group) for group in groups.values()]
    more = sum(len(group) for group in list(groups.values())[shown:])
    return [*lines[:shown], *([f"... and {more} more"] if more else [])]


def without_silenced(findings: Iterable[Finding], silence: str | Collection[str] | None) -> Findings:
    """Return findings without the warnings of rules that are silenced; an error is never silenced.

    Raises
    ------
    UnknownNameError
        No rule bears an id that is to be silenced.
    DataError
        What is no id or several, or the id of a rule that finds errors only.
    """
    silenced = _ids_of(silence)
    for rule in sorted(silenced):
        if rule not in rule_meanings():
            raise UnknownNameError("rule", rule, rule_meanings())
    severities = {row["rule"]: row["severity"] for row in rule_rows()} if silenced else {}
    strict = [rule for rule in sorted(silenced) if severities[rule] == "error"]
    if strict:
        expected = "this rule finds errors, which cannot be silenced; expected rules that find warnings"
        raise DataError([Finding("silence", 0, "", rule, expected) for rule in strict])
    return in_order(one for one in findings if one.severity == "error" or one.rule not in silenced)


def _ids_of(silence: object) -> frozenset[str]:
    """Return the ids of rules to be silenced; None is none."""
    if silence is None or isinstance(silence, str):
        return frozenset() if silence is None else frozenset({silence})
    given = tuple(silence) if isinstance(silence, Iterable) and not isinstance(silence, bytes) else None
    if given is None or not all(isinstance(one, str) for one in given):
        expected = "expected the id of a rule, several of them, or None"
        raise DataError([Finding("silence", 0, "", brief(repr(silence)), expected)])
    return frozenset(given)


@cache
def rule_meanings() -> Mapping[str, str]:
    """Return the id of every rule, the worst first, and what it says."""
    return {row["rule"]: row["says"] for row in rule_rows()}


def rule_rows() -> list[dict[str, str]]:
    """Return the rows of the table of rules, the worst first: `rule`, `severity` and what it `says`."""
    import csv  # not above: most data have nothing to tell

    return list(csv.DictReader(RULES_FILE.read_text(encoding="utf-8").splitlines()))


def _line_of(group: Sequence[Finding]) -> str:
    """Return the first finding of a rule in full, where the next ones are, and how many there are.

    Those that expect something else than the first come before those that repeat it, and say so.
    """
    first, *others = group
    seen = {_shape(first)}
    new: list[Finding] = []
    again: list[Finding] = []
    for one in others:
        (again if _shape(one) in seen else new).append(one)
        seen.add(_shape(one))
    more = len(others) - PLACES
    named = [str(one).removeprefix(f"{one.severity}: ") for one in new[:PLACES]]
    places = named + [_place_of(one, first) for one in again[:PLACES]]
    also = f"; also {', '.join(places[:PLACES])}" + (f" and {more} more" if more > 0 else "")
    return f"{first}{also if others else ''} [{first.rule}{f', {len(group)} times' if others else ''}]"


def _shape(finding: Finding) -> str:
    """Return what was expected without its numbers, which differ from row to row."""
    return NUMBERS.sub("#", finding.expected)


def _place_of(finding: Finding, first: Finding) -> str:
    """Return where a finding stands, without what it has in common with the first of its rule."""
    parts = [
        "" if finding.file == first.file else finding.file,
        f"{row_of(finding.file)} {finding.row}" if finding.row else finding.field,
        f"({finding.value!r})" if finding.value and finding.value != first.value else "",
    ]
    return printable(" ".join(part for part in parts if part) or finding.file)


class DataError(FreightError, ValueError):
    """Data that cannot be used; carries every finding, not only the first.

    Attributes
    ----------
    findings
        All findings, errors first, in the order of file and line.

    Examples
    --------
    >>> import networkx, networks
    >>> try:
    ...     networks.from_networkx(networkx.Graph([("A", "B", {"hours": -1})]), mode="sea")
    ... except networks.DataError as error:
    ...     print(error.findings[0])
    error: links, row 1, hours: '-1': expected a number above 0
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        errors = sum(finding.severity == "error" for finding in self.findings)
        head = f"{errors} error{'s' if errors != 1 else ''} in the data"
        super().__init__("\n  ".join([head, *told(self.findings)]))


class DataWarning(UserWarning):
    """Data that were used although something about them is odd.

    Examples
    --------
    >>> import networkx, networks, warnings
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always", networks.DataWarning)
    ...     net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60, "colour": "red"})]), mode="sea")
    >>> print(told[-1].message)
    odd data
      warning: links: 'colour': these attributes are no columns and are not read [unread]
    """


class UnknownNameError(FreightError, LookupError):
    """A name that nothing bears; names the nearest ones that exist.

    Attributes
    ----------
    kind, name
        What was looked for, and the name that was given.
    nearest
        Up to five existing names, best first; where whoever raises it knows what is meant, that alone.
    withheld
        Why what bears the name is not on offer, and where it is; "" where nothing bears it.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("Osaka", "Kobe", {"hours": 60})]), mode="sea")
    >>> try:
    ...     net.place("Osacka")
    ... except networks.UnknownNameError as error:
    ...     print(error.nearest)
    ('Osaka (Osaka)',)
    """

    def __init__(
        self,
        kind: str,
        name: object,
        known: Iterable[str] = (),
        labels: Iterable[str] = (),
        *,
        nearest: Iterable[str] = (),
        others: Mapping[str, str] = NO_OTHERS,
        withheld: str = "",
    ) -> None:
        self.kind, self.name, self.withheld = kind, brief(str(name)), withheld
        if withheld:
            self.nearest: tuple[str, ...] = ()
            super().__init__(kind, self.name, withheld)
            return
        self.nearest = tuple(nearest) or nearest_names(self.name, list(known), list(labels), others)
        super().__init__(kind, self.name, self.nearest)

    def __str__(self) -> str:
        if self.withheld:
            return f"{self.kind} {self.name!r} is known but not on offer{self.withheld}"
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        return printable(f"no {self.kind} is called {self.name!r}{hint}")


class AmbiguousNameError(UnknownNameError):
    """A name that several bear, so that nobody can tell which is meant.

    Attributes
    ----------
    nearest
        All that bear it.

    Examples
    --------
    >>> import networks
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Georgetown")
    >>> net = builder.add_place(id="B", name="Georgetown").build(silence="connected")
    >>> try:
    ...     net.place("Georgetown")
    ... except networks.AmbiguousNameError as error:
    ...     print(error.nearest)
    ('A (Georgetown)', 'B (Georgetown)')
    """

    def __init__(self, kind: str, name: object, borne_by: Sequence[str]) -> None:
        super().__init__(kind, name, nearest=borne_by)

    def __str__(self) -> str:
        return printable(f"{self.kind} {self.name!r} may be {' or '.join(self.nearest)}: expected one of them")


def nearest_names(
    name: str, known: Sequence[str], labels: Sequence[str] = (), others: Mapping[str, str] = NO_OTHERS
) -> tuple[str, ...]:
    """Return up to five of `known` closest to `name`, by their own spelling or by their label.

    Close is what differs in few letters, what `name` is a part of, and what is a whole word of `name`.

    A long name is compared with nothing, nor with long ones; and of very many names only those are found that the name
    is a part of.
    `others` are further names, each with what is shown of what bears it.

    Examples
    --------
    >>> nearest_names("Vladivostock", ["RUVVO", "JPYOK"], ["Vladivostok", "Yokohama"])
    ('RUVVO (Vladivostok)',)
    """
    import difflib  # not above: most answers need no guess

    if len(name) > HINTED:
        return ()
    shown = {key.casefold(): key for key in known if 0 < len(key) <= HINTED}
    for key, label in zip(known, labels, strict=False):
        if 0 < len(key) <= HINTED and len(label) <= HINTED:
            shown.setdefault(label.casefold(), f"{key} ({label})")
            shown[key.casefold()] = f"{key} ({label})"
    for other, meant in others.items():
        if 0 < len(other) <= HINTED:
            shown.setdefault(other.casefold(), meant)
    wanted = name.casefold()
    few = len(shown) <= COMPARED and sum(map(len, shown)) <= LETTERS
    alike = difflib.get_close_matches(wanted, shown, n=ALIKE, cutoff=0.6) if few else []
    close = [text for text in alike if _are_near(wanted, text)]
    close += [text for text in shown if wanted and wanted in text and text not in close]
    if few:
        close += [text for text in shown if len(text) >= WORD and f" {text} " in f" {wanted.replace('-', ' ')} "]
    return tuple(dict.fromkeys(shown[text] for text in close))[:5]


def _are_near(one: str, other: str) -> bool:
    """Tell whether few letters are wrong: one of a word of up to five, two of a longer one.

    Two letters that changed places count as one. A share of letters in common says less: Akita has 4 of 5 with Aktau.
    """
    most = 1 + (len(one) > 5)
    before, row = [], list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, meant in enumerate(other, 1):
            row.append(min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != meant)))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == meant:
                row[-1] = min(row[-1], last[to - 2] + 1)
    return row[-1] <= most

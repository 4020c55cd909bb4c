"""Errors and findings: what goes wrong with data, told all at once and in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType


class FreightError(Exception):
    """Base of every error that landbridge raises on purpose."""


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
        What stands there, as text.
    expected
        What was expected instead.
    severity
        ``"error"`` (the data are refused) or ``"warning"`` (they are used, and the reader is told).
    """

    file: str
    row: int
    field: str
    value: str
    expected: str
    severity: str = "error"

    def __str__(self) -> str:
        row = "line" if "." in self.file else "row"  # a table that came from no file has rows, not lines
        place = self.file + (f", {row} {self.row}" if self.row else "") + (f", {self.field}" if self.field else "")
        found = f"{self.value!r}: " if self.value else ""
        return f"{self.severity}: {place}: {found}{self.expected}"


NO_OTHERS: Mapping[str, str] = MappingProxyType({})
SHOWN = 100  # findings that a message spells out; the error carries them all


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, errors first, each kind in the order of file and line."""
    return tuple(sorted(findings, key=lambda finding: (finding.severity != "error", finding)))


def told(findings: Sequence[Finding], shown: int = SHOWN) -> list[str]:
    """Return the lines of a message about findings, the first few of them in full."""
    more = len(findings) - shown
    return [*map(str, findings[:shown]), *([f"... and {more} more"] if more > 0 else [])]


class DataError(FreightError, ValueError):
    """Data that cannot be used; carries every finding, not only the first.

    Attributes
    ----------
    findings
        All findings, errors first, in the order of file and line.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = in_order(findings)
        errors = sum(finding.severity == "error" for finding in self.findings)
        head = f"{errors} error{'s' if errors != 1 else ''} in the data"
        super().__init__("\n  ".join([head, *told(self.findings)]))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Finding, ...]]]:
        return DataError, (self.findings,)  # so that it comes back whole from another process


class DataWarning(UserWarning):
    """Data that were used although something about them is odd."""


class UnknownNameError(FreightError, LookupError):
    """A name that nothing bears; names the nearest ones that exist.

    Attributes
    ----------
    kind, name
        What was looked for, and the name that was given.
    nearest
        Up to five existing names, best first; where whoever raises it knows what is meant, that alone.
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
    ) -> None:
        self.kind, self.name = kind, str(name)
        self.nearest = tuple(nearest) or nearest_names(self.name, list(known), list(labels), others)
        super().__init__(kind, self.name, self.nearest)  # what pickle calls the class with

    def __str__(self) -> str:
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        return f"no {self.kind} is called {self.name!r}{hint}"


def nearest_names(
    name: str, known: Sequence[str], labels: Sequence[str] = (), others: Mapping[str, str] = NO_OTHERS
) -> tuple[str, ...]:
    """Return up to five of `known` closest to `name`, by their own spelling or by their label.

    `others` are further names, each with what is shown of what bears it.

    Examples
    --------
    >>> nearest_names("Vladivostock", ["RUVVO", "JPYOK"], ["Vladivostok", "Yokohama"])
    ('RUVVO (Vladivostok)',)
    """
    import difflib  # not above: most answers need no guess

    shown = {key.casefold(): key for key in known}
    for key, label in zip(known, labels, strict=False):
        shown.setdefault(label.casefold(), f"{key} ({label})")
        shown[key.casefold()] = f"{key} ({label})"
    for other, meant in others.items():
        shown.setdefault(other.casefold(), meant)
    wanted = name.casefold()
    close = difflib.get_close_matches(wanted, shown, n=5, cutoff=0.6)
    close += [text for text in shown if wanted and wanted in text and text not in close]
    return tuple(dict.fromkeys(shown[text] for text in close))[:5]

"""What a part of the benchmarks hands to the report: tables, ratios and single values, by which bars are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Tables in Markdown, in their order, and the numbers behind them.

    Attributes
    ----------
    ratios
        (part, graph, peer) -> (median of the ratios question by question, ratio of sums), ours divided by theirs.
    values
        (part, what) -> a single value that a bar speaks of.
    skipped
        What was not measured, and why.
    """

    lines: list[str] = field(default_factory=list)
    ratios: dict[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    values: dict[tuple[str, str], float] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def title(self, words: str) -> None:
        self.lines += [f"## {words}", ""]

    def say(self, words: str) -> None:
        self.lines += [words, ""]

    def table(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.lines += [f"| {' | '.join(heading)} |", f"|{'---|' * len(heading)}"]
        self.lines += [f"| {' | '.join(row)} |" for row in rows]
        self.lines.append("")

    def best_of(self, part: str, graph: str, peer: str) -> None:
        """Keep the ratio to the quickest of a peer's methods (those whose names begin with its) under its name."""
        found = [
            value
            for (one, other, name), value in self.ratios.items()
            if (one, other) == (part, graph) and name.startswith((f"{peer} ", f"{peer},"))
        ]
        if found:
            self.ratios[part, graph, peer] = max(found, key=lambda pair: pair[1])

    def skip(self, what: str, why: str) -> None:
        self.skipped.append(f"{what}: {why}")


def ms(seconds: float) -> str:
    """Return seconds as milliseconds, three digits that count."""
    return f"{seconds * 1e3:,.0f}" if seconds >= 0.1 else f"{seconds * 1e3:.3g}"


def times(ratio: float) -> str:
    """Return a ratio, two or three digits that count."""
    if ratio < 0.001:
        return f"{ratio:.5f}"
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"

"""The bars: how fast landbridge has to be, against what, on which graph; judged by what a run measured."""

from __future__ import annotations

from dataclasses import dataclass

from measured import Outcome, times

MEDIAN, SUM = 0, 1


@dataclass(frozen=True)
class Bar:
    """An upper limit of a ratio, ours divided by a peer's.

    Attributes
    ----------
    use
        `MEDIAN` of the ratios question by question, or ratio of the `SUM`s.
    """

    part: str
    graph: str
    peer: str
    limit: float
    use: int = MEDIAN


@dataclass(frozen=True)
class Most:
    """An upper limit of a single value."""

    part: str
    what: str
    limit: float
    unit: str


LARGE = ("marnet", "rail", "road grid")
DIRECTIONS = ("earliest arrival", "latest departure")
SHARED = ("dense, 225 x 100", "dense, 200 x 1000")
BARS: tuple[Bar | Most, ...] = (
    Bar("plain", "marnet", "scgraph", 0.4),
    *(Bar("plain", graph, "scgraph", 0.6) for graph in LARGE[1:]),
    *(Bar("plain", graph, "rustworkx", 0.3) for graph in LARGE),
    *(Bar("plain", graph, "igraph", 0.3) for graph in LARGE),
    *(Bar("plain", graph, "networkx", 0.05) for graph in LARGE),
    Bar("plain", "corridor", "rustworkx", 1.0),
    Most("corridor", "solve, both engines, plain, median", 10, "ms"),
    Most("corridor", "solve, both engines, with limits, median", 300, "ms"),
    *(Bar("front2", graph, "C BOA*", limit, SUM) for graph, limit in zip(LARGE, (0.3, 0.6, 0.3), strict=True)),
    Bar("front2", "corridor", "C BOA*", 0.8),
    Bar("front3", "marnet", "EMOA*", 0.2, SUM),
    Bar("front3", "marnet", "A*pex NAMOA*dr", 0.5, SUM),
    Bar("front3", "marnet", "LTMOA*", 0.8),
    Bar("front3", "marnet", "LTMOA*", 0.3, SUM),
    Bar("constrained", "corridor", "PathWyse", 0.1),
    Bar("constrained", "corridor", "CP-SAT alone", 0.01),
    Most("two-limits", "slowest answer, proven or with its gap", 10.5, "s"),
    Bar("k-shortest", "corridor", "scipy yen", 0.1),
    Bar("k-shortest", "marnet", "scipy yen", 0.1),
    *(Bar("timetable", name, "networkx", 0.02) for name in DIRECTIONS),
    *(Bar("timetable", f"{name}, from bare arrays", "networkx", 0.02) for name in DIRECTIONS),
    *(Bar("timetable", name, "ULTRA", 1.5) for name in DIRECTIONS),
    *(Bar("flows", name, "best arc LP", 0.1) for name in (f"{one}, OR-Tools alone" for one in SHARED)),
    *(Bar("flows", name, "best arc LP", 1 / 30) for name in (f"{one}, with highspy" for one in SHARED)),
    Most("flows", "few30, 2,000 x 10,000, CPU", 5, "s"),
    Most("flows", "few30, 2,000 x 10,000, gap", 1e-6, ""),
    Most("flows", "few30, 10,000 x 10,000, CPU", 30, "s"),
    Most("flows", "few30, 10,000 x 10,000, gap", 1e-6, ""),
    Most("flows", "dense, 2,000 x 1,000, CPU", 60, "s"),
    Most("flows", "dense, 2,000 x 1,000, gap", 1e-3, ""),
    Most("upgrades", "200 upgrades, 10,000 nodes, slowest, CPU", 3, "s"),
    Bar("reasons", "reasons, 10,000 nodes", "CP-SAT assumptions", 0.01),
    Bar("reasons", "cut, 10,000 nodes", "networkx", 0.01),
    Most("design", "c33, CPU", 5, "s"),
    Most("design", "r04.9, CPU", 5, "s"),
    Most("departures", "a month, Yokohama - Almaty, all criteria, median", 50, "ms"),
    Most("departures", "a year, Yokohama - Almaty, all criteria, median", 1000, "ms"),
    Most("cold", "first plain answer, CPU", 0.5, "s"),
    Most("cold", "first plain answer, numba or cp_model imported", 0, ""),
    Most("cold", "first answer with limits, CPU", 1.5, "s"),
    Most("memory", "resident memory grown by questions 201 to 1,000", 2, "MB"),
    Most("memory", "Python objects grown by 200 questions", 0.1, "MB"),
)


def judged(outcome: Outcome) -> list[list[str]]:
    """Return a row for each bar: bar, measured, met or not."""
    return [_ratio(bar, outcome) if isinstance(bar, Bar) else _value(bar, outcome) for bar in BARS]


def _ratio(bar: Bar, outcome: Outcome) -> list[str]:
    found = outcome.ratios.get((bar.part, bar.graph, bar.peer))
    kind = "median" if bar.use == MEDIAN else "sums"
    words = f"{bar.part}, {bar.graph}: at most {bar.limit:g} x {bar.peer} ({kind})"
    if found is None:
        return [words, "-", "not measured"]
    return [words, times(found[bar.use]), "met" if found[bar.use] <= bar.limit else "**not met**"]


def _value(bar: Most, outcome: Outcome) -> list[str]:
    words = f"{bar.part}: {bar.what}, at most {bar.limit:g} {bar.unit}".rstrip()
    found = outcome.values.get((bar.part, bar.what))
    if found is None:
        return [words, "-", "not measured"]
    return [words, f"{found:.3g} {bar.unit}".rstrip(), "met" if found <= bar.limit else "**not met**"]


def slower(outcome: Outcome) -> list[str]:
    """Return where landbridge needs longer than a peer, in words: a line for each part and graph."""
    behind: dict[tuple[str, str], list[str]] = {}
    for (part, graph, peer), (median, sums) in outcome.ratios.items():
        if max(median, sums) > 1 and peer not in ("landbridge", "scgraph", "networkx", "CP-SAT alone"):
            behind.setdefault((part, graph), []).append(f"{peer} ({times(median)}; {times(sums)})")
    return [f"{part}, {graph}: {', '.join(names)}" for (part, graph), names in behind.items()]

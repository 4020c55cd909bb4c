"""The parts of the benchmarks, the graphs each is measured on, and how many pairs are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import corridor
import part_cold
import part_constrained
import part_departures
import part_design
import part_flows
import part_freight
import part_fronts
import part_growth
import part_k_shortest
import part_limits
import part_memory
import part_plain
import part_reasons
import part_threads
import part_timetable
import part_two_limits
import part_upgrades
from graphs import load
from instances import Instance
from measured import Outcome
from ours import load_kernels
from settings import Settings


@dataclass(frozen=True)
class Part:
    """A part that is measured graph by graph, or on its own.

    Attributes
    ----------
    pairs
        Graph -> pairs asked; the graphs it is measured on unless others are asked for. "" = any other graph.
    """

    title: str
    words: str
    pairs: Mapping[str, int]
    run: Callable[..., None]
    alone: bool = False


FRONTS = (
    "`Digraph.pareto`, a path for each point included. The programs' times are their own, heuristics included, reading the "
    "graph excluded; the paths of their points are not read out."
)

PARTS: dict[str, Part] = {
    "plain": Part(
        "One path of least weight",
        "Public calls, path included. Peers hold the graph ready, as `Digraph` does. The compiled kernels are loaded, so that `Digraph` "
        'uses them on small graphs too; "interpreted" is what a process without them takes there.',
        {"corridor": 300, "marnet": 300, "rail": 100, "road": 100, "": 100},
        part_plain.run,
    ),
    "front2": Part(
        "Fronts of two criteria",
        FRONTS,
        {"corridor": 30, "marnet": 20, "rail": 12, "road": 12, "": 10},
        partial(part_fronts.run, criteria=2),
    ),
    "front3": Part(
        "Fronts of three criteria", FRONTS, {"corridor": 30, "marnet": 10, "": 5}, partial(part_fronts.run, criteria=3)
    ),
    "constrained": Part(
        "A path within limits",
        "PathWyse and cspy: their search alone. CP-SAT: a circuit model on all arcs, model and search, one worker.",
        {"corridor": 30, "": 10},
        part_constrained.run,
    ),
    "two-limits": Part(
        "A path within two limits on 200,000 arcs",
        "`Digraph.constrained`, compiled, path included.",
        {},
        part_two_limits.run,
        alone=True,
    ),
    "k-shortest": Part(
        "K shortest loopless paths",
        "Public calls, paths included.",
        {"corridor": 50, "marnet": 10, "": 5},
        part_k_shortest.run,
    ),
    "timetable": Part(
        "One to all in a timetable",
        'Times of the processor, public calls; a made-up day of trips of 20 hops, 120 s for a change. A peer "from bare arrays" is its '
        "question and what it needs to make the timetable ready. networkx: Dijkstra on the time-expanded graph, without reading the "
        "stops out of its nodes. ULTRA: the connection scan in C++ of its authors, in this process, with what its journeys are read from.",
        {},
        part_timetable.run,
        alone=True,
    ),
    "departures": Part(
        "Departures worth taking",
        "Times of the processor, public calls, warm: median of five times compiled, once interpreted, with the same journeys.",
        {},
        part_departures.run,
        alone=True,
    ),
    "flows": Part(
        "Shipments that share capacities",
        "Times of the processor, public calls, warm. Made-up plane networks with a penalty of 50 diagonals a unit that is not sent: "
        "`few30` has a capacity on its 30 busiest arcs, `dense` on every one. Peers: the linear program over arcs, by origin, "
        "building included, once each; ours are medians.",
        {},
        part_flows.run,
        alone=True,
    ),
    "design": Part(
        "Fixed charges on arcs that are shared",
        "Times of the processor, building included: `network_design` by GSCIP, by HiGHS, and by prices with a proof that is kept, "
        "medians of three, stopped after 120 s; whatever they ended with, their values and bounds fit, and the proof, of so many "
        "nodes, was held against the question in whole numbers. Files of Canad C and R are asked with `--graph`; nothing of them lies here.",
        {},
        part_design.run,
        alone=True,
    ),
    "upgrades": Part(
        "The cheapest of many upgrades",
        "Times of the processor, public calls, warm: `upgrade_paths`, and `verify_upgrade_paths` by HiGHS, which has 240 s. "
        "Grids, each upgrade a line that wanders across; half of what all upgrades save is to be saved.",
        {},
        part_upgrades.run,
        alone=True,
    ),
    "reasons": Part(
        "Why there is no route, and what parts two nodes",
        "Times of the processor, warm. CP-SAT: a circuit over the links with an assumption for each constraint, building included, "
        "`linearization_level` 2; what it names holds one of our sets. networkx: `minimum_cut` on a graph that is ready, the same value.",
        {},
        part_reasons.run,
        alone=True,
    ),
    "threads": Part(
        "Two threads on one graph",
        "The same questions by one thread and by two, on one shared `Digraph`, in turn.",
        {"road:132": 30, "": 20},
        part_threads.run,
    ),
    "limits": Part("Limits of time", "", {}, part_limits.run, alone=True),
    "cold": Part("A fresh process", "", {}, part_cold.run, alone=True),
    "memory": Part("Memory", "", {}, part_memory.run, alone=True),
    "growth": Part("Growth with size", "", {}, part_growth.run, alone=True),
    "corridor": Part(
        "Whole questions on the built-in network",
        "Yokohama, Kobe, Toyama to Moscow and the eight places of Central Asia, warm. A question is compiled, answered by the "
        "label search, answered again by OR-Tools, and the route built; networkx runs one plain Dijkstra on a graph that is "
        "already built, without the limits.",
        {},
        corridor.run,
        alone=True,
    ),
    "freight": Part(
        "Whole questions on large networks",
        "Networks made up from a seed, nothing of them exists: a grid of places and links with hours and prices of their own, and a "
        "grid with railways, trains and ships. The label search alone, warm, asked once after a first time; the interpreted "
        "searches are stopped after 60 s. Where both ended, their routes were the same.",
        {},
        part_freight.run,
        alone=True,
    ),
}


def measure(settings: Settings, say: Callable[[str], None] = lambda words: None) -> Outcome:
    """Run the parts and return their tables and numbers."""
    load_kernels()
    outcome = Outcome()
    loaded: dict[str, Instance] = {}
    for name in settings.part or PARTS:
        part = PARTS[name]
        outcome.title(part.title)
        if part.words:
            outcome.say(part.words)
        if part.alone:
            say(f"{name} ...")
            part.run(settings, outcome)
            continue
        for graph in settings.graph or [graph for graph in part.pairs if graph]:
            say(f"{name}, {graph} ...")
            try:
                if graph not in loaded:
                    loaded[graph] = load(graph, settings.cache)
            except (OSError, ValueError) as error:
                outcome.skip(f"{name}, {graph}", str(error))
                continue
            count = settings.pairs or part.pairs.get(graph, part.pairs[""])
            done = len(outcome.lines)
            part.run(loaded[graph], count, settings, outcome)
            say("\n".join(outcome.lines[done:]))
    return outcome

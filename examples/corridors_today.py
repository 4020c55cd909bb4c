"""Today's corridors out of Japan: what is left without Russia, without China, without both, and what is closed?

Yokohama to Almaty, Tashkent, Moscow and Duisburg on the edition of late 2025, one 20 ft container from door to door.
The normal state is asked; where the check or jam in force that November on the lane (a scenario) moves the answer, that
is told too. What the table of closures takes away, or knows of a way, stands below it. ``--out FOLDER`` writes a page
(HTML) for each lane with maps, every step and every source; that needs ``pip install '.[report]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import networks
from networks import Network
from routing import Constraints, Result, Route, Shipment, solve, verify
from routing.report import write_report
from routing.views.text.comparison import chain_text
from routing.views.text.doubt import days_text, usd_text

NOW = "eurasia-2025"
LANES = {  # destination -> scenarios in force at the as-of date of the edition that concern goods bound there
    "KZALA": ("saryagash-2025",),
    "UZTAS": ("saryagash-2025",),
    "RUMOW": ("kazakhstan-2025",),
    "DEDUI": (),
}
BANS = {"nothing shut": (), "without Russia": ("RU",), "without China": ("CN",), "without both": ("RU", "CN")}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print all lanes under all bans; with --out also write their pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write a page for each lane into this folder")
    folder = parser.parse_args(arguments).out
    now = networks.load(NOW)
    print(now.heading)
    for place, scenarios in LANES.items():
        title = f"Yokohama - {now.places[place].name}"
        print(f"\n{title}\n{'-' * len(title)}")
        results = answers(now, place)
        print("\n".join(told(results, answers(networks.load(NOW, scenarios), place))))
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            print(f"written: {write_report(folder / f'{place}.html', *results.values(), title=title)}")


def answers(net: Network, place: str) -> dict[str, Result]:
    """Return the fastest way from Yokohama under each ban, walked again."""
    box = Shipment("JPYOK", place, containers=1, size="20ft", scope="door")
    found = {words: solve(net, box, constraints=Constraints(avoid_territories=codes)) for words, codes in BANS.items()}
    for result in found.values():
        verify(net, result)
    return found


def told(results: Mapping[str, Result], stressed: Mapping[str, Result]) -> Iterator[str]:
    """Yield the answers of a lane in lines; one that has been told under another ban is not told again."""
    said: dict[tuple[str, ...], str] = {}
    for words, result in results.items():
        lines = tuple(answer_lines(result, stressed[words]))
        if lines in said:
            yield f"{words}: as {said[lines]}, {lines[0]}"
        else:
            yield f"{words}: {lines[0]}"
            yield from (f"  {line}" for line in lines[1:])
        said.setdefault(lines, words)


def answer_lines(result: Result, stressed: Result) -> Iterator[str]:
    """Yield days and dollars with their doubt, the way, what is closed and told; or that there is none, and why."""
    if result.best is None:
        yield f"no way{within(result)}"
        yield from (f"blocked by {conflict}" for conflict in result.blocked_by)
        return
    yield totals(result.best)
    yield chain_text(result)
    if stressed.best is None:
        yield f"{under(stressed)}: no way, blocked by {'; '.join(map(str, stressed.blocked_by))}"
    elif stressed.best.minutes != result.best.minutes:
        yield f"{under(stressed)}: {totals(stressed.best)}; {chain_text(stressed)}"
    yield from map(str, result.warnings)


def totals(route: Route) -> str:
    """Return days and dollars, where they likely lie and what share is assumed."""
    return f"{days_text(route)}; {usd_text(route)}"


def under(result: Result) -> str:
    """Return the scenarios of an answer in words."""
    return "under " + " + ".join(result.network.scenario)


def within(result: Result) -> str:
    """Return that the destination itself is shut, if so."""
    end = result.network.places[result.question.shipment.destination]
    shut = end.country in result.question.constraints.banned_territories
    return f": {end.name} itself lies in {end.country}" if shut else ""


if __name__ == "__main__":
    main()

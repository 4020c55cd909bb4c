"""Speed of landbridge beside its peers: same graphs, same questions, one process; prints a report in Markdown.

``python tests/benchmarks/run.py`` measures everything that is available here; ``--write`` keeps the report in
README.md. Answers are compared before times are shown: one difference stops the run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from parts import PARTS, measure  # noqa: E402
from report_page import PAGE, report, written  # noqa: E402
from settings import Settings  # noqa: E402


def main(arguments: list[str] | None = None) -> None:
    """Measure what is asked for and print it."""
    settings, write = _settings(arguments)
    outcome = measure(settings, say=lambda words: print(words, file=sys.stderr, flush=True))
    text = report(outcome, settings)
    print(text)
    if write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")


def _settings(arguments: list[str] | None) -> tuple[Settings, bool]:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--part", action="append", choices=list(PARTS), help="measure this part only (repeatable)")
    parser.add_argument(
        "--graph",
        action="append",
        metavar="NAME",
        help="corridor, marnet, rail, road, road:SIDE, or "
        "a file .gr or _net.tntp, further .gr files for further weights after commas (repeatable)",
    )
    parser.add_argument("--pairs", type=int, help="pairs of nodes for each part and graph; the default depends on both")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--cache", type=Path, default=Settings().cache, help="folder for graphs of other projects")
    parser.add_argument("--boa", help="executable of BOA* (also LANDBRIDGE_BOA)")
    parser.add_argument("--emoa", help="executable run_emoa of EMOA* (also LANDBRIDGE_EMOA)")
    parser.add_argument("--apex", help="executable that runs A*pex' NAMOA*dr (also LANDBRIDGE_APEX)")
    parser.add_argument("--ltmoa", help="executable that runs LTMOA* (also LANDBRIDGE_LTMOA)")
    parser.add_argument("--ultra", help="shared library of ULTRA's connection scan (also LANDBRIDGE_ULTRA)")
    parser.add_argument("--write", action="store_true", help="keep the report in README.md")
    given = parser.parse_args(arguments)
    chosen = {
        "part": tuple(given.part or PARTS),
        "graph": tuple(given.graph or ()),
        "pairs": given.pairs,
        "seed": given.seed,
        "cache": given.cache,
    }
    programs = {
        name: getattr(given, name) for name in ("boa", "emoa", "apex", "ltmoa", "ultra") if getattr(given, name)
    }
    return Settings(**chosen, programs=programs), given.write


if __name__ == "__main__":
    main()

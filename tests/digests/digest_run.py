"""Digests of answers, so that a restructuring can be shown to change none.

::

    python tests/digests/digest_run.py --write before.txt --repo OLD   # every question to one checkout
    python tests/digests/digest_run.py --against before.txt            # the same to this one: what differs

One copy of the command asks both checkouts: ``--repo`` names the folder whose ``networks`` and ``routing`` are imported,
and only public names are used. A listing has one line a question, sorted: ``kind | question in words | digests``, after
the status one digest for each part of the answer (`answer_parts`): what is decided (``route``), what it adds up to
(``accounts``), why it is right (``proof``), why there is no more (``reasons``), the labels it took (``effort``).
``--against`` prints each line that differs and how many are equal, and ends with status 1 if any differs. An error of
another library than ours is a crash: it is told, and the status is 1.

What is asked
    solve
        all lanes of ``tests/validation/lanes.py`` x the plain network and all scenarios x no ban, China, Kazakhstan (in
        four of them China's coastal waters too) x four criteria; 1,200 questions drawn at random: goods, limits, vias,
        modes, generalised cost; a few with wishes for the search
    front, alternatives, comparison, price_of, break_even, cpmm, audit, verify
        all lanes free and without China, two lanes in all scenarios, a few with limits and thresholds
    text
        every shown form of every kind of answer to ten questions
    network
        tables, hashes, changes and networkx graph of all scenarios; findings of the checks
    digraph
        5,000 questions to random digraphs by both engines (``tests/fuzz/small_cases.py``)
    large
        freight beyond 20,000 arcs (``tests/benchmarks/synthetic_freight.py``), where the compiled searches answer

To find out about a difference, print the data behind the digests from both checkouts and hold them against each other::

    python tests/digests/digest_run.py --show "plain: JPYOK-RUMOW, least time" --repo OLD > old.txt

``--every 20`` asks one question in twenty of each kind, ``--kind front`` one kind. The whole takes four to five minutes of
CPU on one core. The answers depend neither on the hash seed, nor on the order of the questions, nor on which of them are
asked. One that reached the limit of 60 s would depend on the machine; the slowest takes a few seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asked import Asked
    from listings import Listing

TESTS = Path(__file__).resolve().parents[1]
KINDS = {  # kind -> the module whose function of that name yields its questions
    "network": "kinds_of_networks",
    "solve": "kinds_of_routes",
    "front": "kinds_of_routes",
    "alternatives": "kinds_of_routes",
    "verify": "kinds_of_routes",
    "comparison": "kinds_of_differences",
    "price_of": "kinds_of_differences",
    "break_even": "kinds_of_differences",
    "cpmm": "kinds_of_differences",
    "audit": "kinds_of_differences",
    "text": "kinds_of_forms",
    "digraph": "kinds_of_graphs",
    "large": "kinds_of_graphs",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, then write, compare or show; return the exit status."""
    given = _given(arguments)
    _import_from(given.repo)
    kinds = [kind for kind in KINDS if kind in (given.kind or KINDS)]
    asked = {kind: questions(kind) for kind in kinds}
    everything = [one for found in asked.values() for one in found]
    if given.show is not None:
        return _show([one for one in everything if given.show in one.words])
    chosen = [one for found in asked.values() for one in found[:: given.every]]
    begun, worked = time.perf_counter(), time.process_time()
    listing, crashed = _answered(chosen)
    if given.write is not None:
        _write(given.write, listing)
    else:
        crashed = _differs(given.against, listing, {one.name for one in everything}, kinds) or crashed
    spent, worked = time.perf_counter() - begun, time.process_time() - worked
    print(f"{len(listing)} questions to {given.repo.name} in {spent:.0f} s, {worked:.0f} s of CPU")
    return 1 if crashed else 0


def questions(kind: str) -> list[Asked]:
    """Return all questions of a kind; no two of them have one name."""
    found = list(getattr(import_module(KINDS[kind]), kind)())
    twice = [name for name, times in Counter(asked.name for asked in found).items() if times > 1]
    assert not twice, twice
    return found


def _given(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", type=Path, metavar="FILE", help="write the listing")
    what.add_argument("--against", type=Path, metavar="FILE", help="tell what differs from a listing; status 1 if any")
    what.add_argument("--show", metavar="WORDS", help="print the data of the questions whose words contain these")
    parser.add_argument("--kind", action="append", choices=KINDS, help="ask only this kind (repeatable)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one question in N of each kind")
    parser.add_argument(
        "--repo", type=Path, default=_home(), help="checkout that is asked; default: this one, or what is installed"
    )
    given = parser.parse_args(arguments)
    given.repo = given.repo.resolve()
    if given.every < 1:
        parser.error("--every: expected a whole number from 1")
    return given


def _home() -> Path:
    """Return the checkout that this file lies in; where only the tests were copied, the folder of what is installed."""
    if (TESTS.parent / "networks").is_dir():
        return TESTS.parent
    found = find_spec("networks")
    assert found is not None and found.origin is not None, "neither a checkout nor an installed package"
    return Path(found.origin).parents[1]


def _import_from(repo: Path) -> None:
    """Import `networks` and `routing` of a checkout, and make the helpers of other tests importable; refuse another's."""
    sys.path.insert(0, str(repo))
    sys.path += [str(TESTS / name) for name in ("fuzz", "benchmarks")]
    import networks
    import routing

    for package in (networks, routing):
        if repo not in Path(package.__file__).resolve().parents:
            raise SystemExit(f"{package.__name__} comes from {package.__file__}, not from {repo}")


def _answered(chosen: Sequence[Asked]) -> tuple[Listing, bool]:
    """Return the listing of some questions, and whether any of them crashed."""
    from tqdm import tqdm

    found, crashed = {}, False
    for one in tqdm(chosen, unit="question", disable=None, leave=False):
        found[one.name], error = one.told()
        if error is not None:
            crashed = True
            print(f"crashed: {one.name}: {error!r}", file=sys.stderr)
    return found, crashed


def _write(file: Path, listing: Listing) -> None:
    from listings import counts, write

    write(file, listing)
    print(*(f"{kind}: {count}" for kind, count in sorted(counts(listing).items())), sep="\n")


def _differs(file: Path, listing: Listing, known: set[str], kinds: Sequence[str]) -> bool:
    """Print what tells a listing from that of a file, questions left aside that were not asked this time."""
    from listings import difference, kind_of, read

    before = {
        name: told
        for name, told in read(file).items()
        if kind_of(name) in kinds and (name in listing or name not in known)
    }
    found = difference(before, listing)
    print(*found.lines(), sep="\n")
    return bool(found.changed)


def _show(chosen: Sequence[Asked]) -> int:
    for one in chosen:
        print(one.name, json.dumps(one.parts(), ensure_ascii=False, indent=1, sort_keys=True), sep="\n")
    return 0 if chosen else 1


if __name__ == "__main__":
    sys.exit(main())

"""The two rooms of the kernels: the same file names, and arguments that one can keep in mind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import routing.kernels

ROOM = Path(routing.kernels.__file__).parent
CALLERS = ROOM.parent / "search"
MOST = 9
# What a search on lists is given and finds; the rare search by days, those by departures from one moment, what compiled
# searches are too quick to need, and the bookkeeping of slower ways that save a charge, which for arrays stands in
# `routing/solving`, are there alone.
ALONE = (
    "span",
    "asked",
    "journeys",
    "timed",
    "on_clock",
    "tight_starts",
    "front_on_clock",
    "charged",
    "aims",
    "families",
    "goal_directed",
)


def test_every_search_on_lists_has_one_on_arrays_that_is_named_alike():
    of_arrays = [path.stem for path in (ROOM / "arrays").glob("*.py")]
    for path in (ROOM / "lists").glob("*.py"):
        if path.stem not in ALONE:
            assert [name for name in of_arrays if name == path.stem or name.startswith(f"{path.stem}_")], path.name


@pytest.mark.parametrize("path", [*ROOM.glob("*/*.py"), *CALLERS.glob("*.py")], ids=lambda path: path.stem)
def test_no_function_takes_more_than_nine_arguments(path: Path):
    for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(found, ast.FunctionDef | ast.Lambda):
            names = [one.arg for one in (*found.args.posonlyargs, *found.args.args, *found.args.kwonlyargs)]
            assert len([name for name in names if name not in ("self", "cls")]) <= MOST, found

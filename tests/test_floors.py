"""The house stands: each room uses only rooms below it, as the map in CONTRIBUTING.md says, and files run in no circles.

Imports are read from the source, those inside functions too; what stands under ``if TYPE_CHECKING`` is for type checkers
alone and does not count. Exceptions stand in the map or here, each with its reason; they may become fewer, never more.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import networks
import routing

ROOT = Path(networks.__file__).parents[1]
GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"
ROW = re.compile(r"^\| `(?P<room>[a-z_./]+)` \| (?P<uses>[^|]*) \| (?P<what>[^|]*) \|$", re.MULTILINE)
UPWARD = re.compile(r"^- `(?P<room>[a-z_./]+)` -> `(?P<used>[a-z_./]+)`: \S.*$", re.MULTILINE)
MOST_UPWARD = 1
SEAM = ("routing.answers.shown", "routing.views.")  # the one place from which answers reach how they are shown
LARGEST_CIRCLE = {"networks": 1, "routing": 1}  # 1: none
FRONT_DOORS = ("networks", "routing")  # they name what is public, and import nothing before it is asked for

LEAVES = (ast.Name, ast.Constant, ast.alias, ast.expr_context, ast.operator, ast.cmpop)  # no call stands inside
Arrows = dict[str, set[str]]


def modules() -> dict[str, Path]:
    """Return every module of the two packages by its dotted name."""
    found = {}
    for package in (networks, routing):
        folder = Path(package.__file__).parent
        for file in folder.rglob("*.py"):
            parts = (package.__name__, *file.relative_to(folder).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever it does; a name may be that of something in a module."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, LEAVES):
            continue
        elif isinstance(node, ast.Call) and name_of(node.func).endswith("import_module"):
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))
        yield from imported(node)


def name_of(function: ast.expr) -> str:
    """Return the last name of what is called, "" where it has none."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def arrows(known: Mapping[str, Path]) -> Arrows:
    """Return for each module the modules of ours that it imports."""
    found: Arrows = {}
    for name, file in known.items():
        names = set(imported(ast.parse(file.read_text(encoding="utf-8"))))
        used = {one if one in known else one.rpartition(".")[0] for one in names}
        found[name] = set() if name in FRONT_DOORS else {one for one in used if one in known and one != name}
    return found


@cache
def own_arrows() -> Arrows:
    """Return the arrows of all modules of ours, read once."""
    return arrows(modules())


def circles(edges: Arrows) -> list[set[str]]:
    """Return the strongly connected components of more than one module, largest first (Tarjan 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(edges[node]):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            at = stack.index(node)
            found.append(set(stack[at:]))
            del stack[at:]

    for node in sorted(edges):
        if node not in number:
            visit(node)
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def rooms() -> dict[str, tuple[str, ...]]:
    """Return the map of CONTRIBUTING.md, from the ground up: room -> the rooms that it may use."""
    section = GUIDE.read_text(encoding="utf-8").partition("## The house")[2].partition("\n## ")[0]
    return {row["room"]: tuple(re.findall(r"`([a-z_./]+)`", row["uses"])) for row in ROW.finditer(section)}


def upward() -> set[tuple[str, str]]:
    """Return the exceptions of the map: room and the higher room that it uses."""
    section = GUIDE.read_text(encoding="utf-8").partition("## The house")[2].partition("\n## ")[0]
    return {(row["room"], row["used"]) for row in UPWARD.finditer(section)}


def room_of(module: str, known: Iterable[str]) -> str:
    """Return the room that a module stands in: the longest name of the map that its path begins with."""
    path = f"{module}/__init__" if module in FRONT_DOORS else module.replace(".", "/")
    fitting = [
        room for room in known if path == room.removesuffix(".py") or path.startswith(f"{room.removesuffix('.py')}/")
    ]
    assert fitting, f"{module} stands in no room of the map in CONTRIBUTING.md"
    return max(fitting, key=len)


def arrows_of_rooms() -> dict[tuple[str, str], list[str]]:
    """Return which room uses which, with the imports that show it."""
    plan = rooms()
    found: dict[tuple[str, str], list[str]] = {}
    for name, used in own_arrows().items():
        for other in used:
            pair = room_of(name, plan), room_of(other, plan)
            if pair[0] != pair[1]:
                found.setdefault(pair, []).append(f"{name} -> {other}")
    return found


def test_every_module_stands_in_a_room_and_every_room_has_modules():
    plan = rooms()
    assert {room_of(name, plan) for name in modules()} == set(plan)


def test_the_map_runs_from_the_ground_up():
    plan = list(rooms())
    for room, uses in rooms().items():
        for used in uses:
            assert used in plan, f"{room} may use {used}, which is no room"
            assert plan.index(used) < plan.index(room) or (room, used) in upward(), f"{room} may use {used}, above it"


def test_each_room_uses_what_the_map_allows():
    plan = rooms()
    wrong = {pair: shown for pair, shown in arrows_of_rooms().items() if pair[1] not in plan[pair[0]]}
    assert not wrong, wrong


def test_the_map_allows_nothing_that_is_not_used():
    allowed = {(room, used) for room, uses in rooms().items() for used in uses}
    assert allowed == set(arrows_of_rooms())


def test_no_more_arrows_run_upward_than_the_map_gives_reasons_for():
    plan = list(rooms())
    up = {pair for pair in arrows_of_rooms() if plan.index(pair[1]) > plan.index(pair[0])}
    assert up == upward()
    assert len(up) <= MOST_UPWARD


def test_files_import_one_another_in_no_circles():
    edges = own_arrows()
    for name in edges:
        if name == SEAM[0]:
            edges[name] = {one for one in edges[name] if not f"{one}.".startswith(SEAM[1])}
    for package, most in LARGEST_CIRCLE.items():
        inside = {
            name: {one for one in used if one.startswith(package)}
            for name, used in edges.items()
            if name.startswith(package)
        }
        found = circles(inside)
        assert max(map(len, found), default=1) <= most, found


def test_a_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [{"a", "b", "c"}]


def test_late_imports_count_and_imports_for_types_do_not():
    code = "if TYPE_CHECKING:\n    import a.b\ndef f():\n    from c.d import e\n    import_module('f.g')\n"
    assert list(imported(ast.parse(code))) == ["c.d.e", "f.g"]


def test_networks_never_imports_routing():
    assert not [pair for pair in arrows_of_rooms() if pair[0].startswith("networks") and pair[1].startswith("routing")]

"""`import networks` costs nothing: every name and every module is imported when it is first used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import networks

ROOMS = (
    "errors",
    "model",
    "geo",
    "rules",
    "parts",
    "changes",
    "what_if",
    "writers",
    "network",
    "admitting",
    "readers",
    "stamp",
    "timetable",
    "ways",
    "builder",
    "builtin",
)


def run(code):
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=".")
    return found.stdout.splitlines()


def test_importing_networks_loads_no_heavy_library():
    heavy = "pandas", "shapely", "ortools", "networkx", "matplotlib", "numpy"
    assert run(f"import sys, networks; print([name for name in {heavy!r} if name in sys.modules])") == ["[]"]
    assert networks.LANDBRIDGE is True


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("import networks", ["networks"]),
        ("import networks; dir(networks); networks.__version__", ["networks"]),
        ("from networks.errors import FreightError", ["networks", "networks.errors"]),
        ("import networks; networks.DataError", ["networks", "networks.errors"]),
    ],
)
def test_what_is_not_asked_for_is_not_loaded(code, loaded):
    told = "print(*sorted(name for name in sys.modules if name.partition('.')[0] == 'networks'))"
    assert run(f"import sys; {code}; {told}") == [" ".join(loaded)]


def test_modules_are_there_without_an_import_of_their_own():
    assert run("import networks; print(networks.readers.__name__, networks.stamp.STAMP)") == [
        "networks.readers checked.sha256"
    ]
    folder = Path(networks.__file__).parent
    found = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set(networks._MODULES) == found - {"__init__"} == set(ROOMS)


def test_dir_shows_what_a_user_types_and_nothing_else():
    assert run("import networks; networks.load; print(dir(networks) == sorted(networks.__all__))") == ["True"]


def test_no_module_bears_the_name_of_a_public_name():
    # an import of such a module would take the place of the function
    assert not {path.stem for path in Path(networks.__file__).parent.iterdir()} & set(networks.__all__)
    code = "import networks.builtin, networks.readers.csv_folder, networks.changes.differing, networks.writers.csv_folder as _, networks"
    names = ("load", "scenarios", "read", "check", "write", "diff")
    assert run(f"{code}; print(all(type(getattr(networks, name)).__name__ == 'function' for name in {names!r}))") == [
        "True"
    ]


def test_type_checkers_see_every_public_name_where_it_is_found():
    tree = ast.parse(Path(networks.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name))
    seen = {alias.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == {name: f"networks.{module}" for name, module in networks._MODULE_OF.items()}
    assert set(seen) == set(networks.__all__) - {"LANDBRIDGE"}

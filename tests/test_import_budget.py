"""Importing costs little, and a stranger of the same name is told from ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networks

HERE = Path(networks.__file__).parents[1]
LIMIT_S = 0.7  # user and system CPU, the interpreter's own start among it
LAZY = ("pandas", "ortools", "numba", "shapely", "matplotlib", "networkx")


def run(code: str, *first_on_path: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process that looks for modules in the given folders first."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = sys.argv[1:]\n{code}", *map(str, first_on_path)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_importing_takes_little_time():
    code = "import networks, routing, time; print(time.process_time())"
    runs = [run(code, HERE) for _ in range(4)]  # the first may compile; a busy machine can spoil one, hardly all
    assert all(one.returncode == 0 for one in runs), runs[0].stderr
    assert min(float(one.stdout) for one in runs) < LIMIT_S


def test_importing_leaves_heavy_packages_alone():
    found = run(f"import networks, routing; print([name for name in {LAZY} if name in sys.modules])", HERE)
    assert found.stdout == "[]\n", found.stderr


def test_a_foreign_package_named_networks_is_named_in_the_error(tmp_path):
    foreign = tmp_path / "networks" / "__init__.py"
    foreign.parent.mkdir()
    foreign.write_text("", encoding="utf-8")
    found = run("import routing", tmp_path, HERE)
    assert found.returncode == 1
    last = found.stderr.splitlines()[-1]
    assert last.startswith(f"ImportError: the package 'networks' in {foreign} is not landbridge's")

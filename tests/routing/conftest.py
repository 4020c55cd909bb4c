"""Makes the helpers of this folder importable, and keeps the long fuzzing out of the ordinary run.

``python -m pytest tests/routing -m fuzz`` runs the same comparisons on many more and larger random networks;
``LANDBRIDGE_FUZZ=20`` sets how many times as many (10 unless given).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.append(str(HERE))  # tests are no package: `oracles`, `random_networks`, `toys`, `cases`
sys.path.append(str(HERE.parent / "benchmarks"))  # `synthetic_freight`


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fuzz: long random comparisons, only by -m fuzz")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "fuzz" in config.getoption("markexpr", ""):
        return
    long = [item for item in items if item.get_closest_marker("fuzz")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("fuzz")]

"""Makes helpers importable, as tests are no package: those of this folder, and `synthetic_freight` of the benchmarks."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent / "benchmarks")]

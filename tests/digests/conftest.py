"""Makes the helpers of this folder importable, and those of others that it draws its graphs with: tests are no package."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(folder) for folder in (HERE, HERE.parent / "fuzz", HERE.parent / "benchmarks")]

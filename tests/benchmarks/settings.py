"""What a run of the benchmarks is asked to measure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What to measure.

    Attributes
    ----------
    graph
        Names or paths; empty = those of each part.
    pairs
        None = those of each part and graph.
    programs
        Peers that are programs: name -> path; the environment variables LANDBRIDGE_BOA, _EMOA, _APEX,
        _LTMOA, _ULTRA fill what lacks.
    """

    part: tuple[str, ...] = ()
    graph: tuple[str, ...] = ()
    pairs: int | None = None
    seed: int = 2026
    cache: Path = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "landbridge-benchmarks"
    programs: Mapping[str, str] = field(default_factory=dict)

    def program(self, name: str) -> str | None:
        """Return the path of a peer's executable, or None."""
        return self.programs.get(name) or os.environ.get(f"LANDBRIDGE_{name.upper()}")

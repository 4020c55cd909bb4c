"""The engines on plain arrays, with no freight in them: `Digraph` and what it answers.

`digraph` checks a question and hands it to one of two engines with the same answers: `list_engine`, interpreted, or
`array_engine` and `fronts_on_arrays`, compiled. `hierarchy` prepares one network for very many plain questions.
"""

from __future__ import annotations

from routing.search.digraph import Digraph
from routing.search.hierarchy import Hierarchy
from routing.search.paths import Path, Paths

__all__ = ["Digraph", "Hierarchy", "Path", "Paths"]

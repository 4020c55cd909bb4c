"""`Conflict`: constraints that together leave no route."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conflict:
    """Constraints that together leave no route, while any fewer of them would.

    Attributes
    ----------
    constraints
        Each in words, for example ``avoid_territories CN`` or ``max_days 20``.
    remedies
        For each, what would open a route while the others stay: the nearest value, or lifting it.
    """

    constraints: tuple[str, ...]
    remedies: tuple[str, ...]

    def __str__(self) -> str:
        return " and ".join(self.constraints) + (f" ({'; or '.join(self.remedies)})" if self.remedies else "")

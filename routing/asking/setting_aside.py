"""Points of a front with a tiny gain at a great expense: they are set aside with the reason, never dropped unseen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from routing.amounts.rounding import exact
from routing.answers.set_aside import Vector


def reasons_against(
    vectors: Sequence[Vector], names: Sequence[str], min_gain: float, max_detour: float | None
) -> dict[int, str]:
    """Return which points are not sensible, and why.

    * ``max_detour``: a point is set aside where it has more than so many times the least of some criterion.
    * ``min_gain``: a point is set aside where another one that is kept has at most that share more of every criterion,
      and the point itself has more than that share more of some criterion than the other. The points are gone
      through from the most balanced (least sum of what they have beyond the least of each criterion, as shares of it),
      so each one set aside has a witness that is kept, and something always remains.

    Examples
    --------
    >>> reasons_against([(99, 900), (100, 500), (200, 300)], ("time", "cost"), 0.02, None)
    {0: 'at most 2% better than another point that is kept, and 80% worse in cost'}
    """
    found: dict[int, str] = {}
    share, most = exact(float(min_gain)), None if max_detour is None else exact(float(max_detour))
    least = [min(column) for column in zip(*vectors, strict=True)]
    for number, vector in enumerate(vectors):
        for name, value, low in zip(names, vector, least, strict=True):
            if most is not None and value > most * low:
                found.setdefault(number, f"more than {max_detour:g} times the least {name}")
    balanced = sorted(
        (number for number in range(len(vectors)) if number not in found),
        key=lambda number: (sum(_more(v, low) for v, low in zip(vectors[number], least, strict=True)), number),
    )
    kept: list[int] = []
    for number in balanced if share else ():
        for other in kept:
            gains = [_more(theirs, mine) for mine, theirs in zip(vectors[number], vectors[other], strict=True)]
            losses = [_more(mine, theirs) for mine, theirs in zip(vectors[number], vectors[other], strict=True)]
            worst = max(range(len(losses)), key=lambda k: losses[k])
            if max(gains) <= share < losses[worst]:
                found[number] = (
                    f"at most {float(share * 100):g}% better than another point that is kept, "
                    f"and {float(losses[worst]):.0%} worse in {names[worst]}"
                )
                break
        else:
            kept.append(number)
    return dict(sorted(found.items()))


def _more(value: int, than: int) -> Fraction:
    """Return by which share a value exceeds another; where that one is 0, the value itself."""
    return Fraction(max(0, value - than), than or 1)

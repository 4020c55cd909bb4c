"""What constraints cost, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.question.measures import MEASURES
from routing.views.text.asked import constraints_text
from routing.views.text.comparison import chain_text
from routing.views.text.remarks import warning_lines
from routing.views.text.result import outcome_text, question_text
from routing.views.text.table import UNIT, plus

if TYPE_CHECKING:
    from routing.answers.price import Price

OPEN = "?"  # of what a limit left open; what has no route or no figure is told by `NONE`
DIGITS = {"days": 1, "usd": 0, "kg_co2e": 0}  # of a difference


def price_text(price: Price, width: int | None = None) -> str:
    """Return the price of constraints as text: both routes, and two differences."""
    lines = [price_asked(price), f"  {question_text(price.free)}"]
    for name, result in price.results.items():
        lines += [f"  {name}: {outcome_text(result)}", f"    {chain_text(result)}"]
    return "\n".join([*lines, *(f"  {line}" for line in difference_lines(price)), *warning_lines(price.warnings)])


def price_asked(price: Price) -> str:
    """Return what is priced."""
    return f"Price of: {constraints_text(price.bound.network, price.bound.question.constraints)}"


def difference_lines(price: Price) -> list[str]:
    """Return the difference of the two routes, where there are two, and that of the optima by criterion."""
    found = []
    if price.free.best is not None and price.bound.best is not None:
        gaps = [_gap(getattr(price, name), name) for name in DIGITS]
        found.append(f"difference of the two routes: {', '.join(gaps)}")
    shown: dict[str, str] = {measure.criterion: measure.shown for measure in MEASURES}
    parts = [
        f"{OPEN} {UNIT[shown[criterion]]}" if criterion in price.left_open else _gap(value, shown[criterion])
        for criterion, value in price.by_criterion.items()
    ]
    return [*found, f"difference of the optima by criterion: {', '.join(parts)}"]


def _gap(value: float | None, name: str) -> str:
    return f"{plus(value, DIGITS[name])} {UNIT[name]}"

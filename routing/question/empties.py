"""`Empties`: how empty boxes come back to where loaded ones begin, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from routing.errors import QuestionError
from routing.question.arguments import CONSTRAINTS, shortened
from routing.question.boxes import BOXES
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.question import Question
from routing.question.shipment import Scope, Shipment
from routing.question.values import as_number, is_number, is_positive

Prices = tuple[tuple[str, float], ...]
EXPECTED = "expected a mapping of places to USD a box, from 0"


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Empties:
    """How boxes that carried something come back: at every place as many of each size leave as arrive.

    An empty box goes by the routes that one with goods may take, and weighs what it weighs (`routing.question.boxes`).

    Attributes
    ----------
    share
        What an empty box pays, as a share of what one with goods would by the same route; above 0. None: the
        `empty_ratio` of ``load:container`` of the network.
    usd_per_day
        What a day of an empty box costs whoever has it (USD), from 0.
    scope
        ``"terminal"``: from the departure of the first vehicle to the arrival of the last, without what is done and
        paid at the two ends; ``"door"``: with all that goods would have there.
    constraints
        What their routes must keep to; None: what `assign` is asked with for all.
    hire_usd, drop_usd
        Per place what it costs to have a box that comes from nowhere, and to leave one for good (USD each), whatever
        its size; a mapping, kept as pairs. At other places neither is possible.

    Raises
    ------
    QuestionError
        Anything else; all problems at once.

    Examples
    --------
    >>> Empties(share=0.7, hire_usd={"CNSGH": 800}).hire_usd
    (('CNSGH', 800),)
    >>> Empties(share=0, usd_per_day=-1)
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: share=0: expected a finite number above 0, or None; usd_per_day=-1: expected a \
finite number from 0
    """

    share: float | None = None
    usd_per_day: float = 0.0
    scope: Scope = "terminal"
    constraints: Constraints | None = None
    hire_usd: Prices = ()
    drop_usd: Prices = ()

    def __init__(
        self,
        *,
        share: float | None = None,
        usd_per_day: float = 0.0,
        scope: Scope = "terminal",
        constraints: Constraints | None = None,
        hire_usd: Mapping[str, float] | Iterable[tuple[str, float]] = (),
        drop_usd: Mapping[str, float] | Iterable[tuple[str, float]] = (),
    ) -> None:
        problems: list[str] = []
        values = {
            "share": as_number(share),
            "usd_per_day": as_number(usd_per_day),
            "scope": scope,
            "constraints": constraints,
            "hire_usd": _prices("hire_usd", hire_usd, problems),
            "drop_usd": _prices("drop_usd", drop_usd, problems),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)
        problems[:0] = self._problems()
        if problems:
            raise QuestionError(problems)

    def question(self, size: Any, origin: str, destination: str) -> Question:
        """Return what is asked for one box between two places; its cost is the share of what that comes to.

        Examples
        --------
        >>> print(Empties(share=0.7).question("40hc", "KZALA", "JPYOK").shipment)
        1 x 40hc of 3.98 t from KZALA to JPYOK, terminal to terminal
        """
        assert self.share is not None
        box = Shipment(origin, destination, size=size, tonnes=BOXES[size].empty_t, scope=self.scope)
        day = self.usd_per_day / self.share  # so that the share of it is what a day costs
        least = GeneralisedCost(usd_per_day=day) if day else "cost"
        return Question(shipment=box, constraints=self.constraints or Constraints(), minimise=least)  # type: ignore[arg-type]

    def _problems(self) -> Iterator[str]:
        if self.share is not None and not is_positive(self.share):
            yield f"share={shortened(self.share)}: expected a finite number above 0, or None"
        if not is_number(self.usd_per_day) or self.usd_per_day < 0:
            yield f"usd_per_day={shortened(self.usd_per_day)}: expected a finite number from 0"
        if self.scope not in get_args(Scope):
            yield f"scope={shortened(self.scope)}: expected 'door' or 'terminal'"
        if not isinstance(self.constraints, Constraints | None):
            yield f"constraints={shortened(self.constraints)}: expected {CONSTRAINTS}"


def _prices(name: str, given: Any, problems: list[str]) -> Prices:
    """Return prices of places as pairs in order; what is none of them is told."""
    try:
        pairs = [(place, as_number(usd)) for place, usd in dict(given).items()]
    except (TypeError, ValueError):
        problems.append(f"{name}={shortened(given)}: {EXPECTED}")
        return ()
    for place, usd in pairs:
        if not isinstance(place, str) or not is_number(usd) or usd < 0:
            problems.append(f"{name} of {shortened(place)}={shortened(usd)}: {EXPECTED}")
    return tuple(sorted(pairs, key=lambda pair: str(pair[0])))

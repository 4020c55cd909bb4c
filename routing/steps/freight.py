"""Where freight lies along the way: what is paid at boarding or alighting is spread over the km of the rides."""

from __future__ import annotations

from collections.abc import Sequence

from routing.steps.leg import leg_numbers
from routing.steps.step import Step, added


def millicents_along(steps: Sequence[Step]) -> list[int | None]:
    """Return the millicents of each step with all freight on rides; their sum is that of the steps.

    What a leg pays at boarding and alighting is spread over its rides by their metres (by their number where a length
    is missing or all are 0), in whole millicents. None where a price is missing, of all rides of the leg that lacks it.
    """
    found = [None if step.is_paid_for_carriage else step.millicents for step in steps]
    numbers = leg_numbers(steps)
    for leg in dict.fromkeys(number for number in numbers if number is not None):
        rows = [row for row, number in enumerate(numbers) if number == leg]
        rides = [row for row in rows if steps[row].is_ride]
        paid = added((steps[row] for row in rows if steps[row].is_paid_for_carriage), "millicents")
        for row in rows:
            if steps[row].is_paid_for_carriage:
                found[row] = 0
        for row, share in zip(rides, _shares(paid, [steps[row].millimetres for row in rides]), strict=True):
            own = steps[row].millicents
            found[row] = None if own is None or share is None else own + share
    return found


def _shares(paid: int | None, metres: Sequence[int | None]) -> list[int | None]:
    """Return so many millicents in parts that lie as the metres do and add up exactly."""
    if paid is None:
        return [None] * len(metres)
    known = [one for one in metres if one is not None]
    weights = known if len(known) == len(metres) and any(known) else [1] * len(metres)
    ends = [paid * sum(weights[: number + 1]) // sum(weights) for number in range(len(weights))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]

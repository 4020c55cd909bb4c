"""Which figures decide, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.doubt import brief_days, brief_usd
from routing.views.text.figures import figure_name, figure_value
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.result import question_text
from routing.views.text.table import number, plus, table

if TYPE_CHECKING:
    from routing.answers.route import Route
    from routing.answers.sensitivity import At, Effect, End, Sensitivity, Turn, Way

LEAST = "least"  # of a generalised cost
WORDS = {"days": "days", "usd": "USD", "kg_co2e": "kg CO2e", "km": "km", LEAST: "USD in all"}
DIGITS = {"days": 1, "usd": 0, "kg_co2e": 0, "km": 0, LEAST: 0}
MOST, MOST_BESIDE = 12, 6  # rows of what is asked for, and of what is not
OTHER = "*"
EFFECT_FLUSH, TURN_FLUSH = "llrrrrr", "llrrll"
TURN_HEAD = ("figure", "rests on", "today", "turns", "of the way", "then the best route")
NO_TURN = "No figure, moved alone within its range, makes another route the best."
FOOT = (
    "each figure is moved alone, from its low to its high end, for all services that share it, and the best route is "
    f"asked anew; {OTHER}: another route is the best then; of the way: from today's value to the end of the range"
)


def sensitivity_text(found: Sensitivity, width: int | None = None) -> str:
    """Return which figures decide as text: what each moves, where the answer turns, and whether the order stands."""
    lines = [found.network.heading, sensitivity_asked(found), ""]
    if found.result.best is None:
        lines += [f"{nothing_text(found.result)}.", *(f"  {one}" for one in blocked_lines(found.result.blocked_by))]
        return "\n".join([*lines, *warning_lines(found.warnings)])
    lines += [*best_lines(found), *order_lines(found)]
    for shown in shown_of(found):
        rows = effects_in(found, shown)
        kept = rows[: most_of(found, shown)]
        if rows:
            lines += [
                "",
                effects_caption(shown),
                *table(effect_head(shown), effect_cells(found, kept, shown), EFFECT_FLUSH, width),
            ]
            lines += rest_lines(rows[len(kept) :], shown)
    for caption, turns in turn_groups(found):
        lines += ["", f"{caption}:", *table(TURN_HEAD, turn_cells(found, turns), TURN_FLUSH, width)]
    if not found.turns:
        lines += ["", NO_TURN]
    return "\n".join([*lines, "", f"({FOOT})", work_text(found), *warning_lines(found.warnings)])


def sensitivity_asked(found: Sensitivity) -> str:
    """Return the question."""
    return f"What decides: {question_text(found.result)}"


def best_lines(found: Sensitivity) -> list[str]:
    """Return the line of the best route of today, and that nothing moves what is asked for, where that is so."""
    lines = [f"Best with the figures as they are: {_called(found.result.require())}."]
    asked = shown_of(found)[0]
    if asked in ("kg_co2e", "km"):
        lines.append(f"No figure moves the {WORDS[asked]}: factors of CO2e and lengths stay as they are.")
    return lines


def _called(route: Route) -> str:
    return f"{route.corridor or 'by no named corridor'}, {brief_days(route)}; {brief_usd(route)}"


def order_lines(found: Sensitivity) -> list[str]:
    """Return the lines that tell whether the order of the first two stands when all figures move."""
    if found.second is None:
        return ["There is no other corridor."] if len(found.network.corridors) else []
    lines = [f"Next by another corridor: {_called(found.second.require())}."]
    gap, measure = found.likely_gap(), found.measure
    if gap is not None and measure is not None:
        ends = " to ".join(plus(end, DIGITS[measure.shown]) for end in gap)
        stands = "may turn" if found.may_turn() else "stands"
        lines.append(
            f"With all figures moving as in the likely ranges, those of a part of the journey together, the order of "
            f"these two {stands}: likely {ends} {measure.words} to the best.{_alone(found)}"
        )
    return lines


def _alone(found: Sensitivity) -> str:
    """Return how many figures turn the corridor though all others stay, which what moves together may hide."""
    count = sum(turn.corridor_at is not None for turn in found.turns)
    what = "1 figure changes" if count == 1 else f"{count} figures change"
    return f" Moved alone, {what} the corridor within the range (below)." if count else ""


def shown_of(found: Sensitivity) -> list[str]:
    """Return in what effects are told: what is asked for, then days and USD."""
    asked = LEAST if found.measure is None else found.measure.shown
    return list(dict.fromkeys((asked, "days", "usd")))


def most_of(found: Sensitivity, shown: str) -> int:
    """Return how many effects are told of a total."""
    return MOST if shown == shown_of(found)[0] else MOST_BESIDE


def effects_in(found: Sensitivity, shown: str) -> list[Effect]:
    """Return the effects on a total, the largest first."""
    if shown not in ("days", "usd", "kg_co2e", LEAST):
        return []
    return sorted((one for one in found.effects if one.span(shown)), key=lambda one: -one.span(shown))


def effects_caption(shown: str) -> str:
    """Return what a table of effects shows."""
    return f"What moves the {WORDS[shown]}, the most first:"


def effect_head(shown: str) -> tuple[str, ...]:
    """Return the names of the columns of effects on a total."""
    return ("figure", "rests on", "today", "low", "high", f"{WORDS[shown]} at low", "at high")


def effect_cells(found: Sensitivity, effects: list[Effect], shown: str) -> list[list[str]]:
    """Return a row of cells for each effect on a total, under `effect_head`."""
    return [
        [
            figure_name(found.network, one.figure, one.step),
            one.figure.kind,
            *(figure_value(one.figure, value) for value in (one.figure.value, one.low.value, one.high.value)),
            *(end_text(end, shown) for end in (one.low, one.high)),
        ]
        for one in effects
    ]


def end_text(end: End, shown: str) -> str:
    """Return a total of the best route at an end, marked if that is another route."""
    if end.best is None:
        return "no route"
    return number(getattr(end.best, shown), DIGITS[shown]) + ("" if end.best.is_best_today else OTHER)


def rest_lines(rest: list[Effect], shown: str) -> list[str]:
    """Return the line of the effects that are not told; none where all are."""
    if not rest:
        return []
    most = number(rest[0].span(shown), DIGITS[shown])
    return [f"{len(rest)} more move{'s' * (len(rest) == 1)} it by {most} {WORDS[shown]} or less."]


def turn_groups(found: Sensitivity) -> list[tuple[str, list[Turn]]]:
    """Return the figures that turn the answer under what they change; without those of which there are none."""
    crossing = [turn for turn in found.turns if turn.corridor_at is not None]
    within = [turn for turn in found.turns if turn.corridor_at is None]
    groups = [("Figures that could change the corridor, the nearest first", crossing)]
    groups += [("Figures that could change the route, not its corridor, the nearest first", within)]
    return [(caption, turns) for caption, turns in groups if turns]


def turn_cells(found: Sensitivity, turns: list[Turn]) -> list[list[str]]:
    """Return a row of cells for each figure that turns the answer, under `TURN_HEAD`."""
    return [_turn_cells(found, turn, turn.corridor_at or turn.at) for turn in turns]


def _turn_cells(found: Sensitivity, turn: Turn, at: At) -> list[str]:
    figure = turn.figure
    end = figure.low if turn.end == "low" else figure.high
    side = "above" if at.value >= figure.value else "below"
    if at.value == figure.value:
        side = "below" if turn.end == "low" else "above"
    return [
        figure_name(found.network, figure, turn.step),
        figure.kind,
        figure_value(figure, figure.value),
        f"{side} {figure_value(figure, at.value)}",
        f"{at.share:.0%}" + ("" if end is None else f" to {figure_value(figure, end)}"),
        then_text(at.way, by_rides=turn.corridor_at is None),
    ]


def then_text(way: Way | None, *, by_rides: bool = False) -> str:
    """Return the route that is the best beyond a turn, by its corridors or by its services."""
    if way is None:
        return "no route"
    totals = f"{number(way.days, 1)} days, {number(way.usd)} USD"
    return f"{way.rides if by_rides or not way.corridor else way.corridor}: {totals}"


def work_text(found: Sensitivity) -> str:
    """Return what it took, in one sentence."""
    work = found.work
    return (
        f"Looked at: {work.figures} figures with a range; {work.pruned} are on no way that could win, {work.bounded} "
        f"could not make theirs win; {work.solved} searches with a figure elsewhere, {work.rebuilt} networks made anew"
    )

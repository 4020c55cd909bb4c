"""What answers look like: text, JSON, GeoJSON, frames and the HTML of notebooks, each form a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from asked import Asked, Parts
from freight_questions import FEW_LANES, NO_CHINA, FreightQuestion
from kinds_of_differences import comparison_of, price_of_question
from kinds_of_routes import alternatives_of, front_of
from plain_data import plain

import networks
import routing
from routing import Route

SHOWN: tuple[FreightQuestion, ...] = (
    *(FreightQuestion(lane=lane, terms=NO_CHINA) for lane in FEW_LANES),
    FreightQuestion(lane=("JPYOK", "RUMOW"), scenario="2016-target"),
    FreightQuestion(lane=("JPYOK", "RUMOW"), scenario="2016-suez", minimise="cost"),
    FreightQuestion(lane=("JPUKB", "KZALA"), goods={"size": "40ft", "tonnes": 20, "value_usd": 80_000}),
    FreightQuestion(lane=("KZALA", "DEHAM"), terms={"max_transshipments": 2}, minimise={"usd_per_day": 40}),
    FreightQuestion(lane=("JPYOK", "KZALA"), terms={"avoid_territories": "KZ", "max_days": 20}),
    FreightQuestion(lane=("JPYOK", "UZTAS"), scenario="present-day", minimise="co2e"),
)


# ---- the answers that are shown ---------------------------------------------------------------------------------------


def _route(question: FreightQuestion) -> Route:
    return question.solved().require()


def _even(question: FreightQuestion) -> Any:
    result = question.solved()
    return routing.break_even(question.network, result, result.require().legs[0].service)


ANSWERS: dict[str, tuple[Callable[[FreightQuestion], Any], str]] = {  # name -> how to get it, the forms that it has
    "result": (lambda question: question.solved(), "str html to_dict to_frame to_geojson"),
    "route": (_route, "str html to_dict to_frame to_geojson itinerary"),
    "prices": (lambda question: _route(question).prices(), "str to_dict to_frame"),
    "emissions": (lambda question: _route(question).emissions(), "str to_frame"),
    "front": (lambda question: front_of(question, ("time", "cost", "co2e")), "str html to_dict to_frame"),
    "alternatives": (lambda question: alternatives_of(question, k=3), "str html to_dict to_frame"),
    "comparison": (comparison_of, "str html to_dict to_frame"),
    "price": (price_of_question, "str html"),
    "break-even": (_even, "str"),
    "cpmm": (lambda question: routing.cpmm(_route(question)), "str to_frame"),
    "audit": (lambda question: routing.audit(question.network, question.solved()), "str"),
}


@cache
def _answer(name: str, number: int) -> Any:
    return ANSWERS[name][0](SHOWN[number])


# ---- their forms ------------------------------------------------------------------------------------------------------


def frame_data(frame: Any) -> dict[str, Any]:
    """Return a DataFrame as its CSV text and the types of its columns."""
    return {"csv": frame.to_csv(index=False), "types": [str(one) for one in frame.dtypes]}


SHOW: dict[str, Callable[[Any], Any]] = {
    "str": str,
    "html": lambda answer: answer._repr_html_(),
    "to_dict": lambda answer: plain(answer.to_dict()),
    "to_frame": lambda answer: frame_data(answer.to_frame()),
    "to_geojson": lambda answer: plain(answer.to_geojson()),
    "itinerary": lambda answer: answer.itinerary(),
}


def text() -> Iterator[Asked]:
    """Yield every form of every kind of answer to a few questions, of a network too."""
    for number, question in enumerate(SHOWN):
        for name, (_, forms) in ANSWERS.items():
            for form in forms.split():
                yield Asked("text", f"{name} as {form}: {question.words}", partial(_shown, name, number, form))
    for scenario in (None, "2016-target"):
        yield Asked("text", f"network as html: {scenario or 'plain'}", partial(_network_shown, scenario))


def _shown(name: str, number: int, form: str) -> Parts:
    return {"form": SHOW[form](_answer(name, number))}


def _network_shown(scenario: str | None) -> Parts:
    network = networks.load("eurasia", scenario=scenario)
    return {"form": network._repr_html_(), "heading": network.heading, "repr": repr(network)}

"""Questions of freight to the built-in network: what is asked, in words and as the objects that a verb takes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

import networks
import routing
from networks import Network
from routing import Constraints, GeneralisedCost, Result, Shipment

# The lanes of tests/validation/lanes.py, which leans on inner modules and so cannot be imported for every checkout.
ORIGINS = ("JPYOK", "JPUKB", "JPTOS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB")
LANES = tuple(product(ORIGINS, DESTINATIONS))
MAIN_LANES = (("JPYOK", "RUMOW"), ("JPYOK", "KZALA"))
FEW_LANES = (*MAIN_LANES, ("JPUKB", "UZTAS"), ("JPTOS", "TMASB"))
OTHER_LANES = (
    ("CNSGH", "DEHAM"),
    ("KRPUS", "RUMOW"),
    ("RUMOW", "JPYOK"),
    ("KZALA", "JPUKB"),
    ("INNSA", "RUMOW"),
    ("KZALA", "RUMOW"),
    ("RUVVO", "PLMAA"),
    ("CNSIA", "UZTAS"),
    ("KZAAU", "GEPTI"),
    ("DEHAM", "KZALA"),
)
CRITERIA = ("time", "cost", "co2e", "distance")
Terms = Mapping[str, Any]
FREE: Terms = {}
NO_CHINA: Terms = {"avoid_territories": "CN"}
BANS: tuple[Terms, ...] = (FREE, NO_CHINA, {"avoid_territories": "KZ"})
NO_WATERS: Terms = {"avoid_territories": "CN", "waters": "12nm"}
IN_WATERS = (None, "2016-suez", "2016-target", "present-day")  # each network takes seconds to find what lies in them


@dataclass(frozen=True, slots=True, kw_only=True)
class FreightQuestion:
    """A lane of a scenario, what moves, under which constraints, and what is to be least.

    Attributes
    ----------
    scenario
        None: the network as it is.
    goods, terms
        Keyword arguments of `Shipment` and of `Constraints`.
    minimise
        A criterion, or the keyword arguments of a `GeneralisedCost`.
    """

    lane: tuple[str, str]
    scenario: str | None = None
    goods: Terms = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)
    minimise: str | Terms = "time"

    @property
    def words(self) -> str:
        """Return the question in words."""
        return f"{self.place_words}, least {objective_words(self.minimise)}{terms_words(self.terms)}"

    @property
    def place_words(self) -> str:
        """Return where and what moves."""
        goods = f" ({terms_words(self.goods).removeprefix(', ')})" if self.goods else ""
        return f"{self.scenario or 'plain'}: {'-'.join(self.lane)}{goods}"

    @property
    def network(self) -> Network:
        """Return the network that is asked."""
        return networks.load("eurasia", scenario=self.scenario)

    @property
    def shipment(self) -> Shipment:
        """Return what moves."""
        return Shipment(*self.lane, **self.goods)

    @property
    def constraints(self) -> Constraints:
        """Return what a route must keep to."""
        return Constraints(**self.terms)

    @property
    def objective(self) -> Any:
        """Return what is to be least."""
        return self.minimise if isinstance(self.minimise, str) else GeneralisedCost(**self.minimise)

    def solved(self, **keywords: Any) -> Result:
        """Return the answer."""
        return routing.solve(
            self.network, self.shipment, minimise=self.objective, constraints=self.constraints, **keywords
        )


def objective_words(minimise: str | Terms) -> str:
    """Return what is to be least, in words."""
    return minimise if isinstance(minimise, str) else "generalised cost" + terms_words(minimise).replace(",", "")


def terms_words(terms: Terms) -> str:
    """Return keyword arguments in words, each after a comma.

    Examples
    --------
    >>> terms_words({"max_days": 30, "modes": ("rail", "sea")})
    ', max_days 30, modes rail+sea'
    """
    return "".join(
        f", {name} {'+'.join(value) if isinstance(value, tuple) else value}" for name, value in terms.items()
    )


def scenario_names() -> tuple[str | None, ...]:
    """Return the plain network and all scenarios."""
    return None, *networks.scenarios()


@lru_cache(maxsize=4_000)
def _solved(lane: tuple[str, str], scenario: str | None, terms: tuple[Any, ...], minimise: str) -> Result:
    return FreightQuestion(lane=lane, scenario=scenario, terms=dict(terms), minimise=minimise).solved()


def solved_once(
    lane: tuple[str, str], *, scenario: str | None = None, terms: Terms = FREE, minimise: str = "time"
) -> Result:
    """Return the answer to a plain question, kept: several kinds of questions begin with it."""
    return _solved(lane, scenario, tuple(terms.items()), minimise)


# ---- all lanes, scenarios, bans and criteria --------------------------------------------------------------------------


def grid() -> Iterator[FreightQuestion]:
    """Yield all lanes x scenarios x bans x criteria; the ban of coastal waters in a few scenarios."""
    for scenario, lane, minimise in product(scenario_names(), LANES, CRITERIA):
        for terms in (*BANS, NO_WATERS) if scenario in IN_WATERS else BANS:
            yield FreightQuestion(lane=lane, scenario=scenario, terms=terms, minimise=minimise)


# ---- everything else that a question may say, drawn at random ---------------------------------------------------------

GOODS: tuple[Terms, ...] = (
    FREE,
    FREE,
    {"scope": "terminal"},
    {"size": "40ft"},
    {"containers": 2, "size": "45ft"},
    {"teu": 3},
    {"tonnes": 18.5},
    {"containers": 2, "tonnes": 41},
    {"load": "wagon", "tonnes": 60},
    {"load": "bulk", "tonnes": 66},
    {"commodity": "machinery", "value_usd": 80_000},
    {"ready": date(2016, 7, 15)},
    {"ready": date(2016, 7, 1), "deadline": date(2016, 8, 8)},
    {"scope": "terminal", "size": "40ft", "tonnes": 20},
)
OBJECTIVES: tuple[str | Terms, ...] = (
    "time",
    "time",
    "cost",
    "cost",
    "co2e",
    "distance",
    {"usd_per_day": 40},
    {"usd_per_day": 12.5},
    {"usd_per_day": 25, "usd_per_tonne_co2e": 80},
    {"usd_per_tonne_co2e": 150},
)
TERMS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("avoid_territories", ("CN", "CN", "KZ", "RU", "TM", ("CN", "KZ"), ("BY", "UA"), "KR", "HK")),
    ("waters", ("12nm",)),
    ("exact_codes", (True,)),
    ("tolerate_in_transit", (True,)),
    ("avoid_places", ("RUVYP", "RUVVO", "KZ-DOSTYK", "KRPUS", ("CNLYG", "CNTAO"))),
    ("avoid_services", ("line:JTSL", "area:RZD", ("line:RUVYP-RUMOW", "line:RUVVO-RUMOW"))),
    ("avoid_links", ("ferry:KZAAU-AZALA", "sea:JPYOK-RUVVO")),
    ("modes", (("rail", "sea"), ("rail", "sea", "ferry"), ("rail", "sea", "ferry", "road"), "rail")),
    ("via", ("RUVYP", "KRPUS", "KZALA", ("RUVVO", "RUOVB"), ("CNSGH", "KZ-DOSTYK"), ("KRPUS", "RUVYP"), "AZALA")),
    ("max_days", (18, 22.5, 26, 30, 35, 42, 55, 80)),
    ("max_usd", (1500, 2500, 3200, 4000, 5500, 7777.77)),
    ("max_kg_co2e", (350, 600, 900, 1500)),
    ("max_km", (8_000, 10_500, 12_000, 15_000, 25_000)),
    ("max_transshipments", (0, 1, 2, 3, 4)),
)
HOW_MANY_TERMS = (0, 1, 1, 1, 2, 2, 2, 3, 3)
SEED = 11


def drawn(count: int, seed: int = SEED) -> Iterator[FreightQuestion]:
    """Yield different questions drawn at random, each with up to three terms."""
    rng, scenarios = random.Random(seed), scenario_names()
    seen: set[str] = set()
    while len(seen) < count:
        named = rng.sample(range(len(TERMS)), rng.choice(HOW_MANY_TERMS))
        terms = {TERMS[row][0]: rng.choice(TERMS[row][1]) for row in sorted(named)}
        question = FreightQuestion(
            lane=rng.choice(LANES if rng.random() < 0.7 else OTHER_LANES),
            scenario=rng.choice(IN_WATERS if "waters" in terms else scenarios) if rng.random() < 0.5 else None,
            goods=rng.choice(GOODS),
            terms=terms,
            minimise=rng.choice(OBJECTIVES),
        )
        if question.words not in seen:
            seen.add(question.words)
            yield question

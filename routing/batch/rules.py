"""What many questions have in common, and what tells one question from all others: `Rules`, `key_of`."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, NamedTuple

import networks
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.question.shipment import Shipment

FORM = 1  # of what is kept: another one is not mistaken for it
ENDS = ("origin", "destination")


class Rules(NamedTuple):
    """A question without its two ends.

    Attributes
    ----------
    question
        One of those that have the rules in common.
    words
        All that it says but for its ends: two questions of the same words have the same rules.
    """

    question: Question
    words: str

    @property
    def shipment(self) -> Shipment:
        """Return what moves, between two of the places."""
        return self.question.shipment

    @property
    def constraints(self) -> Constraints:
        """Return what routes must keep to."""
        return self.question.constraints

    @property
    def minimise(self) -> Objective:
        """Return what is to be least."""
        return self.question.minimise

    def between(self, origin: str, destination: str) -> Question:
        """Return the question from one place to another."""
        asked = self.question
        return Question(
            shipment=asked.shipment.between(origin, destination),
            constraints=asked.constraints,
            minimise=asked.minimise,
            model=asked.model,
            arrive_by=asked.arrive_by,  # the other fields are of questions asked for reasons only
        )


def rules_of(question: Question) -> Rules:
    """Return what a question says but for its ends."""
    return Rules(question, json.dumps(_plain(question), sort_keys=True, ensure_ascii=False))


def but_for_ends(question: Question) -> tuple[Hashable, ...]:
    """Return what a question says but for its ends as something to look up, sooner made than `rules_of`."""
    return (*_stated(question.shipment), question.constraints, question.minimise, question.model, question.arrive_by)


_stated = attrgetter(*(one.name for one in fields(Shipment) if one.name not in ENDS))


def key_of(verb: str, network_hash: str, rules: Rules, origin: str, destination: str) -> bytes:
    """Return 16 bytes that are the same for the same question of the same data, and for no other.

    Parameters
    ----------
    verb
        What is asked, with its settings.
    network_hash
        `networks.Network.content_hash`.
    """
    words = (str(FORM), networks.__version__, verb, network_hash, rules.words, origin, destination)
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).digest()[:16]


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: sets in order, days as texts, records as their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if not (isinstance(value, Shipment) and one.name in ENDS))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, tuple):
        return list(map(_plain, value))
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 20 t and 20.0 t are the same
    return value.isoformat() if isinstance(value, datetime.date) else value

"""`LaneTable`: one question for each pair of some origins and some destinations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from networks.network import Network
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.shown import Shown
from routing.answers.travelling import Travelling
from routing.answers.warned import WarnedTogether
from routing.question.question import Question
from routing.sealed_dict import SealedDict


@dataclass(frozen=True, eq=False, repr=False)
class LaneTable(Shown, Travelling, WarnedTogether):
    """The best route of each lane, origins down and destinations across.

    Attributes
    ----------
    lanes
        (origin, destination), by id -> the answer; none where the two are one place.
    """

    lanes: Mapping[tuple[str, str], Result]

    def __post_init__(self) -> None:
        object.__setattr__(self, "lanes", SealedDict(dict(self.lanes)))

    @property
    def network(self) -> Network:
        """Return the network that was asked."""
        return next(iter(self.lanes.values())).network

    @property
    def question(self) -> Question:
        """Return the question of the first lane, from which those of the others differ in their ends alone."""
        return next(iter(self.lanes.values())).question

    @property
    def origins(self) -> tuple[str, ...]:
        """Return the ids of the origins, each once."""
        return tuple(dict.fromkeys(origin for origin, _ in self.lanes))

    @property
    def destinations(self) -> tuple[str, ...]:
        """Return the ids of the destinations, each once."""
        return tuple(dict.fromkeys(destination for _, destination in self.lanes))

    @property
    def results(self) -> dict[str, Result]:
        """Return the answers by ``origin-destination``."""
        return {"-".join(lane): result for lane, result in self.lanes.items()}

    @property
    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the best route of each lane that has one."""
        return {lane: result.best for lane, result in self.lanes.items() if result.best is not None}

    def bound_to(self, network: Network) -> LaneTable:
        """Return the table with its network, after it has travelled without."""
        return LaneTable({lane: result.bound_to(network) for lane, result in self.lanes.items()})

"""``avoid_areas``, ``avoid_passages``: what lies in an area, or goes through a passage, is removed.

Courses count, not codes. What nobody can say that it keeps out is removed too, and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answer_warning import AREA, IGNORED, LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.rule import Item, Lift, Rule, Sieved, constrained, items_of, without
from routing.compiling.sieves.unknown import rides_without_links
from routing.compiling.whereabouts import unknown_of
from routing.question.question import Question

if TYPE_CHECKING:
    from networks.geo.areas import Area
    from networks.geo.entering import Entered

AFLOAT = ("sea", "ferry", "inland_water")
NAMED = 3  # ids that a warning spells out


class Ban(NamedTuple):
    """An area of somebody's own, or a passage, in words; of a passage only what is afloat counts."""

    words: str
    area: Area
    afloat: bool


def bans_of(question: Question) -> list[Ban]:
    """Return the areas and passages that are banned."""
    asked = question.constraints
    found = [Ban(f"area {area.name}", area, afloat=False) for area in sorted(asked.avoid_areas)]
    if asked.avoid_passages:
        from networks.geo.passages import passages  # not above: most questions name none

        known = passages()
        found += [Ban(f"passage {name}", known[name].strip, afloat=True) for name in sorted(asked.avoid_passages)]
    return found


def entered_of(network: Network, ban: Ban) -> Entered:
    """Return what of all that a network knows lies in a banned area or passage, looked for once."""
    from networks.geo.entering import entered  # not above: it reads no file, but most questions draw nothing

    tables = (network.catalogue[name] for name in ("places", "links", "waypoints"))
    return network.worked_out((entered, ban.area, ban.afloat), lambda: entered(ban.area, *tables, afloat=ban.afloat))


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs that keep out of all banned areas and passages, as far as anybody can say."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    bans, told = bans_of(question), []
    for ban in bans:
        found = entered_of(network, ban)
        usable &= without(table, "place", found.places) & without(table, "link", found.links)
        told.append(_told(network, ban, found))
    unseen = unseen_of(network, question)
    if unseen.ids and not question.spares_unlocated:
        usable &= without(table, "place", unseen.places) & without(table, "link", unseen.links)
        usable &= _with_links(table, unseen)
        told.append(AnswerWarning(LEFT_OUT, str(unseen), unseen.ids, f"give {GIVE}"))
    return Sieved(usable, tuple(told))


GIVE = "positions, lengths, way-points and the path of stops"


class Unseen(NamedTuple):
    """Ids of what nobody can say that it keeps out: places, links, and lines with a ride that names no links."""

    places: tuple[str, ...]
    links: tuple[str, ...]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        named = (
            (self.places, "place{} without a position"),
            (self.links, "link{} of a course that is not known well enough"),
            (self.lines, "service{} with stops that name no links"),
        )
        counts = [f"{len(ids)} {words.format('s' * (len(ids) > 1))}" for ids, words in named if ids]
        return f"{' and '.join(counts)}, which may lie where nothing is to go ({some_of(list(self.ids), NAMED)})"

    @property
    def ids(self) -> tuple[str, ...]:
        """Return all of them, sorted."""
        return tuple(sorted({*self.places, *self.links, *self.lines}))


def unseen_of(network: Network, question: Question) -> Unseen:
    """Return of what on offer nobody can say that it keeps out of what is banned."""
    places, links, lines, bans = set[str](), set[str](), set[str](), bans_of(question)
    if not bans:
        return Unseen((), (), ())
    for ban in bans:
        found = entered_of(network, ban)
        places |= found.unknown_places
        links |= found.unknown_links
        lines |= {
            line
            for line in unknown_of(network).lines
            if not ban.afloat or network.services_of_all_dates[line].mode in AFLOAT
        }
    known_places, known_links = ({*network.tables[name]["id"].tolist()} for name in ("places", "links"))
    return Unseen(tuple(sorted(places & known_places)), tuple(sorted(links & known_links)), tuple(sorted(lines)))


def _with_links(table: ArcTable, unseen: Unseen) -> NDArray[np.bool_]:
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    usable[rides_without_links(table, unseen.lines)] = False
    return usable


def _told(network: Network, ban: Ban, found: Entered) -> AnswerWarning:
    """Return how much of what is on offer a ban closes; where that is nothing, the ban may be drawn elsewhere."""
    places = sorted(found.places & {*network.tables["places"]["id"].tolist()})
    links = sorted(found.links & {*network.tables["links"]["id"].tolist()})
    if not places and not links:
        return AnswerWarning(IGNORED, f"{ban.words} closes nothing that this network is known to have there")
    counts = [f"{len(ids)} {kind}{'s' * (len(ids) > 1)}" for ids, kind in ((places, "place"), (links, "link")) if ids]
    words = f"{ban.words} closes {' and '.join(counts)} ({some_of([*places, *links], NAMED)})"
    return AnswerWarning(AREA, words, tuple(sorted({*places, *links})))


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield each area and passage, and what nobody can say as one: it closes a way only together with a ban."""
    asked = question.constraints
    for area in sorted(asked.avoid_areas):
        yield Item("the ban of area", _lifting(area), (area.name,))
    yield from items_of("avoid_passages", "the ban of passage")(network, question)
    unseen = unseen_of(network, question)
    if unseen.ids and not question.spares_unlocated:
        yield Item(str(unseen), lambda asked: replace(asked, spares_unlocated=True), remedy=f"giving {GIVE}")


def _lifting(area: Area) -> Lift:
    return lambda question: constrained(question, avoid_areas=question.constraints.avoid_areas - {area})


RULE = Rule(sieve=sieve, items=items)

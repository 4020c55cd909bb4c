"""What a ban of territories cannot judge: left out and named, for what is not known is not allowed.

That is whatever touches a place without a country or a link without territories, a ride that names no links, and a
link whose way-points run through a banned territory that it does not list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from networks.network import Network
from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Item, Rule, Sieved, without
from routing.compiling.whereabouts import unknown_of
from routing.question.question import Question

STATE = "the country of places, the territories of links and the path of stops"


def contradicted_by(network: Network, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the links with way-points through some territories that they do not list, each with those."""
    wanted = frozenset(codes)
    found = ((link, tuple(sorted(entered & wanted))) for link, entered in network.contradicted.items())
    return {link: entered for link, entered in sorted(found) if entered and link in network.links}


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs of which the ban of territories can say that they keep to it."""
    usable = np.ones(table.n_arcs, dtype=np.bool_)
    codes = question.constraints.banned_territories
    if not codes or question.spares_unknown:
        return Sieved(usable)
    unknown, contradicted = unknown_of(network), contradicted_by(network, codes)
    usable &= without(table, "place", unknown.places)
    usable &= without(table, "link", {*unknown.links, *contradicted})
    usable[rides_without_links(table, unknown.lines)] = False
    told = [AnswerWarning(LEFT_OUT, str(unknown), unknown.ids, f"state {STATE}")] if unknown.ids else []
    told += [_contradiction(network, contradicted)] if contradicted else []
    return Sieved(usable, tuple(told))


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield what is not known as one: it closes a way only together with a ban."""
    codes = question.constraints.banned_territories
    if not codes or question.spares_unknown:
        return
    unknown, contradicted = unknown_of(network), contradicted_by(network, codes)
    words = [f"that {unknown}"] if unknown.ids else []
    words += [_contradiction(network, contradicted).words] if contradicted else []
    if words:
        remedy = f"stating {STATE}" if unknown.ids else "mending the codes or the way-points"
        yield Item(", and ".join(words), lambda asked: replace(asked, spares_unknown=True), remedy=remedy)


def _contradiction(network: Network, contradicted: dict[str, tuple[str, ...]]) -> AnswerWarning:
    """Return the warning of links that run elsewhere than they say, the first few with their km."""
    from networks.geo.courses import contradictions  # not above: most questions look at no border

    inside = contradictions(*(network.catalogue[name] for name in ("places", "links", "waypoints")))
    rows = {link: row for row, link in enumerate(network.catalogue["links"]["id"].tolist())}
    told = []
    for link, codes in list(contradicted.items())[:3]:
        courses = ", ".join(f"{_length(inside[rows[link]][code].km)} in {code}" for code in codes)
        told.append(f"{link} ({courses})")
    count = f"{len(contradicted)} link{'s' if len(contradicted) > 1 else ''}"
    words = f"{count} with a course in a territory that is not listed: {', '.join(told)}"
    more = ", ..." if len(contradicted) > 3 else ""
    return AnswerWarning(LEFT_OUT, words + more, tuple(contradicted), "mend their territories or their way-points")


def _length(km: float) -> str:
    return f"{km:,.0f} km of its course lie" if km else "points of its course lie"


def rides_without_links(table: ArcTable, lines: Iterable[str]) -> list[int]:
    """Return the arcs of some lines that are rides and name no links."""
    arcs = table.expansion.arcs
    numbers = (number for line in lines for number in table.arcs_of("element").get(line, np.empty(0, np.int64)))
    return [int(number) for number in numbers if arcs[number].step.is_ride and not arcs[number].step.links]


RULE = Rule(sieve=sieve, items=items)

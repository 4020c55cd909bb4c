"""What goes with a place or a link that is withdrawn: the services that run there, and the links that end there.

A service of which a stop or a link is gone cannot be run, so it is withdrawn too and the reason says with what. An area
keeps the links that are left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from networks.changes.draft import Draft
from networks.model.scenario import Change

NAMED = 8  # services that the warning names


class Gone(NamedTuple):
    """What went with withdrawn places and links: id -> reason, and in words ("" where no service went)."""

    reasons: Mapping[str, str]
    words: str = ""


def withdraw_with(draft: Draft, withdrawn: Iterable[Change]) -> Gone:
    """Withdraw in a draft what stands on places and links that some changes withdrew, if they still are off offer."""
    places = dict(_still_gone(draft, "places", withdrawn))
    links = dict(_still_gone(draft, "links", withdrawn))
    if not places and not links:
        return Gone({})
    ended = {link: place for link, place in _ending_at(draft, places) if link not in links}
    lost = {link: (link, why) for link, why in links.items()} | {
        link: (place, places[place]) for link, place in ended.items()
    }
    reasons = {link: f"it ends at {place}, withdrawn: {places[place]}" for link, place in ended.items()}
    services = {}
    for service, element, why in _running_over(draft, places, lost):
        row = draft.row_of("services", service)
        if service not in services and row is not None and draft.cell("services", row, "offered"):
            draft.put("services", row, "offered", False)
            services[service] = element
            reasons[service] = f"it runs by {element}, withdrawn: {why}"
    return Gone(reasons, _words(services, len(ended)))


def _still_gone(draft: Draft, table: str, withdrawn: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Yield the elements of a table that changes withdrew and none put on offer again, with the reasons."""
    for change in withdrawn:
        row = draft.row_of(table, change.element) if change.table == table else None
        if row is not None and not draft.cell(table, row, "offered"):
            yield change.element, change.why


def _ending_at(draft: Draft, places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the links on offer that end at some places, each with one of them."""
    table = draft.base["links"]
    cells = (table[name].tolist() for name in ("id", "tail", "head"))
    for row, (link, *ends) in enumerate(zip(*cells, strict=True)) if places else ():
        at = next((place for place in ends if place in places), None)
        if at is not None and draft.cell("links", row, "offered"):
            yield link, at


def _running_over(
    draft: Draft, places: Mapping[str, str], links: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield each stop at one of the places, or on the way over one of the links: service, what is gone, and why."""
    table = draft.base["stops"]
    cells = (table[name].tolist() for name in ("service", "place", "path"))
    for service, place, path in zip(*cells, strict=True):
        if place in places:
            yield service, place, places[place]
        for link in path:
            if link in links:
                yield service, *links[link]


def _words(services: Mapping[str, str], links: int) -> str:
    if not services:
        return ""
    names = ", ".join(f"{service} ({element})" for service, element in list(services.items())[:NAMED])
    more = f" and {len(services) - NAMED} more" if len(services) > NAMED else ""
    counted = "1 service" if len(services) == 1 else f"{len(services)} services"
    also = f"; and {links} link{'s' * (links > 1)}" if links else ""
    return f"also withdrawn: {counted} that run there: {names}{more}{also}; Network.withheld tells each with its reason"

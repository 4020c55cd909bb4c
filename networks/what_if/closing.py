"""`closed`: a network in which something is shut, with the days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from networks.errors import DataError, Finding, UnknownNameError
from networks.model.cells import shown
from networks.model.countries import code_of
from networks.network import Network
from networks.what_if.overlay import checked_network_of, free_id, laid_over, several
from networks.what_if.places import place_of

Several = str | Iterable[str] | None
Day = datetime.date | str | None
Wanted = dict[str, tuple[str, ...]]  # table -> ids
TABLE_OF = {  # argument -> what it names
    "place": "places",
    "link": "links",
    "service": "services",
    "territory": "territories",
    "border": "borders",
}


def closed(
    network: Network,
    *,
    place: Several = None,
    link: Several = None,
    service: Several = None,
    territory: Several = None,
    border: Several = None,
    since: Day = None,
    until: Day = None,
    why: str = "",
) -> Network:
    """Return a network in which places, links, services, territories or borders are shut.

    What is shut stands in ``closures`` as a row of its own for each kind, and answers tell which of them took something
    away (warning ``closure``). Nothing is withdrawn: before `since` and after `until` all is as it was.

    Parameters
    ----------
    place, link, service, territory, border
        One or several. Places by id or full name; territories by code or English name; borders as ``"KZ-CN"`` (both
        ways) or ``"CN>KZ"``.
    since, until
        First and last day, as a date or as text YYYY-MM-DD; None: since ever, no end known. What counts is the day on
        which the goods are ready, else the as-of date of the network; on the clock the day on which things are begun.
    why
        In words, for the answers; "" for what is closed.

    Raises
    ------
    DataError
        Nothing is named, or something that the network does not have; all findings.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> shut = networks.closed(net, place="RU-ZABAIK", territory="CN", why="the border is shut")
    >>> [closure.elements for closure in shut.closures.values()][-2:]
    [('RU-ZABAIK',), ('CN',)]
    >>> net.closures == shut.closures
    False
    """
    checked_network_of(network, "closed")
    wanted = wanted_of(network, "closed", place=place, link=link, service=service, territory=territory, border=border)
    rows = rows_of(network, "closure", "closed", wanted, since, until, why or "{} closed")
    return laid_over(network, {"closures": rows})


def wanted_of(network: Network, call: str, also: Iterable[Finding] = (), **named: Several) -> Wanted:
    """Return by table the ids of what a call names; `also`: what else is wrong with it.

    Raises
    ------
    DataError
        Nothing is named, or something that the network does not have; all findings.
    """
    findings = list(also)
    wanted = {TABLE_OF[argument]: several(names) for argument, names in named.items()}
    if not any(wanted.values()):
        expected = f"expected what is {call}: place=, link=, service=, territory= or border="
        findings.append(Finding(call, 0, "", "", expected, rule="changes"))
    findings += _unknown(network, call, wanted)
    if findings:
        raise DataError(findings)
    wanted["territories"] = tuple(map(_code, wanted["territories"]))
    wanted["places"] = tuple(place_of(network, name) for name in wanted["places"])
    return {table: elements for table, elements in wanted.items() if elements}


def rows_of(
    network: Network, kind: str, called: str, wanted: Wanted, since: Day, until: Day, told: str
) -> list[dict[str, object]]:
    """Return a row of closures for each table; in `told`, its words, ``{}`` stands for its elements."""
    return [
        {
            "id": free_id(network, f"{called}:{elements[0]}"),
            "what": told.replace("{}", ", ".join(elements)),
            "kind": kind,
            "table": table,
            "elements": ";".join(elements),
            "from_date": since,
            "until_date": until,
        }
        for table, elements in wanted.items()
    ]


def _unknown(network: Network, call: str, wanted: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Yield a finding for each place, link or service that is not on offer, or territory that is none."""
    known = {"places": network.places, "links": network.links, "services": network.services_of_all_dates}
    for table, mapping in known.items():
        for name in wanted[table]:
            try:
                mapping[place_of(network, name) if table == "places" else name]
            except UnknownNameError as error:
                yield Finding(call, 0, table.removesuffix("s"), shown(name), str(error), rule="changes")
    for name in wanted["territories"]:
        try:
            _code(name)
        except UnknownNameError as error:
            yield Finding(call, 0, "territory", shown(name), str(error), rule="changes")


def _code(name: str) -> str:
    """Return the code of a territory; what is no text is left to the rules of the table."""
    return code_of(name) if isinstance(name, str) else name

"""`audit_network`: how every link of a network lies to a territory, and where geometry and codes disagree."""

from __future__ import annotations

from dataclasses import dataclass

from networks.geo.worldview import Borders, seen_by
from networks.network import Network
from routing.auditing.audit import TOLERANCE_KM, Audit
from routing.auditing.verdict import (
    Border,  # noqa: F401 -- of a field of `Audit`, which the reference looks up here
    LinkAudit,
    Verdict,
    audit_run,
    border_of,
)
from routing.question.arguments import NETWORK, check_kinds
from routing.steps.ways import Run


@dataclass(frozen=True, kw_only=True, repr=False)
class NetworkAudit(Audit):
    """How the links of a network lie to a territory, and where their codes say otherwise.

    Attributes
    ----------
    unnamed
        Links that run inside, although their codes do not name the territory.
    untouched
        Links whose codes name the territory, although they stay clear of it.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.audit_network(net, "CN")
    >>> found.unnamed, found.untouched
    ((), ())
    """

    unnamed: tuple[LinkAudit, ...]
    untouched: tuple[LinkAudit, ...]


def audit_network(
    network: Network,
    territory: str = "CN",
    *,
    tolerance_km: float = TOLERANCE_KM,
    exact_codes: bool = False,
    borders: Borders | None = None,
) -> NetworkAudit:
    """Return how every link on offer lies to a territory, and where geometry and codes disagree.

    Parameters
    ----------
    network, territory, tolerance_km, exact_codes, borders
        As for `audit`.

    Raises
    ------
    UnknownNameError, QuestionError
        As for `audit`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> routing.audit_network(net, "CN").counts[routing.Verdict.UNKNOWN]
    2
    """
    check_kinds(
        network=(network, Network, NETWORK), borders=(borders, Borders | None, "borders of networks.read_borders(...)")
    )
    with seen_by(borders):
        border = border_of(territory, tolerance_km, exact_codes)
        entries = {
            link: audit_run(network, Run(link.id, link.tail, link.head), link.mode, border)
            for link in network.links.values()
        }
    named = {link for link in entries if border.codes.intersection(link.territories)}
    return NetworkAudit(
        border=border,
        links=tuple(entries.values()),
        unnamed=tuple(x for link, x in entries.items() if x.verdict is Verdict.INSIDE and link not in named),
        untouched=tuple(x for link, x in entries.items() if x.verdict is Verdict.CLEAR and link in named),
    )

"""`surcharge`: a network in which something costs more, or takes longer, for all that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from networks.errors import DataError, Finding, nearest_names
from networks.model.cells import shown
from networks.model.keys import split_border
from networks.model.vocabulary import is_territory
from networks.network import Network
from networks.what_if.assumed import HOURS, figure, own_source, price, wrong_numbers
from networks.what_if.overlay import checked_network_of, free_id, laid_over, several
from networks.what_if.places import place_of

BOX, ALL = "container", "shipment"


def surcharge(
    network: Network, element: str | Iterable[str], *, usd_per_box: float = 0, hours: float = 0, why: str = ""
) -> Network:
    """Return a network in which all that uses an element pays more for it, or takes longer.

    It is one procedure of kind ``surcharge`` with a price and a time of its own, which every engine, `routing.verify`,
    breakdown and report carries; to set it to another value is one `Change` of its figure.

    Parameters
    ----------
    element
        Id of a *link* (such as a canal): each passage pays; of a *place*: each time that goods begin there, come to it
        or pass it; of a *service*: each boarding and each hand-over to it; or a *border* as ``"KZ-CN"`` (both ways) or
        ``"CN>KZ"``: each crossing. Places also by full name. Several, such as the links of a canal, are one surcharge,
        paid on each.
    usd_per_box
        USD for each container, whatever its size, in USD of the network's price year. What is carried in wagons or in
        bulk has no boxes: of a surcharge by the box its price there is unknown, so that it is not used.
    hours
        Hours, for the whole shipment.
    why
        The note of its figures.

    Raises
    ------
    DataError
        An element that the network does not have, or no number of 0 or more; all findings.

    Examples
    --------
    >>> import networks
    >>> net = networks.surcharge(networks.load("eurasia"), "sea:EGSUZ-EGPSD", usd_per_box=250, hours=6)
    >>> [(row.id, row.over) for row in net.procedures.values() if row.kind == "surcharge"]
    [('surcharge:sea:EGSUZ-EGPSD', ('sea:EGSUZ-EGPSD',))]
    """
    checked_network_of(network, "surcharge")
    wanted = [place_of(network, one) for one in several(element)]
    findings = [*_unknown(network, wanted), *wrong_numbers("surcharge", usd_per_box=usd_per_box, hours=hours)]
    if findings:
        raise DataError(findings)
    name = free_id(network, f"surcharge:{wanted[0]}")
    note = why or f"surcharge on {', '.join(wanted)}"
    figures = [
        price(network, name, usd_per_box, BOX if usd_per_box else ALL, note=note),
        figure(name, "time", hours, HOURS, note=note),
    ]
    row = {"id": name, "kind": "surcharge", "over": tuple(wanted), "note": note}
    return laid_over(network, {"procedures": [row], "figures": figures, "sources": own_source(network)})


def _unknown(network: Network, wanted: list[str]) -> Iterator[Finding]:
    """Yield a finding for each element that is no place, link, service or border."""
    known = (network.places, network.links, network.services_of_all_dates)
    if not wanted:
        yield Finding("surcharge", 0, "element", "", "expected a place, link, service or border", rule="changes")
    for name in wanted:
        border = split_border(name) if isinstance(name, str) else None
        if any(name in mapping for mapping in known) or (border and all(map(is_territory, border[:2]))):
            continue
        near = nearest_names(str(name), [key for mapping in known for key in mapping])
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        expected = f"expected a place, link, service or border such as KZ-CN{hint}"
        yield Finding("surcharge", 0, "element", shown(name), expected, rule="changes")

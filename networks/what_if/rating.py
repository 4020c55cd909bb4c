"""`with_rates`: a network with one's own quotes laid over its prices."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from networks.errors import DataError, DataWarning, Finding, UnknownNameError
from networks.model.elements import Service
from networks.network import Network
from networks.what_if.assumed import own_source
from networks.what_if.fares import SOURCE, Laid, Pair, laid_on, pairs_of
from networks.what_if.overlay import checked_network_of, free_id, laid_over
from networks.what_if.places import place_of
from networks.what_if.quotes import Quote, read_quotes

if TYPE_CHECKING:
    import pandas

Target = tuple[str, Pair | None]  # a service, and from where to where; None: all of it
DAY = datetime.timedelta(days=1)


def with_rates(
    network: Network,
    sheet: str | PathLike[str] | pandas.DataFrame | Sequence[Mapping[str, Any]],
    *,
    on: datetime.date | None = None,
) -> Network:
    """Return a network with one's own quotes in place of its prices; their figures are of kind ``quote``.

    A quote is the whole price of a ride for a box, terminals and borders aside. Of a *service* it holds from any stop
    to any other, of a service and *two places* between these; of two places alone it is laid on every line that takes
    containers and runs from the one to the other without a change. Where a line is quoted for some pairs of stops
    only, its others keep the price that they had, as fares of their own. What is on no line, such as a railway's
    carriage by the km, is quoted by its service.

    A price by size is one of 20 ft, and with it one of 40 (or 45) ft between once and twice that; of 40 ft alone the
    one of 20 ft follows by the ratio of the network. Without a size it is that of each box. Of several quotes for one
    thing the one counts that is valid `on` a day. On a day of the goods on which a quote is not valid, answers that use
    its service tell so (warning ``closure``).

    Parameters
    ----------
    sheet
        CSV file, DataFrame or rows with the columns service, origin, destination, size, price, currency, valid_from,
        valid_until and note; price and currency, and service or origin and destination, are needed. Services and
        places by id or full name; days as YYYY-MM-DD.
    on
        Day on which the quotes are looked at; None: the as-of date of the network.

    Raises
    ------
    DataError
        All that is wrong with the sheet, by its row.

    Warns
    -----
    DataWarning
        Quotes that are not valid on that day.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> quotes = [{"service": "line:RUVYP-RUMOW-express", "size": "20ft", "price": 3100, "currency": "USD"}]
    >>> quoted = networks.with_rates(net, quotes)
    >>> quoted.figure("line:RUVYP-RUMOW-express", "price").kind
    'quote'
    """
    checked_network_of(network, "with_rates")
    on = network.as_of if on is None else on
    name, quotes, findings = read_quotes(sheet)
    groups: dict[Target, list[Quote]] = {}
    for quote in quotes:
        for target in _targets(network, quote, name, findings):
            groups.setdefault(target, []).append(quote)
    chosen = {target: _chosen(found, on, name, findings) for target, found in groups.items()}
    laid = [
        laid_on(network, service, {pair: found for (one, pair), found in chosen.items() if one == service}, on)
        for service in dict.fromkeys(service for service, _ in chosen)
    ]
    findings += [Finding(name, row, "price", "", text, rule="changes") for one in laid for row, text in one.problems]
    if findings:
        raise DataError(findings)
    if not chosen:
        return network
    _warn(chosen, on)
    return _laid(network, name, laid, chosen)


def _laid(network: Network, name: str, laid: Sequence[Laid], chosen: Mapping[Target, Sequence[Quote]]) -> Network:
    rows = {
        "figures": [row for one in laid for row in one.figures],
        "closures": list(_notices(network, chosen)),
        "sources": [dict(row) for row in own_source(network, SOURCE, f"Own rate sheet {name}")],
    }
    return laid_over(network, rows, dropped={key for one in laid for key in one.dropped})


def _targets(network: Network, quote: Quote, name: str, findings: list[Finding]) -> Iterator[Target]:
    """Yield what a quote is laid on; adds to the findings what it names and there is not."""
    wrong: list[Finding] = []
    ends = [place_of(network, one) for one in (quote.origin, quote.destination) if one]
    for field, place in zip(("origin", "destination"), ends, strict=False):
        wrong += _unknown(network.places, name, quote.row, field, place)
    service = _service_of(network, quote.service) if quote.service else ""
    if service:
        wrong += _unknown(network.services_of_all_dates, name, quote.row, "service", service)
    findings += wrong
    if wrong:
        return
    pair = (ends[0], ends[1]) if ends else None
    if pair is None:
        yield service, None
        return
    known = network.services_of_all_dates
    lines = [known[service]] if service else list(known.values())
    found = [line.id for line in lines if _takes_boxes(line) and pair in pairs_of(line)]
    if not found:
        what = f"{service} does not run" if service else "no line that takes containers runs"
        expected = f"{what} from {pair[0]} to {pair[1]} without a change; quote the services of the way, one by one"
        findings.append(Finding(name, quote.row, "origin", " - ".join(pair), expected, rule="changes"))
    yield from ((one, pair) for one in found)


def _takes_boxes(line: Service) -> bool:
    return not line.loads or "container" in line.loads


def _service_of(network: Network, text: str) -> str:
    """Return the id of a service that is given by id or full name; itself where nothing bears it."""
    known = network.services_of_all_dates
    if text in known:
        return text
    found = [one.id for one in known.values() if one.name.casefold() == text.casefold()]
    return found[0] if len(found) == 1 else text


def _unknown(mapping: Mapping[str, Any], name: str, row: int, field: str, value: str) -> Iterator[Finding]:
    try:
        mapping[value]
    except UnknownNameError as error:
        yield Finding(name, row, field, value, str(error), rule="changes")


def _chosen(quotes: list[Quote], on: datetime.date | None, name: str, findings: list[Finding]) -> list[Quote]:
    """Return one quote for each size: those of a service before those of two places alone, the valid before others."""
    found: dict[str, Quote] = {}
    for size in dict.fromkeys(quote.size for quote in quotes):
        own = [quote for quote in quotes if quote.size == size and quote.service]
        ranked = own or [quote for quote in quotes if quote.size == size]
        valid = [quote for quote in ranked if quote.is_valid(on)]
        if len(valid) > 1:
            expected = f"expected one quote for a size and a day; row {valid[0].row} quotes the same"
            findings.append(Finding(name, valid[1].row, "price", f"{valid[1].price:g}", expected, rule="changes"))
        last = max(ranked, key=lambda quote: (quote.valid_until or datetime.date.max, -quote.row))
        found[size] = valid[0] if valid else last
    return list(found.values())


def _notices(network: Network, chosen: Mapping[Target, Sequence[Quote]]) -> Iterator[dict[str, Any]]:
    """Yield what answers tell on the days on which a quote is not valid, as notices of its service."""
    for (service, pair), quotes in chosen.items():
        where = service if pair is None else f"{service} from {pair[0]} to {pair[1]}"
        days = {(quote.valid_from, quote.valid_until): quote for quote in reversed(quotes)}
        for (first, last), quote in days.items():
            sides = [("expired", {"from_date": last + DAY})] if last else []
            sides += [("not yet valid", {"until_date": first - DAY})] if first else []
            for words, outside in sides:
                name = free_id(network, f"quote:{service}:row-{quote.row}-{words.replace(' ', '-')}")
                row = {"id": name, "what": f"the own quote of {where} is {words}", "kind": "notice"}
                yield (
                    row
                    | outside
                    | {"table": "services", "elements": (service,), "loads": "container", "source": SOURCE}
                )


def _warn(chosen: Mapping[Target, Sequence[Quote]], on: datetime.date | None) -> None:
    """Warn of quotes that are not valid on the day."""
    stale = {quote.row: quote for quotes in chosen.values() for quote in quotes if on and not quote.is_valid(on)}
    if stale:
        words = "; ".join(f"row {row}: {quote.days}" for row, quote in sorted(stale.items()))
        warnings.warn(f"quotes that are not valid on {on}, and used all the same: {words}", DataWarning, stacklevel=3)

"""`told_in`: a network whose answers tell their totals in a money of one's own beside USD."""

from __future__ import annotations

from networks.errors import DataError, Finding
from networks.model.cells import shown
from networks.model.keys import MONEY
from networks.network import Network
from networks.what_if.overlay import checked_network_of, laid_over


def told_in(network: Network, currency: str) -> Network:
    """Return a network whose answers tell dollars in another money too, by the rate that the network states.

    All prices go on adding up in USD. The rate is the figure ``usd_per_unit`` of ``currency:XXX``, with its year and
    source; where that year is not the price year of the network, answers warn of it.

    Raises
    ------
    DataError
        The network states no rate of that money; tells of which it does.

    Examples
    --------
    >>> import networks
    >>> networks.told_in(networks.load("eurasia"), "JPY").currency
    'JPY'
    """
    checked_network_of(network, "told_in")
    wanted = currency.strip().upper() if isinstance(currency, str) else currency
    known = [MONEY, *sorted(key.partition(":")[2] for key, what in network.figures if what == "usd_per_unit")]
    if wanted not in known:
        expected = f"expected one of {', '.join(known)}: of these the network states a rate"
        raise DataError([Finding("told_in", 0, "currency", shown(currency), expected, rule="changes")])
    if wanted == network.currency:
        return network
    return laid_over(network, {}, heading={"currency": wanted})

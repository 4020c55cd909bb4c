"""Ends of a question that are coordinates: the network with lorries from there to the terminals near it."""

from __future__ import annotations

from collections.abc import Iterable

from networks.errors import DataError
from networks.model.coordinates import position_in, told
from networks.network import Network
from routing.errors import QuestionError


def with_lorries(network: Network, ends: Iterable[str]) -> Network:
    """Return a network with drayage for each end that is a coordinate; itself where all are names.

    Raises
    ------
    QuestionError
        Coordinates that are none, or from which no lorry reaches a terminal.
    """
    problems = []
    for end in dict.fromkeys(ends):
        if not _is_position(end):
            continue
        import networks

        try:
            network = networks.with_drayage(network, end)
        except DataError as error:
            problems += [f"{end}: {finding.expected}" for finding in error.findings]
    if problems:
        raise QuestionError(problems)
    return network


def place_named(end: str) -> str:
    """Return the name that `with_drayage` gives to the place of a coordinate; any other text as it is.

    Examples
    --------
    >>> place_named("35.86,139.65"), place_named("Yokohama")
    ('35.86, 139.65', 'Yokohama')
    """
    try:
        position = position_in(end)
    except ValueError:  # told by `with_drayage`
        return end
    return end if position is None else told(position)


def _is_position(end: str) -> bool:
    try:
        return position_in(end) is not None
    except ValueError:
        return True

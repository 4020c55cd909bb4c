"""The networks, scenarios and constraints that each question is asked in: `cases_of`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import networks
from networks.errors import FreightError
from networks.network import Network
from routing.errors import QuestionError
from routing.question.arguments import NETWORK, shortened
from routing.question.constraints import Constraints

EXPECTED = (
    f"{NETWORK}, or its name as 'eurasia' or 'eurasia/2016-target', or several of them by names of your own, each a"
    " network, Constraints, or both as (network, constraints)"
)


class Case(NamedTuple):
    """In what questions are asked: a network, and constraints of those that state none (None: none)."""

    name: str
    network: Network
    constraints: Constraints | None = None


def cases_of(given: Any) -> tuple[Case, ...]:
    """Return what each question is asked in, by name.

    Parameters
    ----------
    given
        A network, the name of one (``"eurasia"``, with scenarios ``"eurasia/2016-target+samarga"``), several in a list,
        or name -> network, constraints (of the first network), or both.

    Raises
    ------
    QuestionError
        Anything else, all of it; two cases of one name.
    """
    if isinstance(given, Mapping):
        return _named(given)
    if isinstance(given, Network | str):
        network = _network(given)
        return (Case(name_of(network), network),)
    if isinstance(given, Iterable):
        several = [_network(one) for one in given]
        names = [name_of(one) for one in several]
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        if several and not twice:
            return tuple(map(Case, names, several))
        told = f"several called {', '.join(twice)}: name them, {{'a': ..., 'b': ...}}" if twice else "no network"
        raise QuestionError([f"net_or_nets: {told}; expected {EXPECTED}"])
    raise QuestionError([f"net_or_nets={shortened(given)}: expected {EXPECTED}"])


def name_of(network: Network) -> str:
    """Return the name of a network with its scenarios, as `cases_of` reads it."""
    return f"{network.name}/{'+'.join(network.scenario)}" if network.scenario else network.name or "network"


def _named(given: Mapping[Any, Any]) -> tuple[Case, ...]:
    parts = {str(name): _parts(case) for name, case in given.items()}
    base = next((network for network, _ in parts.values() if network is not None), None)
    if base is None:
        raise QuestionError([f"net_or_nets={shortened(given)}: no network among them; expected {EXPECTED}"])
    return tuple(Case(name, network or base, limits) for name, (network, limits) in parts.items())


def _parts(case: Any) -> tuple[Network | None, Constraints | None]:
    if isinstance(case, Constraints):
        return None, case
    if isinstance(case, tuple) and len(case) == 2 and isinstance(case[1], Constraints):
        return _network(case[0]), case[1]
    return _network(case), None


def _network(given: Any) -> Network:
    if isinstance(given, Network):
        return given
    if not isinstance(given, str):
        raise QuestionError([f"{shortened(given)}: expected {EXPECTED}"])
    name, _, scenarios = given.partition("/")
    try:
        return networks.load(name, scenario=tuple(filter(None, scenarios.split("+"))) or None)
    except FreightError as error:
        raise QuestionError([f"net_or_nets={given!r}: {error}"]) from None

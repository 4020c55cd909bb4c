"""The networks that come with the library, read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from networks.errors import DataError, UnknownNameError, nearest_names
from networks.model.gc_pause import collector_at_rest
from networks.model.given import items_of, refusal
from networks.model.scenario import Scenario
from networks.network import Network
from networks.readers.csv_folder import read_tables, sound_tables
from networks.stamp import has_passed

if TYPE_CHECKING:
    from networks.model.upgrade import Upgrade
    from networks.ways.graph import WayGraph

WORLD = "world"
_DATA = Path(__file__).parent / "data"


@overload
def load(  # type: ignore[overload-overlap]
    name: Literal["world"],
    scenario: None = None,
    *,
    cache: str | os.PathLike[str] | None = None,
    progress: Callable[[str], object] | None = None,
    rebuild: bool = False,
) -> WayGraph: ...


@overload
def load(name: str = "eurasia", scenario: str | Sequence[str] | None = None) -> Network: ...


def load(
    name: str = "eurasia",
    scenario: str | Sequence[str] | None = None,
    *,
    cache: str | os.PathLike[str] | None = None,
    progress: Callable[[str], object] | None = None,
    rebuild: bool = False,
) -> Network | WayGraph:
    """Return a built-in network, with a scenario or several in their order; the same object each time.

    ``"world"`` is no network of services but a graph of ways, to be asked with `routing.way`: the railways of
    scgraph-data (© OpenStreetMap contributors, ODbL 1.0) and the sea lanes of searoute, which the extra ``world``
    installs, joined at the terminals of ports. It is built once (some 20 s) and kept in a cache, without which nothing
    of those packages is stored; while one is built, what stood there stays.

    Parameters
    ----------
    name
        Name of the network, one of `editions`; or ``"world"``.
    scenario
        One name of `scenarios`, or several that are applied one after the other. None: as it is.
    cache
        Folder that keeps the world; None: `LANDBRIDGE_CACHE` of the environment, else the usual one of the system.
    progress
        Called with words for each step of a build, such as `print`.
    rebuild
        True: the world is built anew.

    Raises
    ------
    UnknownNameError
        There is no network or scenario of that name; tells the networks that there are, or the nearest scenarios.
    DataError
        The scenarios are a set, which has no order; or something is no name. Of the world: a package is not installed,
        or not of the form that is known; a cache is damaged, or cannot be written.

    Examples
    --------
    >>> load("eurasia").name
    'eurasia'
    """
    if name == WORLD:
        if scenario is not None:
            raise refusal("load", "scenario", scenario, "the world has no scenarios")
        from networks.ways.world import world  # not above: most questions are asked of networks

        return world(cache, progress, rebuild=rebuild)
    for what, value in (("cache", cache), ("progress", progress), ("rebuild", rebuild or None)):
        if value is not None:
            raise refusal("load", what, value, "is for 'world' alone: built-in networks come with the library")
    if scenario is None or isinstance(scenario, str):
        return _loaded(_name(name), () if scenario is None else (scenario,))
    try:
        names = items_of(scenario, order="scenarios are applied in their order", as_text=False)
    except TypeError as error:
        raise refusal("load", "scenario", scenario, str(error)) from None
    for one in names:
        if not isinstance(one, str):
            raise refusal("load", "scenario", one, f"expected the name of a scenario, not {type(one).__name__}")
    return _loaded(_name(name), tuple(names))


def _name(name: object) -> str:
    """Return the name of a network, if it is a text."""
    if not isinstance(name, str):
        raise refusal("load", "name", name, f"expected the name of a network, not {type(name).__name__}")
    return name


def editions() -> tuple[str, ...]:
    """Return the names of the built-in networks: each is a folder of `networks/data` with a heading, network.csv.

    Examples
    --------
    >>> "eurasia" in editions()
    True
    """
    return tuple(sorted(file.parent.name for file in _DATA.glob("*/network.csv")))


def scenarios(name: str = "eurasia") -> Mapping[str, Scenario]:
    """Return the scenarios of a built-in network, by name.

    Raises
    ------
    UnknownNameError
        There is no network of that name.

    Examples
    --------
    >>> "2016-target" in scenarios(), "dostyk-2024" in scenarios("eurasia-2025")
    (True, True)
    """
    from networks.changes.applying import scenarios_of  # not above: a question to the built-in network needs no rules

    return scenarios_of(_loaded(_name(name), ()))


def upgrades(name: str = "eurasia") -> tuple[Upgrade, ...]:
    """Return the upgrades that come with a built-in network, in the order in which their rows are made.

    Their rows are meant over the scenario that `Upgrade.base` names. What nobody published is an assumption with a
    range; a price that is not known stays unknown.

    Raises
    ------
    UnknownNameError
        There is no network of that name.
    DataError
        No upgrades come with it.

    Examples
    --------
    >>> [one.id for one in upgrades("eurasia")][:3]
    ['weekly-ship', 'scheduled-sailing', 'electronic-papers']
    """
    from networks.readers.upgrades import read_upgrades

    folder = _DATA / "upgrades" / _name(name)
    known = scenarios(name)
    if not folder.is_dir():
        raise refusal("upgrades", "name", name, "no upgrades come with this network")
    return read_upgrades(folder, known)


@lru_cache(maxsize=64)
def _loaded(name: str, scenario: tuple[str, ...]) -> Network:
    if not scenario:
        return _base(name)
    from networks.changes.applying import apply_scenarios

    known = scenarios(name)
    for wanted in scenario:
        if wanted not in known:
            near = nearest_names(wanted, list(known), [known[other].title for other in known])
            raise UnknownNameError("scenario", wanted, nearest=[*near, *_elsewhere(wanted, name)])
    return apply_scenarios(_base(name), [known[wanted] for wanted in scenario])


def _elsewhere(scenario: str, name: str) -> list[str]:
    """Return the other networks that a word for a scenario may mean: by their own name, or by a scenario of theirs."""
    others = [one for one in editions() if one != name]
    own = [f"the network {one}" for one in others if scenario and scenario in one]
    return own or [f"{scenario} of the network {one}" for one in others if scenario in scenarios(one)]


@lru_cache(maxsize=8)
def _base(name: str) -> Network:
    """Read a built-in network; what its checks warn of was seen when it was made, so it is not told again."""
    known = editions()
    if name not in known:
        near = nearest_names(str(name), known)
        raise UnknownNameError("network", name, nearest=[*near, *(one for one in known if one not in near)])
    folder = _DATA / name
    if has_passed(folder):
        return Network(sound_tables(folder), contradicted={})  # a test holds that no course contradicts its codes
    from networks.rules.validation import check_tables

    with collector_at_rest():
        tables, findings = read_tables(folder)
        if not any(finding.severity == "error" for finding in findings):
            findings += check_tables(tables, read=findings)
    if any(finding.severity == "error" for finding in findings):
        raise DataError(findings)
    return Network(tables)

"""The networks that come with the library, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

from networks.errors import DataError, Finding, UnknownNameError, nearest_names
from networks.model.elements import Scenario
from networks.model.gc_pause import collector_at_rest
from networks.network import Network
from networks.readers.csv_folder import read_tables, sound_tables
from networks.stamp import has_passed

_DATA = Path(__file__).parent / "data"


def load(name: str = "eurasia", scenario: str | Sequence[str] | None = None) -> Network:
    """Return a built-in network, with a scenario or several in their order; the same object each time.

    Parameters
    ----------
    name
        Name of the network, one of `editions`.
    scenario
        One name of `scenarios`, or several that are applied one after the other. None: as it is.

    Raises
    ------
    UnknownNameError
        There is no network or scenario of that name; tells the networks that there are, or the nearest scenarios.
    DataError
        The scenarios are a set, which has no order.

    Examples
    --------
    >>> load("eurasia").name
    'eurasia'
    """
    if isinstance(scenario, AbstractSet | Mapping):
        expected = "expected a list or a tuple, for scenarios are applied in their order"
        raise DataError([Finding("load", 0, "scenario", repr(scenario), expected)])
    names = () if scenario is None else (scenario,) if isinstance(scenario, str) else tuple(scenario)
    return _loaded(name, names)


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
    """
    from networks.changes.applying import scenarios_of  # not above: a question to the built-in network needs no rules

    return scenarios_of(_loaded(name, ()))


@lru_cache(maxsize=64)
def _loaded(name: str, scenario: tuple[str, ...]) -> Network:
    if not scenario:
        return _base(name)
    from networks.changes.applying import apply_scenarios

    known = scenarios(name)
    for wanted in scenario:
        if wanted not in known:
            raise UnknownNameError("scenario", wanted, known, [known[other].title for other in known])
    return apply_scenarios(_base(name), [known[wanted] for wanted in scenario])


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
            findings += check_tables(tables)
    if any(finding.severity == "error" for finding in findings):
        raise DataError(findings)
    return Network(tables)

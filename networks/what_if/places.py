"""Which place a name stands for, in the what-ifs."""

from __future__ import annotations

from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.place_names import place_id
from networks.network import Network


def place_of(network: Network, name: str) -> str:
    """Return the id of a place on offer that is given by a word of it; itself where nothing bears it.

    Raises
    ------
    AmbiguousNameError
        Several places bear it.
    """
    if name in network.places or not isinstance(name, str):
        return name
    try:
        return place_id(network, name)
    except AmbiguousNameError:
        raise
    except UnknownNameError:  # told with everything else that is wrong
        return name

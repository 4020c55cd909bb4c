"""Which place a name stands for, in the what-ifs."""

from __future__ import annotations

from networks.model.folding import folded
from networks.network import Network


def place_of(network: Network, name: str) -> str:
    """Return the id of a place on offer that is given by id or full name; itself where nothing bears it."""
    if name in network.places or not isinstance(name, str):
        return name
    wanted, table = folded(name), network.tables["places"]
    named = zip(table["id"].tolist(), table["name"].tolist(), strict=True)
    found = [key for key, label in named if folded(label) == wanted]
    return found[0] if len(found) == 1 else name

"""A `Network` into a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from networks.network import Network


def to_networkx(network: Network) -> networkx.MultiDiGraph[Any]:
    """Return what is on offer of places and links as a MultiDiGraph.

    A node is the id of a place, an edge key the id of a link. Both carry every column as an attribute; a
    missing number is None, which networkx takes for an edge that cannot be used (an absent weight would count
    as 1). An undirected link becomes two edges with the same key and attributes, ``tail`` and ``head``
    included. Way-points are the edge attribute ``waypoints``, pairs of degrees north and east.
    ``graph.graph`` holds the heading and, as ``sources``, the rows of the sources that the elements name.
    """
    import networkx

    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(**network.catalogue["network"].row(0))
    used: set[str] = set()
    for row in network.tables["places"].rows():
        graph.add_node(row.pop("id"), **row)
        used.add(row["source"])
    for row in network.tables["links"].rows():
        used |= {row["source"], row["check_source"]}
        points = tuple((float(lat), float(lon)) for lat, lon in network.waypoints(row["id"]))
        row |= {"waypoints": points} if points else {}
        graph.add_edge(row["tail"], row["head"], key=row["id"], **row)
        if not row["directed"]:
            graph.add_edge(row["head"], row["tail"], key=row["id"], **row)
    graph.graph["sources"] = [row for row in network.tables["sources"].rows() if row["id"] in used]
    graph.graph["scenario"] = network.scenario
    return graph

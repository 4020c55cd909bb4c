"""Packages as searoute and scgraph-data are, with a few lanes, ports and railways that were made up."""

import json

LANES = [
    [[131.9, 42.9], [135.0, 39.0], [139.6, 35.2]],
    [[139.6, 35.2], [180.0, 40.0]],
    [[-180.0, 40.0], [-122.6, 37.7]],
]
PORTS = [
    ("RUVVO", "Vladivostok", 131.88, 43.11, 1.0),
    ("JPYOK", "Yokohama", 139.65, 35.4, 1.0),
    ("USOAK", "Oakland", -122.3, 37.8, None),
]
# nodes 0-2: a railway from Vladivostok inland; 3, 4: what goes on behind a gap of 1.1 km; 5-7: a railway at Yokohama
NODES = [[43.12, 131.9], [43.8, 132.0], [44.5, 132.5], [44.51, 132.5], [48.5, 135.1]]
NODES += [[35.41, 139.64], [35.6, 139.7], [36.0, 139.9]]
EDGES = [(0, 1, 80.0), (1, 2, 90.0), (3, 4, 510.0), (5, 6, 25.0), (6, 7, 50.0)]


def lines(coordinates):
    geometry = [{"type": "LineString", "coordinates": one} for one in coordinates]
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometry]
    return json.dumps({"type": "FeatureCollection", "features": features})


def ports(rows):
    features = []
    for key, name, lon, lat, terminal in rows:
        told, point = {"port": key, "name": name, "t": terminal}, {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "properties": told, "geometry": point})
    return json.dumps({"type": "FeatureCollection", "features": features})


def railways(nodes, edges):
    ways = [{} for _ in nodes]
    for tail, head, km in edges:
        ways[tail][head] = ways[head][tail] = km
    end = "world_railways_geograph = GeoGraph(graph=graph, nodes=nodes)\nraise SystemExit('it was run')\n"
    return f"\nfrom scgraph.core import GeoGraph\ngraph={ways}\n\nnodes={nodes}\n{end}"


def install(folder):
    """Lay both packages into a folder; return the file of the railways."""
    for name, files in (
        ("searoute", {"data/marnet_searoute.geojson": lines(LANES), "data/ports.geojson": ports(PORTS)}),
        ("scgraph_data", {"world_railways.py": railways(NODES, EDGES)}),
    ):
        for file, text in {"__init__.py": "raise SystemExit('it was run')", **files}.items():
            path = folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return folder / "scgraph_data" / "world_railways.py"

"""Your own network: from a folder of CSV files, and from a networkx graph.

Links with hours and prices of their own are enough; services, terminals and borders may come later.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import networkx

import networks
from networks import DataError
from routing import Constraints, Shipment, solve, verify

PLACES = """id,name,country
OSAKA,Osaka,JP
PUSAN,Busan,KR
TIANJIN,Tianjin,CN
DOSTYK,Dostyk,KZ
VOSTOCHNY,Vostochny,RU
ALMATY,Almaty,KZ
"""
LINKS = """id,tail,head,mode,length_km,gauge_mm,territories,hours,usd
osaka-pusan,OSAKA,PUSAN,sea,694,,JP;KR,40,250
osaka-tianjin,OSAKA,TIANJIN,sea,2100,,JP;CN,110,300
pusan-vostochny,PUSAN,VOSTOCHNY,sea,939,,KR;RU,48,450
tianjin-dostyk,TIANJIN,DOSTYK,rail,4230,1435,CN;KZ,230,1700
dostyk-almaty,DOSTYK,ALMATY,rail,870,1520,KZ,60,400
vostochny-almaty,VOSTOCHNY,ALMATY,rail,7800,1520,RU;KZ,380,1900
"""
WITH_MISTAKES = LINKS.replace("1700", '"1,700"').replace("JP;KR,40", "JP;KR,4 d").replace("870", "-870")


def main() -> None:
    """Ask one question of a network from CSV and of the same one from networkx; then show a refusal."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "corridor"
        folder.mkdir()
        (folder / "places.csv").write_text(PLACES, encoding="utf-8")
        (folder / "links.csv").write_text(LINKS, encoding="utf-8")
        from_csv = networks.read(folder)
        (folder / "links.csv").write_text(WITH_MISTAKES, encoding="utf-8")
        try:
            networks.read(folder)
        except DataError as error:
            refusal = str(error)
    box = Shipment("OSAKA", "ALMATY", containers=1)
    for words, constraints in (("anywhere", None), ("without China", Constraints(avoid_territories={"CN"}))):
        result = solve(from_csv, box, minimise="time", constraints=constraints)
        verify(from_csv, result)
        print(f"From CSV, {words}:\n{result}\n")
    from_graph = networks.from_networkx(graph(), mode="road", hours="weight")
    route = solve(from_graph, Shipment("A", "C")).require()
    print(f"From networkx: {' - '.join(route.places)} in {(route.days or 0) * 24:.0f} hours\n")
    print(f"A file with mistakes is refused whole, with every finding at once:\n{refusal}")


def graph() -> networkx.Graph:
    """Return a graph whose edge weights are hours."""
    found = networkx.Graph()
    found.add_weighted_edges_from([("A", "B", 5.0), ("B", "C", 6.5), ("A", "C", 14.0)])
    return found


if __name__ == "__main__":
    main()

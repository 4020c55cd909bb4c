"""Toy files in formats of others, small enough to see what is wrong in them; and what a reader says of one."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

import networks

Told = list[tuple[str, int, str, str, str]]  # file, row, field, value, expected

GMNS = {
    "node.csv": "node_id,name,x_coord,y_coord\n1,Yokohama,139.66,35.45\n2,Tokyo,139.77,35.68\n3,Chiba,140.1,35.6\n",
    "link.csv": "link_id,from_node_id,to_node_id,directed,geometry_id,length,free_speed,lanes\n"
    "a,1,2,0,g,30,60,2\nb,2,3,1,,40,80,2\nc,3,1,true,,60,,2\n",
    "config.csv": "dataset_name,long_length,speed,crs\nBay,km,km/h,EPSG:4326\n",
    "geometry.csv": 'geometry_id,geometry\ng,"LINESTRING (139.66 35.45, 139.7 35.6, 139.77 35.68)"\n',
}
TNTP = {
    "Toy_net.tntp": "<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 3\n<NUMBER OF LINKS> 5\n<END OF METADATA>\n\n"
    "~ \tinit\tterm\tcapacity\tlength\ttime\tb\tpower\tspeed\ttoll\ttype\t;\n"
    "\t1\t3\t900\t30\t30\t0.15\t4\t0\t0\t1\t;\n\t3\t2\t900\t30\t30\t0.15\t4\t0\t0\t1\t;\n"
    "\t3\t4\t900\t50\t60\t0.15\t4\t0\t0\t1\t;\n\t4\t2\t900\t50\t60\t0.15\t4\t0\t0\t1\t;\n\t2\t4\t900\t0\t0\t0.15\t4\t0\t0\t1\t;\n",
    "Toy_node.tntp": "Node\tX\tY\t;\n1\t139.66\t35.45\t;\n3\t139.77\t35.68\t;\n4\t140.1\t35.6\t;\n",
}
DIMACS = {
    "toy.gr": "c a toy\np sp 3 4\na 1 2 30000\na 2 1 30000\na 2 3 40000\nc more\na 1 3 90000\n",
    "toy.co": "c where\np aux sp co 3\nv 1 139660000 35450000\nv 2 139770000 35680000\nv 3 140100000 35600000\n",
}
WPI = {
    "ports.csv": "World Port Index Number,Main Port Name,Alternate Port Name,UN/LOCODE,Country Code,Harbor Size,Latitude,Longitude\n"
    "61530.0,Vladivostok, ,RU VVO,Russia,Large,43.1,131.883333\n"
    '60990.0,Yokohama,"Yokohama Ko",JPYOK,JP,Large,35.45,139.65\n'
}
LOCODES = {
    "codes.csv": "Change,Country,Location,Name,NameWoDiacritics,Subdivision,Status,Function,Date,IATA,Coordinates,Remarks\n"
    ",RU,,.RUSSIAN FEDERATION,,,,,,,,\n"
    ",RU,VVO,Vladivostok,Vladivostok,PRI,AI,12345---,0307,,4307N 13154E,\n"
    "+,KZ,KSN,Qostanay,Kostanay,,RL,-23-----,0207,,5312N 06337E,\n"
    ",XZ,GWA,Gulf of Aden,Gulf of Aden,,RL,0-------,0401,,,\n"
}
GEOGRAPH: dict[str, Any] = {
    "type": "GeoGraph",
    "graph": [{"1": 1100, "2": 2000}, {"0": 1100, "2": 1400.5}, {"1": 1500}],
    "nodes": [[35.45, 139.66], [43.11, 131.88], [38.97, 117.79]],
    "geograph_units": "km",
}


def written(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return folder


def as_json(path: Path, content: Any) -> Path:
    """Write JSON, or text as it is, and return the file."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def refused(path: Path, **options: Any) -> Told:
    """Return the errors of a file that must be refused; `check` must say the same as `read`."""
    with warnings.catch_warnings(action="error"), pytest.raises(networks.DataError) as caught:
        networks.read(path, **options)
    found = networks.check(path, **options)
    assert found == caught.value.findings, "read and check say the same"
    assert all(str(one).isprintable() and len(str(one)) < 2500 for one in found)
    return [(one.file, one.row, one.field, one.value, one.expected) for one in found if one.severity == "error"]


def taken(path: Path, **options: Any) -> tuple[networks.Network, str]:
    """Return the network of a file that must be read, and what is told of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        network = networks.read(path, **options)
    assert all(issubclass(one.category, networks.DataWarning) for one in caught)
    assert all(one.filename == __file__ for one in caught), "who asked is told"
    return network, "\n".join(str(one.message) for one in caught)

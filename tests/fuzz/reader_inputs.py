"""Broken inputs for every reader, drawn from one number: sound ones, changed in a few places.

A case is a reader by name and a function that calls it on an input of its own; what is right to raise is `FreightError`.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx
from awkward_values import BYTES, TEXTS, WORDS, json_values, values
from oracles.foreign_files import DIMACS, GEOGRAPH, GMNS, LOCODES, TNTP, WPI
from oracles.gtfs_feeds import TOY, as_archive, as_folder

import networks
from networks.model.schema import columns

Frames = dict[str, dict[str, list[Any]]]
Make = Callable[[random.Random], Callable[[Path], "networks.Network | None"]]
Case = tuple[str, Callable[[Path], "networks.Network | None"]]

FILES = {
    "network": "name,title,as_of,price_year,currency\ntoy,Toy,2016-11-30,2016,USD\n",
    "places": "id,name,country,lat,lon,kind,zone,gauges_mm,offered,source,note\nJPYOK,Yokohama,JP,35.45,139.66,seaport,,,yes,S1,\n"
    "RUVVO,Vladivostok,RU,43.11,131.88,seaport,Asia/Vladivostok,1520,,,\nKZALA,Almaty,KZ,43.24,76.9,,,1520,,,a note\n"
    "CNTXG,Tianjin,CN,39,117.7,,,,no,,\n",
    "links": "id,tail,head,mode,length_km,gauge_mm,electrified,tracks,territories,directed,opened,hours,usd,kg_co2e,offered,source\n"
    "sea,JPYOK,RUVVO,sea,1700,,,,,,,,,,,S1\nrail,RUVVO,KZALA,rail,7000,1520,partly,2,RU;KZ,,1916,,,,,\n"
    "own,JPYOK,CNTXG,sea,2100,,,,,yes,planned,110,500,90,,\n",
    "waypoints": "link,seq,lat,lon,source\nsea,1,41.5,140.9,S1\nrail,1,52,113.5,S2\nrail,2,55,82.9,\n",
    "services": "id,name,kind,mode,operator,loads,from_date,until_date,months,offered\nline:ship,Ship,line,sea,Lines,container,2016-01-01,,6;7;8,\n"
    "area:RZD,Railway,area,rail,,,,,,\n",
    "stops": "service,seq,place,board,alight,path\nline:ship,1,JPYOK,,no,\nline:ship,2,RUVVO,no,,sea\n",
    "area_links": "service,link\narea:RZD,rail\n",
    "departures": "service,weekdays,every_days,dates,times,zone,from_date,until_date,except_dates,source,kind\n"
    "line:ship,Mon;Thu,,,06:30;25:00,,2016-01-01,,2016-05-02,S1,sourced\nline:ship,,14,,,Asia/Tokyo,2016-01-03,2017-01-01,,,assumption\n"
    "area:RZD,,,2016-02-29;2016-03-01,06:00-22:00/00:30,Europe/Moscow,,,,S2,sourced\n",
    "opening_hours": "element,weekdays,opens,closes,from_date,until_date,kind\nJPYOK,Mon;Tue,08:30,16:30,,,sourced\nRUVVO,,00:00,26:00,,2016-12-31,assumption\n",
    "operations": "id,kind,place,from_side,to_side\nop:lift,lift,,sea,rail:1520\nop:out,origin,,door,gate\n",
    "procedures": "id,kind,place,area\np:export,export,,JP\np:papers,papers,RUVVO,EAEU\n",
    "closures": "id,what,kind,from_date,table,elements,goods\nc1,shut,closure,2022-02-24,borders,JP-RU;RU>JP,grain\n",
    "causes": "cause,about,element,quantity,loading,low,high,source,kind,note\nstorm,weather,mode:sea,,0.7,0.4,0.9,,assumption,storms\n"
    "storm,weather,line:ship,wait,0.2,,,S1,sourced,\njam,congestion,RUVVO,time,0.6,0,1,,assumption,one quay\n",
    "distributions": "element,quantity,family,parameters,source,note\nline:ship#2,running_time,lognormal,median=60; sigma=0.2,S1,100 voyages\n"
    "p:papers,time,quantiles,0=1; 0.5=2; 1=9,S1,\n",
    "customs_areas": "area,territory,from_date,until_date\nEAEU,RU,2015-01-01,\nEAEU,KZ,2015-01-01,\n",
    "figures": "element,quantity,value,low,high,unit,basis,year,currency,source,see,kind,note\n"
    "p:papers,time,2,1.2,7.6,h,,2016,,S1,,sourced,\n"
    "line:ship#2,running_time,60,46.4341,77.5292,h,,2016,,S1,,sourced,\nline:ship,headway,7,,,d,,,,S1,,sourced,\n"
    "line:ship>JPYOK>RUVVO,price,500,,,USD,teu,2016,USD,S1,S2,sourced,\narea:RZD,speed,620,,,km/day,,,,S2,,assumption,\n"
    "currency:EUR,usd_per_unit,1.1,,,USD,,2016,,S1,,sourced,\ngrid:KZ,co2e,802,,,g,kwh,,,S1,,sourced,\n",
    "sources": "id,title,published,url,certainty\nS1,A tariff,2016,,high\nS2,A timetable,2015-04,https://example.org,low\n",
    "scenarios": "name,title,as_of,price_year\ns,Stop,2016-12-31,2016\n",
    "changes": "scenario,action,table,element,column,value,low,high,unit,source,kind,why\ns,set,figures,line:ship,headway,3.5,,,d,S1,assumption,more\n"
    "s,withdraw,links,rail,,,,,,,,strike\n",
}


def case_of(number: int, reader: str = "") -> Case:
    """Return the case of a number: of all readers, or of one by its name."""
    rng = random.Random(number)
    name, make = rng.choice([one for one in READERS if reader in ("", one[0])])
    return name, make(rng)


def folder(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a folder some of whose files were changed."""
    files: dict[str, bytes] = {
        name: text.encode() for name, text in FILES.items() if rng.random() < 0.99 or name in ("places", "links")
    }
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        name = rng.choice(sorted(files))
        files[name] = rng.choice([_cell, _cell, _cell, _line, _column, _bytes, _bytes, _whole_file])(rng, files[name])
    if rng.random() < 0.05:
        files[rng.choice(["place", "LINKS", "links ", "waypoint"])] = b"id\n"

    def read(path: Path) -> networks.Network | None:
        for name, data in files.items():
            (path / f"{name}.csv").write_bytes(data)
        return _as_checked(path)

    return read


def odd_files(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a folder in which something else stands for a file."""
    import os

    def read(path: Path) -> networks.Network | None:
        for name, text in FILES.items():
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
        odd = path / f"{rng.choice(sorted(FILES))}.csv"
        odd.unlink()
        kind = rng.choice(["folder", "pipe", "zero", "null", "dangling", "loop", "nothing"])
        if kind == "folder":
            odd.mkdir()
        elif kind == "pipe":
            os.mkfifo(odd)
        elif kind != "nothing":
            odd.symlink_to({"zero": "/dev/zero", "null": "/dev/null", "dangling": "nowhere", "loop": odd.name}[kind])
        return _as_checked(
            rng.choice([path, path, path / "network.csv", path / "nowhere", path / ("x" * 300), path / "a\0b"])
        )

    return read


def _as_checked(path: Path) -> networks.Network | None:
    """Return the network of a folder; what `check` says of it must be what `read` says."""
    found = networks.check(path)
    for one in found:
        assert len(str(one)) < 4000 and str(one).isprintable()
    refused = any(one.severity == "error" for one in found)
    told: tuple[networks.Finding, ...] = ()
    try:
        return networks.read(path)
    except networks.DataError as error:
        told = error.findings
        raise
    finally:
        assert told == (found if refused else ())


def _cell(rng: random.Random, data: bytes) -> bytes:
    rows = [line.split(b",") for line in data.split(b"\n")]
    row = rng.choice(rows)
    row[rng.randrange(len(row))] = rng.choice(TEXTS + WORDS).encode("utf-8", "replace")
    if rng.random() < 0.3:
        row[rng.randrange(len(row))] = b'"' + rng.choice(TEXTS).replace('"', '""').encode("utf-8", "replace") + b'"'
    return b"\n".join(map(b",".join, rows))


def _line(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(at, rng.choice(lines))
    elif what == 2:
        lines[at:at] = [rng.choice([b"", b",,,,", b" , ,", rng.choice(lines)])] * rng.choice([1, 3, 2000])
    elif what == 3:
        lines[at] += rng.choice([b",", b",,,", b",x", b",x,"])
    else:
        rng.shuffle(lines)
    return b"\n".join(lines)


def _column(rng: random.Random, data: bytes) -> bytes:
    rows = [line.split(b",") for line in data.split(b"\n") if line]
    if not rows:
        return data
    at, what = rng.randrange(len(rows[0])), rng.randrange(4)
    for number, row in enumerate(rows):
        if what == 0 and at < len(row):
            del row[at]
        elif what == 1:
            row.insert(at, b"" if number == 0 or rng.random() < 0.9 else b"0")
        elif what == 2 and at < len(row) and number:
            row[at] = rng.choice(TEXTS + WORDS).encode("utf-8", "replace")
    separator = rng.choice([b";", b"\t", b"|"]) if what == 3 else b","
    return b"\n".join(map(separator.join, rows)) + b"\n"


def _bytes(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.choice([1, 2, 8])):
        at = rng.randrange(len(data) + 1)
        what = rng.randrange(4)
        if what == 0:
            data = data[:at] + rng.choice(BYTES) * rng.choice([1, 1, 1, 500]) + data[at:]
        elif what == 1:
            data = data[:at] + data[at + rng.choice([1, 1, 30]) :]
        elif what == 2:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        else:
            end = at + rng.randrange(60)
            data = data[:end] + data[at:end] * rng.choice([1, 20]) + data[end:]
    return data


def _whole_file(rng: random.Random, data: bytes) -> bytes:
    return rng.choice(
        [
            b"",
            b"\n",
            data[: rng.randrange(len(data) + 1)],
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
            b"\xef\xbb\xbf" + data,
            data.decode("utf-8", "replace").encode("utf-16"),
            data.decode("utf-8", "replace").encode("cp1251", "replace"),
            data * 3,
            rng.randbytes(200),
            b"PK\x03\x04" + data,
            b"sep=,\n" + data,
            b"\x80\x04" + data,
            data.replace(b",", b";"),
            data.replace(b",", b"\t"),
            data.swapcase(),
            data[::-1],
            b'"' + data,
            data + b'"' + b"x" * 140_000,
        ]
    )


def gtfs(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a GTFS feed some of whose files were changed, as a folder or an archive."""
    files = {name: text.encode() for name, text in (TOY | EXTRAS).items() if rng.random() < 0.98}
    for _ in range(rng.choice([1, 1, 2, 4])):
        name = rng.choice(sorted(files))
        files[name] = rng.choice([_cell, _cell, _cell, _line, _column, _bytes, _bytes, _whole_file])(rng, files[name])

    def read(path: Path) -> networks.Network | None:
        if rng.random() < 0.5:
            as_folder(path / "feed", files)
            return networks.read_gtfs(path / "feed", tolerant=rng.random() < 0.5)
        archive = as_archive(path / "feed.zip", files)
        if rng.random() < 0.3:
            archive.write_bytes(_bytes(rng, archive.read_bytes()))
        return networks.read_gtfs(archive)

    return read


def foreign(toy: Mapping[str, str], first: str, options: Sequence[dict[str, Any]]) -> Make:
    """Return what makes readings of a toy in a format of others, some of whose files were changed."""

    def make(rng: random.Random) -> Callable[[Path], networks.Network | None]:
        files = {name: text.encode() for name, text in toy.items() if rng.random() < 0.98 or name == first}
        for _ in range(rng.choice([1, 1, 2, 4])):
            name = rng.choice(sorted(files))
            files[name] = rng.choice([_cell, _word, _word, _word, _line, _bytes, _bytes, _whole_file])(rng, files[name])
        given = dict(rng.choice(options))
        if rng.random() < 0.1:
            given[rng.choice(["mode", "name", "length_unit", "time_unit", "speed", "unit", "format"])] = values(rng)

        def read(path: Path) -> networks.Network | None:
            for name, data in files.items():
                (path / name).write_bytes(data)
            where = path if first == "link.csv" else path / first
            found = networks.check(where, **given)
            assert all(len(str(one)) < 4000 and str(one).isprintable() for one in found)
            return networks.read(where, **given)

        return read

    return make


def geograph(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a geograph that was changed."""
    content = copy.deepcopy(GEOGRAPH)
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        _change_json(rng, content)
    data = json.dumps(content, default=repr).encode("utf-8", "replace")
    if rng.random() < 0.3:
        data = _bytes(rng, data)
    given = {"mode": rng.choice(["sea", "sea", values(rng)]), "speed": rng.choice([None, 26, values(rng)])}

    def read(path: Path) -> networks.Network | None:
        (path / "x.graphjson").write_bytes(data)
        return networks.read(path / "x.graphjson", **given)

    return read


def _word(rng: random.Random, data: bytes) -> bytes:
    """Change a word, where blanks and commas part them."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    mark = b"," if b"," in lines[at] else b"\t" if b"\t" in lines[at] else b" "
    words = lines[at].split(mark)
    words[rng.randrange(len(words))] = rng.choice(TEXTS + WORDS + NUMBERS).encode("utf-8", "replace")
    lines[at] = mark.join(words)
    return b"\n".join(lines)


NUMBERS = (
    "0",
    "-1",
    "1e308",
    "1e-308",
    "4999999",
    "99999999",
    "inf",
    "nan",
    "1.5",
    "2",
    "90.5",
    "181",
    "0x1",
    "1_0",
    "1e9",
)
EXTRAS = {
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\nslow,6:00:00,9:00:00,1800,1\n",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,S,2,180\nMIY,S1,2,600\n",
    "feed_info.txt": "feed_publisher_name,feed_version\nK,7\n",
}


def geojson(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a GeoJSON file that was changed."""
    collection: Any = {
        "type": "FeatureCollection",
        "features": [
            _feature("A", "Point", [139.66, 35.45], name="Yokohama", country="JP"),
            _feature(7, "Point", [131.88, 43.11], name="Vladivostok"),
            _feature(
                "ab",
                "LineString",
                [[139.66, 35.45], [140.9, 41.5], [131.88, 43.11]],
                tail="A",
                head=7,
                mode="sea",
                length_km=1700,
                hours=60,
            ),
            _feature(
                None,
                "MultiLineString",
                [[[139.66, 35.45], [160, 41.5]], [[160, 41.5], [180, 45]], [[-180, 45], [-122, 37]]],
                stroke="red",
            ),
            _feature(None, "LineString", [[-122, 37], [131.88, 43.11001]]),
        ],
    }
    if rng.random() < 0.3:  # as an export of OpenStreetMap
        tags = {"@id": "way/5", "gauge": "1435", "electrified": "contact_line", "railway": "rail", "source": "Bing"}
        line = [[139.66, 35.45], [150, 41.5], [160, 41.5], [170, 42]]
        collection["features"][1:3] = [_feature("way/5", "LineString", line, **tags)]
    if rng.random() < 0.7:
        collection["features"] = collection["features"][:3]
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        _change_json(rng, collection)
    data = json.dumps(collection, default=repr, ensure_ascii=rng.random() < 0.5).encode(
        "utf-8", "surrogatepass" if rng.random() < 0.05 else "replace"
    )
    if rng.random() < 0.4:
        data = _bytes(rng, data)
    if rng.random() < 0.05:
        data = rng.choice(
            [
                _whole_file(rng, data),
                b"[" * 100_000,
                b'{"a":' * 5000,
                b'"' + b'\\"' * 50_000,
                data * 2,
                data[:-1] + b',"features":[]}',
            ]
        )
    own = {
        "mode": rng.choice(["sea", "rail", values(rng)]),
        "speed": rng.choice([26, 30.5, values(rng)]),
        "snap_km": rng.choice([0, 0.01, values(rng)]),
        "cut": rng.choice([True, True, values(rng)]),
        "gauge_mm": rng.choice([1435, values(rng)]),
    }
    given = {name: value for name, value in own.items() if rng.random() < 0.3}

    def read(path: Path) -> networks.Network | None:
        (path / "x.geojson").write_bytes(data)
        return networks.read_geojson(path / "x.geojson", **given)

    return read


def borders(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of borders that were changed."""
    ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    collection: Any = {
        "type": "FeatureCollection",
        "features": [
            _feature(1, "Polygon", [ring, [[2, 2], [3, 2], [3, 3], [2, 2]]], ISO_A2_EH="KZ", NAME="Kazakhstan"),
            _feature(2, "MultiPolygon", [[[[10, 0], [20, 0], [20, 10], [10, 0]]]], ISO_A2_EH="CN"),
            _feature(3, "Polygon", [[[20, 0], [30, 10], [30, 0], [20, 10], [20, 0]]], ISO_A2_EH="-99"),
        ],
    }
    for _ in range(rng.choice([1, 1, 2, 4])):
        _change_json(rng, collection)
    data = json.dumps(collection, default=repr).encode()
    data = _bytes(rng, data) if rng.random() < 0.2 else data
    given = {"code": rng.choice(["ISO_A2_EH", values(rng)])} if rng.random() < 0.2 else {}

    def read(path: Path) -> networks.Network | None:
        (path / "x.geojson").write_bytes(data)
        found = networks.read_borders(path / "x.geojson", **given)
        assert repr(found) and all(len(found.extents[code]) == 4 for code in found.codes)
        return None

    return read


def _feature(own: Any, kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": own,
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def _change_json(rng: random.Random, value: Any) -> None:
    """Change something in a list or an object, somewhere."""
    while True:
        inner = [
            one
            for one in (value.values() if isinstance(value, dict) else value)
            if isinstance(one, (dict, list)) and one
        ]
        if not inner or rng.random() < 0.2:
            break
        value = rng.choice(inner)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    what = rng.randrange(5)
    if what == 0 and keys:
        del value[rng.choice(keys)]
    elif what < 4 and keys:
        value[rng.choice(keys)] = json_values(rng)
    elif isinstance(value, dict):
        value[rng.choice(["id", "crs", "properties", "tail", "length_km", "x", "", "\u202e", "k" * 400])] = json_values(
            rng
        )
    else:
        value.append(copy.deepcopy(rng.choice(value)) if value else 5)


def _tables() -> Frames:
    found: Frames = {}
    for name, text in FILES.items():
        header, *rows = (line.split(",") for line in text.splitlines())
        found[name] = {column: [row[at] or None for row in rows] for at, column in enumerate(header)}
    return found


def frames(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of frames, some of whose cells, columns and types were changed."""
    import pandas

    tables = _tables()
    for name in list(tables):
        if rng.random() < 0.02 and name not in ("places", "links"):
            del tables[name]
    for _ in range(rng.choice([0, 1, 2, 4])):
        table = tables[rng.choice(sorted(tables))]
        what = rng.randrange(5)
        if what < 3 and table:
            column = rng.choice(sorted(table))
            table[column][rng.randrange(len(table[column]))] = values(rng)
        elif what == 3 and table:
            del table[rng.choice(sorted(table))]
        else:
            table[rng.choice(["", "Unnamed: 0", "index", "note", "k" * 500, "lenght_km"])] = [
                values(rng) for _ in next(iter(table.values()), [])
            ]
    given: dict[Any, Any] = {}
    for name, cells in tables.items():
        frame = pandas.DataFrame({column: pandas.Series(list(one), dtype=object) for column, one in cells.items()})
        if rng.random() < 0.5:
            frame = frame.infer_objects() if rng.random() < 0.5 else frame.convert_dtypes()
        if rng.random() < 0.1 and len(frame.columns):
            frame = rng.choice(
                [
                    frame.T,
                    frame.iloc[:0],
                    frame[[]],
                    pandas.concat([frame, frame]),
                    frame.set_index(frame.columns[0]),
                    pandas.concat([frame, frame], axis=1),
                    frame.reindex(range(len(frame) + 2)),
                    frame.rename(columns={frame.columns[0]: 5}),
                    _as_categories(frame),
                ]
            )
        given[name] = frame
    if rng.random() < 0.1:
        given[rng.choice([5, None, "place", ("a", "b"), "k" * 500])] = rng.choice([None, [], pandas.DataFrame()])
    if rng.random() < 0.1:
        given[rng.choice(sorted(FILES))] = values(rng)
    name = rng.choice(["toy", "toy", None, values(rng)])
    return lambda path: networks.from_frames(values(rng) if rng.random() < 0.02 else given, name=name)


def _as_categories(frame: Any) -> Any:
    """Return a frame with columns of categories, or as it is where pandas cannot sort its cells (numbers too long)."""
    try:
        return frame.astype("category", errors="ignore")
    except OverflowError:
        return frame


def graph(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a reading of a graph, with keys and attributes that do not fit."""
    made = rng.choice([networkx.Graph, networkx.DiGraph, networkx.MultiGraph, networkx.MultiDiGraph])()
    nodes: list[Any] = ["A", "B", 3, 4.0, (1, 2)]
    for node in nodes[: rng.choice([2, 3, 3, 3, 5])]:
        made.add_node(node, name="x", lat=1.0, lon=2.0)
    known = list(made)
    for _ in range(rng.randrange(5)):
        made.add_edge(rng.choice(known), rng.choice(known), mode="sea", hours=5.0)
    for _ in range(rng.choice([0, 1, 2, 4])):
        what = rng.randrange(4)
        column = rng.choice(
            [column.name for column in columns()[rng.choice(["places", "links"])]] + ["waypoints", "x", 5, ("a",)]
        )
        if what == 0:
            made.nodes[rng.choice(known)][column] = values(rng)
        elif what == 1 and made.edges:
            edge = rng.choice(list(made.edges))
            made.edges[edge][column] = values(rng)
        elif what == 2:
            made.graph[rng.choice(["name", "title", "as_of", "price_year", "currency", "note", "sources", "x"])] = (
                rng.choice([values(rng), [{"id": values(rng), "title": "t"}], [values(rng)]])
            )
        else:
            key = values(rng)
            try:
                made.add_edge(key, rng.choice(known), mode=values(rng))
            except Exception:  # no key of a graph
                continue
    own: dict[str, Any] = {
        "name": rng.choice([None, "toy", values(rng)]),
        "mode": rng.choice([None, "sea", values(rng)]),
    }
    own |= {"hours": "weight"} if rng.random() < 0.1 else {}
    return lambda path: networks.from_networkx(made, **own)


def builder(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return a building of a network with values that do not fit."""
    cells: list[tuple[str, dict[str, Any]]] = [
        ("add_place", {"id": "A", "name": "Alpha"}),
        ("add_place", {"id": "B", "name": "Beta"}),
        ("add_link", {"id": "ab", "tail": "A", "head": "B", "mode": "sea", "hours": 60}),
        ("add_link", {"id": "r", "tail": "B", "head": "A", "mode": "rail", "gauge_mm": 1520}),
        ("add_waypoints", {"link": "ab", "points": [(1, 2), (3, 4)]}),
        ("add_source", {"id": "S", "title": "t"}),
        (
            "add_figure",
            {"element": "ab", "quantity": "speed", "value": 5, "unit": "kn", "source": "S", "kind": "sourced"},
        ),
    ]
    for _ in range(rng.choice([0, 1, 2, 3])):
        method, own = rng.choice(cells)
        if method == "add_waypoints":
            continue
        table = {"add_place": "places", "add_link": "links", "add_source": "sources", "add_figure": "figures"}[method]
        own[rng.choice([column.name for column in columns()[table]])] = values(rng)
    title, name = rng.choice(["", values(rng)]), rng.choice(["toy", values(rng)])

    def build(path: Path) -> networks.Network | None:
        built = networks.NetworkBuilder(name, title=title)
        for method, own in cells:
            getattr(built, method)(**own)
        return built.build()

    return build


def changes(rng: random.Random) -> Callable[[Path], networks.Network | None]:
    """Return changes to a network with values that do not fit."""
    kind = {
        "action": "set",
        "table": "figures",
        "element": "line:JTSL",
        "column": "headway",
        "value": "3.5",
        "unit": "d",
        "why": "x",
    }
    one = networks.Change(**kind | {"source": "assumption", "kind": "assumption"})  # type: ignore[arg-type]
    given: list[Any] = [one]
    for _ in range(rng.choice([1, 2, 3])):
        field = rng.choice([column.name for column in columns()["changes"]])
        given.append(
            replace(rng.choice([one for one in given if isinstance(one, networks.Change)]), **{field: values(rng)})
        )
    if rng.random() < 0.2:
        given.append(values(rng))

    def apply(path: Path) -> networks.Network | None:
        networks.load().apply(values(rng) if rng.random() < 0.05 else given)
        return None

    return apply


LISTS = ((WPI, "ports.csv"), (LOCODES, "codes.csv"))
READERS: Sequence[tuple[str, Make]] = (
    *[("read", folder)] * 8,
    ("files", odd_files),
    *[("read_geojson", geojson)] * 5,
    *[("read_gtfs", gtfs)] * 4,
    *[("gmns", foreign(GMNS, "link.csv", [{}, {}, {"length_unit": "m"}, {"speed_unit": "none"}]))] * 4,
    *[("tntp", foreign(TNTP, "Toy_net.tntp", [{}, {}, {"length_unit": "ft"}, {"time_unit": "none"}]))] * 4,
    *[("dimacs", foreign(DIMACS, "toy.gr", [{}, {"unit": "m"}, {"unit": "s"}]))] * 4,
    *[("ports", foreign(toy, first, [{}, {"format": "ports"}])) for toy, first in LISTS] * 2,
    *[("geograph", geograph)] * 3,
    ("borders", borders),
    *[("from_frames", frames)] * 4,
    *[("from_networkx", graph)] * 4,
    ("builder", builder),
    ("apply", changes),
)
Inputs = Mapping[str, Any]

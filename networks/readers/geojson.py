"""A GeoJSON file (RFC 7946) into a `Network`: points are places, lines are links."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from networks.admitting import checked_network
from networks.errors import DataError, Finding
from networks.geo.sphere import great_circle_km
from networks.model.cells import as_name, bounded, shown, table_from_values
from networks.model.gc_pause import collector_at_rest
from networks.model.given import path_to_read
from networks.model.schema import columns
from networks.model.tables import Table
from networks.model.vocabulary import VOCABULARY
from networks.network import Network
from networks.readers.found import Found
from networks.readers.geojson_elements import Row, Unusable, element_of, parted
from networks.readers.geojson_lines import SNAP_KM, Line, cut, ends_inside, join, length_km
from networks.readers.geojson_text import features_of
from networks.readers.osm_tags import in_columns, words
from networks.readers.plain_graph import is_number

END_TOLERANCE_KM = 5.0  # a line drawn from its tail begins there; farther off it is another place or turned round


def read_geojson(
    path: str | PathLike[str],
    *,
    name: str | None = None,
    mode: str | None = None,
    speed: float | None = None,
    snap_km: float = SNAP_KM,
    cut: bool = False,
    gauge_mm: int | None = None,
    silence: str | Collection[str] | None = (),
) -> Network:
    """Return the network of a FeatureCollection.

    Point features are places and LineString features are links, with the columns of
    ``networks/data/columns.csv`` as properties (``id`` also as the id of the feature). Positions are the
    geometry's: degrees east, then north; the inner positions of a line are the way-points of the link, and its
    ends must lie within 5 km of its places. Other properties are told in one warning.

    A file of lines alone, such as railways or sea lanes, becomes a network with `mode`: places are made where ends of
    lines meet, and lengths are those of the lines as they are drawn. Of elements of OpenStreetMap (``way/7849688``) the
    tags of gauge and electrification become columns, and no other tag is taken for one.

    Parameters
    ----------
    path
        File, in UTF-8.
    name
        Name of the network; else that of the file.
    mode
        Mode of all lines that state none. With it, lines that name neither tail nor head get places at their ends.
    speed
        In km/h: the hours of all lines that state none, from their length. Without it such lines count for distance.
    snap_km
        Ends no farther apart are one place; 10 m unless given, 0 for ends at the very same position only.
    cut
        True: lines are cut where another one ends at a position of theirs, as railways of OpenStreetMap branch off. The
        pieces of ``way/5`` are ``way/5``, ``way/5.2``; a line that states its length or hours stays whole.
    gauge_mm
        Gauge in mm of lines by rail that state none, where you know it.
    silence
        Ids of rules (``networks/data/rules.csv``) whose warnings are not told.

    Raises
    ------
    DataError
        Something cannot be used; carries every finding, by feature (from 1) of the file.

    Warns
    -----
    DataWarning
        Something is odd but usable; and what was made of lines without places.

    Examples
    --------
    >>> import json, tempfile
    >>> from pathlib import Path
    >>> features = [
    ...     {"type": "Feature", "id": place, "properties": {"name": place},
    ...      "geometry": {"type": "Point", "coordinates": position}}
    ...     for place, position in {"JPYOK": [139.66, 35.45], "RUVVO": [131.88, 43.11]}.items()
    ... ]
    >>> features.append(
    ...     {"type": "Feature", "id": "sea:JPYOK-RUVVO",
    ...      "properties": {"tail": "JPYOK", "head": "RUVVO", "mode": "sea", "length_km": 1700},
    ...      "geometry": {"type": "LineString", "coordinates": [[139.66, 35.45], [140.9, 41.5], [131.88, 43.11]]}})
    >>> file = Path(tempfile.mkdtemp()) / "demo.geojson"
    >>> _ = file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    >>> read_geojson(file).waypoints("sea:JPYOK-RUVVO").tolist()
    [[41.5, 140.9]]
    """
    with collector_at_rest():
        file = path_to_read(path, "path")
        found = tables_of(file, name=name, mode=mode, speed=speed, snap_km=snap_km, cut=cut, gauge_mm=gauge_mm)
    return checked_network(found.tables, found.findings, rules=found.rules, silence=silence)


def tables_of(
    file: Path,
    *,
    name: str | None = None,
    mode: str | None = None,
    speed: float | None = None,
    snap_km: float = SNAP_KM,
    cut: bool = False,
    gauge_mm: int | None = None,
) -> Found:
    """Return the tables of a file, and what is wrong or odd about it; arguments are those of `read_geojson`."""
    options = LineOptions(mode, speed, snap_km, cut, gauge_mm).checked(file.name)
    return tables_of_features(file, features_of(file), name, options)


class LineOptions(NamedTuple):
    """What a call says of lines: options of `read_geojson`."""

    mode: str | None = None
    speed: float | None = None
    snap_km: float = SNAP_KM
    cut: bool = False
    gauge_mm: int | None = None

    def checked(self, file: str) -> LineOptions:
        """Return them as they are; raise DataError with what is wrong with them."""
        if wrong := _wrong_arguments(file, self):
            raise DataError(wrong)
        return self


def tables_of_features(file: Path, features: Sequence[Any], name: str | None, options: LineOptions) -> Found:
    """Return the tables of features as JSON gives them, in degrees of WGS 84."""
    found = _found_in(file.name, features, apart=options.mode is not None)
    _take_tags(found)
    if options.mode is not None or options.speed is not None:
        _complete(found, options)
    else:
        _refuse_lines_alone(found)
    rows_are_missing = any(one.severity == "error" for one in found.findings)
    found.findings += _misplaced(found)
    tables = _tables(found, as_name(file.stem) if name is None else name)
    return Found(tables, found.findings, not rows_are_missing)


@dataclass
class _Found:
    """What was found in a file: the places by number of their feature, the lines, and findings."""

    file: str
    places: list[tuple[int, Row]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def warn(self, column: str, text: str) -> None:
        """Note what is odd about the file as a whole."""
        self.findings.append(Finding(self.file, 0, column, "", text, "warning", "made"))


def _wrong_arguments(file: str, given: Any) -> list[Finding]:
    """Return what is wrong with the arguments of a call."""
    wrong = []
    mode, speed, snap_km, cut, gauge_mm = given
    if mode is not None and not (isinstance(mode, str) and mode in VOCABULARY["mode"]):
        wrong.append(("mode", mode, f"expected one of {', '.join(VOCABULARY['mode'])}"))
    if speed is not None and not (is_number(speed) and speed > 0):
        wrong.append(("speed", speed, "expected a speed in km/h above 0"))
    if not (is_number(snap_km) and 0 <= snap_km <= END_TOLERANCE_KM):
        wrong.append(("snap_km", snap_km, f"expected km from 0 to {END_TOLERANCE_KM:g}"))
    if not isinstance(cut, bool):
        wrong.append(("cut", cut, "expected True or False"))
    if gauge_mm is not None and not (is_number(gauge_mm) and gauge_mm > 0 and gauge_mm == int(gauge_mm)):
        wrong.append(("gauge_mm", gauge_mm, "expected a gauge in whole mm, as 1435"))
    return [Finding(file, 0, argument, shown(value), text) for argument, value, text in wrong]


def _take_tags(found: _Found) -> None:
    """Put the tags of elements of OpenStreetMap into columns, and tell of it."""
    rows = {"places": [row for _, row in found.places], "links": [line.row for line in found.lines]}
    told = {table: in_columns(given, _names(table)) for table, given in rows.items()}
    for table, made in told.items():
        if made:
            found.warn("@id", f"{table} of OpenStreetMap: read as columns are the tags {words(made)}")


def _names(table: str) -> list[str]:
    return [column.name for column in columns()[table]]


def _found_in(file: str, features: Sequence[Any], *, apart: bool) -> _Found:
    """Return the places and lines of features, and what cannot be used; `apart`: also lines in parts that lie apart."""
    found, wrapped = _Found(file), 0
    numbered = [(number, part) for number, one in enumerate(features, 1) for part in (parted(one) if apart else [one])]
    if more := len(numbered) - len(features):
        found.warn("geometry", f"lines in parts that do not join are read as lines of their own, {more} more")
    for number, feature in numbered:
        try:
            element = element_of(feature)
        except Unusable as error:
            found.findings.append(Finding(file, number, error.field, error.value, str(error)))
            continue
        row = element.row
        wrapped += element.wrapped
        for column in ("id", "tail", "head"):
            if column in row:
                row[column] = _as_id(row[column])
        if element.table == "places":
            row["lon"], row["lat"] = element.positions[0]
            found.places.append((number, row))
        else:
            found.lines.append(Line(number, row, element.positions))
    if wrapped:
        text = f"{wrapped} features go beyond 180 degrees east or west; they are read as degrees from the other side"
        found.warn("geometry", text)
    return found


def _as_id(value: Any) -> Any:
    """Return a whole number as the text of an id, and an empty text as none; anything else as it is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None if value == "" else value


def _unplaced(found: _Found) -> list[Line]:
    return [line for line in found.lines if line.row.get("tail") is None and line.row.get("head") is None]


def _refuse_lines_alone(found: _Found) -> None:
    """Tell once that lines name no places, and what makes places of their ends."""
    if lines := _unplaced(found):
        text = f"lines without tail and head: {len(lines)}; name mode= and speed= to make places of their ends"
        found.findings.append(Finding(found.file, 0, "tail", "", text))
        _leave_out(found, lines)


def _leave_out(found: _Found, lines: Sequence[Line]) -> None:
    gone = {line.number for line in lines}
    found.lines = [line for line in found.lines if line.number not in gone]


def _complete(found: _Found, options: LineOptions) -> None:
    """Give lines what they do not state: places at their ends, the mode, the length that is drawn, hours."""
    mode, speed = options.mode, options.speed
    if mode is None:
        _refuse_lines_alone(found)
    else:
        if options.cut:
            _cut(found)
        _make_places(found, mode, options.snap_km)
    for line in found.lines:
        row = line.row
        row["mode"] = mode if row.get("mode") is None else row["mode"]
        if options.gauge_mm is not None and row["mode"] == "rail" and row.get("gauge_mm") is None:
            row["gauge_mm"] = options.gauge_mm
        if row.get("length_km") is None:
            row["length_km"] = length_km(line.positions)
        if speed is not None and row.get("hours") is None and is_number(row["length_km"]):
            row["hours"] = float(row["length_km"]) / speed


def _cut(found: _Found) -> None:
    """Cut lines without ends of their own where others end on them."""
    lines = _unplaced(found)
    pieces, count = cut(lines)
    if count:
        found.warn("geometry", f"{count} lines are cut where others end on them, into {len(pieces) - len(lines)} more")
        whole = {id(line) for line in lines}
        found.lines = [line for line in found.lines if id(line) not in whole] + pieces


def _make_places(found: _Found, mode: str, snap_km: float) -> None:
    """Make places at the ends of lines that name none, and tell what was made."""
    lines = _unplaced(found)
    if not lines:
        return
    made = join(lines, [row for _, row in found.places], mode, snap_km)
    found.places += made.places
    text = f"made {len(made.places)} places of the ends of {len(lines)} lines; lengths are those of the lines drawn"
    found.warn("tail", text)
    if made.joined_km:
        off = f"the farthest {1000 * max(made.joined_km):.1f} m off"
        text = f"{len(made.joined_km)} ends within {1000 * snap_km:g} m of a place were joined to it, {off}"
        found.warn("snap_km", text)
    if made.pointless:
        found.warn("length_km", f"{len(made.pointless)} lines of no length are left out")
        _leave_out(found, made.pointless)
    if inside := ends_inside(lines):
        found.warn("geometry", f"{inside} ends lie on the course of another line, which is not cut there")


def _misplaced(found: _Found) -> list[Finding]:
    """Return a finding for each line that does not begin or end at its places."""
    places = {row.get("id"): row for _, row in found.places if isinstance(row.get("id"), str)}
    ends = [
        (line.number, end, str(name), position, (places[name]["lon"], places[name]["lat"]))
        for line in found.lines
        for end, position in (("tail", line.positions[0]), ("head", line.positions[-1]))
        if isinstance(name := line.row.get(end), str) and name in places  # others are told as unknown references
    ]
    if not ends:
        return []
    drawn, stated = (np.array([row[part] for row in ends]).T for part in (3, 4))
    with np.errstate(all="ignore"):  # degrees beyond all reason are told as such
        off = great_circle_km(drawn[1], drawn[0], stated[1], stated[0])
    return bounded(
        [
            Finding(
                found.file,
                number,
                end,
                name,
                f"the line {'begins' if end == 'tail' else 'ends'} {km:.0f} km from there",
            )
            for (number, end, name, *_), km in zip(ends, off.tolist(), strict=True)
            if not km <= END_TOLERANCE_KM
        ]
    )


def _tables(found: _Found, name: str) -> dict[str, Table]:
    """Return the tables of what was found; what is wrong with the values is added to its findings."""
    links = [(line.number, line.row) for line in found.lines]
    found.findings += _unread(found.file, {"places": found.places, "links": links})
    waypoints = [
        (line.number, {"link": line.row.get("id"), "seq": seq, "lat": position[1], "lon": position[0]})
        for line in found.lines
        for seq, position in enumerate(line.positions[1:-1], 1)
    ]
    tables: dict[str, Table] = {}
    for table, rows in {"places": found.places, "links": links, "waypoints": waypoints}.items():
        numbers = [number for number, _ in rows]
        given = [row for _, row in rows]
        tables[table], told = table_from_values(table, given, lenient=True, file=found.file, lines=numbers)
        found.findings += told
    tables["network"], told = table_from_values("network", [{"name": name}])
    found.findings += [Finding(found.file, 0, "name", one.value, one.expected) for one in told]
    return tables


def _unread(file: str, rows: Mapping[str, Sequence[tuple[int, Row]]]) -> list[Finding]:
    """Take properties that are no column out of the rows, and tell them."""
    findings = []
    for table, given in rows.items():
        known = set(_names(table))
        unread = sorted({key for _, row in given for key in row if key not in known})
        for _, row in given:
            for key in [key for key in row if key not in known]:
                del row[key]
        if unread:
            text = f"these properties are no columns of {table} and are not read"
            findings.append(Finding(file, 0, "", ", ".join(unread), text, "warning", "unread"))
    return findings

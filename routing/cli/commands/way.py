"""`landbridge way FROM TO`: how long the way is at sea, or across the world by rail and sea."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import networks
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.borders import add_borders, borders_of
from routing.cli.exits import exit_code
from routing.cli.over_world import SPEEDS, add_cache, add_speeds, load_world
from routing.cli.waiting import Waiting
from routing.cli.words import listed, number, several_of, stated

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from routing.ways.answer import Way

SUMMARY = "how long the way is at sea, or across the world by rail and sea"
DESCRIPTION = """\
Find the shortest way between any two ports or positions at sea, or by rail and
sea (--world): its length, where it runs, and its time at speeds that you state.
These are graphs of ways, no services: nothing says that anything runs there.
Sea lanes come with the package searoute (extra sea), railways with
scgraph-data (OpenStreetMap, ODbL; extra world)."""
EPILOG = """\
examples:
  landbridge way JPYOK Rotterdam --sea-kn 16
  landbridge way 35.4,139.7 NLRTM --avoid-passage suez --open-passage northeast
  landbridge way JPYOK 43.3,76.9 --world --avoid CN
  landbridge way JPYOK NLRTM --via Colombo --sea-kn 16 --max-days 40 -o way.html
  landbridge way JPOSA VNHPH -o way.geojson

A port is given by its UN/LOCODE or name (Hamburg, Germany), a position by its
degrees north,east. The world is built once, and kept in --cache. csv has one
row a part by one mode; geojson is the course; html and png have the map."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    options.add_ends(parser)
    parser.add_argument("--minimise", choices=("distance", "time"), help="what is to be least (default: distance)")
    group = parser.add_argument_group("what is searched")
    group.add_argument("--world", action="store_true", help="railways too, joined with the lanes at terminals")
    group.add_argument("--lanes", metavar="FILE", type=stated, help="sea lanes of a file of lines (GeoJSON)")
    add_cache(group)
    add_borders(group)
    group.add_argument("--within-km", metavar="KM", type=number, help="how far an end may lie from it (default: 200)")
    group = parser.add_argument_group("speeds (no time is told without them)")
    add_speeds(group)
    group = parser.add_argument_group("constraints (a ban removes; it is no penalty)")
    for name, metavar, told in (
        ("avoid", "COUNTRY", "territories by ISO code or English name, as CN or China,KZ; by geometry"),
        ("avoid-area", "FILE", "whatever runs through a polygon of this GeoJSON file; may be repeated"),
        ("avoid-passage", "NAME", "whatever sails through: suez, malacca, hormuz ...; may be repeated"),
        ("open-passage", "NAME", "what is closed unless asked for: kiel, northeast, northwest; may be repeated"),
    ):
        group.add_argument(f"--{name}", metavar=metavar, action="append", default=[], type=stated, help=told)
    group.add_argument("--exact-codes", action="store_true", help="a code means only itself: CN without HK and MO")
    group.add_argument("--modes", metavar="M,M", type=several_of(("sea", "rail")), help="modes allowed, of sea, rail")
    told = "run through this port, place or position; repeated: in this order"
    group.add_argument("--via", metavar="NAME", action="append", default=[], type=stated, help=told)
    group.add_argument("--max-km", metavar="KM", type=number, help="km in all, at most")
    group.add_argument("--max-days", metavar="D", type=number, help="days in all, at most, by the speeds")
    options.add_output(parser, ("text", "json", "geojson", "csv", "xlsx", "html", "png"))


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.question.constraints import Constraints
    from routing.ways.ask import way
    from routing.ways.ends import WITHIN_KM
    from routing.ways.speeds import Speeds

    form = format_of(arguments)
    speeds = {name: getattr(arguments, name) for name in SPEEDS}
    constraints = Constraints(
        avoid_territories=frozenset(", ".join(listed(text)) for text in arguments.avoid),
        avoid_areas=options.areas_of(arguments),
        avoid_passages=frozenset(arguments.avoid_passage),
        exact_codes=arguments.exact_codes,
        modes=None if arguments.modes is None else frozenset(arguments.modes),
        via=tuple(arguments.via),
        max_km=arguments.max_km,
        max_days=arguments.max_days,
    )
    graph = _graph(arguments)
    with Waiting("searching"):
        found = way(
            graph,
            arguments.origin,
            arguments.destination,
            minimise=arguments.minimise or "distance",
            speeds=Speeds(**speeds) if any(value is not None for value in speeds.values()) else None,
            constraints=constraints,
            open_passages=arguments.open_passage,
            within_km=WITHIN_KM if arguments.within_km is None else arguments.within_km,
        )
    show(_answer(found), arguments, form)
    return exit_code(found.status)


def _graph(arguments: argparse.Namespace) -> WayGraph:
    """Return what is searched: the lanes of a file, the sea, or the world, whose building is told step by step."""
    found: WayGraph = load_world(arguments) if arguments.world else networks.sea(arguments.lanes)
    borders = borders_of(arguments)
    return found if borders is None else found.with_borders(borders)


def _answer(found: Way) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text import text
    from routing.views.text.way import way_nothing

    return Answer(
        text=lambda width: text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        geojson=found.to_geojson,
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        nothing=way_nothing(found),
    )

"""`landbridge critical FROM,FROM TO,TO`: what hurts most when it is lost, what replaces it, and what cuts off."""

from __future__ import annotations

import argparse

from routing.answers.critical import KINDS, Critical
from routing.cli import options, pictures
from routing.cli.answers import Answer, format_of, show
from routing.cli.assumed import assumptions
from routing.cli.by_lorry import place_named, with_lorries
from routing.cli.exits import exit_code
from routing.cli.names import called_ids
from routing.cli.waiting import Waiting
from routing.cli.words import count, listed, place_list, several_of, stated

SUMMARY = "what hurts most when it is lost, what replaces it, and what cuts off"
DESCRIPTION = """\
Find the links, places, services, borders or territories whose loss hurts most:
first by how many shipments it leaves without a route, then by how much more
the others need in all. Told are the worst 1, 2, ... up to K of them, which way
each shipment goes then and at which price, what each element does alone, and
the fewest states and borders that cut a shipment off. One shipment goes from
each FROM to each TO. The exit code is 1 if no shipment has a route."""
EPILOG = """\
examples:
  landbridge critical Yokohama Moscow
  landbridge critical Yokohama,Busan Moscow,Almaty,Tashkent --k 2 --kinds border
  landbridge critical Yokohama Duisburg --lose place:EGSUZ,border:BY-PL
  landbridge critical JPYOK,KRPUS RUMOW,KZALA --avoid CN -o critical.html

Lost is what is closed on all days, as 'landbridge closures' tells closures.
csv has a row for each set and shipment (section worst, told), each element
alone, and each least set that cuts a shipment off (cut)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("origins", metavar="FROM,FROM", type=place_list, help="places of departure: ids or names")
    parser.add_argument("destinations", metavar="TO,TO", type=place_list, help="places of arrival: ids or names")
    parser.add_argument("--k", metavar="K", type=count, default=3, help="how many are lost at most (default: 3)")
    told = f"what may be lost, of {', '.join(KINDS)} (default: link,place)"
    parser.add_argument("--kinds", metavar="K,K", type=several_of(KINDS), default=("link", "place"), help=told)
    told = "places where shipments begin or end, and their territories, may be lost too"
    parser.add_argument("--ends", action="store_true", help=told)
    told = "tell this set as well, as place:EGSUZ,border:BY-PL; may be repeated"
    parser.add_argument("--lose", metavar="KIND:ID,...", action="append", default=[], type=_elements, help=told)
    told = "kinds whose fewest elements that cut off are told, or none (default: territory,border)"
    cuts = several_of((*KINDS, "none"))
    parser.add_argument("--cuts", metavar="K,K", type=cuts, default=("territory", "border"), help=told)
    options.add_minimise(parser)
    options.add_question(parser, ("text", "json", "csv", "xlsx", "html", "png"))


def _elements(text: str) -> dict[str, list[str]]:
    """Return elements by the keywords of `networks.closed`."""
    found: dict[str, list[str]] = {}
    for part in listed(text):
        kind, colon, name = part.partition(":")
        if not colon or kind not in KINDS:
            expected = f"expected KIND:ID with a kind of {', '.join(KINDS)}"
            raise argparse.ArgumentTypeError(f"{part!r}: {expected}")
        found.setdefault(kind, []).append(stated(name))
    return found


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    from routing.asking.progress import heard_by
    from routing.criticality.critical import critical

    form = format_of(arguments)
    network = options.network_of(arguments)
    ends = [*arguments.origins, *arguments.destinations]
    network = with_lorries(network, ends)
    ids = called_ids(network, map(place_named, ends), [], [])
    origins, destinations = ids[: len(arguments.origins)], ids[len(arguments.origins) :]
    lanes = [(origin, to) for origin in origins for to in destinations if origin != to]
    first = lanes[0] if lanes else (origins[0], destinations[0])  # which is refused as what it is
    asked = argparse.Namespace(**vars(arguments), origin=first[0], destination=first[1])
    shipment, constraints = options.question_of(asked, network)
    with Waiting("searching") as waiting, heard_by(waiting.step):
        found = critical(
            network,
            [shipment.between(*lane) for lane in lanes],
            arguments.k,
            kinds=arguments.kinds,
            minimise=options.objective_of(arguments),
            constraints=constraints,
            ends=arguments.ends,
            sets=arguments.lose,
            cuts=[kind for kind in arguments.cuts if kind != "none"],
        )
    show(_answer(found, arguments), arguments, form)
    return exit_code(found.status)


def _answer(found: Critical, arguments: argparse.Namespace) -> Answer:
    from routing.views.as_csv import as_csv
    from routing.views.text.critical import critical_lines, critical_text

    return Answer(
        text=lambda width: critical_text(found, width),
        data=found.to_dict,
        csv=lambda: as_csv(found),
        shown=(found,),
        png=lambda path: pictures.write_png(path, found),
        assumed=assumptions(arguments, found.network),
        nothing="" if any(found.before) else critical_lines(found)[0],
    )

"""--borders: whose borders territories by geometry go by."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from routing.cli.words import stated

if TYPE_CHECKING:
    from networks.geo.worldview import Borders


def add_borders(parser: argparse._ActionsContainer) -> None:
    """Add --borders."""
    told = "borders of this file (GeoJSON, GeoPackage) in place of Natural Earth's, its name told in the answer"
    parser.add_argument("--borders", metavar="FILE", type=stated, help=told)


def borders_of(arguments: argparse.Namespace) -> Borders | None:
    """Return the borders that are asked for; None: ours. Raise DataError for a file of which none can be had."""
    if arguments.borders is None:
        return None
    import networks

    return networks.read_borders(arguments.borders)

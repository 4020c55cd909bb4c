"""What every map shares: the window, land and borders, forbidden territory, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.geo.lines import position
from networks.geo.sphere import Floats, along_great_circles
from networks.network import Network
from routing.steps.ways import Line
from routing.views.plots.fonts import note
from routing.views.plots.labels import Placer
from routing.views.plots.land import Window, land_in
from routing.views.plots.naming import heading_label
from routing.views.plots.projection import EURASIA, Lambert
from routing.views.plots.style import COAST, FORBIDDEN, GREY, LAND, VERMILION, WATER, Axes, matplotlib_module, settle

MARGIN = 0.07  # of the greater side, round what is shown
LEAST_KM = 600.0
WIDTH_IN, FLATTEST, TALLEST = 10.0, 0.42, 0.85
LEAST_SHARE = 0.006  # of the land seen: smaller territories bear no code
SHARES = ((0.5, 0.5), (0.4, 0.6), (0.6, 0.4), (0.4, 0.4), (0.6, 0.6), (0.3, 0.7), (0.7, 0.3), (0.25, 0.5), (0.75, 0.5))
STEP_KM = 60.0  # longest straight piece of a line on the map


def flat(line: Line) -> Floats:
    """Return a line of degrees as km of the map, along great circles; it is never cut, at 180 degrees neither."""
    return EURASIA.forward(along_great_circles(line, STEP_KM))


def window_of(points: NDArray[np.float64], shape: float | None = None) -> Window:
    """Return the window round points (km), of a given height by width, or of the nearest comely one."""
    seen = points[~np.isnan(points).any(axis=1)]
    low, high = (seen.min(axis=0), seen.max(axis=0)) if len(seen) else (np.zeros(2), np.zeros(2))
    size = np.maximum(high - low, LEAST_KM)
    size = size + 2 * MARGIN * size.max()
    wanted = float(np.clip(size[1] / size[0], FLATTEST, TALLEST)) if shape is None else shape
    width = max(float(size[0]), float(size[1]) / wanted)
    centre = (low + high) / 2
    half = np.array([width, width * wanted]) / 2
    return Window(*(centre - half).tolist(), *(centre + half).tolist())


def places_flat(network: Network, places: Iterable[str]) -> Floats:
    """Return the positions of places in km of the map; those without one are left out."""
    found = [at for place in places if (at := position(network, place)) is not None]
    return EURASIA.forward(np.array(found).reshape(-1, 2))


def shape_figure(ax: Axes, points: NDArray[np.float64], beside_in: float) -> None:
    """Give a figure of our own the shape of what it shows, with room for the text above and below the map."""
    window = window_of(points)
    ax.figure.set_size_inches(WIDTH_IN, WIDTH_IN * window.height / window.width + beside_in)


def set_window(ax: Axes, points: NDArray[np.float64]) -> Window:
    """Show the window round points without distorting it; the text round the axes is there already."""
    settle(ax)
    box = ax.get_window_extent()
    window = window_of(points, float(box.height / box.width))
    ax.set_xlim(window.west, window.east)
    ax.set_ylim(window.south, window.north)
    ax.set_aspect("equal", adjustable="box")
    return window


def draw_land(
    ax: Axes, window: Window, forbidden: frozenset[str] = frozenset(), projection: Lambert = EURASIA
) -> dict[str, Any]:
    """Draw sea, land and borders; forbidden territories are tinted and hatched. Return the land."""
    ax.set_facecolor(WATER)
    for side in ax.spines.values():
        side.set_color(GREY)
        side.set_linewidth(0.8)
    half_pixel = window.width / float(ax.get_window_extent().width) / 2
    land = land_in(window, half_pixel, projection)
    for code, shape in land.items():
        banned = code in forbidden
        face, order = (FORBIDDEN, 1.1) if banned else (LAND, 1.0)
        look = {"facecolor": face, "edgecolor": COAST, "linewidth": 0.45}
        ax.add_patch(patch(shape, **look, zorder=order, gid=f"land:{code}"))
        if banned:
            hatched = {"facecolor": "none", "edgecolor": VERMILION, "linewidth": 0.0, "hatch": "////", "alpha": 0.35}
            ax.add_patch(patch(shape, **hatched, zorder=1.2, gid=f"forbidden:{code}"))
    return land


def write_codes(placer: Placer, land: dict[str, Any]) -> None:
    """Write the code of each larger territory where it is roomy and nothing else is drawn."""
    shapely = import_module("shapely")
    whole = sum(shape.area for shape in land.values())
    for code, shape in sorted(land.items(), key=lambda pair: -pair[1].area):
        if shape.area > LEAST_SHARE * whole:
            largest = max(shapely.get_parts(shape), key=shapely.area)
            x0, y0, x1, y1 = largest.bounds
            spots = [shapely.point_on_surface(largest)]
            spots += [shapely.Point(x0 + (x1 - x0) * a, y0 + (y1 - y0) * b) for a, b in SHARES]
            inner = largest.buffer(-0.12 * min(x1 - x0, y1 - y0))
            placer.faint([(spot.x, spot.y) for spot in spots if inner.contains(spot)], code)


def patch(shape: Any, **how: Any) -> Any:
    """Return the polygons of a shapely geometry, with their holes, as one patch."""
    shapely = import_module("shapely")
    path = matplotlib_module("path").Path
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    corners, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    for ring in shapely.get_rings(polygons):
        corners.append(shapely.get_coordinates(ring))
        codes.append(np.full(len(corners[-1]), path.LINETO, dtype=np.uint8))
        codes[-1][0], codes[-1][-1] = path.MOVETO, path.CLOSEPOLY
    return matplotlib_module("patches").PathPatch(path(np.concatenate(corners), np.concatenate(codes)), **how)


def provenance(networks: Sequence[Network], *more: str, shown: Iterable[str] = ()) -> str:
    """Return the lines under a picture: what network, of when, which data, and whether letters of it have no font.

    Parameters
    ----------
    shown
        Texts of the data, and of whoever asked, that the picture shows.
    """
    headings = list(dict.fromkeys(heading_label(network) for network in networks))
    titles = [network.heading for network in networks]
    return "\n".join(part for part in [*headings, *more, note([*titles, *shown])] if part)


def map_credits(projection: Lambert) -> str:
    """Return whose borders a map shows, and its projection."""
    middle = f"{abs(projection.lat):g}°{'NS'[projection.lat < 0]} {abs(projection.lon):g}°{'EW'[projection.lon < 0]}"
    borders = "Borders: Natural Earth 1:10m (German edition); codes: ISO 3166-1."
    return f"{borders} Lambert equal-area projection, {middle}."


MAP_CREDITS = map_credits(EURASIA)

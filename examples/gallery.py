"""All pictures: one for each example program, drawn from the answers and not pasted in.

``python examples/gallery.py FOLDER`` writes the pictures into a folder, ``python examples/gallery.py --write`` into
``examples/gallery`` together with its ``README.md``, which shows each program with its picture. Needs matplotlib:
``pip install '.[plot]'``.
"""

from __future__ import annotations

import ast
import datetime
import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networks
from routing import Constraints, GeneralisedCost, Route, Shipment, compare, frontier, price_of, solve, solve_many
from routing.views.plots import (
    plot_comparison,
    plot_critical,
    plot_frontier,
    plot_gantt,
    plot_network,
    plot_robust_upgrades,
    plot_routes,
    plot_time_cost_distance,
    plot_timeline,
    plot_upgrade_phases,
    plot_upgrades,
    style,
)

HERE = Path(__file__).parent
HOUSE = (*style.ROUTES, style.YELLOW, style.GREY, style.PAPER, style.LAND, style.WATER)
COLOURS = 80  # of the palette that keeps the files small
BARRED = "russia-transit-barred"
NO_CHINA = Constraints(avoid_territories={"CN"})
BOX = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
TO_ALMATY = Shipment("JPYOK", "KZALA", containers=1, size="20ft", scope="door")


def main(arguments: list[str] | None = None) -> None:
    """Write the pictures into a folder, or with --write into the gallery with its page."""
    asked = sys.argv[1:] if arguments is None else arguments
    if len(asked) != 1 or (asked[0].startswith("-") and asked[0] != "--write"):
        sys.exit("usage: python examples/gallery.py FOLDER | --write")
    folder = HERE / "gallery" if asked == ["--write"] else Path(asked[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, _, draw) in PICTURES.items():
        size = save(draw(), folder / f"{name}.png")
        print(f"{name}.png: {size / 1000:.0f} kB")
    if asked == ["--write"]:
        (folder / "README.md").write_text(page(), encoding="utf-8")
        print("README.md")


def save(ax: Any, path: Path) -> int:
    """Write the figure of some axes as a PNG of few colours; return its size in bytes."""
    from PIL import Image  # comes with matplotlib

    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png", metadata={"Software": None})
    full = Image.open(buffer).convert("RGB")
    sample = Image.new("RGB", (full.width, full.height * 2))  # the house's colours are kept, however little of them
    sample.paste(full)
    for number, colour in enumerate(HOUSE):
        sample.paste(colour, (0, full.height + 40 * number, full.width, full.height + 40 * number + 40))
    palette = sample.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    few = full.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path.stat().st_size


def page() -> str:
    """Return the text of README.md: each program with its picture."""
    lines = [
        "# Gallery",
        "",
        "One question a file, each runs from a fresh clone: `python examples/NAME.py`. What is asked in a few lines",
        "stands among the [recipes](../README.md). This page and its pictures are written by",
        "`python examples/gallery.py --write` (needs the extra `plot`); nothing is pasted in.",
        "",
    ]
    for name, (program, caption, _) in PICTURES.items():
        head = f"## [{program}.py](../{program}.py)" if program else "## The built-in network"
        if head not in lines:
            lines += [head, "", *([first_line(program), ""] if program else [])]
        lines += [f"![{caption}]({name}.png)", "", f"{caption}", ""]
    lines += [
        "Land and borders: Natural Earth. Lines contain information from OpenStreetMap, available under the ODbL;",
        "names of towns: GeoNames, CC BY 4.0. See [`LICENSE-DATA.md`](../../LICENSE-DATA.md).",
        "",
    ]
    return "\n".join(lines)


def first_line(program: str) -> str:
    """Return the first line of a program's docstring."""
    text = ast.get_docstring(ast.parse((HERE / f"{program}.py").read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0]


def the_network() -> Any:
    net = networks.load("eurasia")
    return plot_network(net, frame=("RUMOW", "JPYOK", "CNLYG", "UZTAS", "RUMMK"))


def days_42_and_25() -> Any:
    names = ("2016-suez", "2016-ordinary", "2016-target")
    return plot_comparison(compare({name: networks.load("eurasia", scenario=name) for name in names}, BOX))


def map_42_and_25() -> Any:
    names = ("2016-suez", "2016-target")
    routes = {name: solve(networks.load("eurasia", scenario=name), BOX).require() for name in names}
    return plot_routes(routes)


def gantt_of_42() -> Any:
    return plot_gantt(solve(networks.load("eurasia", scenario="2016-ordinary"), BOX).require())


def a_sailing() -> Any:
    net = networks.load("eurasia", scenario="2016-target")
    return plot_timeline(solve(net, BOX, depart=datetime.date(2016, 3, 6)).require())


def around_china() -> Any:
    price = price_of(networks.load("eurasia"), TO_ALMATY, constraints=NO_CHINA)
    routes = {"anywhere": price.free.require(), "without China": price.bound.require()}
    return plot_routes(routes, constraints=NO_CHINA)


def along_the_way() -> Any:
    price = price_of(networks.load("eurasia"), TO_ALMATY, constraints=NO_CHINA)
    return plot_time_cost_distance({"anywhere": price.free.require(), "without China": price.bound.require()})


def funnel() -> Any:
    net = networks.load("eurasia")
    capitals = {"Astana": "KZAST", "Bishkek": "KGFRU", "Tashkent": "UZTAS", "Dushanbe": "TJDYU", "Ashgabat": "TMASB"}
    routes = {city: solve(net, Shipment("JPYOK", at), constraints=NO_CHINA).require() for city, at in capitals.items()}
    return plot_routes(routes, constraints=NO_CHINA, title="Yokohama - the capitals of Central Asia without China")


def many_lanes() -> Any:
    import batch_on_a_cluster as batch

    found = solve_many("eurasia", {"Yokohama": dict.fromkeys(batch.CITIES, 1)}, progress=False)
    routes = {row["destination"]: found.result(number).best for number, row in enumerate(found)}
    return plot_routes(routes, title="Yokohama - Moscow and six cities of Central Asia, least time")


def front_to_almaty() -> Any:
    return plot_frontier(frontier(networks.load("eurasia"), TO_ALMATY, criteria=("time", "cost", "co2e")))


def gateways() -> Any:
    import gateways_shut

    found = replace(gateways_shut.answer("eurasia"), worst=())
    return plot_critical(found, title="Shut in 2016: lanes that go another way, and what that costs")


def ladder() -> Any:
    import from_42_to_25

    found = from_42_to_25.plan("eurasia")
    return plot_upgrades(found, title="Yokohama - Moscow, 2016: the cheapest upgrades for 25 days, one after the other")


def curve() -> Any:
    import from_42_to_25

    found = from_42_to_25.plan("eurasia")
    return plot_upgrades(found, shown="curve", title="Yokohama - Moscow, 2016: days that money reaches, as supposed")


def sure_sets() -> Any:
    import from_42_to_25

    found = from_42_to_25.robust("eurasia")
    return plot_robust_upgrades(found, title="Yokohama - Moscow, 2016: how sure 25 days are where nothing is certain")


def first_lessons() -> Any:
    import from_42_to_25

    found = from_42_to_25.robust("eurasia")
    return plot_robust_upgrades(found, shown="effects", title="What to learn first of the upgrades of 2016")


def year_by_year() -> Any:
    import from_42_to_25

    found = from_42_to_25.phased("eurasia")
    return plot_upgrade_phases(found, title="Yokohama - Moscow, with 30 million USD a year, which is supposed")


def samarga_ladder() -> Any:
    import samarga_or_vostochny

    found = samarga_or_vostochny.vostochny()
    return plot_upgrades(found, shown="curve", title="Without Samarga; dashed: the days that Samarga reaches alone")


def coal_and_boxes() -> Any:
    import coal_and_containers as shared

    half = shared.SHARES[1] * shared.flow(shared.assigned(networks.load("eurasia"), None, 100))
    found = shared.assigned(networks.load("eurasia"), half, 100)
    return found.plot(unit="t", title="Coal and boxes with half the room that they want east of Lake Baikal")


def what_the_funnel_carries() -> Any:
    import funnel_capacity as funnel

    found = funnel.assigned(networks.load("eurasia"), 40_000)
    return found.plot(title="40,000 boxes a week to Central Asia without China")


def full_out_and_empty_back() -> Any:
    import empties as back

    found = back.assigned(networks.load("eurasia-2025"), 0, back.ROOM_TEU[1])
    return found.plot(title="From Yokohama without China: full out, empty back")


def then_and_now() -> Any:
    names = ("2016-ordinary", "2016-target")
    nets = {name: networks.load("eurasia", scenario=name) for name in names} | {"2025": networks.load("eurasia-2025")}
    return plot_comparison(compare(nets, BOX))


def performed_and_now() -> Any:
    names = ("2016-performed", "2018-performed")
    nets = {name: networks.load("eurasia", scenario=name) for name in names} | {"2025": networks.load("eurasia-2025")}
    return plot_comparison(compare(nets, replace(BOX, scope="terminal")))


def to_almaty_today() -> Any:
    return plot_routes(ways_today("KZALA"))


def to_duisburg_today() -> Any:
    return plot_routes(ways_today("DEDUI"))


def ways_today(place: str) -> dict[str, Route]:
    """Return the ways that differ under the bans of `corridors_today`, each by the first bans that lead to it."""
    import corridors_today

    found: dict[tuple[str, ...], tuple[list[str], Route]] = {}
    for words, result in corridors_today.answers(networks.load(corridors_today.NOW), place).items():
        if result.best is not None:
            found.setdefault(result.best.links, ([], result.best))[0].append(words)
    return {_together(words): route for words, route in found.values()}


def _together(bans: list[str]) -> str:
    """Return several bans in few words: without Russia, China."""
    first, *others = bans
    head = "without "
    return ", ".join([first, *(one.removeprefix(head) if first.startswith(head) else one for one in others)])


def funnel_today() -> Any:
    import central_asia_funnel as funnel

    net = networks.load("eurasia-2025")
    limits = Constraints(avoid_territories={"CN"})
    routes = {
        city.partition(" (")[0]: solve(net, Shipment("JPYOK", place, goods=BARRED), constraints=limits).require()
        for place, city in funnel.CITIES.items()
    }
    return plot_routes(routes, constraints=limits, title="Late 2025, without China: goods that Russia bars in transit")


def coal() -> Any:
    net = networks.load("eurasia")
    routes = {}
    for mine, name in {"RU-KEMCOAL": "Kuzbass", "KZ-EKICOAL": "Ekibastuz"}.items():
        shipment = Shipment(mine, "JP-ISOGO", load="bulk", tonnes=4_000.0, scope="terminal")
        routes[name] = solve(net, shipment, minimise="cost").require()
    return plot_routes(routes, title="4,000 t of coal to the power station of Isogo, from two basins, in least USD")


def rare_earths() -> Any:
    net = networks.load("eurasia")
    box = Shipment("KZKGF", "JPYOK", tonnes=20.0, value_usd=600_000.0)
    return solve(net, box, minimise=GeneralisedCost.of_inventory(net, box), constraints=NO_CHINA).plot()


def samarga() -> Any:
    through = Constraints(avoid_territories={"CN"}, via=("RU-SAMARGA",))
    routes = {
        "as it was": solve(networks.load("eurasia"), BOX, constraints=NO_CHINA).require(),
        "by Samarga": solve(networks.load("eurasia", scenario="samarga"), BOX, constraints=through).require(),
    }
    frame = ("JPYOK", "RUKHV", "RU-SAMARGA", "RUVYP", "JPHKT")
    return plot_routes(routes, constraints=NO_CHINA, frame=frame, title="Two ways from Yokohama to the Trans-Siberian")


def first_route() -> Any:
    return solve(networks.load("eurasia"), BOX).plot()


def own() -> Any:
    import own_network

    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "corridor"
        folder.mkdir()
        for name, text in (("places", own_network.PLACES), ("links", own_network.LINKS)):
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        net = networks.read(folder)
    box = Shipment("OSAKA", "ALMATY", containers=1)
    price = price_of(net, box, constraints=NO_CHINA)
    routes = {"anywhere": price.free.require(), "without China": price.bound.require()}
    return plot_time_cost_distance(routes, quantity="usd", indicators=False)


PICTURES: dict[str, tuple[str, str, Callable[[], Any]]] = {  # name -> program, caption, how it is drawn
    "network": (
        "",
        "What exists between Moscow and Yokohama: rail by gauge, sea, ferries, terminals, borders.",
        the_network,
    ),
    "waterfall": (
        "compare_42_and_25_days",
        "Both readings of the 42 days against the 25; hatched: assumed.",
        days_42_and_25,
    ),
    "map-42-25": ("compare_42_and_25_days", "The way by Suez and the way by the Trans-Siberian.", map_42_and_25),
    "gantt": ("compare_42_and_25_days", "The ordinary chain of 42 days, thing by thing.", gantt_of_42),
    "sailing-dates": (
        "sailing_dates",
        "The 25 days on a calendar: leaving on Sunday, 6 March 2016, by the next ship and the next train.",
        a_sailing,
    ),
    "bypass-china": ("bypass_china", "Yokohama - Almaty with and without Chinese territory.", around_china),
    "distance": ("bypass_china", "Hours over km on both, with the indicators of CAREC's monitoring.", along_the_way),
    "funnel": ("central_asia_funnel", "Which railways lead to the five capitals without China.", funnel),
    "funnel-2025": (
        "central_asia_funnel",
        "The same in late 2025, for goods that Russia bars in transit.",
        funnel_today,
    ),
    "frontier": (
        "which_corridor_when",
        "Yokohama - Almaty: no route here is beaten in days, dollars and CO2e.",
        front_to_almaty,
    ),
    "many-lanes": (
        "batch_on_a_cluster",
        "Seven of its lanes, asked with one call; all of them with every scenario are 224.",
        many_lanes,
    ),
    "gateways": (
        "gateways_shut",
        "Five gateways shut in 2016, one by one and in pairs: two may cost more than both of them alone.",
        gateways,
    ),
    "from-42-to-25": ("from_42_to_25", "The ladder from 42 days to 25: the cheapest upgrades.", ladder),
    "money-and-days": ("from_42_to_25", "What each amount of money reaches, every point proven.", curve),
    "sure-of-25-days": ("from_42_to_25", "In how many of 1,000 scenarios each set keeps 25 days.", sure_sets),
    "what-to-learn-first": ("from_42_to_25", "How much hangs on the effect of each upgrade.", first_lessons),
    "year-by-year": ("from_42_to_25", "What is begun in which year, and the days then.", year_by_year),
    "coal-and-boxes": (
        "coal_and_containers",
        "Coal and boxes with half the room that they want: lines as wide as their tonnes, red where it is full.",
        coal_and_boxes,
    ),
    "funnel-capacity": (
        "funnel_capacity",
        "What a tenth of the known capacities carries to Central Asia without China, and what chokes it, in red.",
        what_the_funnel_carries,
    ),
    "empty-boxes": (
        "empties",
        "Boxes from Yokohama without China, and their way back empty, in yellow, with little room at a border.",
        full_out_and_empty_back,
    ),
    "then-and-now": (
        "then_and_now",
        "Door to door: 42 days read as the ordinary chain, and the 25 promised, against the edition of 2025.",
        then_and_now,
    ),
    "performed-and-now": (
        "then_and_now",
        "Terminal to terminal: what two boxes took, against the edition of 2025.",
        performed_and_now,
    ),
    "today-almaty": ("corridors_today", "Yokohama - Almaty today, with and without Russia and China.", to_almaty_today),
    "today-duisburg": (
        "corridors_today",
        "Yokohama - Duisburg today, with and without Russia and China.",
        to_duisburg_today,
    ),
    "coal": (
        "coal_to_japan",
        "Coal from Kuzbass and Ekibastuz to Isogo; its dollars rest on assumptions: read the order, not the amounts.",
        coal,
    ),
    "rare-earths": (
        "rare_earths",
        "Karaganda - Yokohama without China, the goods' own time counted.",
        rare_earths,
    ),
    "samarga": ("samarga_port", "The planned port of Samarga and its railway beside what there is.", samarga),
    "samarga-or-vostochny": (
        "samarga_or_vostochny",
        "What else brings the days of Samarga, and for how much.",
        samarga_ladder,
    ),
    "tutorial": ("tutorial", "The first answer of the walk: Yokohama - Moscow in least time.", first_route),
    "own": ("own_network", "Two ways of a network of six places, from two CSV files.", own),
}


if __name__ == "__main__":
    main()

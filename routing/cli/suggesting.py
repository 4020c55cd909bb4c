"""What was meant by a word of the command line that nobody knows: by its letters, or by what others call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

OPTIONS = {  # what people type -> the option that is meant
    "arrival": "arrive-by",
    "arrive": "arrive-by",
    "arrive-before": "arrive-by",
    "avoid-country": "avoid",
    "avoid-countries": "avoid",
    "avoid-territories": "avoid",
    "avoid-territory": "avoid",
    "ban": "avoid",
    "box": "size",
    "boxes": "containers",
    "budget": "max-usd",
    "cargo": "goods",
    "carbon": "max-kg-co2e",
    "commodity": "goods",
    "container-size": "size",
    "currency": "money",
    "data": "network",
    "date": "ready",
    "days": "max-days",
    "departure": "depart",
    "due": "deadline",
    "eta": "arrive-by",
    "etd": "depart",
    "edition": "network",
    "exclude": "avoid",
    "exclude-mode": "without",
    "exclude-modes": "without",
    "file": "output",
    "folder": "network",
    "kg": "tonnes",
    "leave": "depart",
    "leaving": "depart",
    "limit": "max-days",
    "mass": "tonnes",
    "max-co2": "max-kg-co2e",
    "max-cost": "max-usd",
    "max-price": "max-usd",
    "max-time": "max-days",
    "max-transfers": "max-transshipments",
    "mode": "modes",
    "number": "containers",
    "objective": "minimise",
    "optimise": "minimise",
    "optimize": "minimise",
    "out": "output",
    "quantity": "containers",
    "sailing": "depart",
    "save": "output",
    "sort": "minimise",
    "start": "ready",
    "teu": "containers",
    "through": "via",
    "type": "format",
    "weight": "tonnes",
    "with": "modes",
}
ELSEWHERE = {"depart": "ready", "arrive-by": "deadline"}  # an option of some commands -> what is meant in the others
STATED = {  # what people type -> the option with its word
    "best": "minimise",
    "cheap": "minimise cost",
    "cheapest": "minimise cost",
    "csv": "format csv",
    "door-to-door": "scope door",
    "fast": "minimise time",
    "excel": "format xlsx",
    "fastest": "minimise time",
    "geojson": "format geojson",
    "green": "minimise co2e",
    "greenest": "minimise co2e",
    "high-cube": "size 40hc",
    "html": "format html",
    "ics": "format ics",
    "json": "format json",
    "jpy": "money JPY",
    "no-china": "avoid CN",
    "no-ferries": "without ferry",
    "no-ferry": "without ferry",
    "no-russia": "avoid RU",
    "page": "format html",
    "pdf": "format html",
    "png": "format png",
    "port-to-port": "scope terminal",
    "reefer": "size 40rf",
    "rub": "money RUB",
    "shortest": "minimise distance",
    "without-china": "avoid CN",
    "without-ferries": "without ferry",
    "without-ferry": "without ferry",
    "without-russia": "avoid RU",
    "xlsx": "format xlsx",
    "yen": "money JPY",
}
COMMANDS = {
    "alternative": "alternatives",
    "best": "route",
    "breakeven": "break-even",
    "border": "audit",
    "cost-of": "price-of",
    "countries": "places",
    "diff": "compare",
    "find": "route",
    "front": "frontier",
    "init": "template",
    "lanes": "table",
    "matrix": "table",
    "new": "template",
    "od": "table",
    "pareto": "frontier",
    "path": "route",
    "ports": "places",
    "price": "price-of",
    "search": "places",
    "shortest": "route",
    "solve": "route",
    "stations": "places",
    "validate": "check",
    "versus": "compare",
}
WORDS = {
    "barge": "inland_water",
    "carbon": "co2e",
    "calendar": "ics",
    "cheapest": "cost",
    "co2": "co2e",
    "days": "time",
    "door2door": "door",
    "duration": "time",
    "emissions": "co2e",
    "excel": "xlsx",
    "fastest": "time",
    "greenest": "co2e",
    "hazardous": "dangerous",
    "image": "png",
    "km": "distance",
    "length": "distance",
    "lorry": "road",
    "map": "geojson",
    "money": "cost",
    "page": "html",
    "picture": "png",
    "plane": "air",
    "port": "terminal",
    "price": "cost",
    "railway": "rail",
    "reefer": "cooled",
    "report": "html",
    "river": "inland_water",
    "ship": "sea",
    "shortest": "distance",
    "spreadsheet": "xlsx",
    "station": "terminal",
    "train": "rail",
    "truck": "road",
    "txt": "text",
    "usd": "cost",
    "vessel": "sea",
    "pdf": "html",
    "xls": "xlsx",
}
LEAST = 0.65  # of the letters of two words, in common


def meant_by(word: str, known: Iterable[str], others: Mapping[str, str]) -> str:
    """Return which of some words is meant by another; "" where none is near.

    Parameters
    ----------
    known
        What there is.
    others
        Further names of what there may be.

    Examples
    --------
    >>> meant_by("max-day", ["max-days", "max-usd"], OPTIONS), meant_by("weight", ["tonnes"], OPTIONS)
    ('max-days', 'tonnes')
    >>> meant_by("max-trans", ["max-transshipments"], OPTIONS), meant_by("frobnicate", ["avoid"], OPTIONS)
    ('max-transshipments', '')
    """
    import difflib  # not above: most words are known

    names = {name.casefold(): name for name in known}
    wanted = word.casefold().replace("_", "-").strip("-")
    if wanted in names:
        return names[wanted]
    other = others.get(wanted, wanted)
    other = other if other in names.values() else ELSEWHERE.get(other, other)
    if other in names.values():
        return other
    begun = [name for name in names if len(wanted) > 2 and name.startswith(wanted)]
    near = begun[:1] or difflib.get_close_matches(wanted, names, n=1, cutoff=LEAST)
    return names[near[0]] if near else ""

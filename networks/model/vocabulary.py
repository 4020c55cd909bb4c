"""The words and codes that cells may hold: closed lists, each the only one of its kind.

The classes of goods stand in ``data/goods.csv``, for what is barred where changes with the years.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType


def _lists(lists: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return name -> words; they are given in one text, for so they can be read."""
    return MappingProxyType({name: tuple(words.split()) for name, words in lists.items()})


def _classes_of_goods(of: str = "") -> str:
    """Return the classes of ``data/goods.csv``, all or those of one kind; nothing is quoted before the meaning."""
    lines = (Path(__file__).parents[1] / "data" / "goods.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines[1:]]
    return " ".join(row[0] for row in rows if of in ("", row[1]))


VOCABULARY = _lists(
    {
        "place_kind": "seaport rail_terminal junction border_crossing dry_port other",
        "mode": "rail sea ferry road inland_water air",
        "electrified": "yes no partly",
        "confidence": "high medium low",
        "service_kind": "line area",
        "grade": "scheduled general ordinary drayage",
        "operation_kind": "origin delivery load unload lift bogie_change",
        "procedure_kind": "export import transit_opening transit_closing papers handover surcharge",
        "figure_kind": "sourced computed calibrated assumption plan quote",
        "calendar_kind": "sourced assumption",
        "weekday": "Mon Tue Wed Thu Fri Sat Sun",
        "basis": "shipment container teu tonne declaration lorry container_km teu_km tonne_km lorry_km day"
        " shipment_day container_day teu_day tonne_day percent_of_value_per_day kwh",
        "quantity": "time running_time wait origin_wait headway speed price rate co2e co2e_ttw energy capacity"
        " tonnes_per_teu usd_per_unit price_index free_time demurrage inventory vehicle_capacity ft40_ratio"
        " ft20_gross ft40_gross empty_ratio dwell cut_off cancelled slowdown",
        "cause_kind": "weather congestion border strike other",
        "distribution_family": "lognormal gamma triangular quantiles",
        "closure_kind": "closure slowed queue permission notice",
        "closed_table": "places links services territories borders",
        "closure_scope": "import export transit",
        "action": "add withdraw set",
        "load": "container wagon bulk",
        "goods": _classes_of_goods(),
        "goods_of_carriage": _classes_of_goods("carriage"),
        "traction": "electric diesel partly",
    }
)

UNITS = _lists(
    {
        "time": "h d min",
        "running_time": "h d min s",
        "wait": "h d min",
        "origin_wait": "h d min",
        "headway": "h d",
        "dwell": "h d min s",
        "cut_off": "h d min s",
        "speed": "km/day km/h kn",
        "co2e": "g kg",
        "co2e_ttw": "g kg",
        "energy": "kWh",
        "capacity": "TEU/week t/week",
        "vehicle_capacity": "TEU t",
        "tonnes_per_teu": "t",
        "usd_per_unit": "USD",
        "free_time": "h d min",
        "inventory": "%",
        "ft40_ratio": "ratio",
        "empty_ratio": "ratio",
        "ft20_gross": "t",
        "ft40_gross": "t",
        "cancelled": "%",
        "slowdown": "%",
    }
)

GAUGES_MM = (600, 750, 760, 900, 914, 950, 1000, 1067, 1435, 1520, 1524, 1600, 1668, 1676)

# ISO 3166-1 alpha-2 (2020 edition). NA is Namibia, not a missing value.
ISO_3166_1 = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905 - shorter than a list
)


def is_territory(code: str) -> bool:
    """Tell whether a text is an ISO 3166-1 alpha-2 code.

    Examples
    --------
    >>> is_territory("NA"), is_territory("XX")
    (True, False)
    """
    return code in ISO_3166_1

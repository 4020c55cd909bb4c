"""The tables of a network: their columns and types, and how each type is read and written.

The columns stand in ``data/columns.csv``, so that the reader, the writer, the checks and the
documentation all speak of the same ones. A type is a pair of functions: text to value (strict: a decimal
comma, a thousands separator or a unit is an error, never a guess) and value to text.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from networks.model.limits import ID_LENGTH, LIST_LENGTH, NUMBER_LENGTH, TEXT_LENGTH
from networks.model.times_of_day import parse_time, parse_times
from networks.model.vocabulary import GAUGES_MM, VOCABULARY, is_territory

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")
_ID = re.compile(r"[^\s,;=+\-@'\"][^\s,;]*\Z")  # no spreadsheet takes it for a formula
_WHOLE = re.compile(r"([0-9]{1,9})(\.0+)?\Z")  # 1520.0 is how pandas writes 1520 beside an empty cell
_WRITTEN_WITH_0 = re.compile(r"([+-]?[0-9]+)\.0+\Z")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]00:00:00)?\Z")  # pandas writes the hour of some dates
_DAYS = re.compile(r"[3-7][0-9]{4}(\.0+)?\Z")
_OTHER_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})(?: 0?0:00(?::00)?)?\Z")
SPREADSHEET_DAY_0 = datetime.date(1899, 12, 30)  # from March 1900 on
_UNWRITABLE = re.compile("[\x00-\x1f\ud800-\udfff]")  # lone surrogates have no UTF-8
# What `str.isprintable` lets pass although nothing shows: joiners of graphemes, fillers, variation selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){0,2}\Z")
_SIDE = re.compile(r"(door|gate|sea|ferry|road|inland_water|air|rail:[0-9]{3,4})\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, the name of its type, whether it must be filled, what it means."""

    name: str
    type: str
    required: bool
    meaning: str

    @property
    def missing(self) -> Any:
        """Return the value that stands for an empty cell of this column."""
        if self.type in FLOAT_TYPES:
            return math.nan
        if self.type in INT_TYPES:
            return -1
        if self.type in ("bool_yes", "bool_no"):
            return self.type == "bool_yes"
        if self.type.endswith("_list"):
            return ()
        return None if self.type == "date" else ""

    def parse(self, text: str) -> Any:
        """Return the value of a cell; raise ValueError saying what was expected."""
        if text == "":
            if self.required:
                raise ValueError("a value is required here")
            return self.missing
        return parser(self.type)(text)

    def format(self, value: Any) -> str:
        """Return the text of a value, such that parsing it gives the value back."""
        return "" if is_missing(self, value) else format_value(value)


TEXT_TYPES = frozenset(
    {"text", "text_or_number", "unit"}
)  # free text; what a spreadsheet would run is escaped in files
FLOAT_TYPES = frozenset({"number", "positive", "nonnegative", "latitude", "longitude"})
INT_TYPES = frozenset({"count", "year", "gauge"})


def is_missing(column: Column, value: Any) -> bool:
    """Tell whether a value stands for an empty cell."""
    if isinstance(value, float) and math.isnan(value):
        return True
    return bool(value == column.missing)


@cache
def columns() -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of every table, in their order, as ``data/columns.csv`` states them.

    Examples
    --------
    >>> [column.name for column in columns()["waypoints"]]
    ['link', 'seq', 'lat', 'lon', 'source']
    """
    text = (Path(__file__).parents[1] / "data" / "columns.csv").read_text(encoding="utf-8")
    tables: dict[str, list[Column]] = {}
    for row in csv.DictReader(text.splitlines()):
        column = Column(row["column"], row["type"], row["required"] == "yes", row["meaning"])
        tables.setdefault(row["table"], []).append(column)
    return MappingProxyType({name: tuple(found) for name, found in tables.items()})


def parse_number(text: str) -> float:
    """Return a finite number written with a decimal point and nothing else; raise ValueError otherwise."""
    if len(text) > NUMBER_LENGTH:
        raise ValueError(f"expected a number of at most {NUMBER_LENGTH} characters")
    if not _NUMBER.match(text):
        raise ValueError(f"expected a plain number such as 2800 or 3.5{_number_hint(text)}")
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("expected a finite number")
    return number


def numbers_of(column: Column, texts: Sequence[str]) -> list[float] | None:
    """Return the numbers of a whole column, or None where it has another type or an empty or bad cell.

    The same as `Column.parse` for each, in less time: of plain numbers the least and the greatest tell whether all of
    them lie in the range of the column.
    """
    if column.type not in FLOAT_TYPES or not texts or not all(map(_NUMBER.match, texts)):
        return None
    if max(map(len, texts)) > NUMBER_LENGTH:
        return None
    numbers = list(map(float, texts))
    try:
        for number in (min(numbers), max(numbers)):
            column.parse(repr(number))
    except ValueError:
        return None
    return numbers


def whole_numbers(column: Column, texts: Sequence[str]) -> Sequence[str]:
    """Return the texts of a column; of ids all written as 12.0, as pandas writes 12, the numbers."""
    if column.type in ("id", "id_list") and any(texts) and all(map(_WRITTEN_WITH_0.match, filter(None, texts))):
        return [text.partition(".")[0] for text in texts]
    return texts


def _number_hint(text: str) -> str:
    if re.match(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z", text):
        return " (no thousands separators)"
    if re.match(r"[+-]?[0-9]+,[0-9]+\Z", text):
        return " (decimal point, not comma)"
    if re.match(r"[+-]?[0-9]+(\.[0-9]+)?\s*[a-zA-Z]+\Z", text):
        return " (the unit belongs into its own column or the column's name)"
    return ""


def _ranged(low: float, high: float, expected: str) -> Callable[[str], float]:
    def parse(text: str) -> float:
        number = parse_number(text)
        if not low <= number <= high:
            raise ValueError(f"expected {expected}")
        return number

    return parse


def _positive(text: str) -> float:
    number = parse_number(text)
    if number <= 0:
        raise ValueError("expected a number above 0")
    return number


def _whole(text: str) -> int | None:
    """Return a whole number of up to nine digits, None for any other text."""
    found = _WHOLE.match(text)
    return int(found[1]) if found else None


def _integer(low: int, high: int, expected: str) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = _whole(text)
        if number is None or not low <= number <= high:
            raise ValueError(f"expected {expected}")
        return number

    return parse


def _gauge(text: str) -> int:
    number = _whole(text)
    if number not in GAUGES_MM:
        raise ValueError(f"expected one track gauge in mm, one of {', '.join(map(str, GAUGES_MM))}")
    return number


def _id(text: str) -> str:
    if len(text) > ID_LENGTH:
        raise ValueError(f"expected an id of at most {ID_LENGTH} characters, this has {len(text)}")
    if not _ID.match(text):
        expected = "an id without spaces, commas and semicolons that does not begin with = + - @ or a quote"
        raise ValueError(f"expected {expected}")
    if text.isascii() and text.isprintable():
        return text
    if unseen := next((one for one in text if not one.isprintable()), "") or "".join(_UNSEEN.findall(text))[:1]:
        raise ValueError(f"expected an id of characters that show, this holds {code_point(unseen)}")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("expected an id with its accents in the letters (Unicode NFC), not as characters of their own")
    return text


def code_point(character: str) -> str:
    r"""Return what a character is called that does not show.

    Examples
    --------
    >>> code_point("\u200b"), code_point("\n")
    ('U+200B (ZERO WIDTH SPACE)', 'U+000A')
    """
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _matching(pattern: re.Pattern[str], expected: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.match(text):
            raise ValueError(f"expected {expected}")
        return text

    return parse


_BOOLS = {"yes": True, "no": False}
_BOOLS |= {"True": True, "False": False, "TRUE": True, "FALSE": False}  # as pandas and spreadsheets write them


def _bool(text: str) -> bool:
    if text not in _BOOLS:
        raise ValueError("expected yes or no")
    return _BOOLS[text]


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(_DATE.match(text)[1])  # type: ignore[index]
    except (TypeError, ValueError):
        raise ValueError(f"expected a date as YYYY-MM-DD{_date_hint(text)}") from None


def _date_hint(text: str) -> str:
    """Return what a date may be that is written in another form; where day and month may be either, no date."""
    if _DAYS.match(text):  # from 1982 to 2119, so that no year is one
        return f" (a day number of a spreadsheet? {SPREADSHEET_DAY_0 + datetime.timedelta(days=int(text[:5]))})"
    if found := _OTHER_DATE.match(text):
        first, second, year = map(int, found.groups())
        if first <= 12 and second <= 12 and first != second:
            return " (the year first, then the month, then the day)"
        with suppress(ValueError):
            return f" ({datetime.date(year, *sorted((first, second)))}?)"
    return ""


def _territory(text: str) -> str:
    if not is_territory(text):
        raise _NoTerritory(text)
    return text


class _NoTerritory(ValueError):
    """A text is no code of a territory; which one is meant is guessed when it is told: of very many not all are."""

    def __str__(self) -> str:
        from networks.model.countries import suggested_territories  # not above: most cells need no guess

        text = str(self.args[0])
        meant = suggested_territories(text) if len(text) > 2 else ()
        hint = f"; did you mean {', '.join(meant)}?" if meant else ""
        return f"expected an ISO 3166-1 alpha-2 code such as KZ{hint}"


def _listed(parse_item: Callable[[str], Any], unique: bool = True) -> Callable[[str], tuple[Any, ...]]:
    def parse(text: str) -> tuple[Any, ...]:
        if len(text) > LIST_LENGTH:
            raise ValueError(f"expected a list of at most {LIST_LENGTH} characters, this has {len(text)}")
        items = tuple(parse_item(item.strip()) for item in text.split(";"))
        if unique and len(set(items)) < len(items):
            raise ValueError("expected each item once")
        return items

    return parse


def _text(text: str) -> str:
    if len(text) > TEXT_LENGTH:
        raise ValueError(f"expected text of at most {TEXT_LENGTH} characters, this has {len(text)}")
    if found := _UNWRITABLE.search(text):
        held = "" if found[0] in "\n\r\t" else f", this holds {code_point(found[0])}"
        raise ValueError(f"expected text without line ends, tabs and other control characters{held}")
    return text


def _text_or_number(text: str) -> str:
    """Return a text; a whole number that was written with a point and a zero without those."""
    return _WRITTEN_WITH_0.sub(r"\1", _text(text))


@cache
def parser(type_name: str) -> Callable[[str], Any]:
    """Return the function that reads a cell of the named type."""
    known: dict[str, Callable[[str], Any]] = {
        "id": _id,
        "id_list": _listed(_id, unique=False),
        "text": _text,
        "text_or_number": _text_or_number,
        "unit": _text,
        "number": parse_number,
        "positive": _positive,
        "nonnegative": _ranged(0, math.inf, "a number not below 0"),
        "latitude": _ranged(-90, 90, "degrees north from -90 to 90 (are latitude and longitude swapped?)"),
        "longitude": _ranged(-180, 180, "degrees east from -180 to 180"),
        "count": _integer(1, 10**9, "a whole number from 1"),
        "year": _integer(1800, 2200, "a year such as 2016"),
        "month_list": _listed(_integer(1, 12, "a month from 1 to 12")),
        "gauge": _gauge,
        "gauge_list": _listed(_gauge),
        "territory": _territory,
        "territory_list": _listed(_territory),
        "mode_list": _listed(_word("mode")),
        "load_list": _listed(_word("load")),
        "goods_list": _listed(_word("goods")),
        "bool_yes": _bool,
        "bool_no": _bool,
        "date": _date,
        "date_list": _listed(_date),
        "time": parse_time,
        "time_list": _listed(parse_times),
        "weekday_list": _listed(_word("weekday")),
        "zone": _matching(_ZONE, "the IANA name of a zone such as Asia/Tokyo"),
        "side": _matching(_SIDE, "door, gate, sea, ferry, road, or rail:GAUGE such as rail:1520"),
    }
    return known[type_name] if type_name in known else _word(type_name)


def _word(kind: str) -> Callable[[str], str]:
    """Return the function that takes the words of a vocabulary and nothing else."""

    def parse(text: str) -> str:
        if text not in VOCABULARY[kind]:
            raise ValueError(f"expected one of {', '.join(VOCABULARY[kind])}")
        return text

    return parse


def format_value(value: Any) -> str:
    """Return the text of a value that is not missing: the shortest that is read back as the same value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, tuple):
        return ";".join(map(format_value, value))
    return str(value)

"""Types of options that take a word or a number: as people write them, with what is meant where it is misspelt."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection

from networks.model.box_sizes import box_size
from routing.cli.suggesting import WORDS, meant_by

_NUMBER = re.compile(r"[^\d.+-]*([+-]?[\d.]+)[^\d.]*")
_THOUSANDS = re.compile(r"([\d.]+)k", re.IGNORECASE)


def one_of(words: Collection[str], which: str = "one of", how: str = "") -> Callable[[str], str]:
    """Return the type of an option that takes one of some words, upper and lower case alike.

    Examples
    --------
    >>> one_of(["time", "cost"])("Cost")
    'cost'
    """

    def word(text: str) -> str:
        named = {name.casefold(): name for name in words}
        if text.casefold() in named:
            return named[text.casefold()]
        raise argparse.ArgumentTypeError(f"{text!r}: expected {which} {', '.join(words)}{how}{_hint(text, words)}")

    return word


def several_of(words: Collection[str], how: str = "") -> Callable[[str], tuple[str, ...]]:
    """Return the type of an option that takes some words with commas between them.

    Examples
    --------
    >>> several_of(["rail", "sea"])("Rail, sea")
    ('rail', 'sea')
    """
    one = one_of(words, "some of", f" with commas between them{how}")
    return lambda text: tuple(map(one, listed(text)))


def size_of(sizes: Collection[str]) -> Callable[[str], str]:
    """Return the type of the size of a box, written in any of the usual ways.

    Examples
    --------
    >>> [size_of(["20ft", "40ft", "40hc"])(text) for text in ("40", "20 FT", "40'", "40HQ")]
    ['40ft', '20ft', '40ft', '40hc']
    """
    one = one_of(sizes)
    return lambda text: one(box_size(text) or text)


def number(text: str) -> float:
    """Return a number; raise ArgumentTypeError for another text, with the number that it may mean."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number{_plain_number(text)}") from None


def share(text: str) -> float:
    """Return a share, also of a text in percent.

    Examples
    --------
    >>> share("0.05"), share("5%")
    (0.05, 0.05)
    """
    percent = text.strip().removesuffix("%")
    return number(text) if percent == text.strip() else number(percent) / 100


def count(text: str) -> int:
    """Return a whole number; raise ArgumentTypeError for another text, with the number that it may mean."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r}: expected a whole number{_plain_number(text, whole=True)}"
        ) from None


def listed(text: str, between: str = ",") -> tuple[str, ...]:
    """Return the parts of a list; none of them may be empty, as an unset variable of a shell leaves it."""
    return tuple(map(stated, text.split(between)))


def place_list(text: str) -> tuple[str, ...]:
    """Return the places of a list with commas, or with semicolons where there is one.

    Examples
    --------
    >>> place_list("Yokohama,Kobe"), place_list("Khorgos, Kazakhstan;Almaty")
    (('Yokohama', 'Kobe'), ('Khorgos, Kazakhstan', 'Almaty'))
    """
    return listed(text, ";") if ";" in text else listed(text)


def stated(text: str) -> str:
    """Return a text without blanks around it; raise ArgumentTypeError for an empty one."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty name (an unset variable?); leave the option out to state nothing")
    return text.strip()


def _hint(text: str, words: Collection[str]) -> str:
    meant = meant_by(text, words, WORDS)
    return f"; did you mean {meant}?" if meant else ""


def _plain_number(text: str, *, whole: bool = False) -> str:
    """Return what to write instead of a number with a unit or with separators of thousands; "" of anything else."""
    if re.search(r"\d,\d{3}(\D|$)", text):
        text = text.replace(",", "")
    elif re.search(r"\d,\d", text):
        text = text.replace(",", ".")
    text = text.replace(" ", "")
    if (short := _THOUSANDS.fullmatch(text.strip("$"))) and short[1].count(".") < 2:
        text = f"{float(short[1]) * 1000:.0f}"
    plain = _NUMBER.fullmatch(text)
    return f" without unit or separator; did you mean {plain[1]}?" if plain and not (whole and "." in plain[1]) else ""

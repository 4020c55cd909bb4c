"""What a call is given, looked at before it is taken apart: several things, a path.

A text is never taken apart into its letters, and what has no order is never taken in the order of its hashes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MappingView
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from networks.errors import READING, DataError, Finding
from networks.model.cells import shown
from networks.model.tables import Table


def has_no_order(value: Any) -> bool:
    """Tell whether a value holds several things in no order that anybody chose: a set, a table, a view of one.

    Examples
    --------
    >>> has_no_order({"RUVVO", "RUVYP"}), has_no_order({"RUVVO": 1}.values()), has_no_order(["RUVVO", "RUVYP"])
    (True, True, False)
    """
    return isinstance(value, AbstractSet | Mapping | MappingView)


def items_of(value: Any, *, order: str = "the order counts", as_text: bool = True, expected: str = "") -> list[Any]:
    """Return what a list holds, in whatever form it is given; raise TypeError with what was expected.

    Parameters
    ----------
    order
        Why a set is refused; "" where the order says nothing, so that a set is sorted.
    as_text
        The items are texts, which may also stand in one text, separated by ``;``.
    expected
        What is named as expected, where it is not the forms of a list.

    Examples
    --------
    >>> items_of("Alma-Ata"), items_of("Verny; Alma-Ata"), items_of({"b", "a"}, order="")
    (['Alma-Ata'], ['Verny', 'Alma-Ata'], ['a', 'b'])
    """
    if isinstance(value, str) and as_text:
        return [item.strip() for item in value.split(";")] if value else []
    if order and has_no_order(value):
        raise TypeError(f"expected a list or a tuple, for {order}")
    items = None if isinstance(value, str | bytes | bytearray | Mapping) else _listed(value)
    if items is None:
        forms = expected or ("a list, a tuple or text separated by ;" if as_text else "a list or a tuple")
        raise TypeError(f"expected {forms}, not {type(value).__name__}")
    return sorted(items, key=lambda item: (str(type(item)), str(item))) if has_no_order(value) else items


def _listed(value: Any) -> list[Any] | None:
    try:
        items = iter(value)
    except TypeError:
        return None
    return list(items)


def pair_of(point: Any) -> tuple[Any, Any]:
    """Return a position as degrees north and east; raise TypeError where it is no pair."""
    expected = "expected pairs of degrees north and east"
    try:
        north, east = items_of(point, as_text=False)
    except (TypeError, ValueError):
        raise TypeError(expected) from None
    return north, east


def path_of(value: Any, what: str) -> Path:
    """Return the path that a call was given; raise DataError where it is none.

    Parameters
    ----------
    what
        What it leads to, such as ``"folder"``, for the finding.
    """
    path = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(path, str):
        expected = f"expected a path as text or as pathlib.Path, not {type(path).__name__}"
        raise refusal(what, "", value, expected)
    return Path(path)


def path_to_read(value: Any, what: str) -> Path:
    """Return the path of what is to be read; an empty text is none: it would stand for the working folder."""
    path = path_of(value, what)
    if value == "":
        raise refusal(what, "", value, "expected a path as text, not an empty one: . is the working folder")
    return path


def catalogue_of(network: Any, call: str, argument: str, rule: str = READING) -> Mapping[str, Table]:
    """Return the tables of a network that a call was given; raise DataError where it is none."""
    tables = getattr(network, "catalogue", None)
    if not isinstance(tables, Mapping):
        raise refusal(call, argument, network, f"expected a Network, not {type(network).__name__}", rule)
    return tables


def refusal(file: str, field: str, value: Any, expected: str, rule: str = READING) -> DataError:
    """Return the error of one thing that a call cannot take."""
    return DataError([Finding(file, 0, field, shown(value), expected, rule=rule)])

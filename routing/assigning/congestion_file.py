"""Congestion as a CSV file: a row for each point of a waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from networks.errors import FreightError
from networks.network import Network
from routing.assigning.capacities import id_of, kind_of
from routing.batch.asked import rows_of_csv
from routing.question.congestion import Congestion

COLUMNS = ("kind", "element", "unit", "per_week", "hours", "usd_per_hour")
NEEDED = ("element", "per_week", "hours", "usd_per_hour")
NUMBERS = ("per_week", "hours", "usd_per_hour")


def congestion_in(network: Network, path: Path, problems: list[str]) -> Iterator[Congestion]:
    """Yield the congestion of a file, whose points stand in order; what is wrong is added to the problems.

    The columns are ``element``, ``per_week``, ``hours`` and ``usd_per_hour`` (of the first point at least), and as far
    as wanted ``kind`` and ``unit`` (``TEU`` or ``t``).

    Raises
    ------
    QuestionError
        No such file: columns that are missing or that nobody knows, no CSV.
    OSError
        A file that cannot be read.
    """
    points: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for number, row in enumerate(rows_of_csv(path, dict.fromkeys(COLUMNS, (str, "a text")), NEEDED), start=1):
        told = {**row, "row": number}
        wrong = [told[""]] if "" in told else []
        wrong += [f"no {name}" for name in ("element", "per_week", "hours") if name not in told]
        for name in NUMBERS:
            try:
                told[name] = float(told[name]) if name in told else None
            except ValueError:
                wrong.append(f"{name}={told[name]!r}: expected a number")
        if wrong:
            problems.append(f"{path}, row {number}: {'; '.join(wrong)}")
            continue
        points.setdefault((told.get("kind", ""), told["element"], told.get("unit", "TEU")), []).append(told)
    for (kind, element, unit), several in points.items():
        wrong = []
        prices = sorted({told["usd_per_hour"] for told in several if told["usd_per_hour"] is not None})
        if len(prices) != 1:
            wrong.append(f"usd_per_hour={', '.join(f'{one:g}' for one in prices)}: expected one")
        try:
            element = id_of(network, element)
            kind = kind or kind_of(network, element)
        except FreightError as error:
            wrong.append(str(error))
        waits = tuple((told["per_week"], told["hours"]) for told in several)
        try:
            found = Congestion(kind or "link", element, waits, (prices or [0.0])[0], unit)  # type: ignore[arg-type]
        except FreightError as error:
            wrong.append(str(error))
        if wrong:
            rows = ", ".join(str(told["row"]) for told in several)
            several_rows = "s" if len(several) > 1 else ""
            problems.append(f"{path}, row{several_rows} {rows}, {element}: {'; '.join(wrong)}")
        else:
            yield found

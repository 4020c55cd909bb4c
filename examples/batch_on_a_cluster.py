"""Every lane from Japan to Moscow and Central Asia in four scenarios: here, or on a cluster by naming its scheduler.

Eight ports, seven cities and four scenarios are 224 questions. They are asked with one call, in this process:

    python examples/batch_on_a_cluster.py

On a cluster of dask the address of the scheduler is the only change, and the answers are the same, byte by byte:

    dask scheduler                                # prints its address, tcp://...:8786
    dask worker tcp://10.0.0.1:8786               # on each machine that works
    python examples/batch_on_a_cluster.py tcp://10.0.0.1:8786

Any other `concurrent.futures.Executor` will do as well (`concurrent.futures.ProcessPoolExecutor(8)`).
"""

from __future__ import annotations

import hashlib
import statistics
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

import routing
from routing.views.text.table import number, table

PORTS = ("Yokohama", "Tokyo", "Nagoya", "Osaka", "Kobe", "Hakata", "Niigata", "Toyama")
CITIES = ("Moscow", "Almaty", "Astana", "Tashkent", "Bishkek", "Dushanbe", "Ashgabat")
SCENARIOS = ("eurasia", "eurasia/zabaikalsk-closed", "eurasia/suez-closed", "eurasia/2016-target")
LANES = {port: dict.fromkeys(CITIES, 1) for port in PORTS}  # an OD matrix: one container a lane


def main() -> None:
    """Print days by scenario, what moves when something is shut, and what the answers rest on."""
    with executor_of(sys.argv[1:]) as executor:
        found = routing.solve_many(SCENARIOS, LANES, executor=executor)
    print(f"{len(PORTS)} ports, {len(CITIES)} cities, {len(SCENARIOS)} scenarios: {len(found)} answers, {told(found)}")
    print(f"SHA-256 of all rows as CSV: {hashlib.sha256(found.to_csv().encode()).hexdigest()[:16]}\n")
    print("\n".join(by_scenario(found)))
    print("\nDays from Yokohama\n------------------")
    print("\n".join(from_yokohama(found)))
    print("\nWhat they rest on\n-----------------")
    for case in found.cases:
        print(case.network.heading)
    codes = sorted({code for row in found for code in row["warnings"].split(";") if code})
    print(f"Warnings among the answers: {', '.join(codes)}; result(row) tells each in words, with its sources.")


@contextmanager
def executor_of(arguments: list[str]) -> Iterator[Executor | None]:
    """Give the executor of the scheduler whose address is named; None without one: this process."""
    if not arguments:
        yield None
        return
    from distributed import Client  # pip install '.[cluster]'

    with Client(arguments[0]) as client:
        yield client.get_executor()


def told(found: routing.AnswerTable) -> str:
    """Return how many answers have each status."""
    return ", ".join(f"{count} {status}" for status, count in sorted(found.counts().items()))


def by_scenario(found: routing.AnswerTable) -> list[str]:
    """Return a row for each scenario: days and USD in the middle, and how many lanes take another way than today."""
    own = {(row["origin"], row["destination"]): row["path"] for row in found if row["case"] == SCENARIOS[0]}
    rows = []
    for name in SCENARIOS:
        some: list[dict[str, Any]] = [row for row in found if row["case"] == name and row["days"] is not None]
        moved = sum(row["path"] != own[row["origin"], row["destination"]] for row in some)
        days, usd = ([row[column] for row in some if row[column] is not None] for column in ("days", "usd"))
        middle = [number(statistics.median(days), 1), number(statistics.median(usd))]
        rows.append([name, str(len(some)), *middle, number(max(days), 1), str(moved)])
    return table(("scenario", "lanes", "days", "USD", "longest", "other way"), rows)


def from_yokohama(found: routing.AnswerTable) -> list[str]:
    """Return the days from Yokohama to each city in each scenario."""
    days = {(row["destination"], row["case"]): row["days"] for row in found if row["origin"] == "Yokohama"}
    rows = [[city, *(number(days[city, name], 1) for name in SCENARIOS)] for city in CITIES]
    return table(("to", *(name.rpartition("/")[2] for name in SCENARIOS)), rows)


if __name__ == "__main__":
    main()

"""`AnswerTable`: the answers to many questions, in their order, light: a row each, and whole again by asking."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload

from networks.writers.whole_file import write_file
from routing.batch.answer import ERROR, Answer, Rows, failed, unpacked
from routing.batch.by_itself import (
    PERCENTS,
    Settings,
    critical_of,
    departures_of,
    front_of,
    punctuality_of,
    solved_whole,
)
from routing.batch.cases import Case
from routing.batch.rules import Rules
from routing.errors import QuestionError
from routing.question.options import SolveOptions
from routing.views.as_csv import csv_text, write_csv
from routing.views.as_frame import REAL, TEXT, WHOLE, YEAR, cell_text, typed
from routing.views.report.workbook import write_rows

if TYPE_CHECKING:
    import pandas

    from routing.answers.critical import Critical
    from routing.answers.departures import Departures
    from routing.answers.frontier import Frontier
    from routing.answers.punctuality import Punctuality
    from routing.answers.result import Result

ASKED = {
    "question": WHOLE,
    "id": TEXT,
    "case": TEXT,
    "origin": TEXT,
    "destination": TEXT,
    "origin_name": TEXT,
    "destination_name": TEXT,
}
POINT = {"point": YEAR, "named": TEXT}
ANSWERED = {
    "status": TEXT,
    **dict.fromkeys(("days", "usd", "kg_co2e", "km"), REAL),
    "transshipments": YEAR,
    **dict.fromkeys(("corridor", "rides", "ride_ids", "path", "warnings", "error"), TEXT),
}
LEAVING = dict.fromkeys(("leaves", "arrives"), TEXT)
DRAWN = dict.fromkeys(("on_time", "on_time_low", "on_time_high", "mean_days"), REAL)
DRAWN |= {f"p{percent}_days": REAL for percent in PERCENTS}
LOST = {"lost": TEXT, "extra": REAL}
MORE: Mapping[str, Mapping[str, str]] = {  # what a verb tells beside
    "departures": LEAVING,
    "punctuality": DRAWN,
    "critical": LOST,
}
COLUMNS: Mapping[str, Mapping[str, str]] = {  # of each verb: name -> what it holds
    "solve": {**ASKED, **ANSWERED},
    "frontier": {**ASKED, **POINT, **ANSWERED},
    "departures": {**ASKED, **POINT, **LEAVING, **ANSWERED},
    "punctuality": {**ASKED, **ANSWERED, **DRAWN},
    "critical": {**ASKED, **POINT, **LOST, **ANSWERED},
}
ONE_ROW = ("solve", "punctuality")  # verbs of which each question has one row
FORMATS = (".csv", ".xlsx", ".parquet")
MOST_SHEET = 1_048_575  # rows below the head of a sheet of Excel
EXTRA_OF = {".xlsx": ("xlsxwriter", "the extra 'xlsx'"), ".parquet": ("pyarrow", "pip install pyarrow")}


class Lookup(Protocol):
    """Where answers are: a dictionary or a store."""

    def __getitem__(self, key: bytes, /) -> str:
        """Return the answer of a key, packed."""


class Asking(NamedTuple):
    """One question as it is told: its name, the numbers of its rules in each case, its ends; or why it is none."""

    label: str
    rules: tuple[int, ...]
    origin: str
    destination: str
    errors: Mapping[int, str]  # of a case by its number; of all of them: -1


class AnswerTable(Sequence[dict[str, Any]]):
    """The answers to many questions; each row is a mapping of the names in `columns` to numbers and texts.

    Rows stand in the order of the questions, those of one question in the order of the cases (networks, scenarios,
    constraints); a front has one for each of its points.

    Attributes
    ----------
    verb
        ``"solve"``, ``"frontier"``, ``"departures"``, ``"punctuality"`` or ``"critical"``.
    columns
        Names of the columns:

        ``question``, ``id``, ``case``
            Number of the question, from 1, its own name, and the name of what it was asked in.
        ``origin``, ``destination``, ``origin_name``, ``destination_name``
            As asked, and by their names.
        ``status``
            ``optimal``, ``infeasible`` (no route; ask `result` why), ``truncated``, or ``error``.
        ``point``, ``named``
            Of a front and of departures: the number of the point, from 1, and what it is called.
        ``leaves``, ``arrives``
            Of departures: moments, with the zone.
        ``on_time``, ``on_time_low``, ``on_time_high``, ``mean_days``, ``p10_days`` ... ``p95_days``
            Of punctuality, as `routing.punctuality` tells them.
        ``lost``, ``extra``
            Of critical: the worst set of ``point`` elements, and what the way that is left needs more.
        ``days``, ``usd``, ``kg_co2e``, ``km``, ``transshipments``
            Of the whole shipment; None where a figure is missing, or there is no route.
        ``corridor``, ``rides``, ``ride_ids``
            Corridors by name; services in order, with the place where each is left, by names and by ids.
        ``path``
            16 hex digits that the same way has in every answer.
        ``warnings``
            Codes of `routing.AnswerWarning`, with ``;`` between; `result` has their words.
        ``error``
            Why the question has no answer.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.solve_many(net, [("A", "B"), ("A", "C")], progress=False)
    >>> [(row["status"], row["days"]) for row in found]
    [('optimal', 2.5), ('error', None)]
    >>> found.result(0).best.days
    2.5
    """

    def __init__(
        self,
        verb: str,
        settings: Settings,
        cases: Sequence[Case],
        rules: Sequence[Rules],
        asked: Sequence[Asking],
        keys: Sequence[bytes | None],
        answers: Lookup,
    ) -> None:
        self.verb, self.cases = verb, tuple(cases)
        self.columns = tuple(COLUMNS[verb])
        self._settings, self._rules, self._asked, self._keys, self._answers = settings, rules, asked, keys, answers
        self._names = [
            dict(zip(*(case.network.tables["places"][name].tolist() for name in ("id", "name")), strict=True))
            for case in cases
        ]
        self._starts: list[int] | None = None  # where a question has several rows: at which one each answer begins

    def __len__(self) -> int:
        return len(self._keys) if self.verb in ONE_ROW else self._rows_before()[-1]

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        size = len(self)
        if not -size <= index < size:
            raise IndexError(index)
        number, row = self._place_of(index % size)
        return self._told(number, self._answer(number)[row])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number in range(len(self._keys)):
            for answer in self._answer(number):
                yield self._told(number, answer)

    def __repr__(self) -> str:
        many, cases = f"{len(self._asked):,} questions", f"{len(self.cases)} case{'s' * (len(self.cases) > 1)}"
        return f"<AnswerTable {self.verb}: {many}, {cases}, {len(self):,} rows>"

    def counts(self) -> dict[str, int]:
        """Return how many rows have each status."""
        found: dict[str, int] = {}
        for number in range(len(self._keys)):
            for answer in self._answer(number):
                found[answer.status] = found.get(answer.status, 0) + 1
        return found

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Return the rows of questions that have no answer, each with its reason in ``error``."""
        return [row for row in self if row["status"] == ERROR]

    def result(self, index: int) -> Result | Frontier | Departures | Punctuality | Critical:
        """Return the whole answer of a row, with its proof, by asking it again.

        Raises
        ------
        QuestionError
            The question cannot be asked; the reason is that of its row.
        NoRouteError
            Of a punctuality without a route.
        """
        number = self._place_of(range(len(self))[index])[0]
        position, case = divmod(number, len(self.cases))
        asked = self._asked[position]
        if self._keys[number] is None:
            raise QuestionError([self._answer(number)[0].error])
        question = self._rules[asked.rules[case]].between(asked.origin, asked.destination)
        network = self.cases[case].network
        if self.verb == "solve":
            return solved_whole(network, question, SolveOptions())
        again: Mapping[str, Callable[..., Frontier | Departures | Punctuality | Critical]] = {
            "frontier": front_of,
            "departures": departures_of,
            "punctuality": punctuality_of,
            "critical": critical_of,
        }
        return again[self.verb](network, question, self._settings, SolveOptions())

    def to_frame(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame; texts that a spreadsheet would run have an apostrophe before them."""
        return typed([*iter(self)], COLUMNS[self.verb])

    def to_csv(self) -> str:
        """Return the rows as CSV text; `write` writes them without holding all of them."""
        return csv_text(self.columns, self)

    def write(self, file: str | os.PathLike[str]) -> Path:
        """Write the rows to a file, by its ending: .csv, .xlsx (extra ``xlsx``) or .parquet (needs pyarrow).

        The file takes its place when it is whole. A text that a spreadsheet would run has an apostrophe before it.

        Raises
        ------
        QuestionError
            Another ending, a package that is not there, more rows than a sheet holds.
        OSError
            The file cannot be written.
        """
        form = Path(file).suffix.lower()
        if form not in FORMATS:
            raise QuestionError([f"file={str(file)!r}: expected a name that ends in {', '.join(FORMATS)}"])
        package, advice = EXTRA_OF.get(form, ("csv", ""))
        if find_spec(package) is None:
            raise QuestionError([f"{form} needs {package}, which is not installed: {advice}"])
        if form == ".xlsx" and len(self) > MOST_SHEET:
            raise QuestionError([f"{len(self):,} rows are more than a sheet holds ({MOST_SHEET:,}): write .csv"])
        writers = {".csv": self._write_csv, ".xlsx": self._write_sheet, ".parquet": self._write_parquet}
        return write_file(file, writers[form])

    def _write_csv(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            write_csv(out, self.columns, self)

    def _write_sheet(self, path: Path) -> None:
        write_rows(path, "Answers", self.columns, self)

    def _write_parquet(self, path: Path) -> None:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        kinds = {WHOLE: arrow.int64(), YEAR: arrow.int64(), REAL: arrow.float64(), TEXT: arrow.string()}
        columns = COLUMNS[self.verb]
        cells: dict[str, list[Any]] = {name: [] for name in columns}
        for row in self:
            for name, kind in columns.items():
                cells[name].append(cell_text(row[name]) if kind == TEXT else row[name])
        arrays = {name: arrow.array(cells[name], type=kinds[kind]) for name, kind in columns.items()}
        parquet.write_table(arrow.table(arrays), str(path))

    def _told(self, number: int, answer: Answer) -> dict[str, Any]:
        """Return one row of the answer to a question."""
        position, case = divmod(number, len(self.cases))
        asked, names = self._asked[position], self._names[case]
        row = {
            "question": position + 1,
            "id": asked.label,
            "case": self.cases[case].name,
            "origin": asked.origin,
            "destination": asked.destination,
            "origin_name": names.get(asked.origin, asked.origin),
            "destination_name": names.get(asked.destination, asked.destination),
        }
        cells = answer._asdict() | dict.fromkeys(MORE.get(self.verb, ()))
        cells |= dict(zip(MORE.get(self.verb, ()), answer.more, strict=False))
        return row | {name: cells[name] for name in self.columns if name in cells}

    def _answer(self, number: int) -> Rows:
        key = self._keys[number]
        if key is not None:
            return unpacked(self._answers[key])
        position, case = divmod(number, len(self.cases))
        errors = self._asked[position].errors
        return failed(errors.get(case) or errors[-1])

    def _rows_before(self) -> list[int]:
        """Return the number of rows before each answer, and of all."""
        if self._starts is None:
            starts = [0]
            for number in range(len(self._keys)):
                starts.append(starts[-1] + len(self._answer(number)))
            self._starts = starts
        return self._starts

    def _place_of(self, index: int) -> tuple[int, int]:
        """Return the number of the answer that a row is of, and which of its rows it is."""
        if self.verb in ONE_ROW:
            return index, 0
        starts = self._rows_before()
        number = bisect_right(starts, index) - 1
        return number, index - starts[number]

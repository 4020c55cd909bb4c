"""Questions as they are given, a list, a CSV file, a frame or an OD matrix, read one by one: `asked_in`.

What is wrong with one row is told in that row; what is wrong with all (a file that is none, a column that nobody knows)
is one error, with everything that is wrong.
"""

from __future__ import annotations

import csv
import datetime
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TextIO

from networks.errors import FreightError, nearest_names
from networks.model.given import has_no_order
from routing.batch.rules import rules_of
from routing.errors import QuestionError, gathering
from routing.question.arguments import shortened
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective, check_objective
from routing.question.question import Question
from routing.question.shipment import Shipment

LINE_LENGTH = 1_000_000  # characters of a line of a file of questions
GIVEN = (
    "questions as a list of Question, Shipment, (origin, destination) or dictionaries, the path of a CSV file, a"
    " DataFrame of questions, or an OD matrix (origins down, destinations across, in each cell the containers)"
)


class Asked(NamedTuple):
    """A question, or why there is none.

    Attributes
    ----------
    label
        What it is called by whoever asks (column ``id``); "" where it bears no name.
    question
        None where nothing can be asked.
    stated
        Whether it states constraints of its own.
    origin, destination
        As given.
    error
        Why nothing can be asked.
    more
        What else a row says, of what was asked for besides.
    """

    label: str
    question: Question | None
    stated: bool = False
    origin: str = ""
    destination: str = ""
    error: str = ""
    more: Mapping[str, Any] = MappingProxyType({})


def _text(value: Any) -> str:
    return str(value).strip()


def _number(value: Any) -> float | int:
    if not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    number = float(value)
    return int(number) if number.is_integer() and "." not in value and "e" not in value.lower() else number


def _count(value: Any) -> int:
    number = float(value)
    if not number.is_integer():
        raise ValueError("expected a whole number")
    return int(number)


def _switch(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return {"yes": True, "no": False}[value.strip().lower()]


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(filter(None, map(str.strip, value.replace(",", ";").split(";"))))
    return tuple(value)


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kind = datetime.datetime if len(value.strip()) > len("2016-03-01") else datetime.date
    return kind.fromisoformat(value.strip())


Read = Callable[[Any], Any]
Columns = Mapping[str, tuple[Read, str]]
SHIPMENT: Columns = {
    "origin": (_text, "a place"),
    "destination": (_text, "a place"),
    "containers": (_count, "a whole number"),
    "size": (lambda value: value, "a size as 20ft or 40HQ"),
    "teu": (_count, "a whole number"),
    "tonnes": (_number, "a number of t"),
    "scope": (_text, "door or terminal"),
    "load": (_text, "container, wagon or bulk"),
    "commodity": (_text, "a text"),
    "value_usd": (_number, "a number of USD"),
    "ready": (_day, "a day as 2016-03-01"),
    "deadline": (_day, "a day as 2016-03-01"),
    "goods": (_names, "classes of goods with ; between"),
}
CONSTRAINTS: Columns = {
    **dict.fromkeys(
        ("avoid_territories", "avoid_places", "avoid_links", "avoid_services", "avoid_passages"),
        (_names, "names with ; between"),
    ),
    "modes": (_names, "modes with ; between"),
    "via": (_names, "places with ; between"),
    **dict.fromkeys(("max_days", "max_usd", "max_kg_co2e", "max_km"), (_number, "a number")),
    "max_transshipments": (_count, "a whole number"),
    "waters": (_text, "internal or 12nm"),
}
OTHERS: Columns = {
    "id": (_text, "a text"),
    "minimise": (lambda value: value, "time, cost, co2e or distance"),
    "usd_per_day": (_number, "a number of USD"),
    "constraints": (lambda value: value, "routing.Constraints(...)"),
}
ALIASES = {"from": "origin", "to": "destination", "minimize": "minimise", "avoid": "avoid_territories"}
KNOWN: Columns = {**SHIPMENT, **CONSTRAINTS, **OTHERS}
PER_WEEK: Columns = {  # of questions by the week, as `routing.assign` asks them
    "per_week": (_number, "a number of shipments"),
    "unserved_usd": (_number, "a number of USD"),
    "whole": (_switch, "yes or no"),
}


def asked_in(
    questions: Any,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    also: Columns = MappingProxyType({}),
) -> Iterator[Asked]:
    """Yield the questions that somebody gives, in their order.

    Parameters
    ----------
    questions
        See `GIVEN`.
    minimise, constraints
        Of questions that state none.
    also
        Further columns, which are told in `Asked.more`.

    Raises
    ------
    QuestionError
        No questions; columns that are missing or that nobody knows, all of them.
    OSError
        A file that cannot be read.
    """
    known = {**KNOWN, **also}
    for given in _rows(questions, known):
        yield _asked(given, minimise, constraints, known)


def _rows(questions: Any, known: Columns) -> Iterable[Any]:
    """Return what is given as one thing a question."""
    if isinstance(questions, str | os.PathLike):
        return rows_of_csv(Path(questions), known)
    if hasattr(questions, "columns") and hasattr(questions, "to_dict"):
        return _of_frame(questions, known)
    if isinstance(questions, Mapping):
        return _of_matrix(questions)
    if isinstance(questions, Iterable) and not has_no_order(questions):
        return questions
    raise QuestionError([f"questions={shortened(questions)}: expected {GIVEN}"])


def rows_of_csv(
    path: Path, known: Columns, needed: Iterable[str] = ("origin", "destination")
) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a file as texts by column, without empty cells; one with too many cells says so under "".

    Raises
    ------
    QuestionError
        Columns that are missing or that nobody knows, all of them; no CSV.
    OSError
        A file that cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(_lines_of(file), strict=True)
        try:
            head = [_column(name) for name in next(reader, [])]
            _check_columns(head, str(path), known, needed)
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield _of_cells(head, cells)
        except (csv.Error, UnicodeDecodeError) as error:
            raise QuestionError([f"{path}, line {reader.line_num + 1}: {error}: expected CSV in UTF-8"]) from None


def _lines_of(file: TextIO) -> Iterator[str]:
    """Yield the lines of a file; one that has no end would fill the memory."""
    while line := file.readline(LINE_LENGTH):
        if len(line) == LINE_LENGTH and not line.endswith("\n"):
            raise csv.Error(f"a line of more than {LINE_LENGTH} characters")
        yield line


def _of_cells(head: list[str], cells: list[str]) -> Mapping[str, Any]:
    """Return a row of a file; one with more cells than columns says so in its place."""
    row: dict[str, Any] = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if cell.strip()}
    return row | ({"": f"{len(cells)} cells under {len(head)} columns"} if len(cells) > len(head) else {})


def _of_frame(frame: Any, known: Columns) -> Iterable[Any]:
    columns = [_column(name) for name in frame.columns]
    if not {"origin", "destination"} & set(columns):
        return _of_matrix({origin: dict(row) for origin, row in frame.iterrows()})
    _check_columns(columns, "questions", known)
    named = frame.set_axis(columns, axis=1)
    return ({name: cell for name, cell in row.items() if not _is_missing(cell)} for row in named.to_dict("records"))


def _of_matrix(matrix: Mapping[Any, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a question for each cell that is not empty and not 0; the ends of a lane are two places."""
    for origin, row in matrix.items():
        if not isinstance(row, Mapping):
            raise QuestionError([f"questions: {origin!r} -> {shortened(row)}: expected destination -> containers"])
        for destination, count in row.items():
            if not _is_missing(count) and count != 0 and origin != destination:
                yield {"origin": origin, "destination": destination} | ({} if count is True else {"containers": count})


def _is_missing(cell: Any) -> bool:
    """Tell whether a cell of a frame is empty: None, NaN, NaT, or the NA of pandas, which is equal to nothing."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, float) and math.isnan(cell)


def _column(name: Any) -> str:
    plain = str(name).strip().lower().replace(" ", "_").replace("-", "_")
    return ALIASES.get(plain, plain)


def _check_columns(
    head: Iterable[str], where: str, known: Columns, needed: Iterable[str] = ("origin", "destination")
) -> None:
    """Raise QuestionError for columns that are missing, twice there, or that nobody knows."""
    names, problems = list(head), []
    problems += [f"{where}: no column {name}" for name in needed if name not in names]
    problems += [f"{where}: column {name} twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    problems += [f"{where}: column {name!r}: {_near(name, known)}" for name in names if name not in known]
    if problems:
        raise QuestionError(problems)


def _near(name: str, known: Columns) -> str:
    near = nearest_names(name, list(known))
    return f"did you mean {near[0]}?" if near else f"expected some of {', '.join(known)}"


def _asked(given: Any, minimise: Objective, constraints: Constraints | None, known: Columns) -> Asked:
    if isinstance(given, Question):
        ends = given.shipment.origin, given.shipment.destination
        if rules_of(given).between(*ends) != given:
            return Asked("", None, True, *ends, "a question that lets something through for reasons is asked by itself")
        return Asked("", given, True, *ends)
    if isinstance(given, Shipment):
        return _of_parts("", given, minimise, constraints, stated=False)
    if isinstance(given, tuple | list) and len(given) == 2 and all(isinstance(end, str) for end in given):
        given = {"origin": given[0], "destination": given[1]}
    if not isinstance(given, Mapping):
        return Asked("", None, error=f"{shortened(given)}: expected a Question, a Shipment, two places or a dictionary")
    return _of_row({_column(name) if name else "": cell for name, cell in given.items()}, minimise, constraints, known)


def _of_row(row: Mapping[str, Any], minimise: Objective, constraints: Constraints | None, known: Columns) -> Asked:
    """Return the question of a dictionary; all that is wrong with it at once."""
    problems = [row[""]] if "" in row else []
    cells: dict[str, Any] = {}
    for name, cell in row.items():
        if name == "" or cell is None:
            continue
        if name not in known:
            problems.append(f"{name}: {_near(name, known)}")
            continue
        read, expected = known[name]
        try:
            cells[name] = read(cell)
        except (ValueError, TypeError, OverflowError, KeyError):
            problems.append(f"{name}={shortened(cell)}: expected {expected}")
    problems += [f"no {name}" for name in ("origin", "destination") if not cells.get(name)]
    label, ends = str(cells.get("id", "")), (str(cells.get("origin", "")), str(cells.get("destination", "")))
    least = _objective(cells, minimise, problems)
    limits = {name: cells[name] for name in CONSTRAINTS if name in cells}
    own = cells.get("constraints")
    if own is not None and (limits or not isinstance(own, Constraints)):
        problems.append("constraints: expected routing.Constraints(...), and no limits or bans beside them")
    if problems:
        return Asked(label, None, False, *ends, "; ".join(problems))
    try:
        shipment = Shipment(**{name: cells[name] for name in SHIPMENT if name in cells})
        stated = own or (Constraints(**limits) if limits else None)
    except FreightError as error:
        return Asked(label, None, False, *ends, str(error))
    asked = _of_parts(label, shipment, least, stated or constraints, stated=stated is not None)
    return asked._replace(more={name: cell for name, cell in cells.items() if name not in KNOWN})


def _objective(cells: Mapping[str, Any], minimise: Objective, problems: list[str]) -> Objective:
    """Return what is to be least, and note what is none."""
    if "usd_per_day" in cells:
        if "minimise" in cells:
            problems.append("usd_per_day weighs money and time, minimise asks for one of them: give one")
        with gathering(problems):
            return GeneralisedCost(usd_per_day=cells["usd_per_day"])
    least = cells.get("minimise", minimise)
    with gathering(problems):
        check_objective(least)
    return least  # type: ignore[no-any-return]


def _of_parts(
    label: str, shipment: Shipment, minimise: Objective, constraints: Constraints | None, *, stated: bool
) -> Asked:
    question = Question(shipment=shipment, constraints=constraints or Constraints(), minimise=minimise)
    return Asked(label, question, stated, shipment.origin, shipment.destination)

"""Columns in memory: one immutable `Table` per table of the schema, and the mapping that shows rows as records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from networks.errors import UnknownNameError
from networks.model.canonical import table_lines
from networks.model.distinct import Distinct, constant, distinct, is_constant
from networks.model.gc_pause import collector_at_rest
from networks.model.schema import FLOAT_TYPES, INT_TYPES, Column, columns
from networks.model.sealed import Sealed

T = TypeVar("T")


class Table(Sealed):
    """A table of the schema as read-only numpy columns.

    Attributes
    ----------
    name
        Name of the table in ``data/columns.csv``.
    columns
        Column name -> array of shape (n,): float64 with NaN for missing numbers, int64 with -1 for missing
        whole numbers, bool, or objects (text "" and lists () when missing).
    lines : int64, shape (n,)
        Line of the file that each row came from; 0 where it came from no file.
    files
        Names of the files that rows with a line came from.
    from_file : int8, shape (n,)
        Which of these files each row came from.
    """

    __slots__ = ("_digest", "_distinct", "_worked_out", "columns", "files", "from_file", "lines", "name")

    def __init__(
        self,
        name: str,
        cells: Mapping[str, NDArray[Any]],
        lines: NDArray[np.int64] | None = None,
        files: str | tuple[str, ...] = "",
        from_file: NDArray[np.int8] | None = None,
        distinct: Mapping[str, Distinct] | None = None,
    ) -> None:
        self.name = name
        self.files: tuple[str, ...] = (files or f"{name}.csv",) if isinstance(files, str) else files
        self.columns: Mapping[str, NDArray[Any]] = MappingProxyType(
            {column.name: frozen(cells[column.name]) for column in columns()[name]}
        )
        self.lines = frozen(np.zeros(len(self), dtype=np.int64) if lines is None else lines)
        self.from_file = frozen(constant(0, len(self), np.int8) if from_file is None else from_file)
        self._digest: bytes | None = None
        self._distinct: dict[str, Distinct] = dict(distinct or {})  # whoever made the columns may know them already
        self._worked_out: dict[Any, Any] = {}
        self.seal()

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of the table as canonical CSV text, worked out once.

        The order of rows carries no meaning and does not count, but for `changes`, which are made in order.
        """
        if self._digest is None:
            lines = [*table_lines(self), ""]
            text = "\n".join([self.name, *(lines if self.name == "changes" else sorted(lines))])
            object.__setattr__(self, "_digest", hashlib.sha256(text.encode()).digest())
        assert self._digest is not None
        return self._digest

    @classmethod
    def from_columns(
        cls, name: str, cells: Mapping[str, Sequence[Any]], lines: Sequence[int] | None = None, file: str = ""
    ) -> Table:
        """Build a table from sequences of values; columns that are not given are missing throughout."""
        size = len(next(iter(cells.values()))) if cells else 0
        arrays = {
            column.name: _as_array(column, cells[column.name]) if column.name in cells else missing_cells(column, size)
            for column in columns()[name]
        }
        return cls(name, arrays, None if lines is None else np.asarray(lines, dtype=np.int64), file)

    @classmethod
    def from_rows(cls, name: str, rows: Sequence[Mapping[str, Any]], lines: Sequence[int] | None = None) -> Table:
        """Build a table from dictionaries of values; None and absent keys are missing values."""
        cells = {
            column.name: [column.missing if row.get(column.name) is None else row[column.name] for row in rows]
            for column in columns()[name]
        }
        return cls.from_columns(name, cells, lines)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __reduce__(self) -> tuple[type[Table], tuple[Any, ...]]:
        return Table, (self.name, dict(self.columns), self.lines, self.files, self.from_file)

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def distinct(self, column: str) -> Distinct:
        """Return the distinct values of a column, found once; of a column of ids there are as many as rows."""
        if column not in self._distinct:
            self._distinct[column] = distinct(self.columns[column])
        return self._distinct[column]

    def worked_out(self, key: Any, work: Callable[[], T]) -> T:
        """Return what `work` makes of this table, made once for a key; it is kept as long as the table is."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        found: T = self._worked_out[key]
        return found

    def row(self, index: int) -> dict[str, Any]:
        """Return one row as plain Python values, None for a missing number, whole number or date."""
        cells = self.columns
        return {
            name: cells[name].item(index) if plain is None else plain(cells[name].item(index))
            for name, plain in _plain_columns(self.name)
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every row as `row` returns it."""
        cells = [
            values if plain is None else map(plain, values)
            for values, plain in ((self.columns[name].tolist(), plain) for name, plain in _plain_columns(self.name))
        ]
        names = [name for name, _ in _plain_columns(self.name)]
        return (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))

    def where(self, keep: NDArray[np.bool_]) -> Table:
        """Return the table of the rows where `keep` is True: this one where that is all of them."""
        if keep.all():
            return self
        cells = {name: _where(cells, keep) for name, cells in self.columns.items()}
        return Table(self.name, cells, self.lines[keep], self.files, _where(self.from_file, keep))

    def with_cells(self, **cells: NDArray[Any]) -> Table:
        """Return the table with other cells in some columns."""
        return Table(self.name, {**self.columns, **cells}, self.lines, self.files, self.from_file)

    def file_of(self, index: int | np.integer[Any]) -> str:
        """Return the name of the file that a row came from, where it has a line."""
        return self.files[int(self.from_file[index])]

    def extended(self, rows: Sequence[Mapping[str, Any]]) -> Table:
        """Return the table with further rows at its end."""
        return self.joined(Table.from_rows(self.name, rows))

    def joined(self, more: Table) -> Table:
        """Return the table with the rows of another of the same name at its end."""
        cells = {name: np.concatenate([cells, more[name]]) for name, cells in self.columns.items()}
        files = (*self.files, *(file for file in more.files if file not in self.files))
        theirs = np.array([files.index(file) for file in more.files], dtype=np.int8)[more.from_file]
        lines = np.concatenate([self.lines, more.lines])
        return Table(self.name, cells, lines, files, np.concatenate([self.from_file, theirs]))


class DeferredTable(Table):
    """A table that is read when something first looks at its rows."""

    __slots__ = ("_found", "_read")

    def __init__(self, name: str, read: Callable[[], Table]) -> None:
        self.name, self._read = name, read
        self._found: Table | None = None
        self._digest: bytes | None = None
        self._distinct: dict[str, Distinct] = {}
        self._worked_out: dict[Any, Any] = {}
        self.seal()

    @property
    def _table(self) -> Table:
        found = self._found
        if found is None:  # two threads may both read it, and read the same
            with collector_at_rest():
                found = self._read()
            object.__setattr__(self, "_found", found)
            object.__setattr__(self, "_read", lambda: found)  # what it was read from is let go
        return found

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:  # type: ignore[override]
        return self._table.columns

    @property
    def lines(self) -> NDArray[np.int64]:  # type: ignore[override]
        return self._table.lines

    @property
    def files(self) -> tuple[str, ...]:  # type: ignore[override]
        return self._table.files

    @property
    def from_file(self) -> NDArray[np.int8]:  # type: ignore[override]
        return self._table.from_file


Tables = Mapping[str, Table]  # all tables of a network, by name


@cache
def empty_table(name: str) -> Table:
    """Return the table of that name without rows."""
    return Table.from_rows(name, [])


MOST_KEPT = 4096  # records of a mapping


class ElementMapping(Mapping[str, T], Generic[T]):
    """Rows of a table as records, id -> record; a record is built of its row when it is looked at."""

    def __init__(
        self,
        kind: str,
        table: Table,
        build: Callable[[dict[str, Any]], T],
        key: str = "id",
        label: str = "name",
        others: Callable[[], Iterable[tuple[str, str]]] = tuple,
        withheld: Callable[[str], str] = lambda name: "",
    ) -> None:
        self._kind, self._table, self._build, self._key, self._label = kind, table, build, key, label
        self._withheld = withheld  # -> why what bears a name is not on offer, "" where nothing does
        self._kept: dict[int, T] = {}  # what was looked at by its id: mostly a few, again and again
        self._others = others  # -> pairs of an id and another name, asked for where a name is not found

    @cached_property
    def _index(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self._table[self._key].tolist())}

    def row_of(self, name: str) -> int:
        """Return the row of an id; raise UnknownNameError with the nearest ids otherwise."""
        try:
            return self._index[name]
        except (KeyError, TypeError):
            raise self._unknown(name) from None

    def rows_of(self, names: Iterable[str]) -> list[int]:
        """Return the rows of some names; -1 where one is no id."""
        return [self._index.get(name, -1) for name in names]

    def _unknown(self, name: str) -> UnknownNameError:
        """Return the error of a name that is no id: what bears it as another name, else what is near."""
        from networks.model.folding import folded  # not above: most names are found

        known = self._withheld(name) if isinstance(name, str) else ""
        if known:
            return UnknownNameError(self._kind, name, withheld=known)
        labels = self._table.columns.get(self._label)
        shown = [] if labels is None else labels.tolist()
        called = {key: f"{key} ({label})" for key, label in zip(self._index, shown, strict=False)}
        others = [(other, called[key]) for key, other in self._others() if key in called]
        wanted = folded(str(name))
        borne = dict.fromkeys(meant for other, meant in others if folded(other) == wanted)
        return UnknownNameError(self._kind, name, self._index, shown, nearest=borne, others=dict(others))

    def __getitem__(self, name: str) -> T:
        row = self.row_of(name)
        record = self._kept.get(row)
        if record is None:
            record = self._build(self._table.row(row))
            if len(self._kept) < MOST_KEPT:
                self._kept[row] = record
        return record

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._index

    def get(self, name: str, default: Any = None) -> Any:
        """Return the record of an id, or `default`."""
        return self[name] if name in self else default  # noqa: SIM401 - this is `get`

    def __iter__(self) -> Iterator[str]:
        return iter(self._table[self._key].tolist())

    def __len__(self) -> int:
        return len(self._table)

    def values(self) -> ValuesView[T]:
        """Return the records; they are built together, faster than one by one."""
        return _Records(self)

    def records(self) -> Iterator[T]:
        """Yield every record, in the order of the rows."""
        return map(self._build, self._table.rows())

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind}s>"


class _Records(ValuesView[T]):
    """The records of a mapping, built together."""

    _mapping: ElementMapping[T]

    def __iter__(self) -> Iterator[T]:
        return self._mapping.records()


SMALL = 64  # cells that are not worth sparing


def missing_cells(column: Column, size: int) -> NDArray[Any]:
    """Return the cells of a column that is missing throughout; of many they take no memory."""
    if size <= SMALL:
        return _as_array(column, [column.missing] * size)
    return constant(column.missing, size, cell_type(column))


def cell_type(column: Column) -> type:
    """Return the type of the array that the cells of a column stand in."""
    if column.type in FLOAT_TYPES:
        return np.float64
    if column.type in INT_TYPES:
        return np.int64
    return np.bool_ if column.type in ("bool_yes", "bool_no") else np.object_


def _as_array(column: Column, values: Iterable[Any]) -> NDArray[Any]:
    found = cell_type(column)
    if found is not np.object_:
        return np.array(values, dtype=found)
    items = list(values)
    cells = np.empty(len(items), dtype=object)
    cells[:] = items
    return cells


def _where(cells: NDArray[Any], keep: NDArray[np.bool_]) -> NDArray[Any]:
    return cells[: np.count_nonzero(keep)] if is_constant(cells) else cells[keep]


@cache
def _plain_columns(name: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Return the columns of a table and how a value of each is shown; None: as it is."""
    return tuple((column.name, _plain_of(column)) for column in columns()[name])


def _plain_of(column: Column) -> Callable[[Any], Any] | None:
    if column.type in FLOAT_TYPES:
        return _number_or_none
    return _count_or_none if column.type in INT_TYPES else None


def _number_or_none(value: float) -> float | None:
    return None if value != value else value  # NaN


def _count_or_none(value: int) -> int | None:
    return None if value == -1 else value


def frozen(cells: NDArray[Any]) -> NDArray[Any]:
    """Return an array that cannot be written, nor be opened for it: numbers lie in bytes, which never change."""
    if not cells.dtype.hasobject:
        return np.ndarray(cells.shape, cells.dtype, cells.tobytes()) if cells.flags.writeable else cells
    if cells.base is None:  # ours: what a view is of cannot be opened by the view
        cells.setflags(write=False)
    view = cells.view()
    view.setflags(write=False)
    return view

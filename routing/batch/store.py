"""Answers on disk as they come: `Store`, one SQLite file, keyed by the content of question and network.

Every chunk is one transaction: after a crash of the process, or of the machine, all of it is there or nothing. An
answer that is there is never written again, so a run that goes on after a kill keeps what the first one found, byte by
byte, and several runs may share one store.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from routing.errors import QuestionError

FORM = "landbridge answers 1"
WAIT_S = 60.0  # for another run that is writing
AT_ONCE = 500  # keys in one statement


class Store:
    """Answers in a file.

    Parameters
    ----------
    file
        Path of the file; made if it is not there.

    Raises
    ------
    QuestionError
        A file that is no store of answers.
    """

    def __init__(self, file: str | os.PathLike[str]) -> None:
        self.file = Path(file)
        if not self.file.parent.is_dir():
            raise QuestionError([f"store={str(file)!r}: no such folder: {self.file.parent}"])
        self._base = sqlite3.connect(self.file, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
        try:
            self._begin()
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise QuestionError([f"store={str(file)!r}: {error}: expected a store that landbridge made"]) from None

    def _begin(self) -> None:
        self._base.execute("PRAGMA synchronous=FULL")
        tables = {name for (name,) in self._base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "landbridge" not in tables:
            raise sqlite3.DatabaseError("a database of something else")
        with self._written():
            self._base.execute("CREATE TABLE IF NOT EXISTS landbridge (form TEXT PRIMARY KEY) WITHOUT ROWID")
            self._base.execute("INSERT OR IGNORE INTO landbridge VALUES (?)", (FORM,))
            columns = "key BLOB PRIMARY KEY, answer TEXT NOT NULL"
            self._base.execute(f"CREATE TABLE IF NOT EXISTS answers ({columns}) WITHOUT ROWID")
        forms = [form for (form,) in self._base.execute("SELECT form FROM landbridge")]
        if forms != [FORM]:
            raise sqlite3.DatabaseError(f"of another form ({', '.join(forms)})")

    @contextmanager
    def _written(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:  # a full disk ends it by itself
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def known(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return those of some keys that have an answer."""
        found: set[bytes] = set()
        for begin in range(0, len(keys), AT_ONCE):
            some = keys[begin : begin + AT_ONCE]
            marks = ", ".join("?" * len(some))
            found.update(key for (key,) in self._base.execute(f"SELECT key FROM answers WHERE key IN ({marks})", some))
        return found

    def keep(self, found: Iterable[tuple[bytes, str]]) -> None:
        """Write answers, packed, all of them or none; what is there already stays as it is.

        Raises
        ------
        OSError
            The file cannot be written, or another run holds it for longer than a minute.
        """
        try:
            with self._written():
                self._base.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?)", found)
        except sqlite3.Error as error:
            raise OSError(5, f"the store cannot be written ({error})", str(self.file)) from None

    def __getitem__(self, key: bytes) -> str:
        row = self._base.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return str(row[0])

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM answers").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

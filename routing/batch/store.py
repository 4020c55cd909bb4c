"""Answers on disk as they come: `Store`, one SQLite file, keyed by the content of question and network.

Every chunk is one transaction: after a crash of the process, or of the machine, all of it is there or nothing. An
answer that is there is never written again, so a run that goes on after a kill keeps what the first one found, byte by
byte, and several runs may share one store.

A store may come from somebody else. So a file whose tables are not, word for word, those that are made here is refused:
no trigger, view or generated column runs. So is an answer that is none, when it is looked up.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from networks.errors import brief, printable
from routing.batch.answer import checked
from routing.errors import QuestionError

FORM = "landbridge answers 1"
WAIT_S = 60.0  # for another run that is writing
AT_ONCE = 500  # keys in one statement
BROKEN = (sqlite3.Error, UnicodeError)  # what sqlite3 raises of a broken file: its words may hold bytes of that
MOST_BYTES = 2**26  # of an answer
NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")  # at the end of a journal: before it stands the name of a file
TABLES = {  # as SQLite keeps them
    "landbridge": "CREATE TABLE landbridge (form TEXT PRIMARY KEY) WITHOUT ROWID",
    "answers": "CREATE TABLE answers (key BLOB PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID",
}


class Store:
    """Answers in a file.

    Parameters
    ----------
    file
        Path of the file; made if it is not there.

    Raises
    ------
    QuestionError
        A file that is no store of answers, or not quite.
    """

    def __init__(self, file: str | os.PathLike[str]) -> None:
        self.file = Path(file)
        if not self.file.parent.is_dir():
            raise QuestionError([f"store={str(file)!r}: no such folder: {self.file.parent}"])
        if _names_another(self.file):
            raise QuestionError(
                [f"store={str(file)!r}: a journal beside it names another file: expected none, or ours"]
            )
        try:
            self._base = sqlite3.connect(self.file, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
            try:
                self._begin()
            except BaseException:
                self._base.close()
                raise
        except BROKEN as error:
            told = brief(printable(str(error)))
            raise QuestionError([f"store={str(file)!r}: {told}: expected a store that landbridge made"]) from None

    def _begin(self) -> None:
        self._base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        for safely in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "synchronous=FULL"):
            self._base.execute(f"PRAGMA {safely}")
        if self._held():
            self._refuse_others()
        with self._written():
            for name, made in TABLES.items():
                if name not in self._held():
                    self._base.execute(made)
            self._base.execute("INSERT OR IGNORE INTO landbridge VALUES (?)", (FORM,))
        self._refuse_others()

    def _held(self) -> dict[str, str]:
        """Return what stands in the file, by name, each with the words that made it."""
        return {str(name): str(made) for name, made in self._base.execute("SELECT name, sql FROM sqlite_master")}

    def _refuse_others(self) -> None:
        """Raise DatabaseError where anything but the tables of a store stands in the file, or another form."""
        held = self._held()
        if "landbridge" not in held:
            raise sqlite3.DatabaseError("a database of something else")
        strange = [name for name, made in held.items() if TABLES.get(name) != made]
        if strange:
            raise sqlite3.DatabaseError(f"it holds what no store does ({brief(', '.join(map(printable, strange)))})")
        forms = [str(form) for (form,) in self._base.execute("SELECT form FROM landbridge LIMIT 2")]
        if forms != [FORM]:
            raise sqlite3.DatabaseError(f"of another form ({brief(printable(', '.join(forms)))})")

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
            rows = self._looked_up(f"SELECT key FROM answers WHERE key IN ({marks})", some)
            found |= {key for (key,) in rows} & set(some)
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
        except BROKEN as error:
            raise OSError(5, f"the store cannot be written ({error})", str(self.file)) from None

    def __getitem__(self, key: bytes) -> str:
        for (answer,) in self._looked_up("SELECT answer FROM answers WHERE key = ?", (key,)):
            try:
                return checked(answer)
            except (TypeError, ValueError) as error:
                raise self.unusable(f"the answer {key.hex()[:16]} cannot be used: {error}") from None
        raise KeyError(key)

    def __len__(self) -> int:
        return int(self._looked_up("SELECT count(*) FROM answers")[0][0])

    def _looked_up(self, words: str, given: Sequence[bytes] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that SQLite finds; it may find that the file is broken."""
        try:
            return self._base.execute(words, given).fetchall()
        except BROKEN as error:
            raise self.unusable(f"the file cannot be read: {error}") from None

    def unusable(self, why: str) -> QuestionError:
        """Return the error that says why the file, or an answer in it, cannot be used."""
        return QuestionError([f"store={str(self.file)!r}: {brief(printable(why))}; without the file all is asked anew"])

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def _names_another(file: Path) -> bool:
    """Tell whether the journal beside a store names a file that SQLite would look into, and delete.

    That of a run of ours that was killed names none: its transactions are of one file. By it the store is made whole.
    """
    with suppress(OSError), Path(f"{file}-journal").open("rb") as journal:
        journal.seek(-len(NAMES_ANOTHER), os.SEEK_END)
        return journal.read() == NAMES_ANOTHER
    return False

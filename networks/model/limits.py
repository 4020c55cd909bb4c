"""Limits of what is read: one table. What is longer, larger or deeper is refused, never cut.

They are far above what a freight network needs, and low enough that a broken or hostile file costs a few seconds and a
few hundred megabytes at most. ``networks/data/limits.csv`` tells them to users; a test holds it against this table.
How much of a value a message repeats stands in ``networks/errors.py``.
"""

from __future__ import annotations

ID_LENGTH = 250  # characters of an id, and of what a figure speaks of
TEXT_LENGTH = 20_000  # characters of a name, title or note
LIST_LENGTH = 100_000  # characters of a list of ids such as the path of a stop
NUMBER_LENGTH = 100  # characters of a number
COLUMNS = 1_000  # columns of a file or frame
ROWS = 5_000_000  # rows of a table, features of a GeoJSON file
FILE_BYTES = 256 * 2**20  # bytes of a file
ARCHIVE_BYTES = 1024 * 2**20  # bytes of all files that are read of one archive, unpacked
JSON_DEPTH = 50  # lists and objects of JSON within one another
TOLD = 1_000  # findings of one kind in one column that are told one by one; the others are counted

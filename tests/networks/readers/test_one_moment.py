"""A folder is read as it was at one moment, whatever takes its place meanwhile."""

from __future__ import annotations

import os

from networks.readers.one_moment import at_one_moment


def test_a_folder_that_is_replaced_between_the_look_and_the_reading_is_read_again(tmp_path, monkeypatch):
    """Else its number, which nobody holds, could be given to a third folder while it is read, and a mixture pass."""
    target, opened = tmp_path / "net", os.open

    def opened_and_replaced(path, *flags):
        handle = opened(path, *flags)
        monkeypatch.setattr(os, "open", opened)
        target.rename(tmp_path / "old")
        (tmp_path / "new").rename(target)
        return handle

    for name in ("net", "new"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(os, "open", opened_and_replaced)
    read = []

    def number(folder):
        read.append(folder.stat().st_ino)
        return len(read)

    assert at_one_moment(target, number) == 2
    assert len(set(read)) == 1  # the new folder, both times; only of the second time it is known that it stood still


def test_a_folder_that_stands_still_is_read_once(tmp_path):
    read = []
    assert at_one_moment(tmp_path, read.append) is None
    assert read == [tmp_path]

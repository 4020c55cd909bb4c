"""A single file: whole or not at all, as open as it was, and never in the place of what is no file."""

import os
import threading

import pytest

from networks.writers.staging import NEW, beside
from networks.writers.whole_file import write_file, write_text_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, links and pipes of POSIX")


@pytest.fixture
def umask():
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_as_open_as_the_process_makes_it_and_an_old_one_as_it_was(tmp_path):
    file = tmp_path / "x.html"
    assert write_text_file(file, "one") == file
    assert mode(file) == 0o600
    for old in (0o600, 0o644, 0o640, 0o400):
        file.chmod(old)
        write_text_file(str(file), "two")
        assert (mode(file), file.read_text()) == (old, "two")


def test_it_is_never_more_open_while_it_is_written(tmp_path):
    file, seen = tmp_path / "x", []
    file.write_text("old")
    file.chmod(0o600)
    write_file(file, lambda path: (path.write_text("new"), seen.append(mode(path))))
    assert seen == [0o600]


def test_links_are_followed_also_to_nothing_yet(tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "x"
    link.symlink_to("there/x")
    write_text_file(link, "one")
    write_text_file(link, "two")
    assert link.is_symlink() and (tmp_path / "there" / "x").read_text() == "two"
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["x"]


@pytest.mark.parametrize("by_link", [False, True])
def test_a_pipe_is_written_to_and_stays_one(tmp_path, by_link):
    pipe, told = tmp_path / "pipe", []
    os.mkfifo(pipe)
    named = tmp_path / "link" if by_link else pipe
    named.symlink_to(pipe) if by_link else None
    reader = threading.Thread(target=lambda: told.append(pipe.read_text()))
    reader.start()
    write_text_file(named, "through")
    reader.join(10)
    assert told == ["through"] and pipe.is_fifo()


def test_what_is_no_place_for_a_file_is_refused_and_nothing_left(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in ("folder", "nowhere/x", "a\0b", "x" * 300):
        with pytest.raises(OSError, match=r".+"):
            write_text_file(tmp_path / path, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_what_a_killed_writer_left_is_cleared_by_the_next_one(tmp_path):
    file = tmp_path / ("x" * 230)
    left = beside(file, NEW)
    left.write_text("ha")
    write_text_file(file, "whole")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_half_a_letter_is_written_as_its_escape(tmp_path):
    assert write_text_file(tmp_path / "x", "a\ud800").read_bytes() == rb"a\ud800"

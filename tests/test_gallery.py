"""The pictures beside the examples: each can be drawn, is small, and the page that shows them is the program's own.

Mend the page by: python examples/gallery.py --write
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
LARGEST = 150_000  # bytes

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("gallery", EXAMPLES / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_every_picture_is_drawn_and_small(gallery, tmp_path, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    gallery.main([str(tmp_path)])
    assert {path.stem for path in tmp_path.iterdir()} == set(gallery.PICTURES)
    for path in tmp_path.iterdir():
        assert path.read_bytes()[:4] == b"\x89PNG" and 3_000 < path.stat().st_size < LARGEST
    assert len(capsys.readouterr().out.splitlines()) == len(gallery.PICTURES)


def test_the_page_is_what_the_program_writes(gallery):
    assert (EXAMPLES / "gallery" / "README.md").read_text(encoding="utf-8") == gallery.page()


def test_the_page_shows_every_program_and_the_pictures_are_there(gallery):
    page = gallery.page()
    programs = {path.stem for path in EXAMPLES.glob("*.py")} - {"gallery"}
    assert {program for program, _, _ in gallery.PICTURES.values()} - {""} == programs
    kept = {path.stem: path.stat().st_size for path in (EXAMPLES / "gallery").glob("*.png")}
    assert set(kept) == set(gallery.PICTURES) and max(kept.values()) < LARGEST
    assert all(f"({name}.png)" in page for name in kept)


def test_without_a_folder_it_says_how_to_call_it(gallery):
    with pytest.raises(SystemExit, match="usage"):
        gallery.main([])

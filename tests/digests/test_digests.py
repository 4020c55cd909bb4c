"""Digests are the same in every run and tell a changed answer; the command says so by its status."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from enum import Enum
from pathlib import Path

import digest_run
import pytest
from asked import Asked
from listings import counts, read, write
from plain_data import digest, plain
from search_options import wishes

import routing

COMMAND = Path(__file__).with_name("digest_run.py")
FEW = ["--kind", "solve", "--kind", "front", "--kind", "cpmm", "--every", "1500"]


def run(*arguments: str | Path) -> int:
    return digest_run.main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Return the listing of a few questions, as it is now."""
    file = tmp_path_factory.mktemp("digests") / "before.txt"
    assert run("--write", file, *FEW) == 0
    return file


@pytest.mark.long
def test_a_second_run_finds_every_digest_again(before, tmp_path, capsys):
    again = tmp_path / "again.txt"
    assert run("--write", again, *FEW) == 0
    assert again.read_bytes() == before.read_bytes()
    lines = before.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 6 and lines == sorted(lines)
    capsys.readouterr()
    assert run("--against", before, *FEW) == 0
    told = capsys.readouterr().out
    assert "differs" not in told
    assert "cpmm: 1 of 1 equal\nfront: 1 of 1 equal\nsolve: " in told


@pytest.mark.long
def test_digests_do_not_depend_on_the_hash_seed(before, tmp_path):
    file = tmp_path / "seeded.txt"
    environment = os.environ | {"PYTHONHASHSEED": "12345"}  # that of this process is another one, almost surely
    subprocess.run([sys.executable, COMMAND, "--write", file, *FEW], env=environment, check=True, timeout=300)
    assert file.read_bytes() == before.read_bytes()


@pytest.mark.long
def test_a_changed_answer_is_told_and_its_part_named(before, monkeypatch, capsys):
    asked = routing.solve

    def dearer(*given, **options):
        result = asked(*given, **options)
        return replace(result, proof=replace(result.proof, arcs_after=result.proof.arcs_after + 1))

    monkeypatch.setattr(routing, "solve", dearer)
    capsys.readouterr()
    assert run("--against", before, *FEW) == 1
    told = capsys.readouterr().out.splitlines()
    assert "cpmm: 1 of 1 equal" in told
    at = next(number for number, line in enumerate(told) if line.startswith("differs: solve | "))
    ways = [dict(cell.split("=") for cell in line.split() if "=" in cell) for line in told[at + 1 : at + 3]]
    assert [name for name in ways[0] if ways[0][name] != ways[1][name]] == ["proof"]


def test_a_crash_is_told_and_is_not_taken_for_an_answer(tmp_path, monkeypatch, capsys):
    def broken(*given, **options):
        raise AttributeError("no such name")

    monkeypatch.setattr(routing, "cpmm", broken)
    assert run("--write", tmp_path / "crashed.txt", "--kind", "cpmm", "--every", "700") == 1
    assert "no such name" in capsys.readouterr().err
    assert list(read(tmp_path / "crashed.txt").values()) == ["crashed with AttributeError"]


def test_one_of_our_errors_is_an_answer():
    def refused():
        raise routing.NoRouteError("there is no way")

    told, error = Asked("solve", "A to B", refused).told()
    assert told.startswith("NoRouteError text=") and error is None


@pytest.mark.long
def test_a_question_that_only_one_listing_has_is_a_difference(before, tmp_path, capsys):
    found = read(before)
    gone = next(iter(found))
    other = tmp_path / "other.txt"
    write(other, {"solve | nobody asks this": "OPTIMAL"} | {key: found[key] for key in found if key != gone})
    capsys.readouterr()
    assert run("--against", other, *FEW) == 1
    told = capsys.readouterr().out
    assert "differs: solve | nobody asks this" in told and f"differs: {gone}" in told


def test_only_what_was_asked_is_held_against_a_listing(before, capsys):
    capsys.readouterr()
    assert run("--against", before, "--kind", "cpmm", "--every", "700") == 0
    assert "solve" not in capsys.readouterr().out
    assert run("--against", before, *FEW[:-1], "3000") == 0
    total = counts(read(before))["solve"]
    assert f"solve: {(total + 1) // 2} of {(total + 1) // 2} equal" in capsys.readouterr().out


def test_the_data_behind_a_digest_are_shown(capsys):
    assert run("--show", "plain: JPYOK-KZALA, least time, avoid_territories CN", "--kind", "cpmm") == 0
    assert '"crossings"' in capsys.readouterr().out
    assert run("--show", "no question has these words", "--kind", "cpmm") == 1


def test_networks_of_another_checkout_are_not_taken_for_the_one_asked(tmp_path):
    with pytest.raises(SystemExit, match="not from"):
        run("--write", tmp_path / "none.txt", "--repo", tmp_path)


def test_every_kind_can_be_asked_and_no_two_questions_are_told_alike():
    names = [asked.name for kind in digest_run.KINDS for asked in digest_run.questions(kind)]
    assert set(counts(names)) == set(digest_run.KINDS)
    assert len(set(names)) == len(names) > 15_000


def test_wishes_for_the_search_are_handed_over_in_the_form_that_a_verb_takes(monkeypatch):
    def loose(*, solver="auto", certify=False, max_labels=9):
        pass

    def grouped(*, options=None):
        pass

    assert wishes(loose) == wishes(grouped) == {}
    assert wishes(loose, engines="ours", prove_beyond=True) == {"solver": "labels", "certify": True}
    monkeypatch.setattr(routing, "SolveOptions", dict, raising=False)
    assert wishes(grouped, engines="ours", max_labels=5) == {"options": {"engines": "ours", "max_labels": 5}}


def test_what_is_no_data_has_no_digest():
    class Colour(Enum):
        RED = "red"

    assert plain(Colour.RED) == "red"
    assert digest(plain({"b": {2, 1}, "a": 1.5})) == digest(plain({"a": 1.5, "b": {1, 2}}))
    with pytest.raises(TypeError, match="no plain data"):
        plain(object())

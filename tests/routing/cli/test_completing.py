"""Scripts for shells: they offer the words that the parser takes, and places by words that lead to them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

import networks
from networks.model.countries import code_of
from routing.cli import main
from routing.cli.completing import COUNTRIES, PLACES, SHELLS, known_to
from routing.cli.parser import build_parser

KNOWN = known_to(build_parser())
BASH = shutil.which("bash")


def completed(*words: str) -> list[str]:
    """Return what bash offers for the last of some words."""
    typed = " ".join(f"'{word}'" for word in words)
    script = SHELLS["bash"](KNOWN) + (
        f"COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _landbridge; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    assert BASH is not None
    done = subprocess.run([BASH, "-u", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ro"], ["route"]),
        (["route", "yokoh"], "Yokohama"),
        (["route", "Yokohama", "saint-p"], ["Saint-Petersburg"]),
        (["route", "Yokohama", "--max-d"], ["--max-days"]),
        (["route", "Yokohama", "Moscow", "--size", "4"], ["40ft", "40hc", "45ft", "40rf"]),
        (["route", "Yokohama", "Moscow", "--avoid", "kaz"], ["Kazakhstan"]),
        (["route", "Yokohama", "Moscow", "--via", "khaba"], ["Khabarovsk"]),
        (["frontier", "Yokohama", "Moscow", "--criteria", "ti"], ["time"]),
        (["compare", "Yokohama", "Moscow", "--scenario", "2016-t"], ["2016-target"]),
        (["route", "Yokohama", "Moscow", "--network", "eurasia-2"], ["eurasia-2025"]),
        (["brea"], ["break-even"]),
        (["table", "yokoh"], "Yokohama"),
        (["audit", "Yokohama", "Moscow", "--territory", "kaz"], ["Kazakhstan"]),
        (["template", "own", "--from", "eurasia-2"], ["eurasia-2025"]),
        (["completion", "f"], ["fish"]),
        (["route", "Yokohama", "Moscow", "-o", "way"], []),
        (["check", "my"], []),
    ],
)
def test_bash_completes(words, offered):
    found = completed("landbridge", *words)
    assert offered in found if isinstance(offered, str) else found == offered


def test_a_place_is_offered_by_a_word_that_leads_to_it_and_a_country_too():
    net = networks.load()
    assert {net.place(word).id for word in KNOWN.lists[PLACES]} == set(net.places)
    assert len(KNOWN.lists[PLACES]) == len(net.places)
    assert all(code_of(word) for word in KNOWN.lists[COUNTRIES])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_has_every_command_and_every_option(capsys, shell: str):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for command, options in KNOWN.options.items():
        assert command in script
        assert all(option.removeprefix("--") in script for option in options)
    program = shutil.which(shell)
    if program is not None:
        assert subprocess.run([program, "-n"], input=script, text=True, capture_output=True, check=True).stderr == ""

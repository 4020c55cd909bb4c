"""Commands on any terminal: width, help, colours, progress, and letters in any encoding."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from oracles.cases import parted
from oracles.commands import ROOT, ask, run

import networks
from networks import NetworkBuilder
from routing.cli import main, waiting
from routing.cli.parser import build_parser

YOKOHAMA_MOSCOW = ("route", "Yokohama", "Moscow")
COMMANDS = (
    "route",
    "compare",
    "frontier",
    "alternatives",
    "corridors",
    "table",
    "batch",
    "price-of",
    "break-even",
    "audit",
    "sensitivity",
    "worth-knowing",
    "punctuality",
    "reliable",
    "replan",
    "critical",
    "welfare",
    "scenarios",
    "places",
    "closures",
    "check",
    "rules",
    "sources",
    "template",
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_terminal(monkeypatch, *argv, columns="80", **environment):
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(list(argv))
    return screen.getvalue()


@pytest.mark.parametrize(
    "argv",
    [
        YOKOHAMA_MOSCOW,
        (*YOKOHAMA_MOSCOW, "--steps"),
        ("compare", "Yokohama", "Moscow"),
        ("places", "khorgos"),
        ("scenarios",),
        ("sources", "S1"),
        ("frontier", "Yokohama", "Moscow"),
    ],
    ids=" ".join,
)
def test_text_keeps_to_a_terminal_of_80_columns(monkeypatch, argv):
    shown = on_terminal(monkeypatch, *argv, NO_COLOR="1")
    assert shown and max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_and_keeps_to_80_columns(capsys, monkeypatch, command):
    monkeypatch.setenv("COLUMNS", "80")
    code, shown, _ = ask(capsys, *([command] if command else []), "--help")
    assert code == 0 and "examples:" in shown and max(map(len, shown.splitlines())) <= 80
    assert f"landbridge {command or 'route'}" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_the_help_can_be_asked(command):
    module = __import__(f"routing.cli.commands.{command.replace('-', '_')}", fromlist=["EPILOG"])
    lines = re.findall(r"^  landbridge (.+)$", module.EPILOG, re.MULTILINE)
    assert lines
    for line in lines:
        build_parser().parse_args(line.split())


def test_colours_are_for_terminals_and_never_where_no_color_is_set(monkeypatch, capsys):
    plain = ask(capsys, *YOKOHAMA_MOSCOW)[1]
    assert "\x1b" not in plain
    coloured = on_terminal(monkeypatch, *YOKOHAMA_MOSCOW, columns="300")
    assert "\x1b[1m" in coloured and re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b" not in on_terminal(monkeypatch, *YOKOHAMA_MOSCOW, NO_COLOR="1")
    assert "\x1b" not in on_terminal(monkeypatch, *YOKOHAMA_MOSCOW, TERM="dumb")


def test_progress_shows_only_after_a_while_and_only_on_a_terminal(monkeypatch):
    monkeypatch.setattr(waiting, "DELAY_S", 0.02)
    monkeypatch.setattr(waiting, "REFRESH_S", 0.02)
    for stream, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with waiting.Waiting("searching far"):
            until = time.monotonic() + 5
            while shows and "searching far" not in stream.getvalue() and time.monotonic() < until:
                time.sleep(0.01)
        assert ("searching far" in stream.getvalue()) == shows
    monkeypatch.setattr(waiting, "DELAY_S", 60.0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with waiting.Waiting("quick"):
        pass
    assert sys.stderr.getvalue() == ""


ENCODINGS = ("cp932", "cp1251", "cp1252", "ascii", "utf-16", "utf-8-sig", "utf-8")


def run_bytes(*argv, encoding):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "routing", *argv]
    found = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    assert found.returncode == 0 and b"Traceback" not in found.stderr, found
    return found.stdout


@pytest.fixture(scope="module")
def lettered(tmp_path_factory):
    """Return the folder of a network with names in many letters, and with signs that act on a terminal."""
    folder = tmp_path_factory.mktemp("lettered") / "net"
    builder = NetworkBuilder("lettered")
    builder.add_place(id="A", name="横浜港", lat=35.4, lon=139.6)
    builder.add_place(id="B", name="Владивосток \x9b31m\x7f\u202e", lat=43.1, lon=131.9)
    builder.add_link(id="way", tail="A", head="B", mode="sea", length_km=1700, hours=75, usd=5)
    networks.write(builder.build(), folder)
    return str(folder)


@pytest.mark.parametrize("encoding", parted(ENCODINGS, quick=1))
def test_json_is_json_and_csv_and_geojson_are_utf_8_whatever_the_terminal(lettered, encoding):
    asked = ("route", "A", "B", "--network", lettered, "--scope", "terminal", "--containers", "1", "--minimise", "time")
    data = run_bytes(*asked, "--format", "json", encoding=encoding)
    assert json.loads(data)["routes"][0]["legs"][0]["from_name"] == "横浜港"
    assert data.isascii() == (encoding != "utf-8") and b"\x7f" not in data
    features = json.loads(run_bytes(*asked, "--format", "geojson", encoding=encoding).decode("utf-8"))["features"]
    assert features[0]["properties"]["to_name"] == "Владивосток \x9b31m\x7f\u202e"
    table = run_bytes(*asked, "--format", "csv", encoding=encoding).decode("utf-8")
    assert "横浜港" in table and r"Владивосток \x9b31m\x7f\u202e" in table and not table.startswith("\ufeff")


@pytest.mark.parametrize("encoding", parted(["cp932", "cp1251", "ascii"], quick=1))
def test_the_sources_of_the_built_in_network_are_json_on_any_terminal(encoding):
    found = json.loads(run_bytes("sources", "--format", "json", encoding=encoding))
    assert [row["id"] for row in found] == list(networks.load("eurasia").sources)


def test_what_acts_on_a_terminal_is_written_in_json_as_json_writes_it(capsys, lettered):
    _, shown, _ = ask(capsys, "places", "--network", lettered, "--format", "json")
    assert r"\u009b31m\u007f\u202e" in shown and "横浜港" in shown
    assert json.loads(shown)[1]["name"] == "Владивосток \x9b31m\x7f\u202e"


def test_csv_for_spreadsheets_begins_with_a_byte_order_mark_and_is_the_same_else(capsys, lettered, tmp_path):
    plain = ask(capsys, "places", "--network", lettered, "--format", "csv")[1]
    assert ask(capsys, "places", "--network", lettered, "--format", "csv", "--spreadsheet")[1] == "\ufeff" + plain
    file = tmp_path / "places.csv"
    assert ask(capsys, "places", "--network", lettered, "-o", str(file), "--spreadsheet")[0] == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + plain.encode()
    code, shown, told = ask(capsys, "places", "--network", lettered, "--format", "json", "--spreadsheet")
    assert (code, shown) == (2, "") and "--spreadsheet is about CSV" in told


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="names of open streams")
def test_a_pipe_by_its_name_is_written_to(lettered):
    found = run("places", "--network", lettered, "--format", "csv", "-o", "/dev/stdout")
    assert found.returncode == 0 and found.stdout.startswith("id,name")

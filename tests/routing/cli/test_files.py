"""What commands write: whole files or none, each form as stdout shows it, pages and pictures, devices and links."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from oracles.cases import parted
from oracles.commands import ask

import networks
import routing
from routing import Shipment
from routing.cli import output

YOKOHAMA_MOSCOW = ("route", "Yokohama", "Moscow")


def files(folder):
    return sorted(file.name for file in folder.iterdir())


def test_the_template_is_a_network_that_works_and_never_takes_a_place(capsys, template):
    assert files(template) == ["links.csv", "places.csv"]
    assert [file for file in template.parent.iterdir() if file != template] == []
    assert ask(capsys, "check", str(template))[:2] == (0, "Nothing is wrong or odd.\n")
    code, told, _ = ask(capsys, "check", str(template), "--connectivity")
    assert code == 0 and told.startswith("Nothing is wrong or odd.\n\n1 part: ")
    code, shown, _ = ask(capsys, "route", "Osaka", "Almaty", "--network", str(template))
    assert code == 0 and "16.7 days" in shown  # (110 + 290) h / 24
    assert (
        "19.0 days" in ask(capsys, "route", "Osaka", "Almaty", "--network", str(template), "--avoid", "CN")[1]
    )  # 455 h
    assert ask(capsys, "template", str(template))[0] == 2
    assert ask(capsys, "check", str(template))[0] == 0


def test_the_template_is_the_network_of_the_readme():
    from routing.cli.commands.template import FILES

    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert all(text in readme for text in FILES.values())


@pytest.mark.long
def test_changes_quotes_and_money_of_ones_own_reach_the_answer(capsys, tmp_path):
    changes, quotes = tmp_path / "border.csv", tmp_path / "quotes.csv"
    for file, option in ((changes, "--changes"), (quotes, "--rates")):
        code, out, _ = ask(capsys, "template", str(file), option)
        assert code == 0 and f"landbridge route Yokohama Moscow {option} {file}" in out
        assert ask(capsys, "template", str(file), option)[0] == 2, "it never takes a place"
    changes.write_text("action,table,element,why\nwithdraw,places,CNHRS,shut\n")
    code, out, err = ask(capsys, *YOKOHAMA_MOSCOW, "--changes", str(changes), "--money", "JPY")
    assert code == 0 and "scenario border" in out and "told in JPY too" in out and "also withdrawn" in err
    quotes.write_text("service,price,currency\nline:JPYOK-CNDAL,111,USD\n")
    code, out, _ = ask(capsys, *YOKOHAMA_MOSCOW, "--rates", str(quotes), "--format", "json")
    assert code == 0 and '"quote": 0.' in out
    code, out, _ = ask(capsys, "compare", "Yokohama", "Moscow", "--changes", str(changes))
    assert code == 0 and "border" in out and "base" in out
    code, _, err = ask(capsys, *YOKOHAMA_MOSCOW, "--money", "XXX")
    assert code == 2 and "of these the network states a rate" in err


@pytest.mark.parametrize("form", ["text", "json", "geojson", "csv"])
def test_a_file_holds_what_stdout_shows_and_its_ending_tells_the_format(capsys, tmp_path, form):
    file = tmp_path / ("way.txt" if form == "text" else f"way.{form}")
    _, shown, _ = ask(capsys, *YOKOHAMA_MOSCOW, "--format", form)
    code, nothing, _ = ask(capsys, *YOKOHAMA_MOSCOW, "-o", str(file))
    assert code == 0 and nothing == "" and file.read_text(encoding="utf-8") == shown
    assert files(tmp_path) == [file.name]


def test_a_failed_write_leaves_the_old_file(tmp_path):
    file = tmp_path / "way.csv"
    file.write_text("old", encoding="utf-8")

    def broken(path):
        path.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.write_file(str(file), broken)
    assert file.read_text(encoding="utf-8") == "old" and files(tmp_path) == ["way.csv"]


def test_an_old_file_keeps_its_mode_and_a_link_to_it_stays_a_link(tmp_path):
    file, link = tmp_path / "way.csv", tmp_path / "link.csv"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    old = file.open(encoding="utf-8")  # who reads the old file keeps reading it whole: another one took its place
    output.write_text("new", str(link))
    with old:
        assert old.read() == "old"
    assert link.is_symlink() and file.read_text(encoding="utf-8") == "new" and file.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced(capsys):
    before = Path(os.devnull).stat().st_mode
    assert ask(capsys, *YOKOHAMA_MOSCOW, "--format", "csv", "-o", os.devnull)[0] == 0
    assert Path(os.devnull).stat().st_mode == before


@pytest.mark.long
@pytest.mark.parametrize(
    "argv",
    parted(
        [
            YOKOHAMA_MOSCOW,
            ("route", "Yokohama", "Moscow", "--max-days", "3"),
            ("compare", "Yokohama", "Moscow"),
            ("frontier", "Yokohama", "Moscow"),
            ("alternatives", "Yokohama", "Moscow", "--k", "2"),
        ],
        quick=1,
    ),
    ids=" ".join,
)
def test_an_answer_is_drawn_as_png(capsys, tmp_path, argv):
    pytest.importorskip("matplotlib")
    code, shown, told = ask(capsys, *argv, "-o", str(tmp_path / "way.png"))
    assert code == (1 if "--max-days" in argv else 0) and shown == "" and told.startswith("Taken for lack")
    assert files(tmp_path) == ["way.png"]
    assert (tmp_path / "way.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.long
@pytest.mark.parametrize(
    "argv",
    parted(
        [
            ("compare", "Yokohama", "Moscow", "--scenario", "2016-suez", "--scenario", "2016-target"),
            ("alternatives", "Yokohama", "Moscow", "--k", "2"),
            ("frontier", "Yokohama", "Moscow"),
        ],
        quick=1,
    ),
    ids=" ".join,
)
def test_the_page_of_a_command_is_that_of_its_answer(capsys, tmp_path, argv):
    pytest.importorskip("matplotlib")
    pytest.importorskip("jinja2")
    from routing.report import report_html

    code, shown, _ = ask(capsys, *argv, "-o", str(tmp_path / "way.html"))
    assert code == 0 and shown == ""
    page = (tmp_path / "way.html").read_text(encoding="utf-8")
    command = shlex.join(["landbridge", *argv, "-o", str(tmp_path / "way.html")])
    box = Shipment("JPYOK", "RUMOW")
    net = networks.load("eurasia")
    found = {
        "compare": lambda: routing.compare(
            {name: networks.load("eurasia", scenario=name) for name in ("2016-suez", "2016-target")}, box
        ),
        "alternatives": lambda: routing.alternatives(net, box, k=2),
        "frontier": lambda: routing.frontier(net, box),
    }[argv[0]]()
    text = ask(capsys, *argv)[1]
    assumed = text[text.index("Taken for lack") :].strip()
    assert page == report_html(found, asked=command, assumed=assumed) and f"<code>{command}</code>" in page


@pytest.mark.long
def test_the_page_of_a_route_ends_with_what_is_almost_as_good(capsys, tmp_path):
    pytest.importorskip("matplotlib")
    pytest.importorskip("jinja2")
    argv = ("route", "Yokohama", "Moscow", "--minimise", "cost", "--tolerance", "0.1")
    ask(capsys, *argv, "-o", str(tmp_path / "way.html"))
    page = (tmp_path / "way.html").read_text(encoding="utf-8")
    text = ask(capsys, *argv)[1]
    assert "Almost as good (within 10% of the least cost):" in text
    assert "<caption>Almost as good (within 10% of the least cost)</caption>" in page
    for line in text.splitlines():
        if "by kind of figure" in line or line.startswith(("Taken for", "With all figures", "Proof")):
            assert line in page


@pytest.mark.long
def test_a_waterfall_without_a_route_is_exit_code_1_and_no_file(capsys, tmp_path):
    pytest.importorskip("matplotlib")
    code, _, told = ask(capsys, "compare", "Yokohama", "Moscow", "--max-days", "3", "-o", str(tmp_path / "way.png"))
    assert code == 1 and "no route satisfies" in told and files(tmp_path) == []


def test_a_missing_extra_is_named(capsys, tmp_path, monkeypatch):
    from routing.cli import pictures

    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    for form, extra in (("png", "plot"), ("html", "report")):
        code, _, told = ask(capsys, *YOKOHAMA_MOSCOW, "-o", str(tmp_path / f"way.{form}"))
        assert code == 2 and f"pip install '.[{extra}]'" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_template_is_as_open_as_the_process_makes_it(capsys, tmp_path):
    before = os.umask(0o077)
    try:
        assert ask(capsys, "template", str(tmp_path / "mine"))[0] == 0
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "mine").iterdir()} == {0o600}
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700

"""`landbridge assign`: shipments from a file, capacities as options, every form, clear errors."""

from __future__ import annotations

import json

import pytest

from routing.cli import main

FILE = """id,origin,destination,per_week,avoid_territories,unserved_usd
a,Yokohama,Almaty,30,China,
b,Busan,Tashkent,50,China,3000
"""


def written(tmp_path, text=FILE):
    file = tmp_path / "shipments.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_shipments_of_a_file_share_what_is_given(tmp_path, capsys):
    assert main(["assign", written(tmp_path), "--capacity", "RU-KZ=60", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == "optimal" and told["gap"] <= 1e-4
    (use,) = (use for use in told["uses"] if use["kind"] == "border")
    assert (use["element"], use["capacity"], use["flow"]) == ("RU-KZ", 60, 60)
    assert [(left["consignment"], left["per_week"], left["why"]) for left in told["left"]] == [(1, 20, "capacity")]


def test_the_text_and_the_rows_say_the_same(tmp_path, capsys):
    asked = ["assign", written(tmp_path), "--capacity", "RU-KZ=60", "--capacity", "KZ-DOSTYK=none"]
    assert main(asked) == 0
    text = capsys.readouterr().out
    assert "60 shipments a week are carried; 20 are left behind." in text and "KZ-DOSTYK" not in text
    assert main([*asked, "--format", "csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(",")[0] for row in rows].count("left") == 1


def test_empty_boxes_come_back_and_stand_in_every_form(tmp_path, capsys):
    asked = ["assign", written(tmp_path), "--empties", "--empty-usd-per-day", "3", "--capacity", "RU-KZ=100"]
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["empties"]["share"] == 0.7 and [run["per_week"] for run in told["runs"]] == [30]
    assert [(left["per_week"], left["why"]) for left in told["left"]] == [(50, "boxes")]
    assert main([*asked, "--hire", "KRPUS=5", "--drop", "Tashkent=5", "--format", "csv"]) == 0
    rows = [row.split(",") for row in capsys.readouterr().out.splitlines()]
    assert {row[0] for row in rows[1:]} == {"sent", "use", "total", "empty", "boxes"}


def test_what_says_something_of_empty_boxes_needs_them(tmp_path, capsys):
    assert main(["assign", written(tmp_path), "--hire", "CNSGH=800"]) == 2
    assert "--hire: expected --empties with it" in capsys.readouterr().err
    assert main(["assign", written(tmp_path), "--empties", "0"]) == 2
    assert "share=0.0: expected a finite number above 0" in capsys.readouterr().err
    assert main(["assign", written(tmp_path), "--empties", "--drop", "KZALA"]) == 2
    assert "'KZALA': expected PLACE=USD" in capsys.readouterr().err


QUEUES = """element,per_week,hours,usd_per_hour
RU-KZ,20,0,3
RU-KZ,60,60,
RU-KZ,100,300,
"""


def test_waiting_of_a_file_is_counted_for_those_who_choose_alone(tmp_path, capsys):
    queues = tmp_path / "queues.csv"
    queues.write_text(QUEUES, encoding="utf-8")
    asked = ["assign", written(tmp_path), "--congestion", str(queues), "--choice", "user-equilibrium"]
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["choice"] == "user equilibrium" and told["gap"] <= 1e-4
    (wait,) = told["waits"]
    assert (wait["kind"], wait["element"]) == ("border", "RU-KZ") and 20 < wait["flow"] <= 80
    assert main(asked) == 0
    text = capsys.readouterr().out
    assert "go if each shipper chooses for itself within" in text and "a user equilibrium, proven" in text
    assert "border Russia - Kazakhstan (RU-KZ)" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("element,per_week,hours\nRU-KZ,0,0\n", "no column usd_per_hour"),
        ("element,per_week,hours,usd_per_hour\nRU-KZ,0,much,3\nRU-KZ,1,1,\n", "row 1: hours='much': expected a number"),
        ("element,per_week,hours,usd_per_hour\nRU-KZ,0,0,3\nRU-KZ,1,1,4\n", "usd_per_hour=3, 4: expected one"),
        ("element,per_week,hours,usd_per_hour\nRU-KX,0,0,3\nRU-KX,1,1,\n", "'RU-KX'"),
    ],
)
def test_what_is_wrong_with_a_file_of_waiting_is_told(tmp_path, capsys, text, words):
    queues = tmp_path / "queues.csv"
    queues.write_text(text, encoding="utf-8")
    assert main(["assign", written(tmp_path), "--congestion", str(queues)]) == 2
    assert words in capsys.readouterr().err


def test_what_is_wrong_is_told_with_its_row(tmp_path, capsys):
    assert main(["assign", written(tmp_path, FILE.replace(",50,", ",-5,"))]) == 2
    assert "shipment 2: per_week=-5" in capsys.readouterr().err
    assert main(["assign", written(tmp_path), "--capacity", "RU-KX=60"]) == 2
    assert "'RU-KX'" in capsys.readouterr().err


@pytest.mark.long
def test_nothing_carried_has_the_code_of_no_route(tmp_path, capsys):
    assert main(["assign", written(tmp_path, "origin,destination,max_days\nYokohama,Moscow,3\n")]) == 1
    assert "no route at all" in capsys.readouterr().out

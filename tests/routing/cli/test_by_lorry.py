"""Ends that are coordinates: answered by lorry, or told why not, on a small network."""

import pytest

import networks
from networks import NetworkBuilder
from routing.cli import main
from routing.cli.by_lorry import place_named


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    builder = NetworkBuilder("toy", price_year=2016)
    for place, country, lat, lon in (("YOK", "JP", 35.45, 139.66), ("VVO", "RU", 43.11, 131.88)):
        builder.add_place(id=place, name=f"Port {place}", country=country, lat=lat, lon=lon)
    builder.add_link(id="s", tail="YOK", head="VVO", mode="sea", length_km=1500, territories=("JP", "RU"))
    for name, stops in (("out", ("YOK", "VVO")), ("home", ("VVO", "YOK"))):
        rows = [{"place": stops[0]}, {"place": stops[1], "path": ("s",)}]
        builder.add_service(id=name, name=name, kind="line", mode="sea", stops=rows)
        for element, quantity, value in ((f"{name}#2", "running_time", 60), (name, "wait", 24)):
            builder.add_figure(element=element, quantity=quantity, value=value, unit="h", source="S", kind="sourced")
    path = tmp_path_factory.mktemp("toy") / "net"
    networks.write(builder.add_source(id="S", title="by hand").build(), path)
    return str(path)


@pytest.mark.parametrize("ends", [("35.86,139.65", "Port VVO"), ("Port VVO", "35.86, 139.65")])
def test_a_coordinate_is_an_end_by_lorry(folder, ends, capsys):
    assert main(["route", *ends, "--network", folder]) == 0
    told = capsys.readouterr().out
    assert "road: lorry" in told and "35.86, 139.65" in told
    assert "by lorry 59 km from" in told and "(all assumed)" in told


def test_lanes_begin_at_coordinates_too(folder, capsys):
    assert main(["table", "35.86,139.65;Port YOK", "Port VVO", "--network", folder]) == 0
    told = capsys.readouterr().out
    assert "35.86, 139.65" in told and "by lorry 59 km from" in told


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("34.35,134.05", "no terminal within 150 km by road"),
        ("95,10", "95,10: expected degrees north (-90 to 90), then degrees east (-180 to 180)"),
        ("40.0,135.0", "lies in no country"),
    ],
)
def test_what_no_lorry_reaches_is_told_for_all_ends_at_once(folder, end, words, capsys):
    assert main(["route", end, "62.0,129.7", "--network", folder]) == 2
    told = capsys.readouterr().err
    assert words in told and "62.0,129.7: no terminal within 150 km" in told


def test_what_is_no_coordinate_is_a_name():
    assert [place_named(end) for end in ("Yokohama", "95,10", "35.86;139.65")] == ["Yokohama", "95,10", "35.86, 139.65"]

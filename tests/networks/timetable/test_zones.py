"""Zones of places: their own, else that of a country that has one alone."""

from __future__ import annotations

import csv
import subprocess
import sys
import zoneinfo

import pytest
from oracles.toys import Toy

import networks
from networks.model.countries import COUNTRIES
from networks.model.times_of_day import parse_time, parse_times
from networks.timetable.zones import zone_called, zone_of


def test_every_zone_of_a_country_is_one_that_the_time_zone_data_know():
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        zones = {row["code"]: row["zone"] for row in csv.DictReader(file)}
    assert set(filter(None, zones.values())) <= zoneinfo.available_timezones()
    assert zones["CN"] == "Asia/Shanghai" and zones["DE"] == "Europe/Berlin"
    assert not any(zones[code] for code in ("RU", "KZ", "MN", "ID", "US", "CA", "AU", "BR"))


def test_the_zone_of_a_place_wins_over_that_of_its_country():
    toy = Toy(B="RU", C="KZ")
    toy.builder.add_place(id="A", name="A", country="CN", zone="Asia/Urumqi").add_place(id="D", name="D", country="JP")
    net = toy.build()
    assert [getattr(zone_of(net, place), "key", None) for place in "ABCD"] == ["Asia/Urumqi", None, None, "Asia/Tokyo"]
    with pytest.raises(networks.UnknownNameError):
        zone_of(net, "E")


@pytest.mark.parametrize(
    "name", ["", "Asia/Tokio", "../../etc/passwd", "/etc/localtime", "Asia", "localtime", "a\0b", "Asia/"]
)
def test_what_names_no_zone_is_none(name):
    assert zone_called(name) is None


@pytest.mark.parametrize(
    "text", ["25:61", "6:5", "-1:00", "1000:00", "06:00:60", "6", "", "06:00 ", "٠٦:٠٠", "06:00pm"]
)
def test_what_is_no_time_of_day_is_refused(text):
    for parse in (parse_time, parse_times):
        with pytest.raises(ValueError, match="expected a time of day"):
            parse(text)


def test_zones_are_not_looked_up_before_they_are_asked_for():
    code = "import sys, networks; networks.load('eurasia').services; print('zoneinfo' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

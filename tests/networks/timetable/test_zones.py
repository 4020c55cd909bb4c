"""Zones of places: their own, else that of a country that has one alone."""

from __future__ import annotations

import csv
import datetime
import subprocess
import sys
import zoneinfo
from itertools import pairwise

import pytest
from oracles.toys import Toy

import networks
from networks.model.countries import COUNTRIES
from networks.model.times_of_day import parse_time, parse_times
from networks.timetable.moments import moments
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


@pytest.mark.parametrize("edition", networks.editions())
def test_every_place_of_the_built_in_network_has_a_zone_and_every_line_departs(edition):
    net = networks.load(edition)
    assert [place for place in net.places if zone_of(net, place) is None] == []
    lines = [service.id for service in net.services.values() if service.kind == "line"]
    headways = {element for element, quantity in net.figures if quantity == "headway"}
    assert [line for line in lines if line not in net.departures and line not in headways] == []
    assert {pattern.kind for rows in net.departures.values() for pattern in rows} == {"sourced", "assumption"}


def test_the_japan_trans_siberian_line_sails_by_its_published_rotation():
    net, zone = networks.load("eurasia"), zoneinfo.ZoneInfo("Asia/Tokyo")
    begin, end = (int(datetime.datetime(year, 1, 1, tzinfo=zone).timestamp()) for year in (2016, 2017))
    found = moments(net, "line:JTSL", begin, end)
    days = [datetime.datetime.fromtimestamp(one, zone) for one in found.times.tolist()]
    assert {f"{day:%a %H:%M}" for day in days} == {"Mon 00:00"} and len(days) == 26
    assert {(after - before).days for before, after in pairwise(days)} == {14}
    assert (found.known, found.time_of_day_known) == ("stated", False)
    east = moments(net, "line:JTSL-east", begin, end).times  # the same ship leaves Vostochny a week later
    local = [datetime.datetime.fromtimestamp(one, zoneinfo.ZoneInfo("Asia/Vladivostok")) for one in east.tolist()]
    assert {day.date() - datetime.timedelta(days=7) for day in local[1:]} <= {day.date() for day in days}
    tomakomai = moments(net, "line:JTSL-JPTMK", begin, end).times
    assert set((tomakomai + 2 * 86400).tolist()) <= {*found.times.tolist(), found.times.tolist()[-1] + 14 * 86400}

"""Calendars go through every form of exchange that carries tables, and are kept or refused by changes."""

from __future__ import annotations

import datetime
import json
import warnings

import pytest
from oracles.toys import Toy

import networks
from networks.changes.differing import diff
from networks.timetable.moments import moments
from networks.what_if.overlay import laid_over

MAY = datetime.date(2016, 5, 2)


@pytest.fixture(scope="module")
def net() -> networks.Network:
    made = Toy(A="JP").link("ab", "A", "B", "sea").operation("lift", "sea", "sea", 1)
    made.builder.add_place(id="B", name="B", country="KZ", zone="Asia/Aqtau", lat=43.6, lon=51.2)
    made.builder.add_operation(id="lift-A", kind="lift", place="A", from_side="sea", to_side="road")
    made.line("L", "sea", "A", ("B", ("ab",)), hours=(60,)).figure("L", "cut_off", 12).figure("L#2", "dwell", 6)
    more = {"service": "L", "kind": "assumption", "source": "S"}
    made.builder.add_departures(
        **more, weekdays={"Thu", "Mon"}, times=("6:30", "25:00"), until_date=datetime.date(2017, 1, 1)
    )
    made.builder.add_departures(
        **more, every_days=14, from_date=MAY, times="08:00-10:00/00:30", zone="Asia/Tokyo", note="x"
    )
    made.builder.add_departures(**more, dates=[MAY, datetime.date(2016, 5, 20)], times="23:00", zone="UTC")
    made.builder.add_departures(**more, dates="2016-05-03", times="23:00", except_dates=())
    for element in ("A", "lift-A"):
        made.builder.add_opening_hours(
            element=element, weekdays="Mon", opens="8:00", closes="25:00", kind="sourced", source="S"
        )
    return made.build()


def test_records_are_as_they_were_given(net):
    first, second, third, _ = net.departures["L"]
    assert (first.weekdays, first.times, first.runs_by) == (("Mon", "Thu"), ("06:30", "25:00"), "weekdays")
    assert (second.every_days, second.times, second.zone) == (14, ("08:00-10:00/00:30",), "Asia/Tokyo")
    assert third.dates == (MAY, datetime.date(2016, 5, 20))
    assert net.opening_hours["A"][0].closes == "25:00"
    assert (net.figure("L", "cut_off").value, net.figure("L#2", "dwell").value) == (12, 6)


def same(net: networks.Network, other: networks.Network) -> None:
    assert other == net and dict(other.departures) == dict(net.departures)
    span = (1_462_000_000, 1_470_000_000)
    assert moments(other, "L", *span).times.tolist() == moments(net, "L", *span).times.tolist()


def test_csv_folder_and_frames_carry_them(net, tmp_path):
    networks.write(net, tmp_path / "csv")
    same(net, networks.read(tmp_path / "csv"))
    assert "2016-05-02;2016-05-20" in (tmp_path / "csv" / "departures.csv").read_text()
    frames = net.to_frames()
    same(net, networks.from_frames(frames))
    frames["departures"]["dates"] = [(), (), (MAY, "2016-05-20"), [datetime.datetime(2016, 5, 3)]]
    same(net, networks.from_frames(frames))


def test_graphs_and_geojson_carry_places_and_links_and_so_zones(net, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        back = networks.from_networkx(net.to_networkx())
        features = [
            {"type": "Feature", "properties": {"id": place.id, "name": place.name, "country": place.country, "zone": place.zone},
             "geometry": {"type": "Point", "coordinates": [place.lon or 139.6, place.lat or 35.4]}}
            for place in net.places.values()
        ]  # fmt: skip
        (tmp_path / "toy.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        drawn = networks.read_geojson(tmp_path / "toy.geojson")
    for other in (back, drawn):
        assert [place.zone for place in other.places.values()] == ["", "Asia/Aqtau"] and not other.departures


def test_what_a_call_cannot_take_is_told():
    made = Toy(A="JP", B="JP").link("ab", "A", "B", "sea").line("L", "sea", "A", ("B", ("ab",)), hours=(60,))
    made.builder.add_departures(service="L", dates=[datetime.datetime(2016, 5, 1, 6)], kind="assumption")
    made.builder.add_departures(service="L", dates=MAY, kind="assumption")
    made.builder.add_departures(service="L", weekdays=[1], kind="assumption")
    made.builder.add_departures(service="L", weekdays="Mon", times=6.5, kind="guess")
    with pytest.raises(networks.DataError) as caught:
        made.build()
    told = {(one.row, one.field) for one in caught.value.findings}
    assert told == {(1, "dates"), (2, "dates"), (3, "weekdays"), (4, "times"), (4, "kind")}
    with pytest.raises(TypeError, match="add_departures"):
        made.builder.add_departures(service="L", weekday="Mon", kind="assumption")


def test_changes_keep_calendars_and_refuse_to_speak_of_them(net):
    change = {"element": "L", "column": "weekdays", "value": "Tue", "why": "what if"}
    with pytest.raises(networks.DataError, match="expected one of places, links, services"):
        net.apply([networks.Change(action="set", table="departures", **change)])
    moved = net.apply(
        [networks.Change(action="set", table="places", element="B", column="zone", value="Asia/Almaty", why="x")]
    )
    assert (moved.places["B"].zone, moved.departures["L"]) == ("Asia/Almaty", net.departures["L"])
    assert net.apply(diff(net, moved)) == moved
    with pytest.raises(networks.DataError, match="no zone has this name; did you mean Asia/Aqtau"):
        net.apply(
            [networks.Change(action="set", table="places", element="B", column="zone", value="Asia/Aktau", why="x")]
        )


def test_what_is_withdrawn_takes_its_hours_with_it(net):
    without = net.apply([networks.Change(action="withdraw", table="operations", element="lift-A", why="closed")])
    assert list(without.opening_hours) == ["A"]
    gone = net.apply([networks.Change(action="withdraw", table="services", element="L", why="no ship")])
    assert gone.departures == net.departures  # known, though the service is not on offer


def test_rows_are_laid_over_a_network_and_no_change_says_so(net):
    row = {"service": "L", "dates": "2016-06-01", "times": "05:00", "kind": "assumption", "source": "S"}
    more = laid_over(net, {"departures": [row]})
    assert len(more.departures["L"]) == len(net.departures["L"]) + 1 and more != net
    with pytest.raises(networks.DataError, match="no change can say how these differ"):
        diff(net, more)

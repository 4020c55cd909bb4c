"""The timeline of a route on the clock: bars without a gap, cut-offs, dates of both ends, no text over another."""

import datetime
from itertools import pairwise

import pytest
from oracles.toys import Toy
from pictures import clashes, outside

import routing
from routing.plots import plot_timeline
from routing.views.plots.style import INK
from routing.views.plots.timeline import FACES, rows_of

FIRST = datetime.date(2016, 3, 1)


def answer(name="A"):
    made = Toy(B="KR", C="KR").link("AB", "A", "B", "sea").link("BC", "B", "C")
    made.builder.add_place(id="A", name=name, country="JP")
    made.line("ship", "sea", "A", ("B", ["AB"], True, True), hours=(48,)).figure("ship", "cut_off", 12)
    made.line("train", "rail", "B", ("C", ["BC"], True, True), hours=(30,)).figure("train", "headway", 24)
    made.builder.add_departures(service="ship", weekdays="Fri", times="12:00", source="S", kind="sourced")
    return routing.solve(made.build(), routing.Shipment("A", "C"), depart=FIRST)


@pytest.fixture(scope="module")
def ax():
    return plot_timeline(answer().require())


def bars(ax, name):
    return sorted((one.get_x(), one.get_width()) for one in ax.patches if (one.get_gid() or "").startswith(name))


def test_bars_fill_the_days_without_a_gap(ax):
    drawn = bars(ax, "bar:")
    for (start, width), (after, _) in pairwise(drawn):
        assert start + width == pytest.approx(after)
    assert drawn[0][0] == 0 and sum(drawn[-1]) == pytest.approx(answer().require().days)
    assert bars(ax, "bar:ship") == [(3.5, 2.0)] and len(bars(ax, "bar:train")) == 1
    assert [row.leg for row in rows_of(answer().require())] == [None, 0, None, 1]


def test_the_cut_off_is_marked_and_dates_are_those_of_both_ends(ax):
    (mark,) = [line for line in ax.lines if line.get_gid() == "there by"]
    assert list(mark.get_xdata()) == [3.0, 3.0]  # Friday 00:00, 12 h before the ship leaves
    assert [text.get_text() for text in ax.get_xticklabels()][:2] == ["1 Mar", "2 Mar"]
    said = [text.get_text() for text in ax.texts]
    assert "departs Fri 4 Mar 12:00 JST" in said and "B Sun 6 Mar 12:00 KST" in said
    assert not clashes(ax.figure) and not outside(ax.figure)


def test_fills_differ_in_grey_or_by_hatch():
    from matplotlib.colors import to_rgb

    looks = {(round((0.299 * r + 0.587 * g + 0.114 * b) * 8), hatch) for (r, g, b), hatch in _colours(to_rgb)}
    assert len(looks) == len(FACES) and INK not in {face for face, _ in FACES.values()}


def _colours(to_rgb):
    return [(to_rgb(face), hatch) for face, hatch in FACES.values()]


def test_hostile_names_are_written_as_they_are_and_no_clock_is_refused():
    assert not clashes(plot_timeline(answer("$x^2$ %_").require()).figure)
    net = answer().network
    with pytest.raises(routing.QuestionError, match="a timeline needs moments"):
        plot_timeline(routing.solve(net, routing.Shipment("A", "C")).require())


def test_a_page_tells_moments_and_asks_again_on_the_clock():
    from routing.views.report.reproduce import code_of
    from routing.views.report.sections import section_of

    section = section_of(answer(), 1)
    assert any("by the clock" in drawing.label for drawing in section.drawings)
    legs, steps = (next(table for table in section.tables if table.caption == name) for name in ("Legs", "Every step"))
    assert legs.head[4:6] == ("departs", "arrives") and legs.rows[0][4].text == "Fri 4 Mar 12:00 JST"
    assert steps.head[2:5] == ("day", "until", "there by") and steps.rows[0][4].text == "Fri 4 Mar 00:00 JST"
    assert steps.rows[0][-1].text.startswith("departures: sourced (S)")
    assert "depart=box.ready" in code_of(answer())
    found = routing.solve(answer().network, routing.Shipment("A", "C"), arrive_by=datetime.date(2016, 3, 9))
    assert "arrive_by=datetime.datetime(2016, 3, 10" in code_of(found) and "ready" not in code_of(found)

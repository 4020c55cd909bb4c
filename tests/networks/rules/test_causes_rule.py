"""Causes: what they move exists, loadings are possible together, assumptions bear a range and a reason."""

from __future__ import annotations

from typing import Any

import pytest
from oracles.toys import Toy

import networks
from networks import Change, DataError
from networks.model.causes import own_share

ROW = {"cause": "jam", "about": "congestion", "element": "B", "loading": 0.6, "low": 0.3, "high": 0.9}
ROW |= {"kind": "assumption", "note": "a guess"}


def toy(*rows: dict[str, Any]) -> Toy:
    made = Toy(A="JP", B="RU").link("ab", "A", "B", "sea").operation("lift", "sea", "sea", 6, place="B")
    made.line("L", "sea", "A", ("B", ("ab",)), hours=(60,))
    for row in rows:
        made.builder.add_cause(**row)
    return made


WRONG = [
    ({"about": "luck"}, "expected one of weather, congestion, border, strike, other"),
    ({"element": "C"}, "no such element"),
    ({"element": "procedure:lift"}, "no such element"),
    ({"quantity": "price"}, "expected one of time, running_time"),
    ({"loading": 1.2, "high": 1.3}, "expected a loading from -1 to 1"),
    ({"low": -2}, "expected a loading from -1 to 1"),
    ({"low": 0.7}, "expected low <= loading, which is 0.6"),
    ({"high": 0.5}, "expected high >= loading, which is 0.6"),
    ({"high": None}, "expected the range of what is assumed"),
    ({"note": ""}, "expected the reason of what is assumed"),
    ({"source": "X"}, "no such row of sources"),
    ({"kind": "sourced", "source": "assumption"}, "a loading whose source is assumption is of kind assumption"),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_what_is_wrong_about_a_cause_is_told(row, expected):
    made = toy(ROW | row)
    if row.get("source") == "assumption":
        made.builder.add_source(id="assumption", title="assumed")
    with pytest.raises(DataError) as error:
        made.build()
    assert any(expected in one.expected and one.file == "causes" for one in error.value.findings), error.value


def test_a_cause_is_stated_once_and_is_about_one_thing():
    with pytest.raises(DataError) as error:
        toy(ROW, ROW | {"about": "strike"}).build()
    told = [(one.row, one.field, one.rule) for one in error.value.findings if one.severity == "error"]
    assert sorted(told) == [(2, "about", "one-loading"), (2, "cause", "one-loading")]


def test_causes_of_a_figure_leave_it_a_variance():
    # 0.8^2 + 0.7^2 = 1.13: the lift at B is moved by both, whatever says so
    with pytest.raises(DataError) as error:
        toy(
            ROW | {"loading": 0.8}, ROW | {"cause": "ice", "about": "weather", "element": "network", "loading": 0.7}
        ).build()
    told = [one for one in error.value.findings if one.severity == "error"]
    assert [(one.row, one.rule) for one in told] == [(2, "shares-of-causes")]
    assert "loads on ice, jam add up to 1.13" in told[0].expected


def test_the_row_that_says_most_about_a_figure_counts():
    net = toy(
        ROW | {"element": "network", "loading": 0.3},
        ROW | {"element": "mode:sea", "loading": 0.4},
        ROW | {"element": "L", "loading": 0.5},
        ROW | {"element": "L", "quantity": "wait", "loading": 0.6},
        ROW | {"element": "L#2", "quantity": "running_time", "loading": 0.0, "low": 0},
    ).build()
    lift = next(iter(net.operations))
    found = {key: net.causes_of.of(*key) for key in (("L", "wait"), ("L", "headway"), ("L#2", "running_time"))}
    assert found == {("L", "wait"): (("jam", 0.6),), ("L", "headway"): (("jam", 0.5),), ("L#2", "running_time"): ()}
    assert net.causes_of.of("ab", "speed") == (("jam", 0.4),)
    assert net.causes_of.of(lift, "time") == (("jam", 0.3),)
    assert own_share((("jam", 0.6),)) == 0.8
    assert [row.element for row in net.causes["jam"]][:2] == ["network", "mode:sea"]


def test_causes_come_back_from_folders_frames_and_builders_and_go_with_what_is_withdrawn(tmp_path):
    net = toy(ROW, ROW | {"element": "op:lift:sea:sea:B", "quantity": "time"}).build()
    networks.write(net, tmp_path / "net")
    copies = (networks.read(tmp_path / "net"), networks.from_frames(net.to_frames()))
    for again in (*copies, networks.NetworkBuilder.from_network(net).build()):
        assert again == net and again.causes == net.causes
    less = net.apply([Change(action="withdraw", table="operations", element="op:lift:sea:sea:B", why="what if")])
    assert [row.element for row in less.causes["jam"]] == ["B"]
    with pytest.raises(DataError, match="no change can say how these differ"):
        networks.diff(net, toy().build())


def test_cancelled_departures_are_a_share_of_a_service():
    row = {"element": "L", "quantity": "cancelled", "unit": "%", "source": "S", "kind": "assumption"}
    made = toy()
    made.builder.add_figure(**row, value=8, low=3, high=15)
    assert made.build().figure("L", "cancelled").value == 8
    for wrong, expected in (({"value": 120}, "not possible"), ({"value": 5, "unit": "h"}, "expected one of %")):
        made = toy()
        made.builder.add_figure(**(row | wrong))
        with pytest.raises(DataError, match=expected):
            made.build()

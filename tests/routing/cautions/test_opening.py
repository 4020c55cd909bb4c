"""Opening hours that an answer meets: by headways they are not counted."""

from __future__ import annotations

import datetime

from oracles.toys import Toy

import routing
from routing import Shipment
from routing.answer_warning import IGNORED

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)


def test_opening_hours_on_the_way_are_told_by_headways_and_counted_by_the_clock():
    toy = Toy(A="JP", B="KR", C="RU").link("ab", "A", "B", "sea").link("bc", "B", "C", "sea")
    toy.line("one", "sea", "A", ("B", ("ab",)), hours=(10,)).line("two", "sea", "B", ("C", ("bc",)), hours=(10,))
    hours = {"opens": "09:00", "closes": "17:00", "kind": "assumption", "source": "S"}
    toy.builder.add_opening_hours(element="B", weekdays="Fri", **hours)
    net = toy.build()
    told = [
        [warning.elements for warning in result.warnings if warning.code == IGNORED]
        for result in (routing.solve(net, Shipment("A", "C")), routing.solve(net, Shipment("A", "C"), depart=MONDAY))
    ]
    assert told == [[("B",)], []]

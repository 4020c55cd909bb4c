"""Names that act on a terminal: every text escapes them, so that printing an answer never does more than show it."""

import re

import routing
from networks import NetworkBuilder
from routing import Shipment
from routing.views.as_csv import as_csv

NAME = "Port\x9b2J\x7f\u202egnirts\u2028"
SHOWN = r"Port\x9b2J\x7f\u202egnirts\u2028"
ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def answers():
    builder = NetworkBuilder("n", title=NAME)
    builder.add_place(id="A", name=NAME, country="JP", lat=35.0, lon=139.0)
    builder.add_place(id="B", name="B", country="RU", lat=43.0, lon=132.0)
    builder.add_link(id="l", tail="A", head="B", mode="sea", length_km=1700, hours=75, usd=5, territories=("JP", "RU"))
    net = builder.build()
    ask = Shipment("A", "B")
    result = routing.solve(net, ask)
    yield from (result, result.require(), routing.frontier(net, ask), routing.alternatives(net, ask))
    yield from (
        routing.compare_results({NAME: result, "other": result}),
        result.require().prices(),
        result.require().emissions(),
    )
    yield from (routing.solve(net, ask, constraints=routing.Constraints(max_days=1)), routing.audit_network(net))


def test_no_text_of_an_answer_acts_on_the_terminal():
    seen = ""
    for answer in answers():
        text = str(answer) + repr(answer) + as_csv(answer) + answer._repr_html_()
        assert not ACTIVE.search(text), type(answer).__name__
        seen += text
    assert seen.count(SHOWN) > 5


def test_data_for_programs_are_as_they_are():
    result = next(answers())
    assert result.to_dict()["routes"][0]["legs"][0]["from_name"] == NAME

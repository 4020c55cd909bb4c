"""Memberships in customs areas that are judged by another day than that of the goods, or by none."""

import datetime

import pytest
from oracles.borders import owed

import networks
from routing import Shipment, solve, verify

UNION = (("EAEU", "RU", datetime.date(2015, 1, 1), None), ("EAEU", "KG", datetime.date(2015, 8, 12), None))
BEFORE = (("OLD", "KG", None, datetime.date(2015, 8, 11)),)


def across(members=UNION, **heading):
    """Return a railway from KG to RU, with customs of KG and of the union."""
    builder = networks.NetworkBuilder("x", **heading).add_source(id="S", title="made up")
    for place, country in (("A", "KG"), ("B", "RU")):
        builder.add_place(id=place, name=place, country=country)
    builder.add_link(id="rail", tail="A", head="B", mode="rail", length_km=240, gauge_mm=1520)
    stops = [{"place": "A"}, {"place": "B", "path": ("rail",)}]
    builder.add_service(id="train", name="Train", kind="line", mode="rail", stops=stops)
    builder.add_procedure(id="out", kind="export", area="KG").add_procedure(id="in", kind="import", area="EAEU")
    for element, quantity in (("train#2", "running_time"), ("train", "wait"), ("out", "time"), ("in", "time")):
        builder.add_figure(element=element, quantity=quantity, value=8, unit="h", source="S", kind="plan")
    for area, code, first, last in members:
        builder.add_customs_member(area=area, territory=code, from_date=first, until_date=last)
    return builder.build()


def told(network, ready):
    result = solve(network, Shipment("A", "B", ready=ready))
    verify(network, result)
    steps = result.require().steps
    assert [due.row for due in owed(network, result.question.shipment, steps)] == [
        step.element for step in steps if step.element in ("out", "in")
    ]
    return {
        warning.code: warning for warning in result.warnings if warning.code in ("days-not-judged", "other-customs")
    }


@pytest.mark.parametrize(
    ("as_of", "ready", "code"),
    [
        (datetime.date(2015, 12, 1), datetime.date(2015, 8, 11), "other-customs"),
        (datetime.date(2015, 12, 1), datetime.date(2015, 8, 12), ""),
        (datetime.date(2015, 12, 1), None, ""),
        (None, datetime.date(2015, 8, 11), "other-customs"),
        (None, datetime.date(2015, 8, 12), ""),
        (None, None, "days-not-judged"),
    ],
)
def test_areas_of_another_day_or_of_none_are_told(as_of, ready, code):
    found = told(across(as_of=as_of), ready)
    assert set(found) == ({code} if code else set())
    if code:
        assert "KG" in found[code].elements and "KG counts as EAEU" in found[code].words
    if code == "other-customs":
        assert found[code].elements == ("KG",) and "KG counts as EAEU, not KG" in found[code].words


def test_without_a_day_the_last_known_area_counts_whatever_the_order_of_the_rows():
    for members in ((*UNION, *BEFORE), (*BEFORE, *UNION)):
        network = across(members)
        assert network.customs_area("KG") == "EAEU" and told(network, datetime.date(2020, 1, 1)) == {}
        (moved,) = told(network, datetime.date(2014, 6, 1)).values()
        assert "KG counts as EAEU, not OLD, RU counts as EAEU, not RU" in moved.words


def test_what_changed_before_the_price_year_needs_no_day():
    assert told(across(price_year=2016), None) == {}
    assert told(across(price_year=2014), None)["days-not-judged"].elements == ("KG", "RU")
    assert told(across(UNION[:1], price_year=2014), None)["days-not-judged"].elements == ("RU",)
    undated = (("EAEU", "RU", None, None), ("EAEU", "KG", None, None))
    assert told(across(undated), None) == {}

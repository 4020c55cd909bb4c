"""Places of a question by name: a question holds ids, whichever verb asks it."""

from __future__ import annotations

import pytest

import networks
from networks import AmbiguousNameError, UnknownNameError
from routing import Constraints, QuestionError, Shipment, alternatives, compare, frontier, price_of, solve, verify

NET = networks.load("eurasia")
NAMED, BY_ID = Shipment("Yokohama", "алматы", tonnes=12.5), Shipment("JPYOK", "KZALA", tonnes=12.5)
BAN = Constraints(avoid_territories="China", via=["Vostochny Port"], avoid_places={"Nakhodka"}, max_days=90)
BAN_BY_ID = Constraints(avoid_territories={"CN"}, via=["RUVYP"], avoid_places={"RUNJK"}, max_days=90)


def test_a_question_by_names_is_the_question_by_ids():
    named, by_id = (
        solve(NET, box, constraints=ban, minimise="cost") for box, ban in ((NAMED, BAN), (BY_ID, BAN_BY_ID))
    )
    assert named.question == by_id.question
    assert named.to_dict() == by_id.to_dict()
    verify(NET, named)


def test_every_verb_takes_names():
    assert frontier(NET, NAMED, constraints=BAN).shipment == BY_ID
    assert alternatives(NET, NAMED, constraints=BAN, k=1).question.constraints == BAN_BY_ID
    price = price_of(NET, NAMED, constraints=BAN)
    assert (price.free.question.shipment, price.bound.question.constraints) == (BY_ID, BAN_BY_ID)
    assert all(found.question.shipment == BY_ID for found in compare({"a": NET, "b": NET}, NAMED).results.values())


@pytest.mark.parametrize(
    ("shipment", "constraints", "kind", "told"),
    [
        (Shipment("Yokohoma", "RUMOW"), None, UnknownNameError, ["did you mean JPYOK (Yokohama)?"]),
        (Shipment("Yokohama", "Khorgos"), None, AmbiguousNameError, ["CNHRS", "KZHOR"]),
        (Shipment("Yokohoma", "Khorgos"), Constraints(via="Tashkend"), QuestionError, ["JPYOK", "KZHOR", "UZTAS"]),
        (Shipment("Yokohama", "横浜"), None, QuestionError, ["origin='Yokohama' and destination='横浜'"]),
        (Shipment("Kobe", "RUMOW"), Constraints(via="Osaka", avoid_places="JPOSA"), QuestionError, ["'JPOSA'"]),
    ],
)
def test_what_is_wrong_with_names_is_told_at_once(shipment, constraints, kind, told):
    with pytest.raises(kind) as caught:
        solve(NET, shipment, constraints=constraints)
    assert all(word in str(caught.value) for word in told)


def test_a_place_that_is_not_on_offer_may_be_avoided_by_name():
    place = next(key for key, (table, _) in NET.withheld.items() if table == "places")
    names = dict(zip(NET.catalogue["places"]["id"], NET.catalogue["places"]["name"], strict=True))
    found = solve(NET, BY_ID, constraints=Constraints(avoid_places=names[place]))
    assert found.question.constraints.avoid_places == {place}

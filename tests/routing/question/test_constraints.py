"""Constraints that would drop or bend a ban without a word are refused: empty, misspelt, without order, no switch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import networks
import routing
from networks import DataError, UnknownNameError
from routing import Constraints, QuestionError, Shipment, SolveOptions, frontier, solve
from routing.question.constraints import MODES
from routing.search import Digraph

NAMES = ("avoid_territories", "avoid_places", "avoid_links", "avoid_services", "modes", "via")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("empty", ["", " ", [""], ("RUVVO", ""), ["rail", " "]])
def test_an_empty_text_is_no_name(name: str, empty: Any):
    with pytest.raises(QuestionError, match=rf"{name}.*empty text"):
        Constraints(**{name: empty})


@pytest.mark.parametrize("name", ["avoid_territories", "avoid_places", "avoid_links", "avoid_services", "via"])
@pytest.mark.parametrize("nothing", [(), [], iter(()), {}, set()])
def test_no_names_at_all_are_no_ban(name: str, nothing: Any):
    assert Constraints(**{name: nothing}) == Constraints()


@pytest.mark.parametrize("names", [{"CN": True}, b"CN", 5, None, {"CN": "CN"}.items()])
def test_what_is_no_text_is_no_name(names: Any):
    with pytest.raises(QuestionError, match="expected a text or several"):
        Constraints(avoid_territories=names)


@pytest.mark.parametrize(
    ("modes", "told"),
    [
        (None, "no constraints"),
        (MODES, "by every mode"),
        ({"rail", "sea"}, "by rail, sea"),
        (set(MODES) - {"ferry"}, "not by ferry"),
    ],
)
def test_modes_are_told_by_the_fewer_words(modes: Any, told: str):
    assert str(Constraints(modes=modes)) == told


def test_vias_without_an_order_are_refused():
    stops = {"CNDAL": 1, "RUVVO": 2}
    for unordered in (set(stops), frozenset(stops), stops, stops.keys(), stops.values(), stops.items()):
        with pytest.raises(QuestionError, match=r"via=.*the order counts"):
            Constraints(via=unordered)  # type: ignore[arg-type]
    for ordered in (list(stops), tuple(stops), np.array(list(stops)), (stop for stop in stops)):
        assert Constraints(via=ordered).via == ("CNDAL", "RUVVO")  # type: ignore[arg-type]


def test_no_other_order_is_given_as_a_set():
    net, box = networks.load("eurasia"), Shipment("JPYOK", "RUMOW")
    with pytest.raises(QuestionError, match=r"criteria=.*the order counts"):
        frontier(net, box, criteria={"time", "cost"})  # type: ignore[arg-type]
    with pytest.raises(routing.QuestionError, match="the order counts"):
        Digraph([0, 0], [1, 1], {"time": [1, 2], "cost": [2, 1]}, n_nodes=2).pareto(0, 1, criteria={"time", "cost"})  # type: ignore[arg-type]
    with pytest.raises(DataError, match="applied in their order"):
        networks.load("eurasia", scenario={"2016-target", "samarga"})  # type: ignore[arg-type]
    with pytest.raises(DataError, match="made in their order"):
        net.apply(set())
    builder = networks.NetworkBuilder("toy").add_place(id="A", name="A").add_place(id="B", name="B")
    with pytest.raises(DataError, match="the order counts"):
        builder.add_service(id="L", name="L", kind="line", mode="sea", stops={"A", "B"})  # type: ignore[arg-type]
    with pytest.raises(DataError, match="the order counts"):
        builder.add_service(
            id="L", name="L", kind="line", mode="sea", stops=["A", {"place": "B", "path": {"x", "y"}}]
        ).build()


@pytest.mark.parametrize("name", ["exact_codes", "tolerate_in_transit"])
@pytest.mark.parametrize("text", ["no", "false", "", "True", 1, 0, None])
def test_a_switch_is_true_or_false_and_no_text(name: str, text: Any):
    with pytest.raises(QuestionError, match=f"{name}=.*True or False"):
        Constraints(**{name: text})


@pytest.mark.parametrize("name", ["explain", "prove_beyond"])
@pytest.mark.parametrize("text", ["no", "yes", 1, None])
def test_so_are_the_switches_of_options(name: str, text: Any):
    with pytest.raises(QuestionError, match=f"{name}=.*True or False"):
        SolveOptions(**{name: text})


def test_switches_of_numpy_are_switches():
    assert Constraints(exact_codes=np.True_).exact_codes is True  # type: ignore[arg-type]
    assert SolveOptions(explain=np.False_).explain is False  # type: ignore[arg-type]


def test_the_audit_takes_no_text_for_a_switch_either():
    net = networks.load("eurasia")
    with pytest.raises(QuestionError, match="exact_codes='no'"):
        routing.audit(net, solve(net, Shipment("JPYOK", "RUMOW")), "CN", exact_codes="no")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CN", "CN"),
        ("cn", "CN"),
        ("CHN", "CN"),
        ("China", "CN"),
        ("PRC", "CN"),
        ("中国", "CN"),
        ("Russia", "RU"),
        ("RUS", "RU"),
        ("russian federation", "RU"),
        ("Россия", "RU"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("USA", "US"),
        ("the united states", "US"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("south-korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Hong Kong", "HK"),
        ("Hongkong", "HK"),
        ("Trinidad & Tobago", "TT"),
        ("Bosnia and Herzegovina", "BA"),
        ("Korea, Republic of", "KR"),
        ("RU CN", "CN RU"),
        ("RU,CN", "CN RU"),
        ("rus; chn", "CN RU"),
        ("Russia/China", "CN RU"),
        ("Russia, China and South Korea", "CN KR RU"),
    ],
)
def test_a_territory_goes_by_code_or_by_name(text: str, codes: str):
    assert Constraints(avoid_territories=text).avoid_territories == set(codes.split())
    assert Constraints(avoid_territories=text, exact_codes=True).banned_territories == set(codes.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Korea", "'Korea' may be KP (North Korea) or KR (South Korea): expected one of them"),
        ("Congo", "'Congo' may be CD (Democratic Republic of the Congo) or CG (Republic of the Congo)"),
        ("Kasakhstan", "did you mean KZ (Kazakhstan)?"),
        ("Kazak", "did you mean KZ (Kazakhstan)?"),
        ("Chian", "did you mean CN (China)?"),
        ("CHB", "CN (China)"),
        ("CNH", "did you mean CN (China)?"),
        ("Russa", "did you mean RU (Russia)?"),
        ("Ubekistan", "did you mean UZ (Uzbekistan)?"),
        ("Atlantis", "no territory is called 'Atlantis'"),
        ("XX", "no territory is called 'XX'"),
    ],
)
def test_what_names_no_territory_alone_is_one_error_with_what_is_near(text: str, told: str):
    with pytest.raises(UnknownNameError) as caught:
        Constraints(avoid_territories={text})
    assert told in str(caught.value)
    with pytest.raises(UnknownNameError, match="territory"):
        routing.audit_network(networks.load("eurasia"), text)


@pytest.mark.long
def test_an_audit_takes_a_territory_by_name():
    assert routing.audit_network(networks.load("eurasia"), "China").border.codes == {"CN", "HK", "MO"}


def test_all_countries_that_are_none_are_told_at_once():
    with pytest.raises(QuestionError) as caught:
        Constraints(avoid_territories={"Chian", "Kasakhstan", "RU", "Japan, Atlantis"}, max_days=0)
    assert len(caught.value.problems) == 4
    assert "avoid_territories: no territory is called 'Chian'; did you mean CN (China)?" in caught.value.problems


def test_a_folder_is_not_replaced_for_the_text_no(tmp_path):
    net = networks.load("eurasia")
    for text in ("no", "", 0, None):
        with pytest.raises(DataError, match=r"overwrite.*True or False"):
            networks.write(net, tmp_path, overwrite=text)  # type: ignore[arg-type]

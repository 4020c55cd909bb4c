"""Passages: what goes through them on the built-in networks, and what they are called."""

import numpy as np
import pytest

import networks
from networks.geo.entering import entered
from networks.geo.land import on_land
from networks.geo.passages import passage_ids, passages

NAMES = {"suez", "malacca", "hormuz", "bosporus", "bab-el-mandeb", "panama", "bering", "kiel", "gibraltar"}
NAMES |= {"dardanelles", "sunda", "magellan", "northeast", "northwest"}
PACK_ICE = 82  # degrees north, beyond which no ship goes round the end of a strip


def test_passages_are_known_by_several_names():
    assert {*passages()} == NAMES
    assert passage_ids(["SUEZ", "Bosphorus", "Bab al-Mandab", "strait of hormuz"]) == {
        "suez",
        "bosporus",
        "bab-el-mandeb",
        "hormuz",
    }


@pytest.mark.parametrize(("name", "near"), [("suex", "suez"), ("Mallaca", "malacca"), ("Strait of Ormuz", "hormuz")])
def test_an_unknown_passage_is_told_with_near_names(name, near):
    with pytest.raises(networks.UnknownNameError, match=f"no passage is called '{name}'; did you mean {near}"):
        passage_ids([name])


@pytest.mark.parametrize("name", ["Strait of Nowhere", "", " "])
def test_a_passage_that_is_in_no_list_is_refused(name):
    with pytest.raises(networks.UnknownNameError):
        passage_ids([name])


@pytest.mark.long
def test_a_strip_reaches_from_land_to_land_or_pack_ice_and_the_links_are_those_that_cross_it():
    through = {name: set() for name in passages()}
    for edition in networks.editions():
        net = networks.load(edition)
        tables = [net.catalogue[name] for name in ("places", "links", "waypoints")]
        for name, one in passages().items():
            found = entered(one.strip, *tables, afloat=True)
            assert not found.unknown_links
            through[name] |= found.links
    for name, one in passages().items():
        corners = np.array(one.strip.polygons[0][0])
        assert (on_land(corners) | (corners[:, 1] > PACK_ICE)).all(), name
        assert {*one.links} == through[name]
        assert one.title and one.source and one.note

"""Codes of geometry where none are stated: stated ones stay, and what nobody can say is told."""

import warnings

import pytest

import networks
from networks.what_if import locating
from routing import Constraints, Shipment, solve


def line(**more):
    """Return Almaty - Khorgos - Urumqi: one place by the border, one without a position, one link stated."""
    builder = networks.NetworkBuilder("line")
    builder.add_place(id="A", name="Almaty", lat=43.34, lon=76.95)
    builder.add_place(id="K", name="by the border", lat=44.21, lon=80.38)
    builder.add_place(id="U", name="Urumqi", lat=43.8, lon=87.4, **more)
    builder.add_place(id="N", name="nowhere")
    builder.add_link(id="au", tail="A", head="U", mode="rail", gauge_mm=1435, length_km=950, hours=30.0)
    builder.add_waypoints(link="au", points=[(44.1, 79.0), (44.2, 80.0), (44.1, 82.0), (43.9, 85.0)])
    builder.add_link(id="ak", tail="A", head="K", mode="rail", gauge_mm=1520, length_km=320, hours=9.0)
    builder.add_waypoints(link="ak", points=[(44.1, 79.0)])
    builder.add_link(id="ku", tail="K", head="U", mode="rail", gauge_mm=1435, length_km=650, hours=20.0)
    builder.add_link(id="un", tail="U", head="N", mode="road", length_km=50, hours=2.0, territories="CN")
    return builder.build(silence=None)


def located(net):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = networks.with_territories(net)
    return found, [str(one.message) for one in told if issubclass(one.category, networks.DataWarning)]


def test_what_is_sure_is_filled_in_and_the_rest_is_told():
    net, told = located(line())
    assert {place.id: place.country for place in net.places.values()} == {"A": "KZ", "K": "", "U": "CN", "N": ""}
    assert {link.id: link.territories for link in net.links.values()} == {
        "au": ("CN", "KZ"),
        "ak": (),
        "ku": (),
        "un": ("CN",),
    }
    assert net.links["au"].note.startswith("territories by Natural Earth 1:10m (German edition): CN ")
    (words,) = told
    for part in (
        "2 places got a country",
        "1 place within 5 km of a border stay without (K)",
        "1 place without a position stay without (N)",
        "1 link got territories",
        "2 links of a course or an end that is not known stay without (ak, ku)",
    ):
        assert part in words


def test_a_ban_goes_by_what_was_filled_in():
    net, _ = located(line())
    refused = solve(net, Shipment("A", "U", scope="terminal"), constraints=Constraints(avoid_territories="CN"))
    assert "the ban of territory CN" in str(refused.blocked_by[0])
    allowed = solve(net, Shipment("A", "U", scope="terminal"), constraints=Constraints(avoid_territories="RU"))
    assert allowed.require().territories == {"CN", "KZ"}


def test_stated_codes_stay_whatever_geometry_says():
    before = line(country="CN")
    again, _ = located(before)
    assert again.links["un"].territories == ("CN",) and again.places["U"].country == "CN"
    whole, told = located(networks.load("eurasia"))
    assert whole == networks.load("eurasia") and not told


def test_only_a_network_has_geometry():
    with pytest.raises(networks.DataError, match="expected a Network"):
        networks.with_territories("eurasia")


def test_asked_again_it_is_there_and_tells_the_same(monkeypatch):
    net = line()
    first, told = located(net)
    monkeypatch.setattr(locating, "coded_courses", None)
    again, words = located(net)
    assert again is first and words == told

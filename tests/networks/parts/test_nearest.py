"""The nearest place: found on the sphere, refused where it is far."""

import networkx
import pytest

import networks
from networks.geo.sphere import great_circle_km


def toy():
    builder = networks.NetworkBuilder("toy")
    for name, lat, lon, kind in (
        ("P", 35.0, 139.0, "seaport"),
        ("S", 35.2, 139.0, "rail_terminal"),
        ("D", 0.0, -179.9, ""),
    ):
        builder.add_place(id=name, name=name, lat=lat, lon=lon, kind=kind)
    builder.add_place(id="X", name="X")
    builder.add_link(id="ps", tail="P", head="S", mode="rail", gauge_mm=1067, hours=1.0)
    builder.add_link(id="sx", tail="S", head="X", mode="road", hours=1.0)
    builder.add_link(id="pd", tail="P", head="D", mode="sea", hours=300.0)
    return builder.build(silence=None)


@pytest.mark.parametrize(
    ("asked", "more", "found"),
    [
        ((35.15, 139.0), {}, "S"),
        ((35.15, 139.0), {"kind": "port"}, "P"),
        ((35.15, 139.0), {"kind": "seaport"}, "P"),
        ((35.05, 139.0), {"kind": "station"}, "S"),
        ((35.15, 139.0), {"mode": "sea"}, "P"),
        ((0.0, 179.9), {}, "D"),  # over the 180th meridian
    ],
)
def test_the_nearest_place_is_found(asked, more, found):
    net = toy()
    place, km = net.nearest(*asked, **more)
    assert place.id == found
    assert km == pytest.approx(float(great_circle_km(*asked, place.lat, place.lon)))


@pytest.mark.parametrize(
    ("asked", "more", "words"),
    [
        ((36.5, 139.0), {}, r"within 100 km; the nearest is S \(S\), 145 km away"),
        ((35.05, 139.0), {"within_km": 5}, "within 5 km; the nearest is P"),
        ((35.1, 139.0), {"kind": "dry_port"}, "no place with a position of kind dry_port"),
        ((35.1, 139.0), {"kind": "harbour"}, "expected one of port"),
        ((35.1, 139.0), {"mode": "bus"}, "expected one of rail"),
        ((139.0, 35.1), {}, "degrees north"),
        (("a", 35.1), {}, "two numbers"),
        ((35.1, 139.0), {"within_km": -1}, "km above 0"),
        ((35.1, 139.0), {"within_km": float("nan")}, "km above 0"),
    ],
)
def test_what_is_far_or_says_nothing_is_refused(asked, more, words):
    with pytest.raises(networks.DataError, match=words):
        toy().nearest(*asked, **more)


def test_a_network_without_positions_has_no_nearest_place():
    net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 1.0})]), mode="sea")
    with pytest.raises(networks.DataError, match="no place with a position"):
        net.nearest(0, 0)

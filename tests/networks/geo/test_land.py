"""Land and water: ways over open water, and the sea between land masses."""

import numpy as np
import pytest

import networks
from networks.geo.land import longest_over_water, sea_between


def test_a_way_over_water_is_as_long_as_the_longest_stretch_of_it():
    baku_aktau = np.array([(49.88, 40.37), (51.2, 43.65)])
    berlin_warsaw = np.array([(13.4, 52.5), (21.0, 52.2)])
    assert longest_over_water([berlin_warsaw, baku_aktau]).round(-1).tolist() == [0, 360]


@pytest.mark.parametrize(("one", "other", "km"), [
    ((139.7, 35.7), (141.35, 43.06), (15, 25)),  # Tokyo - Sapporo: the Seikan tunnel is there
    ((131.88, 43.11), (37.62, 55.75), (0, 0)),
    ((18.06, 59.33), (24.94, 60.17), (0, 0)),  # Stockholm and Helsinki are on one land mass
    ((-99.1, 19.4), (18.4, -33.9), (2000, 4000)),
    ((177.4, -18.1), (-175.2, -21.1), (400, 900)),  # Fiji - Tonga, over the 180th meridian
])  # fmt: skip
def test_the_sea_between_two_land_masses(one, other, km):
    assert km[0] <= sea_between(one, other) <= km[1]


PLACES = """\
id,name,country,lat,lon
YOK,Yokohama,JP,35.45,139.66
VVO,Vladivostok,RU,43.11,131.88
OVB,Novosibirsk,RU,55.03,82.92
LON,London,GB,51.5,-0.1
PAR,Paris,FR,48.9,2.3
STO,Stockholm,SE,59.33,18.06
HEL,Helsinki,FI,60.17,24.94
"""
HEAD = "id,tail,head,mode,length_km,gauge_mm\n"


def test_rail_over_the_sea_is_told(folder):
    rows = [
        "a,YOK,VVO,rail,1700,1520",  # two land masses, whatever its length
        "b,VVO,OVB,rail,5900,1520",
        "c,LON,PAR,rail,490,1435",  # a strait of 33 km has a tunnel
        "d,STO,HEL,rail,400,1435",  # no longer than the great circle: straight over the Baltic
        "e,STO,HEL,rail,1750,1435",  # round it
        "f,YOK,VVO,sea,1700,",
        "g,YOK,VVO,road,,",
    ]
    path = folder(places=PLACES, links=HEAD + "\n".join(rows) + "\n")
    found = [(one.row, one.field, one.expected) for one in networks.check(path) if one.rule == "land-over-water"]
    assert found == [
        (2, "mode", "a rail link joins two land masses with 846 km of sea between them"),
        (5, "length_km", "a rail link no longer than this runs over 297 km of open water"),
        (8, "mode", "a road link joins two land masses with 846 km of sea between them"),
    ]


def test_without_positions_nobody_can_say(folder):
    places = "id,name,country\nYOK,Yokohama,JP\nVVO,Vladivostok,RU\n"
    assert networks.check(folder(places=places, links=HEAD + "a,YOK,VVO,rail,1700,1520\n")) == ()

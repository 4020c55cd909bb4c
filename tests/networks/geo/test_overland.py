"""Ways by land: no shorter than the great circle, round bays and borders, never to another island."""

import math

import numpy as np
import pytest

from networks.geo.overland import country_at, overland_km

YOKOHAMA, TOKYO, OSAKA, KOBE = (139.66, 35.45), (139.789, 35.618), (135.43, 34.645), (135.2, 34.68)
CHIBA, TAKAMATSU, SAITAMA, MOJI, SHIMONOSEKI = (
    (140.1, 35.6),
    (134.05, 34.35),
    (139.65, 35.86),
    (130.96, 33.95),
    (130.92, 33.96),
)
OSH, JALALABAD, ANDIJAN = (72.8, 40.55), (73.0, 40.93), (72.36, 40.76)  # fmt: skip


def haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lon, lat), (there, lat_there) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat_there - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_there) * math.sin((there - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


@pytest.mark.parametrize(("one", "other"), [(YOKOHAMA, TOKYO), (SAITAMA, TOKYO), (SAITAMA, YOKOHAMA), (TOKYO, TOKYO)])
def test_over_land_alone_the_way_is_the_great_circle_both_ways(one, other):
    assert overland_km(one, other, "JP") == pytest.approx(haversine_km(one, other), rel=1e-4)
    assert overland_km(other, one, "JP") == pytest.approx(haversine_km(one, other), rel=1e-4)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [(YOKOHAMA, CHIBA, "JP"), (OSAKA, KOBE, "JP"), (OSH, JALALABAD, "KG")],  # round bays, and a corner of Uzbekistan
)
def test_round_a_bay_or_a_border_it_has_one_bend(one, other, code):
    straight = haversine_km(one, other)
    there, back = overland_km(one, other, code), overland_km(other, one, code)
    assert there is not None and back is not None
    assert 1.05 * straight < there < 2.3 * straight and there == pytest.approx(back, rel=0.01)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (KOBE, TAKAMATSU, "JP"),  # Shikoku
        (MOJI, SHIMONOSEKI, "JP"),  # a strait of half a kilometre, with a tunnel
        (YOKOHAMA, (131.88, 43.11), "JP"),  # Vladivostok is not in Japan
        (OSH, ANDIJAN, "KG"),  # over the border
        (OSAKA, KOBE, "KR"),
        (OSAKA, KOBE, "XX"),
        (OSAKA, (137.0, 33.0), "JP"),  # the open sea
    ],
)
def test_across_water_or_a_border_there_is_none(one, other, code):
    assert overland_km(one, other, code) is None
    assert overland_km(other, one, code) is None


def test_no_way_is_shorter_than_the_great_circle_nor_longer_than_its_bends():
    random = np.random.default_rng(7)
    found = 0
    for _ in range(40):
        one, other = ((float(lon), float(lat)) for lon, lat in random.uniform((135, 34.5), (140, 36.5), (2, 2)))
        km, straight = overland_km(one, other, "JP"), haversine_km(one, other)
        if km is not None:
            assert 0.999 * straight <= km <= 2.3 * straight
            found += 1
    assert found > 10


def test_a_point_lies_in_a_country_or_near_its_coast():
    assert [country_at(point) for point in (SAITAMA, OSH, ANDIJAN, YOKOHAMA)] == ["JP", "KG", "UZ", "JP"]
    assert country_at((139.85, 35.60)) == "JP"  # on made ground in Tokyo Bay, or just off it
    assert country_at((135.0, 40.0)) == ""

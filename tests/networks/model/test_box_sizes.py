"""Sizes of boxes as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from networks.model.box_sizes import DRY_SIZES, SIZES, box_size

WRITTEN = {
    "20ft": (
        20,
        20.0,
        "20",
        "20.0",
        "20ft",
        "20 FT",
        "20'",
        "20’",
        "20''",
        "20-foot",
        "20 feet",
        "20GP",
        "20'DV",
        "TEU",
        "22G1",
    ),
    "40ft": (40, "40", "40 ft", "40'", "40DC", "40ft container", "40 std", "FEU", "42G1", "４０", "40フィート"),
    "40hc": ("40hc", "40HQ", "40'HC", "40' high cube", "40 ft high-cube", "40 HCube", "45G1"),
    "45ft": (45, "45", "45'", "45HC", "45 ft high cube", "L5G1"),
    "20rf": ("20rf", "20RE", "20' reefer", "reefer 20", "22R1"),
    "40rf": ("40rf", "40RH", "40HR", "40 ft refrigerated", "45R1"),
}


@pytest.mark.parametrize(("size", "given"), [(size, one) for size, all_ in WRITTEN.items() for one in all_])
def test_a_size_is_known_in_its_usual_spellings(size: str, given: Any):
    assert box_size(given) == size


@pytest.mark.parametrize(
    "given",
    [
        None,
        True,
        2,
        30,
        400,
        40.5,
        float("nan"),
        "",
        " ",
        "20hc",
        "45rf",
        "40x",
        "4",
        "4 0 0",
        "40ft40ft",
        b"40",
        ["40"],
        10**30,
    ],
)
def test_what_is_no_size_is_none(given: Any):
    assert box_size(given) is None


def test_all_sizes_are_written_in_some_way():
    assert set(WRITTEN) == set(SIZES) and set(DRY_SIZES) < set(SIZES)

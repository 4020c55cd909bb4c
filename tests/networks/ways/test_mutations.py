"""Files of lanes, ports and railways with random damage: read, or refused by an error of ours; nothing else comes out."""

import random

import pytest
from oracles import way_packages

import networks
from networks.ways.ports import ports_in
from networks.ways.rails import railways_in
from networks.ways.sea_lanes import lanes_in

TEXTS = {
    "lanes.geojson": (lanes_in, way_packages.lines(way_packages.LANES)),
    "ports.geojson": (ports_in, way_packages.ports(way_packages.PORTS)),
    "world_railways.py": (railways_in, way_packages.railways(way_packages.NODES, way_packages.EDGES)),
}
PIECES = (
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    "null",
    "NaN",
    "1e999",
    "-",
    "999",
    "0",
    "true",
    "\n",
    "\x00",
    "é",
    "[[[[",
    "nodes=",
    "1" * 400,
)


def damaged(text, rnd):
    """Return a text with a few random changes: pieces left out, doubled, or put in."""
    for _ in range(rnd.randint(1, 4)):
        at = rnd.randrange(len(text) + 1)
        to = min(len(text), at + rnd.choice((0, 1, 2, 5, 40)))
        text = text[:at] + rnd.choice((*PIECES, "", text[at:to] * 2)) + text[to:]
    return text


def compare(name, number, seed, folder):
    """Read so many damaged files; return how many were refused."""
    read, text = TEXTS[name]
    file, rnd, refused = folder / name, random.Random(seed), 0
    for _ in range(number):
        file.write_bytes(damaged(text, rnd).encode("utf-8", "surrogatepass"))
        try:
            read(file)
        except networks.DataError:
            refused += 1
    return refused


@pytest.mark.parametrize("name", TEXTS)
def test_damage_is_refused_by_our_errors_or_read(name, tmp_path):
    assert compare(name, 100, 1, tmp_path) > 50


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TEXTS)
def test_damage_at_length_is_refused_by_our_errors_or_read(name, tmp_path):
    assert compare(name, 5_000, 2, tmp_path) > 2_500

"""The world: built once, kept whole, read without running anything; on made-up packages. The real one: the long tier."""

import importlib.util
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from oracles import way_packages as fakes

import networks
from networks.ways import terminals
from networks.ways import world as building
from networks.ways.gaps import gaps_of
from networks.ways.rails import railways_in
from networks.ways.sea_lanes import edges_of
from routing import Constraints, Speeds, way, way_front

SPEEDS = Speeds(sea_kn=16, rail_kmh=40, transfer_h=24)
KHABAROVSK = (48.5, 135.1)


@pytest.fixture
def rails(tmp_path, monkeypatch):
    """Return the file of railways of packages that were made up, found before all others."""
    folder = tmp_path / "packages"
    file = fakes.install(folder)
    monkeypatch.syspath_prepend(folder)
    for name in ("searoute", "scgraph_data"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(terminals, "SMALL_PART", 2)
    building._read.cache_clear()
    return file


def test_the_world_is_built_once_and_read_from_then_on(rails, tmp_path):
    told = []
    first = networks.load("world", cache=tmp_path / "cache", progress=told.append)
    assert len(told) == 5 and "1 gaps of up to 2 km closed" in told[2] and told[-1].startswith("kept in ")
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["world.npz"]
    building._read.cache_clear()
    again = networks.load("world", cache=tmp_path / "cache", progress=told.append)
    assert len(told) == 5
    for name in ("lon_lat", "tail", "head", "metres", "mode"):
        assert np.array_equal(getattr(first, name), getattr(again, name))
        assert not getattr(again, name).flags.writeable
    assert first.ports == again.ports and first.territories.names == again.territories.names == ("CN", "JP", "RU")
    assert networks.load("world", cache=tmp_path / "cache") is again
    assert "OpenStreetMap contributors, ODbL" in again.attribution[0]


def test_rail_and_sea_meet_at_terminals_and_gaps_are_told(rails, tmp_path):
    graph = networks.load("world", cache=tmp_path)
    found = way(graph, "JPYOK", KHABAROVSK, speeds=SPEEDS)
    assert [leg.mode for leg in found.legs] == ["sea", "transfer", "rail", "gap", "rail"]
    assert found.transfers == 1 and found.gaps_km == pytest.approx(1.11, abs=0.01)
    assert "1.1 km run over gaps" in str(found) and "Data: railways: © OpenStreetMap" in str(found)
    hours = found.km_by_mode["sea"] / (16 * 1.852) + (found.km_by_mode["rail"] + found.gaps_km) / 40 + 24
    assert found.hours == pytest.approx(hours, abs=0.01)
    assert [one.km for one in way_front(graph, "JPYOK", KHABAROVSK, speeds=SPEEDS)] == [pytest.approx(found.km)]
    assert way(graph, "JPYOK", KHABAROVSK, constraints=Constraints(modes={"rail"})).blocked_by == ("modes rail alone",)
    assert way(graph, "JPYOK", "USOAK").km < 9_000  # over the 180th meridian
    assert way(graph, "JPYOK", KHABAROVSK, constraints=Constraints(avoid_territories="RU")).blocked_by == (
        "the ban of RU",
    )


def test_what_does_not_hang_together_is_listed(rails, tmp_path):
    faults = networks.load("world", cache=tmp_path).faults()
    assert [part.nodes for part in faults.parts] == [5, 3]
    assert [round(gap.km, 2) for gap in faults.closed] == [1.11] and faults.near == ()
    assert "2 parts of railways; 1 gaps closed, 0 left open" in str(faults)


def test_a_world_of_newer_data_is_built_anew_and_one_without_its_packages_is_read(rails, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    before = len(networks.load("world", cache=cache).metres)
    rails.write_text(fakes.railways(fakes.NODES, fakes.EDGES[:-1]))
    assert len(networks.load("world", cache=cache).metres) == before - 1
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr("networks.ways.packages.find_spec", lambda name: None)
    building._read.cache_clear()
    assert networks.load("world", cache=cache).name == "world"
    with pytest.raises(networks.DataError, match=r"not installed: pip install (scgraph-data|searoute)"):
        networks.load("world", cache=cache, rebuild=True)
    with pytest.raises(networks.DataError, match="not installed"):
        networks.load("world", cache=tmp_path / "other")
    assert not (tmp_path / "other").exists()


def is_refused(file):
    """Tell whether a cache is refused, and by the error that says what to do."""
    try:
        networks.load("world", cache=file.parent)
    except networks.DataError as error:
        return "damaged and is left as it is" in str(error) and "rebuild=True" in str(error)
    return False


def damaged_files(data):
    """Yield what may become of a cache."""
    yield b""
    yield data[: len(data) // 2]
    yield data[:-1]
    for at in (0, 40, len(data) // 3, len(data) // 2, len(data) - 40):
        yield data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    yield b"PK\x03\x04" + bytes(200)
    yield json.dumps({"form": 1}).encode()
    yield data.replace(b'"form": 1', b'"form": 9')


def test_a_damaged_cache_is_refused_and_left_as_it_is(rails, tmp_path):
    networks.load("world", cache=tmp_path / "good")
    good = (tmp_path / "good" / "world.npz").read_bytes()
    file = tmp_path / "cache" / "world.npz"
    file.parent.mkdir()
    refused = 0
    for data in damaged_files(good):
        file.write_bytes(data)
        building._read.cache_clear()
        refused += is_refused(file)
        assert file.read_bytes() == data
    assert refused >= 8  # a bit between two members changes nothing that is read
    networks.load("world", cache=file.parent, rebuild=True)
    assert len(file.read_bytes()) == len(good)


def test_random_damage_is_refused_or_changes_nothing(rails, tmp_path):
    whole = networks.load("world", cache=tmp_path / "good")
    good = (tmp_path / "good" / "world.npz").read_bytes()
    file, rng = tmp_path / "cache" / "world.npz", np.random.default_rng(7)
    file.parent.mkdir()
    for _ in range(60):
        data = bytearray(good)
        for at in rng.integers(0, len(data), int(rng.integers(1, 4))).tolist():
            data[at] = int(rng.integers(0, 256))
        file.write_bytes(bytes(data))
        building._read.cache_clear()
        try:
            found = networks.load("world", cache=file.parent)
        except networks.DataError:
            continue
        assert np.array_equal(found.metres, whole.metres) and np.array_equal(found.lon_lat, whole.lon_lat)


def test_no_object_is_opened_out_of_a_cache(rails, tmp_path):
    class Bomb:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "opened"),)

    cells = np.empty(1, dtype=object)
    cells[0] = Bomb()
    told = np.frombuffer(json.dumps({"form": 1, "about": {}, "sha256": {"bomb": ""}}).encode(), dtype=np.uint8)
    np.savez(tmp_path / "world.npz", about=told, bomb=cells)
    with pytest.raises(networks.DataError, match="damaged"):
        networks.load("world", cache=tmp_path)
    assert not (tmp_path / "opened").exists()


def test_what_is_packed_is_not_unpacked(rails, tmp_path):
    np.savez_compressed(tmp_path / "world.npz", about=np.zeros(10_000_000, dtype=np.uint8))
    with pytest.raises(networks.DataError, match="expected members that are stored as they are"):
        networks.load("world", cache=tmp_path)


def test_a_full_disk_is_an_error_and_the_old_cache_is_whole(rails, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    networks.load("world", cache=cache)
    before = (cache / "world.npz").read_bytes()

    def full(*arguments, **more):
        arguments[0].write(b"begun")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(networks.DataError, match="No space left on device; what stood there is as it was"):
        networks.load("world", cache=cache, rebuild=True)
    assert [file.name for file in cache.iterdir()] == ["world.npz"]
    assert (cache / "world.npz").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="limits of file sizes are of POSIX")
@pytest.mark.long
def test_a_real_limit_of_size_leaves_the_old_cache_whole(rails, tmp_path):
    cache = tmp_path / "cache"
    networks.load("world", cache=cache)
    before = (cache / "world.npz").read_bytes()
    code = (
        "import resource, signal, networks; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        " resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        f" networks.load('world', cache={str(cache)!r}, rebuild=True)"
    )
    paths = os.pathsep.join([str(tmp_path / "packages"), *sys.path])
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert "DataError" in run.stderr and "the cache cannot be written" in run.stderr
    assert (cache / "world.npz").read_bytes() == before


def test_an_interrupted_build_goes_on_with_the_railways_that_were_read(rails, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    networks.load("world", cache=cache)
    before, touched = (cache / "world.npz").read_bytes(), building.touched

    def interrupted(graph):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "touched", interrupted)
    with pytest.raises(KeyboardInterrupt):
        networks.load("world", cache=cache, rebuild=True)
    assert (cache / "world.npz").read_bytes() == before
    assert sorted(file.name for file in cache.iterdir()) == ["railways.npz", "world.npz"]
    monkeypatch.setattr(building, "touched", touched)
    (cache / "world.npz").unlink()
    told = []
    networks.load("world", cache=cache, progress=told.append)
    assert "railways taken from a build that was interrupted" in told
    assert [file.name for file in cache.iterdir()] == ["world.npz"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "eurasia", "cache": "x"}, "is for 'world' alone"),
        ({"name": "eurasia", "rebuild": True}, "is for 'world' alone"),
        ({"name": "world", "scenario": "2016-target"}, "the world has no scenarios"),
    ],
)
def test_what_says_nothing_is_refused(more, words):
    with pytest.raises(networks.DataError, match=words):
        networks.load(**more)


def test_a_cache_is_a_folder(rails, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(networks.DataError, match="expected a folder, this is a file"):
        networks.load("world", cache=tmp_path / "file")


def test_the_usual_cache_is_that_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("LANDBRIDGE_CACHE", str(tmp_path))
    assert building.default_cache() == tmp_path
    monkeypatch.delenv("LANDBRIDGE_CACHE")
    assert building.default_cache().parts[-1] in ("landbridge", "Cache")


GRAPH, NODES = "[{1: 5.0}, {0: 5.0}]", "[[0.0, 0.0], [0.04, 0.0]]"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "graph=1\nnodes=2\n",
        f"graph={GRAPH}\n",
        f"graph={GRAPH}\nnodes=[]\n",
        f"graph=[]\nnodes={NODES}\n",
        f"graph=[{{1: 5.0}}, {{2: 5.0}}]\nnodes={NODES}\n",
        f"graph=[{{1: -5.0}}, {{}}]\nnodes={NODES}\n",
        f"graph=[{{1: 'x'}}, {{}}]\nnodes={NODES}\n",
        f"graph=[{{1: 5}}, 3]\nnodes={NODES}\n",
        f"graph=[{{1: __import__('os').getcwd()}}, {{}}]\nnodes={NODES}\n",
        f"graph=[{{1: 1e999}}, {{}}]\nnodes={NODES}\n",
        f"graph=[{{1: {'1' * 400}}}, {{}}]\nnodes={NODES}\n",
        f"graph=[{{1: NaN}}, {{}}]\nnodes={NODES}\n",
        f"graph={GRAPH}\nnodes=[[0.0], [1.0]]\n",
        f"graph={GRAPH}\nnodes=[[0.0, 0.0], [91.0, 0.0]]\n",
        f"graph={GRAPH}\nnodes=[[0.0, 0.0], [NaN, 0.0]]\n",
        f"graph={GRAPH}\nnodes=[[0.0, 0.0], [1.0]]\n",
        f"graph={'[' * 20000}]\nnodes={NODES}\n",
        "graph=[" + "{1: 2.0}, " * 3 + f"\nnodes={NODES}\n",
    ],
)
def test_railways_of_another_form_are_refused(tmp_path, text):
    file = tmp_path / "world_railways.py"
    file.write_text(text)
    with pytest.raises(networks.DataError, match="world_railways"):
        railways_in(file)


def test_railways_are_read_with_the_lengths_that_they_state(tmp_path):
    file = tmp_path / "world_railways.py"
    ways = "[{0: 0.0, 1: 5.0, 2: 1.0}, {0: 6.0}, {0: 1.0}]"
    file.write_text(f"graph={ways}\n\nnodes=[[0.0, 0.0], [0.04, 0.0], [1.0, 0.0]]\n")
    found = railways_in(file)
    # a loop is left out, of two directions the longer one holds, and nothing is shorter than its chord
    assert list(zip(found.tail.tolist(), found.head.tolist(), found.metres.tolist(), strict=True)) == [
        (0, 1, 6000),
        (0, 2, 111195),
    ]


def test_gaps_are_the_nearest_ends_of_each_two_parts():
    lines = [
        np.array(one, dtype=float)
        for one in (
            [(9, 50), (9.1, 50), (9.2, 50)],
            [(9.21, 50), (9.3, 50)],
            [(9.1, 50.015), (9.1, 50.1)],
            [(20, 60), (21, 60)],
        )
    ]
    found = gaps_of(edges_of(lines), 2.0)
    assert [(gap.one, gap.other) for gap in found] == [(2, 3), (1, 5)]
    assert [round(gap.km, 2) for gap in found] == [0.71, 1.67]
    assert gaps_of(edges_of(lines[:1]), 2.0) == []

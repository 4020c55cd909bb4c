"""What a call is given: several things in each form that a list has, and paths; no text is taken apart into letters."""

from pathlib import Path

import numpy
import pytest

import networks
from networks.model.given import items_of, pair_of, path_of

NO_LISTS = [5, None, True, b"ab", 1.5, numpy.array(5), object()]


@pytest.mark.parametrize(
    ("given", "items"),
    [("", []), ("Alma", ["Alma"]), ("a; b", ["a", "b"]), (("b", "a"), ["b", "a"]), (iter("ba"), ["b", "a"])],
)
def test_a_text_is_one_item_or_several_between_semicolons(given, items):
    assert items_of(given) == items


def test_a_set_is_sorted_where_the_order_says_nothing_and_refused_where_it_counts():
    assert items_of({"c", "a", "b"}, order="") == ["a", "b", "c"]
    for given in (set(), {"a", "b"}, {"a": 1}, {"a": 1}.values()):
        with pytest.raises(TypeError, match=r"^expected a list or a tuple, for the order counts$"):
            items_of(given)


@pytest.mark.parametrize("given", NO_LISTS)
def test_what_is_no_list_is_told_by_its_type(given):
    with pytest.raises(TypeError, match=f"expected a list, a tuple or text separated by ;, not {type(given).__name__}"):
        items_of(given)
    with pytest.raises(TypeError, match="expected a list or a tuple, not "):
        items_of(given, as_text=False)


def test_what_a_generator_raises_is_raised():
    with pytest.raises(TypeError, match="mine"):
        items_of(one for one in [(_ for _ in ()).throw(TypeError("mine"))])


@pytest.mark.parametrize("given", [*NO_LISTS, "ab", (), (1,), (1, 2, 3), {1, 2}, {1: 2, 3: 4}])
def test_a_position_is_a_pair(given):
    assert pair_of([1, 2]) == pair_of(numpy.array([1, 2])) == (1, 2)
    with pytest.raises(TypeError, match="expected pairs of degrees north and east"):
        pair_of(given)


@pytest.mark.parametrize("given", [None, 5, b"net", [], True, {"net"}])
@pytest.mark.parametrize(
    ("call", "what"),
    [(networks.read, "folder"), (networks.check, "folder"), (networks.read_geojson, "path")],
)
def test_what_is_no_path_is_told(given, call, what):
    assert path_of("net", what) == path_of(Path("net"), what) == Path("net")
    kind = type(given).__name__
    try:
        found = call(given)
    except networks.DataError as error:
        found = error.findings
    assert [str(one) for one in found] == [
        f"error: {what}: {str(given)!r}: expected a path as text or as pathlib.Path, not {kind}"
    ]


@pytest.mark.parametrize("given", [None, 5, b"net", [], True])
def test_a_network_is_written_to_a_path_only(given):
    network = networks.load()
    with pytest.raises(networks.DataError, match=r"expected a path as text or as pathlib\.Path, not "):
        networks.write(network, given)


@pytest.mark.parametrize("given", [None, "net", 5, {}])
def test_what_is_no_network_is_told(given, tmp_path):
    network = networks.load()
    for call in (
        lambda: networks.write(given, tmp_path / "net"),
        lambda: networks.NetworkBuilder.from_network(given),
        lambda: networks.diff(given, network),
        lambda: networks.diff(network, given),
    ):
        with pytest.raises(networks.DataError, match=f"expected a Network, not {type(given).__name__}"):
            call()
    assert not (tmp_path / "net").exists()

"""A sealed dictionary reads as a dictionary everywhere and cannot be changed."""

import copy
import json
import pickle

import pytest

from routing.sealed_dict import SealedDict


def test_it_is_a_dictionary_for_whoever_reads_it():
    sealed = SealedDict({"b": 1, "a": 2})
    assert sealed == {"a": 2, "b": 1} and list(sealed) == ["b", "a"] and json.loads(json.dumps(sealed)) == sealed
    for again in (pickle.loads(pickle.dumps(sealed)), copy.copy(sealed), copy.deepcopy(sealed)):
        assert again == sealed and type(again) is SealedDict
    assert type(sealed | {"c": 3}) is dict and type(sealed.copy()) is dict


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.__setitem__("a", 1),
        lambda one: one.__delitem__("a"),
        lambda one: one.__ior__({"c": 1}),
        lambda one: one.clear(),
        lambda one: one.pop("a"),
        lambda one: one.popitem(),
        lambda one: one.setdefault("c", 1),
        lambda one: one.update(c=1),
    ],
)
def test_it_cannot_be_changed(change):
    sealed = SealedDict({"a": 2})
    with pytest.raises(TypeError, match="immutable"):
        change(sealed)
    assert sealed == {"a": 2}

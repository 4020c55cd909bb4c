"""Which place a word means: one that bears it alone; and what is suggested for a word that none bears."""

from __future__ import annotations

import pytest

import networks
from networks import AmbiguousNameError, NetworkBuilder, UnknownNameError
from networks.model.place_names import place_id

NET = networks.load("eurasia")
NAME_OF = dict(zip(NET.catalogue["places"]["id"], NET.catalogue["places"]["name"], strict=True))


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("JPYOK", "JPYOK"),
        ("jpyok", "JPYOK"),
        ("Yokohama", "JPYOK"),
        (" YOKOHAMA ", "JPYOK"),
        ("横浜", "JPYOK"),
        ("Yokohama, Japan", "JPYOK"),
        ("Moscow (RU)", "RUMOW"),
        ("москва", "RUMOW"),
        ("st petersburg", "RULED"),
        ("Saint-Petersburg", "RULED"),
        ("Peking", "CNBJS"),
        ("Ulan-Bator", "MNULN"),
        ("Taraz", "KZTAR"),
        ("Taraz (Zhambyl)", "KZTAR"),
        ("istanbul", "TR-ISTANBUL"),
        ("Khorgos, Kazakhstan", "KZHOR"),
        ("Khorgos, CHN", "CNHRS"),
        ("Khorgos Gateway", "KZHOR"),
    ],
)
def test_a_word_that_one_place_bears_is_that_place(word: str, place: str):
    assert NET.place(word).id == place


def test_what_two_places_bear_is_an_error_with_both():
    with pytest.raises(AmbiguousNameError) as caught:
        NET.place("Khorgos")
    assert caught.value.nearest == ("CNHRS (Khorgos (Horgos))", "KZHOR (Khorgos Gateway)")
    assert str(caught.value).startswith("place 'Khorgos' may be CNHRS (Khorgos (Horgos)) or KZHOR")


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("Yokohoma", "JPYOK"),
        ("Vladivostock", "RUVVO"),
        ("Moskow", "RUMOW"),
        ("Tashkend", "UZTAS"),
        ("Shanghi", "CNSGH"),
        ("Hamberg", "DEHAM"),
        ("Bussan", "KRPUS"),
        ("Irkutks", "RUIKT"),
        ("JPYOX", "JPYOK"),
        ("RUMOV", "RUMOW"),
        ("Petersburg", "RULED"),
        ("Vladivostok port", "RUVVO"),
        ("Yokohoma, Japan", None),
        ("Kuzbass", None),
        ("Akita", None),
        ("Saitama", None),
        ("Sapporo", None),
        ("Osaka, Russia", None),
    ],
)
def test_what_is_near_is_suggested_first_and_nothing_where_nothing_is(word: str, nearest: str | None):
    with pytest.raises(UnknownNameError) as caught:
        NET.place(word)
    shown = caught.value.nearest
    assert (
        shown[0].split(" ")[0] == nearest
        if nearest
        else not {"UZTAS", "KZAAU", "KZ-AKTOGAY"}.intersection(one.split(" ")[0] for one in shown)
    )


def twins():
    builder = NetworkBuilder("own")
    for key, name, country in (
        ("A1", "Twin", "JP"),
        ("A2", "TWIN", "KR"),
        ("B", "Astara (Azerbaijan)", "AZ"),
        ("C", "Oral", "KZ"),
        ("D", "Dry (Wet)", "KZ"),
    ):
        builder.add_place(id=key, name=name, country=country)
    builder.add_other_names(place="B", names=("Oral",)).add_other_names(place="C", names=("Uralsk",))
    for key, country in (("A2", "KR"), ("B", "AZ"), ("C", "KZ"), ("D", "KZ")):
        builder.add_link(id=f"to-{key}", tail="A1", head=key, mode="road", hours=1, usd=1, territories=("JP", country))
    return builder


def test_the_other_name_of_one_place_and_the_name_of_another_is_nobodys():
    net = twins().build()
    for word in ("twin", "Oral"):
        with pytest.raises(AmbiguousNameError):
            net.place(word)
    assert [net.place(word).id for word in ("Twin, KR", "uralsk", "dry", "Oral, KAZ", "Astara, AZ")] == [
        *("A2", "C", "D", "C"),
        "B",
    ]


def test_brackets_with_a_country_tell_a_place_from_another_of_that_name():
    with pytest.raises(UnknownNameError, match=r"did you mean B \(Astara \(Azerbaijan\)\)"):
        twins().build().place("Astara")


def test_what_is_withheld_is_told_and_may_be_avoided_by_name():
    with pytest.raises(UnknownNameError, match="not on offer"):
        NET.place(NAME_OF["RU-SAMARGA"])
    assert place_id(NET, "RU-SAMARGA", also_withheld=True) == "RU-SAMARGA"
    assert place_id(NET, NAME_OF["RU-SAMARGA"], also_withheld=True) == "RU-SAMARGA"

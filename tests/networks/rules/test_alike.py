"""What looks right and is not: ids that look alike, what nobody sees, ways back, positions of nought, links not yet open."""

import datetime

import pytest

import networks

HEAD = "id,tail,head,mode,length_km\n"


def of_rule(path, rule):
    return [
        (one.severity, one.file, one.row, one.field, one.expected) for one in networks.check(path) if one.rule == rule
    ]


@pytest.mark.parametrize(("other", "text"), [
    ("yok", "looks like YOK, but for the case; is it another one?"),
    ("\u0423OK", "looks like YOK, though with letters of another alphabet; is it another one?"),  # Cyrillic U
    ("Y\u039fK", "looks like YOK, though with letters of another alphabet; is it another one?"),  # Greek omicron
    ("\uff39OK", "looks like YOK, though with letters of another alphabet; is it another one?"),  # full width
    ("y\u043ek", "looks like YOK, though with letters of another alphabet; is it another one?"),
])  # fmt: skip
def test_ids_that_look_alike_are_told(folder, other, text):
    path = folder(
        places=f"id,name\nYOK,Yokohama\n{other},Osaka\nX,X\n", links=HEAD + f"a,YOK,X,sea,9\nb,{other},X,sea,9\n"
    )
    assert of_rule(path, "alike-ids") == [("warning", "places.csv", 3, "id", text)]


def test_ids_of_two_tables_may_look_alike(folder):
    path = folder(places="id,name\nA,A\nB,B\n", links=HEAD + "a,A,B,sea,9\nb,B,A,sea,10\n")
    assert networks.check(path) == ()


def test_ids_of_any_alphabet_are_ids(folder):
    path = folder(
        places="id,name\n横浜港,Y\nМосква,M\nÅlesund,A\n",
        links=HEAD + "a,横浜港,Москва,sea,9\nb,Ålesund,Москва,rail,9\n",
    )
    assert {one.rule for one in networks.check(path)} == {"rail-gauges"}


def test_a_way_back_that_is_44_percent_longer_is_told(folder):
    places = "id,name\nA,A\nB,B\n"
    path = folder(places=places, links=HEAD + "ab,A,B,road,1000\nba,B,A,road,1440\n")
    assert of_rule(path, "ways-back") == [
        ("warning", "links.csv", 3, "length_km", "44 % longer than the way back, ab, of 1000 km")
    ]
    fine = ("ab,A,B,road,1000\nba,B,A,road,1100\n",  # one-way roads differ that much
            "ab,A,B,road,1\nba,B,A,road,3\n",  # round the block
            "ab,A,B,road,1000\nba,B,A,sea,1440\n",
            "ab,A,B,road,1000\nba,B,A,road,\n",
            "ab,A,B,road,1000\nba,B,A,road,1440\nab2,A,B,road,1450\n")  # fmt: skip
    assert [of_rule(folder(places=places, links=HEAD + rows), "ways-back") for rows in fine] == [[]] * len(fine)


@pytest.mark.parametrize("country", ["", "KZ"])
def test_a_place_at_nought_is_told(folder, country):
    places = f"id,name,country,lat,lon\nA,A,{country},0,0\nB,B,KZ,43,77\nC,C,GH,5.5,0\n"
    path = folder(places=places, links=HEAD + "ab,A,B,air,9000\nbc,B,C,air,9000\n")
    assert [one[2] for one in of_rule(path, "null-island")] == [2]


# Opened


@pytest.mark.parametrize(("opened", "as_of", "severity", "text"), [
    ("planned", "2016-11-30", "warning", "the link is planned, and on offer; offered = no withholds it, opened = supposed asks what if it were open"),
    ("planned", "", "warning", "the link is planned, and on offer; offered = no withholds it, opened = supposed asks what if it were open"),
    ("2030", "2016-11-30", "warning", "the link is on offer, and opens after the as-of date, 2016-11-30"),
    ("2030.0", "2016-11-30", "warning", "the link is on offer, and opens after the as-of date, 2016-11-30"),
    ("2016", "2016-11-30", None, ""),
    ("2030", "", None, ""),
    ("1916", "2016-11-30", None, ""),
    ("\u00b2", "2016-11-30", "error", "expected a year such as 1916, planned, supposed, or nothing"),
    ("9" * 5000, "2016-11-30", "error", "expected a year such as 1916, planned, supposed, or nothing"),
    ("soon", "", "error", "expected a year such as 1916, planned, supposed, or nothing"),
])  # fmt: skip
def test_a_link_that_is_not_open_yet_is_told(folder, opened, as_of, severity, text):
    links = f"id,tail,head,mode,length_km,gauge_mm,hours,opened\nnew,A,B,rail,1000,1520,20,{opened}\nold,A,B,rail,2000,1520,60,1905\n"
    path = folder(network=f"name,as_of\nx,{as_of}\n", places="id,name,country\nA,Aa,KZ\nB,Bb,RU\n", links=links)
    found = [(one[0], one[2], one[4]) for one in of_rule(path, "links-not-yet-open")]
    assert found == ([(severity, 2, text)] if severity else [])


def test_a_withheld_link_may_be_planned(folder):
    links = "id,tail,head,mode,hours,opened,offered\nnew,A,B,sea,20,planned,no\nold,A,B,sea,60,,\n"
    path = folder(places="id,name\nA,Aa\nB,Bb\n", links=links)
    assert networks.check(path) == ()
    assert datetime.date(2016, 11, 30) == networks.load().as_of

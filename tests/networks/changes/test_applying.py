"""Changes make a new network and leave the old one."""

import datetime

import pytest

import networks
from networks import Change
from networks.changes.applying import apply_scenarios, scenarios_of


def change(action, table, element, why="because", **cells):
    return Change(action=action, table=table, element=element, why=why, **cells)


def figure(element="op:lift", column="time", value="30", **cells):
    return change("set", "figures", element, column=column, value=value, **{"source": "S2", "kind": "plan"} | cells)


def refused(network, *changes):
    with pytest.raises(networks.DataError) as caught:
        network.apply(changes)
    return [(one.file, one.row, one.field, one.value, one.expected) for one in caught.value.findings]


def test_add_puts_on_offer_and_withdraw_takes_off_with_a_reason(toy):
    base = toy().build()
    gone = [change("withdraw", "places", "JPYOK", why="typhoon"), change("withdraw", "services", "line:ship")]
    after = base.apply([change("add", "links", "air"), *gone])
    assert "air" not in base.links and "JPYOK" in base.places, "the base stays as it is"
    # with Yokohama gone, nothing that ends there is on offer; the ship that calls there must be withdrawn by name
    assert after.withheld["JPYOK"] == ("places", "typhoon")
    assert list(after.links) == ["rail"]


def test_a_service_goes_with_the_link_or_the_place_that_it_runs_by_and_it_is_told(toy):
    for table, element in (("links", "sea"), ("places", "JPYOK")):
        with pytest.warns(networks.DataWarning, match=rf"also withdrawn: 1 service .*line:ship \({element}\)"):
            after = toy().build().apply([change("withdraw", table, element, why="typhoon")])
        assert "line:ship" not in after.services
        assert after.withheld["line:ship"] == ("services", f"it runs by {element}, withdrawn: typhoon")
    assert after.withheld["sea"] == ("links", "it ends at JPYOK, withdrawn: typhoon")


def test_nothing_goes_with_what_is_put_on_offer_again(toy):
    base = toy().build()
    assert base.apply([change("withdraw", "links", "sea"), change("add", "links", "sea")]).services == base.services


def test_a_plain_number_is_a_value():
    assert [change("set", "links", "a", value=value).value for value in (1200, 1200.0, 0.5)] == ["1200", "1200", "0.5"]


def test_a_withdrawn_operation_goes_with_its_figures(toy):
    after = toy().build().apply([change("withdraw", "operations", "op:lift")])
    assert "op:lift" not in after.operations
    assert after.figure("op:lift", "time") is None
    assert after.figure("proc:import", "time") is not None


def test_set_reads_the_text_as_a_file_would_be_read(toy):
    after = (
        toy()
        .build()
        .apply(
            [
                change("set", "links", "air", column="hours", value="11.5"),
                change("set", "links", "rail", column="territories", value="RU;KZ"),
                change("set", "links", "rail", column="note", value="=1+1"),
                change("set", "services", "line:ship", column="until_date", value="2030-01-01"),
                change("set", "places", "JPYOK", column="lat", value=""),
            ]
        )
    )
    assert after.links["rail"].territories == ("RU", "KZ")
    assert after.links["rail"].note == "=1+1"
    assert after.services["line:ship"].until_date == datetime.date(2030, 1, 1)
    assert after.places["JPYOK"].lat is None
    assert after.apply([change("add", "links", "air")]).links["air"].hours == 11.5


def test_a_new_figure_replaces_the_old_one_and_its_reason_is_its_note(toy):
    after = toy().build().apply([figure(value="30", why="faster cranes", year=2020)])
    # unit as before; 12 to 48 h held 24 h and holds 30 h
    assert after.figure("op:lift", "time") == networks.Figure(
        element="op:lift",
        quantity="time",
        value=30,
        low=12,
        high=48,
        unit="h",
        year=2020,
        source="S2",
        kind="plan",
        note="faster cranes",
    )


def test_a_figure_that_did_not_exist_is_added(toy):
    after = toy().build().apply([figure("line:ship", "headway", "7", unit="d", low=6.0, high=8.0)])
    assert after.figure("line:ship", "headway").value == 7


def test_a_figure_can_be_set_again_and_withdrawn_in_one_go(toy):
    base = toy().build()
    after = base.apply(
        [figure(value="30"), figure(value="31"), change("withdraw", "figures", "op:lift", column="time")]
    )
    assert after.figure("op:lift", "time") is None
    again = after.apply([figure(value="99", unit="h")])
    assert again.figure("op:lift", "time").low is None, "nothing is left of a withdrawn figure"


@pytest.mark.parametrize(
    ("made", "field", "value", "expected"),
    [
        (
            change("add", "links", "seaa"),
            "element",
            "seaa",
            (
                "links have no such element; did you mean sea?; "
                "networks.NetworkBuilder.from_network(...) adds new elements"
            ),
        ),
        (change("withdraw", "services", "nobody"), "element", "nobody", "services have no such element"),
        (
            change("add", "operations", "op:lift"),
            "action",
            "add",
            "operations are on offer unless withdrawn; there is nothing to add",
        ),
        (
            change("set", "links", "sea", column="lenght_km", value="1"),
            "column",
            "lenght_km",
            "links have no such column; did you mean length_km?",
        ),
        (
            change("set", "links", "sea", column="id", value="x"),
            "column",
            "id",
            "expected another column; add and withdraw change `offered`, nothing changes an id",
        ),
        (
            change("set", "links", "sea", column="length_km", value="1,700"),
            "value",
            "1,700",
            "expected a plain number such as 2800 or 3.5 (no thousands separators)",
        ),
        (change("set", "links", "sea", column="mode", value=""), "value", "", "a value is required here"),
        (
            change("set", "stops", "line:ship", column="board", value="no"),
            "table",
            "stops",
            "expected one of places, links, services, operations, procedures, figures",
        ),
        (change("drop", "links", "sea"), "action", "drop", "expected one of add, withdraw, set"),
        (change("add", "links", "air", why=""), "why", "", "a change needs its reason"),
        (figure(column="duration"), "column", "duration", "expected a quantity, one of time, running_time"),
        (figure("nothing"), "element", "nothing", "figures have no such element"),
        (figure(value="3 d"), "value", "3 d", "expected a plain number such as 2800 or 3.5 (the unit belongs"),
        (figure(value="nan"), "value", "nan", "expected a plain number such as 2800 or 3.5"),
        (figure(value="60"), "low", "None", "the range of the old figure (12.0 to 48.0 h) does not fit the new value"),
        (figure(value="1", unit="d"), "low", "None", "the range of the old figure (12.0 to 48.0 h) does not fit"),
        (figure(source=""), "source", "", "a value is required here (no figure without its source)"),
        (figure(kind=""), "kind", "", "a value is required here (no figure without its kind)"),
        (figure("line:ship", "headway", "7"), "unit", "", "a value is required here (no figure without its unit)"),
        (change("withdraw", "figures", "sea", column="time"), "column", "time", "sea has no figure time"),
        (
            change("add", "figures", "op:lift", column="time"),
            "action",
            "add",
            "a figure is set or withdrawn; set adds a new one",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_told(toy, made, field, value, expected):
    ((file, row, *found, text),) = refused(toy().build(), made)
    assert (file, row, found) == ("changes", 1, [field, value])
    assert text.startswith(expected)


def test_all_refused_changes_are_told_at_once_with_their_number(toy):
    found = refused(toy().build(), change("add", "links", "x"), change("add", "links", "air"), figure(kind=""))
    assert [(row, field) for _, row, field, *_ in found] == [(1, "element"), (3, "kind")]


def test_the_result_of_changes_passes_the_same_checks(toy):
    found = refused(
        toy().build(), figure(value="30", unit="days", low=1.0, high=99.0), figure("sea", "wait", "-1", unit="h")
    )
    assert [(file, field, value) for file, _, field, value, _ in found] == [
        ("figures", "unit", "days"),
        ("figures", "value", "-1"),
    ]


def test_scenarios_are_applied_in_order_and_give_their_dates(toy):
    builder = toy()
    builder.add_scenario(name="first", title="First", changes=[figure(value="30")], as_of=datetime.date(2020, 1, 1))
    builder.add_scenario(name="second", title="Second", changes=[figure(value="40")], price_year=2021)
    base = builder.build()
    known = scenarios_of(base)
    after = apply_scenarios(base, [known["first"], known["second"]])
    assert after.figure("op:lift", "time").value == 40
    assert (after.scenario, after.as_of, after.price_year) == (("first", "second"), datetime.date(2020, 1, 1), 2021)
    assert "scenario first + second; as of 2020-01-01; USD of 2021" in after.heading
    assert base.as_of is None


def test_a_service_that_ended_before_the_date_of_a_scenario_is_not_on_offer(toy):
    base = toy().build().apply([change("set", "services", "line:ship", column="until_date", value="2016-12-31")])
    later = networks.Scenario(name="later", title="Later", as_of=datetime.date(2017, 1, 1))
    assert "line:ship" in base.services
    assert "line:ship" not in apply_scenarios(base, [later]).services


GOOD = {
    "action": "set",
    "table": "links",
    "element": "sea",
    "column": "length_km",
    "value": "1800",
    "why": "measured anew",
}


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ({"value": [5]}, "value", "expected text, not list"),
        ({"value": None}, "value", "expected text, not NoneType"),
        ({"low": "a"}, "low", "expected a plain number such as 2800 or 3.5"),
        ({"high": [1]}, "high", "expected a number, not list"),
        ({"low": float("nan")}, "low", "expected a plain number such as 2800 or 3.5"),
        ({"year": 2016.5}, "year", "expected a year such as 2016"),
        ({"year": 10**400}, "year", "expected a number of at most 100 digits"),
        ({"element": 5}, "element", "expected text, not int"),
        ({"table": None}, "table", "expected text, not NoneType"),
        ({"why": "a\nb"}, "why", "expected text without line ends, tabs and other control characters"),
        ({"why": "x" * 20_001}, "why", "expected text of at most 20000 characters, this has 20001"),
    ],
)
def test_a_field_of_a_wrong_type_is_told_with_the_number_of_its_change(toy, cells, field, expected):
    network = toy().build()
    with pytest.raises(networks.DataError) as caught:
        network.apply([networks.Change(**GOOD), networks.Change(**GOOD | cells)])
    assert [(one.file, one.row, one.field, one.expected) for one in caught.value.findings] == [
        ("changes", 2, field, expected)
    ]


@pytest.mark.parametrize("given", [[None], [5], ["withdraw"], [{"action": "withdraw"}], [networks.Change]])
def test_what_is_no_change_is_told(toy, given):
    with pytest.raises(networks.DataError, match=r"changes, row 1: .*: expected a networks\.Change"):
        toy().build().apply(given)


@pytest.mark.parametrize("given", [None, 5, networks.Change(**GOOD)])
def test_one_change_alone_or_none_is_told(toy, given):
    with pytest.raises(networks.DataError, match="expected several changes, such as a list of them"):
        toy().build().apply(given)


def test_numbers_of_changes_may_be_texts_and_are_told_where_they_are_none():
    def speed(**more):
        given = {"value": "400", "low": "300", "high": 1000, "unit": "km/day", "source": "assumption", "year": None}
        why = {"kind": "assumption", "why": "to try"}
        change = Change(action="set", table="figures", element="area:RZD", column="speed", **given | more, **why)
        return networks.load("eurasia").apply([change]).figure("area:RZD", "speed")

    for year, read in (("", None), ("2016.0", 2016), ("2016", 2016), (2016, 2016), (None, None)):
        found = speed(year=year)
        assert (found.year, found.low, type(found.low)) == (read, 300.0, float)
    assert speed(low="", high="").low == 345.0  # the old range, where none is given
    for more in ({"year": " 2016 "}, {"year": "x"}, {"low": "a"}):
        with pytest.raises(networks.DataError, match=f"changes, row 1, {next(iter(more))}"):
            speed(**more)


@pytest.mark.parametrize(("value", "text"), [(10**400, "inf"), (-(10**400), "-inf"), (3.0, "3"), (2.5, "2.5")])
def test_a_plain_number_is_written_as_a_table_does_however_large(value, text):
    assert Change(scenario="x", action="set", table="figures", element="e", value=value, why="w").value == text

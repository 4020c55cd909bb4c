"""Waterfalls add up exactly; the price of constraints is never negative by criterion."""

import pickle
from dataclasses import replace

import pytest

import networks
from routing import (
    Constraints,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    compare,
    compare_results,
    price_of,
    solve,
)

BOX = Shipment("JPYOK", "RUMOW")
NAMES = ("2016-suez", "2016-ordinary", "2016-target")


@pytest.fixture(scope="module")
def comparison():
    return compare({name: networks.load("eurasia", scenario=name) for name in NAMES}, BOX)


@pytest.mark.parametrize("column", ["milliminutes", "millicents", "milligrams"])
@pytest.mark.parametrize("before", NAMES[:2])
def test_the_parts_add_up_to_the_difference(comparison, before, column):
    bars = comparison.waterfall(before, "2016-target", column=column)
    first, last = comparison.routes[before], comparison.routes["2016-target"]
    assert sum(bar.change for bar in bars) == getattr(last, column) - getattr(first, column)
    assert sum(bar.before for bar in bars) == getattr(first, column)
    assert all(
        0 <= bar.before_assumed <= bar.before and 0 <= bar.after_assumed <= bar.after
        for bar in bars
        if column != "milligrams"
    )


def test_a_waterfall_in_minutes_is_that_of_their_thousandths(comparison):
    for whole, part in zip(
        comparison.waterfall(column="minutes"), comparison.waterfall(column="milliminutes"), strict=True
    ):
        assert (whole.before, whole.after) == (part.before / 1000, part.after / 1000)
        assert whole.after_assumed == part.after_assumed / 1000


def test_residual_assumptions_are_visible_and_marked(comparison):
    residuals = comparison.residuals("2016-ordinary")
    assert {"facts-9B"} <= {figure.source for figure in residuals}
    assert all(figure.kind in ("assumption", "calibrated") and figure.note for figure in residuals)
    assert {figure.kind for figure in residuals if figure.source == "facts-9B"} == {"calibrated"}
    minutes = sum(bar.before_assumed for bar in comparison.waterfall("2016-ordinary"))
    shares = comparison.routes["2016-ordinary"].provenance()["hours"]
    share = shares["assumption"] + shares["calibrated"]
    assert minutes / comparison.routes["2016-ordinary"].minutes == pytest.approx(share)


def test_text_frame_and_dict_tell_the_same_days(comparison):
    shown = str(comparison)
    frame = comparison.to_frame()
    for name in NAMES:
        days = comparison.routes[name].days
        assert f"{name}: {days:.1f} days" in shown
        assert frame.loc[frame["result"] == name, "days"].sum() == pytest.approx(days)
        assert comparison.to_dict()[name]["routes"][0]["totals"]["days"] == days


def test_one_result_is_nothing_to_compare(comparison):
    with pytest.raises(QuestionError, match="at least two"):
        compare_results({"one": comparison.results[NAMES[0]]})
    with pytest.raises(LookupError, match="2016-target"):
        comparison.waterfall("2016-targt")


def test_a_ban_has_a_price_by_route_and_by_criterion():
    net = networks.load("eurasia")
    price = price_of(net, Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_territories={"CN"}))
    assert price.days == price.bound.best.days - price.free.best.days
    assert price.by_criterion["time"] == price.days
    assert all(value >= 0 for value in price.by_criterion.values())
    least = [
        solve(net, Shipment("JPYOK", "KZALA"), minimise="co2e", constraints=kept).best.kg_co2e
        for kept in (None, Constraints(avoid_territories={"CN"}))
    ]
    assert price.by_criterion["co2e"] == least[1] - least[0]


def test_a_ban_that_leaves_no_route_has_no_price():
    price = price_of(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=Constraints(max_days=1))
    assert (price.days, price.usd) == (None, None)
    assert set(price.by_criterion.values()) == {None}
    assert "no route satisfies" in str(price)


def test_a_difference_that_a_limit_left_open_is_not_told_like_a_missing_figure():
    net, asked = networks.load("eurasia"), Constraints(avoid_territories={"CN"}, max_usd=4000)
    whole = price_of(net, BOX, constraints=asked)
    assert (whole.left_open, set(whole.statuses.values())) == ((), {(Status.OPTIMAL, Status.OPTIMAL)})
    cut = price_of(net, BOX, constraints=asked, options=SolveOptions(max_labels=1))
    assert dict(cut.statuses) == dict.fromkeys(("time", "cost", "co2e"), (Status.OPTIMAL, Status.UNKNOWN))
    assert (cut.left_open, set(cut.by_criterion.values())) == (("time", "cost", "co2e"), {None})
    words = "the difference of the optima by time, cost, co2e is not known, for a limit was reached"
    assert [(one.code, one.words) for one in cut.warnings if one.code == "limit-reached"] == [("limit-reached", words)]
    assert "? days, ? USD, ? kg CO2e" in str(cut) and words in cut._repr_html_() and words in str(cut)
    assert cut.to_dict()["status_by_criterion"]["cost"] == ["optimal", "unknown"]
    assert words in str(cut.to_dict()["warnings"])
    none = price_of(net, BOX, constraints=Constraints(max_days=1))
    assert (none.left_open, none.statuses["time"][1]) == ((), Status.INFEASIBLE)
    assert "- days, - USD, - kg CO2e" in str(none)


def test_a_difference_that_is_not_proven_says_so():
    whole = price_of(networks.load("eurasia"), BOX, constraints=Constraints(avoid_territories={"CN"}))
    statuses = {"time": (Status.OPTIMAL, Status.FEASIBLE), "cost": (Status.FEASIBLE, Status.UNKNOWN)}
    told = [one.words for one in replace(whole, statuses=statuses).warnings if one.code == "limit-reached"]
    assert told == [
        "the difference of the optima by cost is not known, for a limit was reached",
        "the difference of the optima by time is not proven, for a limit was reached",
    ]


def priced(year):
    builder = networks.NetworkBuilder("x", price_year=year).add_place(id="A", name="A").add_place(id="B", name="B")
    return builder.add_link(id="road", tail="A", head="B", mode="road", length_km=900, hours=20, usd=500).build()


@pytest.mark.parametrize(
    ("years", "told"),
    [((2016, 2016), None), ((None, None), None), ((2016, 2020), "b of 2020"), ((2016, None), "b of no stated year")],
)
def test_money_of_unlike_years_is_told(years, told):
    found = compare({name: priced(year) for name, year in zip("ab", years, strict=True)}, Shipment("A", "B"))
    for one in (found, pickle.loads(pickle.dumps(found))):
        warned = [warning for warning in one.warnings if warning.code == "unlike"]
        assert len(warned) == (told is not None)
        assert told is None or f"in money of unlike years (a of 2016, {told})" in warned[0].words
    assert told is None or (
        "in money of unlike years" in str(found) and "in money of unlike years" in found._repr_html_()
    )
    assert found.price_years == dict(zip("ab", years, strict=True))


def test_cases_may_be_networks_constraints_or_both():
    net, closed = networks.load("eurasia"), networks.load("eurasia", scenario="suez-closed")
    ban, ships = Constraints(avoid_territories="CN"), Constraints(modes={"sea", "rail"})
    box = Shipment("JPYOK", "UZTAS")
    found = compare({"any way": net, "not by China": ban, "closed": (closed, ships)}, box, constraints=ships)
    alone = (
        solve(net, box, constraints=ships),
        solve(net, box, constraints=ban),
        solve(closed, box, constraints=ships),
    )
    for result, one in zip(found.results.values(), alone, strict=True):
        assert result.question == one.question and result.proof.objective == one.proof.objective
    assert found.unlike == ("constraints",)
    assert not [one for one in found.warnings if one.code == "unlike"], "they were meant to differ"
    assert found.bound_to({name: result.network for name, result in found.results.items()}).apart == found.apart
    same = compare({"a": ban, "b": Constraints()}, box, network=net)
    assert list(same.routes) == ["a", "b"] and "any way" not in str(same) and "change from a" in str(same)


def test_cases_that_are_neither_are_told_at_once():
    with pytest.raises(QuestionError) as met:
        compare({"a": "eurasia", "b": Constraints(), "c": (Constraints(), 5)}, BOX)
    wrong, other, lacking = met.value.problems
    assert "case a" in wrong and "case c" in other and lacking.startswith("b: constraints alone need a network")


def test_the_program_of_a_comparison_has_the_constraints_of_each_case():
    from routing.views.report.reproduce import code_of

    net = networks.load("eurasia")
    code = code_of(compare({"any way": net, "not by China": Constraints(avoid_territories="CN")}, BOX))
    assert "'not by China': (networks.load('eurasia'), routing.Constraints(avoid_territories={'CN'}))" in code
    compile(code, "code", "exec")

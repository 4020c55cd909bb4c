"""Answers times forms: what each kind of answer can be shown as, and that every form holds for every kind.

The table says it; a new kind of answer without a row, or a form without a function, is found here.
"""

from __future__ import annotations

import datetime
import importlib
import inspect
import json
import pkgutil
import warnings
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from pacific import pacific

import networks
import routing
from networks import DataWarning
from routing import Constraints, GeneralisedCost, Shipment
from routing.answers.shown import Drawn, Mapped, Scheduled, Shown
from routing.asking.lane_table import lane_table

ALL = ("text", "repr", "html", "dict", "frame")  # every answer has these
FORMS = {  # kind of answer -> what else it can be shown as
    "Route": ("plot", "geojson", "explore", "ics"),
    "Result": ("plot", "geojson", "explore", "ics"),
    "Frontier": ("plot", "geojson", "explore"),
    "Alternatives": ("plot", "geojson", "explore"),
    "Comparison": ("plot", "geojson", "explore"),
    "NearBest": ("plot", "geojson", "explore"),
    "Replan": ("plot", "geojson", "explore"),
    "CorridorTable": ("plot", "geojson", "explore"),
    "Price": ("plot", "geojson", "explore"),
    "PriceReport": ("plot",),
    "EmissionReport": ("plot",),
    "Audit": ("plot",),
    "NetworkAudit": ("plot",),
    "Assignment": ("plot",),
    "Critical": ("plot",),
    "UpgradePlan": ("plot",),
    "UpgradePhases": ("plot",),
    "RobustUpgrades": ("plot",),
    "WelfarePlan": ("plot",),
    "Punctuality": ("plot",),
    "ReliableChoice": (),
    "Sensitivity": ("plot",),
    "ValueOfInformation": ("plot",),
    "BreakEven": (),
    "LaneTable": (),
    "Departures": ("plot", "ics"),
    "Cpmm": (),
    "Way": ("plot", "geojson", "explore"),
}
METHOD = {
    "text": "__str__",
    "repr": "__repr__",
    "html": "_repr_html_",
    "dict": "to_dict",
    "frame": "to_frame",
    "plot": "plot",
    "geojson": "to_geojson",
    "explore": "explore",
    "ics": "to_ics",
}
HOSTILE = "=1+1 <script>alert('x')</script> \"quoted\" `tick` \u202egnirts\u2069 <img src=x onerror=y> &amp;"
BOX, ALMATY = Shipment("JPYOK", "RUMOW"), Shipment("JPYOK", "KZALA")
QUEUE = routing.Congestion("border", "RU-KZ", [(0, 0), (1, 300)], usd_per_hour=2)
FIRST, DAY = datetime.date(2016, 3, 1), datetime.timedelta(days=1)
BAN, HURRY = Constraints(avoid_territories={"CN"}), Constraints(max_days=3)


def eurasia():
    """Return every kind of answer of the built-in network, also without a route, with one and with several."""
    net = networks.load("eurasia")
    scenarios = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    goods = Shipment("JPYOK", "RUMOW", containers=2, size="40ft", tonnes=30, value_usd=100_000)
    result = routing.solve(net, goods, constraints=BAN)
    plan = routing.solve(net, BOX, depart=FIRST)
    found = {
        "result": result,
        "result, by the clock": routing.solve(net, BOX, depart=datetime.date(2016, 3, 1)),
        "result, no route": routing.solve(net, BOX, constraints=HURRY),
        "front": routing.frontier(net, BOX, criteria=("time", "cost", "co2e")),
        "front, no route": routing.frontier(net, BOX, constraints=HURRY),
        "alternatives": routing.alternatives(net, BOX, k=3, max_shared=0.5),
        "alternatives, one": routing.alternatives(net, BOX, k=1),
        "alternatives, no route": routing.alternatives(net, BOX, constraints=HURRY),
        "comparison": routing.compare(scenarios, BOX),
        "near best": routing.near_best(routing.solve(net, BOX, minimise="cost"), tolerance=0.3),
        "near best, no route": routing.near_best(routing.solve(net, BOX, constraints=HURRY)),
        "corridors": routing.corridor_table(net, BOX),
        "corridors, no route": routing.corridor_table(net, BOX, constraints=HURRY),
        "lanes": lane_table(net, BOX, ["JPYOK", "RUMOW"], ["RUMOW", "KZALA"], constraints=BAN),
        "departures": routing.departures(net, BOX, FIRST, FIRST + 3 * DAY, constraints=BAN),
        "departures, no route": routing.departures(net, BOX, FIRST, FIRST + 3 * DAY, constraints=HURRY),
        "price": routing.price_of(net, ALMATY, constraints=BAN),
        "price, least distance": routing.price_of(net, ALMATY, constraints=BAN, minimise="distance"),
        "price, no route": routing.price_of(net, BOX, constraints=HURRY),
        "break-even": routing.break_even(net, result, result.require().legs[-1].service),
        "break-even, never": routing.break_even(net, result, "JPYOK"),
        "punctuality": routing.punctuality(net, result, samples=1000),
        "punctuality, by the clock": routing.punctuality(net, routing.solve(net, BOX, depart=FIRST), samples=1000),
        "punctuality, of a route": routing.punctuality(net, result.require(), samples=1000),
        "critical": routing.critical(net, [BOX, ALMATY], k=2, sets=[{"place": "CNHRS"}], weights=[1, 3]),
        "critical, no route": routing.critical(net, BOX, k=1, constraints=HURRY),
        **of_upgrades(),
        "assignment": routing.assign(
            net, [BOX, ALMATY], {"RU-KZ": 0.5, "line:JTSL": 1}, minimise=GeneralisedCost(usd_per_day=9)
        ),
        "assignment, boxes come back": routing.assign(
            net, [BOX, ALMATY], {"RU-KZ": 1.5}, empties=routing.Empties(usd_per_day=3)
        ),
        "assignment, no route": routing.assign(net, BOX, constraints=HURRY),
        "assignment, user equilibrium": routing.assign(
            net, [BOX, ALMATY], congestion=[QUEUE], choice="user equilibrium", minimise=GeneralisedCost(usd_per_day=9)
        ),
        "reliable choice": routing.reliable_choice(net, BOX, samples=50),
        "reliable choice, no route": routing.reliable_choice(net, BOX, constraints=HURRY, samples=50),
        "replan": routing.replan(networks.closed(net, place="CNDAL"), plan, at=FIRST + DAY),
        "replan, stranded": routing.replan(networks.closed(net, territory="RU"), plan, at=FIRST + 9 * DAY),
        "sensitivity": routing.sensitivity(net, BOX, constraints=BAN),
        "worth knowing": routing.value_of_information(net, BOX, samples=50),
        "worth knowing, no route": routing.value_of_information(net, BOX, constraints=HURRY, samples=50),
        "sensitivity, no route": routing.sensitivity(net, BOX, constraints=HURRY),
        "audit": routing.audit(net, result),
        "audit, all inside": routing.audit(net, result, "RU", tolerance_km=0),
        "audit of the network": routing.audit_network(net),
    }
    return found | of_route(result.require()) | ways("lanes")


def ways(name):
    """Return ways on a graph of that name: with speeds and what it runs through, and none."""
    lanes = np.array([(139.7, 35.3), (142.0, 38.0), (145.0, 43.0), (-178.0, 52.0)])
    port = networks.Port(id="XXAAA", name=name, country="JP", lat=35.5, lon=139.6)
    told = {"ports": (port,), "attribution": (name,), "note": name}
    graph = networks.WayGraph.of_edges(name, lanes, [(0, 1), (1, 2), (2, 3)], **told)
    there, speeds = (52.0, -177.0), routing.Speeds(sea_kn=12)
    via, barred = Constraints(via="43, 145", max_days=30), Constraints(modes={"rail"})
    return {
        "way": routing.way(graph, "XXAAA", there, speeds=speeds, constraints=via),
        "way, no route": routing.way(graph, "XXAAA", there, constraints=barred),
    }


def of_upgrades(name="A faster ship"):
    """Return plans of upgrades: with a set, without one, and of the whole curve."""
    net, ask = pacific().build(), Shipment("PKC", "ANC")
    row = networks.Change(action="set", table="links", element="sea", column="hours", value=90, why=name)
    told = {"title": name, "paid_by": name, "note": name}
    ship = networks.Upgrade(id="ship", changes=(row,), price_usd=5e6, kind="quote", **told)
    lock = networks.Upgrade(id=name, changes=(row,), **told)
    plans = {"upgrades": {"max_days": 4}, "upgrades, no set": {"max_days": 1}, "upgrades, curve": {}}
    found = {what: routing.plan_upgrades(net, [ship, lock], ask, **asked) for what, asked in plans.items()}
    boxes = [routing.Consignment(shipment=ask, name=name, minimise=routing.GeneralisedCost(usd_per_day=1e6))]
    for what, weeks in (("welfare", 1e4), ("welfare, no upgrade", 1e-9)):
        found[what] = routing.plan_upgrades(net, [ship, lock], boxes, welfare=routing.Welfare(weeks=weeks))
    ranged = replace(ship, id=name, low_usd=1e6, high_usd=9e6)
    found["robust upgrades"] = routing.robust_upgrades(net, [ranged], ask, max_days=4, samples=100)
    found["robust upgrades, no set"] = routing.robust_upgrades(net, [lock], ask, max_days=1, samples=100)
    money = {"yearly_budget_usd": {2026: 3e6, 2027: 6e6}}
    found["upgrades over years"] = routing.phase_upgrades(net, [ranged], ask, max_days=4, **money)
    return found | {"upgrades over years, no plan": routing.phase_upgrades(net, [lock], ask, max_days=1, **money)}


def of_route(route):
    reports = {"prices": route.prices(), "emissions": route.emissions(), "indicators": routing.cpmm(route)}
    return {"route": route, **reports}


def hostile():
    """Return answers of a network whose names are code, formulas and signs that turn a line about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        net = pacific(name=HOSTILE).add_corridor(id="ocean", name=HOSTILE, links="sea").build()
        poor = pacific(name=HOSTILE, usd=None).build()
    ask = Shipment("PKC", "ANC")
    result = routing.solve(net, ask)
    found = {
        "result": result,
        "front": routing.frontier(net, ask),
        "alternatives": routing.alternatives(net, ask),
        "comparison": routing.compare_results({HOSTILE: result, "other": routing.solve(poor, ask)}),
        "near best": routing.near_best(result, tolerance=9, gain=0),
        "corridors": routing.corridor_table(net, ask),
        "lanes": lane_table(net, ask, ["PKC"], ["ANC", "PKC"]),
        "departures": routing.departures(net, ask, FIRST, FIRST + DAY),
        "price": routing.price_of(net, ask, constraints=Constraints(max_days=90)),
        "break-even": routing.break_even(net, result, "sea"),
        "punctuality": routing.punctuality(net, result, samples=1000),
        "assignment": routing.assign(
            net,
            routing.Consignment(shipment=ask, name=HOSTILE),
            {"sea": 0.5, "ANC": 3},
            empties=routing.Empties(share=0.5, hire_usd={ask.origin: 5}, drop_usd={ask.destination: 5}),
        ),
        "assignment, user equilibrium": routing.assign(
            net, ask, congestion=[routing.Congestion("place", "ANC", [(0, 0), (1, 9)], 1)], choice="user equilibrium"
        ),
        "critical": routing.critical(net, ask, k=2, kinds=("link", "service", "territory", "border")),
        **of_upgrades(HOSTILE),
        "reliable choice": routing.reliable_choice(net, ask, samples=50),
        "replan": routing.replan(net, routing.solve(net, ask, depart=FIRST), at=FIRST),
        "sensitivity": routing.sensitivity(net, ask),
        "worth knowing": routing.value_of_information(net, ask, samples=50),
        "audit": routing.audit(net, result),
        "audit of the network": routing.audit_network(net),
        **of_route(result.require()),
    }
    found |= {f"way {name}": answer for name, answer in ways(HOSTILE).items()}
    lacking = of_route(routing.solve(poor, ask).require())
    return {f"hostile {name}": answer for name, answer in found.items()} | {
        f"lacking {name}": answer for name, answer in lacking.items()
    }


@pytest.fixture(scope="module")
def answers():
    return eurasia() | hostile()


def kinds_of_answers():
    """Return every class that derives from `Shown`, in all modules of `routing`."""
    for module in pkgutil.walk_packages(routing.__path__, "routing."):
        if ".kernels." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, pending = {}, [Shown]
    while pending:
        for kind in pending.pop().__subclasses__():
            if kind.__module__.startswith("routing.") and kind not in (Drawn, Mapped, Scheduled):
                found[kind.__name__] = kind
            pending.append(kind)
    return found


def test_every_kind_of_answer_has_a_row_in_the_table():
    assert set(kinds_of_answers()) == set(FORMS)


@pytest.mark.long
def test_every_kind_of_answer_is_asked_here(answers):
    assert set(FORMS) == {type(answer).__name__ for answer in answers.values()}


def test_a_new_kind_of_answer_without_a_row_is_found():
    class Departures(Shown):
        __module__ = "routing.answers.departures"

    try:
        assert "Departures" in kinds_of_answers()
    finally:
        del Departures  # classes are kept by weak references alone
        import gc

        gc.collect()


@pytest.mark.parametrize("name", FORMS)
def test_an_answer_has_the_forms_of_its_row_and_offers_no_other(name):
    kind = kinds_of_answers()[name]
    has = {form for form, method in METHOD.items() if hasattr(kind, method)}
    assert has == {*ALL, *FORMS[name]}
    assert {METHOD[form] for form in has} <= set(dir(kind))
    for form in (*ALL, *FORMS[name]):  # and each is the seam's own, so that nothing else knows the views
        assert inspect.getattr_static(kind, METHOD[form]) in {
            vars(seam).get(METHOD[form]) for seam in (Shown, Drawn, Mapped, Scheduled)
        }


def shown_by(answers, form):
    """Yield the answers that have a form."""
    for name, answer in answers.items():
        if form in (*ALL, *FORMS[type(answer).__name__]):
            yield name, answer


@pytest.mark.long
def test_every_repr_is_one_line_that_says_what_it_is(answers):
    for name, answer in shown_by(answers, "repr"):
        told = repr(answer)
        assert len(told) <= 200 and told.isprintable(), name
        assert told.startswith(f"<{type(answer).__name__} ") and told.endswith(">"), name
    assert repr(answers["result"]) == "<Result OPTIMAL: 2 x 40ft JPYOK to RUMOW, least time; 25.2 days, 8,299 USD>"
    assert repr(answers["result, no route"]) == (
        "<Result INFEASIBLE: 1 x 20ft JPYOK to RUMOW, least time; no route satisfies the constraints>"
    )


@pytest.mark.long
def test_every_text_says_something_and_keeps_to_a_width_where_words_allow(answers):
    from routing.views.text import text

    for name, answer in shown_by(answers, "text"):
        assert str(answer) == text(answer) and len(str(answer)) > 30, name
        assert text(answer, width=100), name


@pytest.mark.long
def test_every_dictionary_is_ready_for_json(answers):
    for name, answer in shown_by(answers, "dict"):
        plain = answer.to_dict()
        assert json.loads(json.dumps(plain, allow_nan=False)) == plain, name


@pytest.mark.long
def test_every_frame_has_named_columns_and_no_cell_that_a_spreadsheet_runs(answers):
    for name, answer in shown_by(answers, "frame"):
        frame = answer.to_frame()
        empty = "no route" in name and type(answer).__name__ in ("Frontier", "Alternatives", "NearBest", "Way")
        assert empty or (len(frame.columns) > 3 and all(map(str.isidentifier, frame.columns))), name
        if type(answer).__name__ in ("Frontier", "Alternatives", "Comparison"):
            continue  # ids, and what the caller called the results, as they are
        for column in frame.columns[[kind.name == "object" for kind in frame.dtypes]]:
            assert not frame[column].map(lambda cell: str(cell)[:1] in tuple("=+@")).any(), (name, column)


@pytest.mark.long
def test_frames_that_are_new_hold_the_numbers_of_the_answer(answers):
    price = answers["price"].to_frame().set_index("constraints")
    assert list(price.index) == ["without", "with", "difference"]
    assert price.loc["difference", "days"] == answers["price"].days
    assert price.loc["with", "usd"] - price.loc["without", "usd"] == pytest.approx(answers["price"].usd)
    assert answers["price, no route"].to_frame()["days"].isna().tolist() == [False, True, True]
    even = answers["break-even"].to_frame()
    assert len(even) == 1 and even["slack_per_use"][0] == answers["break-even"].per_use
    audit = answers["audit"]
    assert audit.to_frame().groupby("verdict")["km"].sum().to_dict() == pytest.approx(
        {verdict.value: km for verdict, km in audit.km.items() if audit.counts[verdict]}
    )


class Tags(HTMLParser):
    """The tags and the names of the attributes of a page, and its texts together."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = [], set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


@pytest.mark.long
def test_every_display_is_html_in_which_no_name_is_code(answers):
    known = {"div", "bdi", "strong", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
    for name, answer in shown_by(answers, "html"):
        page = Tags(answer._repr_html_())
        assert set(page.tags) <= known and page.attributes <= {"class", "style"}, name
        assert page.text.strip(), name


@pytest.mark.long
def test_geojson_of_several_routes_says_which_one_each_feature_is_of(answers):
    key = {"Frontier": "point", "Alternatives": "route", "Comparison": "result", "Price": "result"}
    for name, answer in shown_by(answers, "geojson"):
        found = answer.to_geojson()
        json.dumps(found, allow_nan=False)
        assert found["type"] == "FeatureCollection" and ("network" in found) != ("networks" in found), name
        assert bool(found["features"]) == ("no route" not in name or type(answer).__name__ == "Price"), name
        kind = type(answer).__name__
        if kind in key:
            of = [feature["properties"][key[kind]] for feature in found["features"]]
            routes = answer.routes if kind != "Price" else [one for one in answer.results.values() if one.best]
            assert len(set(of)) == len(routes), name
    alone = answers["alternatives, one"]
    plain = [dict(one["properties"]) for one in alone[0].to_geojson()["features"]]
    assert [one["properties"] for one in alone.to_geojson()["features"]] == [{"route": 1} | one for one in plain]


@pytest.mark.long
def test_every_picture_draws_its_texts_legibly(answers):
    pytest.importorskip("matplotlib")
    from pictures import assert_legible

    for name, answer in shown_by(answers, "plot"):
        ax = answer.plot()
        assert ax.figure.axes, name
        assert_legible(ax)


@pytest.mark.long
def test_what_can_be_explored_is_one_page_in_a_frame(answers, tmp_path):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    kinds = set()
    for name, answer in shown_by(answers, "explore"):
        what = type(answer), name.partition(" ")[0] in ("hostile", "lacking"), "no route" in name
        if what in kinds:
            continue  # a page takes a second
        kinds.add(what)
        page = answer.explore(height_px=300).save(tmp_path / "page.html").read_text(encoding="utf-8")
        assert page.count("<script") == 1 and "onerror=" not in page.replace("&lt;img src=x onerror=y&gt;", ""), name


def test_forms_that_are_imported_when_asked_for_leave_heavy_packages_alone():
    import subprocess
    import sys
    from pathlib import Path

    code = (
        "import sys, networks, routing, routing.views\n"
        "result = routing.solve(networks.load('eurasia'), routing.Shipment('JPYOK', 'RUMOW'))\n"
        "heavy = ('pandas', 'matplotlib', 'jinja2', 'shapely', 'routing.views.plots', 'routing.views.report')\n"
        "answers = ('routing.answers.frontier', 'routing.answers.comparison', 'routing.auditing.audit')\n"
        "str(result), repr(result), result.to_dict(), result._repr_html_(), result.to_geojson()\n"
        "print([name for name in (*heavy, *answers) if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(routing.__file__).parents[1], capture_output=True, text=True, check=False
    )
    assert found.stdout == "[]\n", found.stderr

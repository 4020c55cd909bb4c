"""`verify` on right routes of the built-in network, and on the same routes with one fault planted in each.

Where a fault sits in a step, the totals of the proof are made to fit it, so that the walk has to find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from oracles.cases import parted
from oracles.toys import Toy
from oracles.vectors import terms_of, vector_of

import networks
from routing import Constraints, Result, Shipment, Status, VerificationError, solve, verify
from routing.amounts.load import load_of
from routing.steps.step import Step

BAN = Constraints(avoid_territories={"CN"})
LANES: dict[str, tuple[str | None, Shipment, str, Constraints]] = {
    "the promised 25 days to Moscow": ("2016-target", Shipment("JPYOK", "RUMOW"), "time", Constraints()),
    "by Suez": ("2016-suez", Shipment("JPYOK", "RUMOW"), "time", Constraints()),
    "by wagonload to Moscow": ("2016-ordinary", Shipment("JPYOK", "RUMOW"), "time", Constraints()),
    "as performed in 2018, terminal to terminal": (
        "2018-performed",
        Shipment("JPYOK", "RUMOW", scope="terminal"),
        "time",
        Constraints(),
    ),
    "to Tashkent without China": (None, Shipment("JPYOK", "UZTAS"), "time", BAN),
    "to Ashgabat by three railways": (
        None,
        Shipment("JPYOK", "TMASB"),
        "cost",
        Constraints(avoid_territories={"CN"}, via=("RUVVO", "UZTAS", "UZ-KHODJAD")),
    ),
    "through China over a break of gauge": (None, Shipment("JPYOK", "KZALA"), "time", Constraints(via=("CNLYG",))),
    "by Busan and Vostochny under limits": (
        None,
        Shipment("JPYOK", "KZALA", containers=2, size="40ft"),
        "cost",
        Constraints(avoid_territories={"CN"}, via=("KRPUS", "RUVYP"), max_days=60, max_transshipments=3),
    ),
    "with emissions as the aim": (None, Shipment("JPTOS", "KZAST"), "co2e", BAN),
    "with distance as the aim": (None, Shipment("JPUKB", "TJDYU"), "distance", BAN),
}
TARGET, SUEZ, WAGON, TERMINAL, TASHKENT, ASHGABAT, CHINA, LIMITED, GRAMS, METRES = LANES


@cache
def answer(lane: str) -> Result:
    scenario, shipment, minimise, constraints = LANES[lane]
    return solve(networks.load("eurasia", scenario), shipment, minimise=minimise, constraints=constraints)


@pytest.mark.parametrize("lane", parted(LANES, quick=5))
def test_a_right_route_passes(lane: str):
    result = answer(lane)
    assert result.status is Status.OPTIMAL
    verify(result.network, result)


# ---- small parts for faults ----------------------------------------------------------------------------------


def with_steps(result: Result, steps: Iterable[Step]) -> Result:
    """Return the result with other steps, and with a proof whose totals fit them."""
    route = replace(result.routes[0], steps=tuple(steps))
    vectors = [vector_of(step, result.question.minimise) for step in route.steps]
    first, missing, *rest = map(sum, zip(*vectors, strict=True))
    others = 2 if result.question.minimise in ("time", "cost", "co2e") else 3
    missing_first = [missing] if len(result.proof.vector) == others + 3 or missing else []
    vector = (int(first), *missing_first, *rest)
    proof = replace(result.proof, vector=vector, objective=vector[0], bound=vector[0])
    assert terms_of(result.question.minimise)
    return replace(result, routes=(route, *result.routes[1:]), proof=proof)


def at(result: Result, kind: str, number: int = 0) -> int:
    """Return the index of the step of a kind."""
    return [index for index, step in enumerate(result.routes[0].steps) if step.kind == kind][number]


def changed(kind: str, number: int = 0, /, **fields: Any) -> Callable[[Result], Result]:
    """Return the fault that gives a step other fields; a function is called with the step."""

    def fault(result: Result) -> Result:
        steps, index = list(result.routes[0].steps), at(result, kind, number)
        new = {name: value(steps[index]) if callable(value) else value for name, value in fields.items()}
        steps[index] = replace(steps[index], **new)
        return with_steps(result, steps)

    return fault


def dropped(*kinds: str, number: int = 0) -> Callable[[Result], Result]:
    """Return the fault that leaves out steps."""

    def fault(result: Result) -> Result:
        gone = {at(result, kind, number) for kind in kinds}
        return with_steps(result, [step for index, step in enumerate(result.routes[0].steps) if index not in gone])

    return fault


def doubled(kind: str, number: int = 0) -> Callable[[Result], Result]:
    def fault(result: Result) -> Result:
        steps, index = list(result.routes[0].steps), at(result, kind, number)
        return with_steps(result, [*steps[: index + 1], *steps[index:]])

    return fault


def swapped(kind: str, number: int, other: str, other_number: int) -> Callable[[Result], Result]:
    def fault(result: Result) -> Result:
        steps, one, two = list(result.routes[0].steps), at(result, kind, number), at(result, other, other_number)
        steps[one], steps[two] = steps[two], steps[one]
        return with_steps(result, steps)

    return fault


def moved(kind: str, number: int, before: str, before_number: int) -> Callable[[Result], Result]:
    def fault(result: Result) -> Result:
        steps = list(result.routes[0].steps)
        step, goal = steps[at(result, kind, number)], steps[at(result, before, before_number)]
        steps.remove(step)
        steps.insert(steps.index(goal), step)
        return with_steps(result, steps)

    return fault


def asked(**fields: Any) -> Callable[[Result], Result]:
    """Return the fault of an answer to another question: other fields of the shipment or the constraints."""

    def fault(result: Result) -> Result:
        question = result.question
        shipment, constraints = question.shipment, question.constraints
        own = {name: getattr(shipment, name) for name in shipment.__slots__} | {
            name: value for name, value in fields.items() if name in shipment.__slots__
        }
        bans = {name: value for name, value in fields.items() if name not in shipment.__slots__}
        origin, destination = own.pop("origin"), own.pop("destination")
        return replace(
            result,
            question=replace(
                question, shipment=Shipment(origin, destination, **own), constraints=replace(constraints, **bans)
            ),
        )

    return fault


def proven(**fields: Any) -> Callable[[Result], Result]:
    """Return the fault of a proof with other fields; a function is called with the proof."""

    def fault(result: Result) -> Result:
        new = {name: value(result.proof) if callable(value) else value for name, value in fields.items()}
        return replace(result, proof=replace(result.proof, **new))

    return fault


def procedure(kind: str, place: str = "", area: str = "EAEU") -> Callable[[Step], str]:
    """Return the id of the row of a procedure of another kind."""
    return lambda step: f"proc:{kind}-{place or area}"


def figures_of(name: str) -> dict[str, Any]:
    """Return the fields that take the time and the price of another element."""
    net = networks.load("eurasia")
    from routing.amounts import charges

    milliminutes, key = charges.duration(net, name)
    millicents, price = charges.price(net, load_of(net, Shipment("JPYOK", "RUMOW")), name)
    return {"milliminutes": milliminutes, "time_figure": key, "millicents": millicents, "price_figure": price}


def instead(kind: str, number: int, new_kind: str, element: str) -> Callable[[Result], Result]:
    """Return the fault of another procedure in the place of a step, with its own right figures."""
    return changed(kind, number, kind=new_kind, element=element, **figures_of(element))


def through_a_banned_border(result: Result) -> Result:
    """Run the last ride inside Russia by a link that enters China."""
    return changed("ride", -1, territories=lambda step: step.territories | {"CN"})(result)


def by_the_twin(result: Result) -> Result:
    """Run between Khorgos and Altynkol by the link of the other gauge."""
    return with_steps(
        result,
        [
            replace(step, links=tuple(link.replace("@1435", "@1520") for link in step.links)) if step.is_ride else step
            for step in result.routes[0].steps
        ],
    )


def handed_to_the_wrong_railway(result: Result) -> Result:
    """Ride on with the first railway where the second one begins."""
    steps, index = list(result.routes[0].steps), at(result, "handover")
    before = steps[at(result, "board", -1)].element
    return with_steps(
        result,
        [*steps[:index], *(replace(step, element=before) if step.kind == "ride" else step for step in steps[index:])],
    )


def reversed_rotation(result: Result) -> Result:
    """Sail the first leg of the ship back to front."""
    return changed("ride", 0, places=lambda step: step.places[::-1])(result)


def set_down_where_nothing_is(result: Result) -> Result:
    """Leave the Japanese line at Kobe, where it only takes goods on."""
    steps = list(result.routes[0].steps)
    kobe = next(index for index, step in enumerate(steps) if step.kind == "ride" and step.places[-1] == "JPUKB")
    alight = replace(steps[at(result, "alight")], places=("JPUKB",), territories=frozenset({"JP"}))
    return with_steps(result, [*steps[: kobe + 1], alight, *steps[kobe + 1 :]])


def taken_on_where_nothing_is(result: Result) -> Result:
    """Board the container train to Tashkent at Almaty, where it only sets down."""
    steps = list(result.routes[0].steps)
    ride = next(index for index, step in enumerate(steps) if step.kind == "ride" and step.places[-1] == "KZALA")
    board = steps[at(result, "board", -1)]
    here: dict[str, Any] = {"places": ("KZALA",), "territories": frozenset({"KZ"})}
    alight = replace(steps[at(result, "alight", -1)], **here)
    lift = replace(steps[at(result, "lift", -1)], element="op:1520-1520", **here, **figures_of("op:1520-1520"))
    return with_steps(result, [*steps[: ride + 1], alight, lift, replace(board, **here), *steps[ride + 1 :]])


def set_down_without_moving(result: Result) -> Result:
    """Load on a wagon, take it off at once, and only then lift to the ship: a way round the dear loading."""
    steps = list(result.routes[0].steps)
    side: dict[str, Any] = {"side": "rail:1067"}
    load = replace(steps[at(result, "load")], element="op:load-1067", **side, **figures_of("op:load-1067"))
    board = replace(steps[at(result, "board")], element="area:JRF", **side, millicents=0, price_figure=None)
    alight = replace(board, kind="alight", component="rail", milliminutes=0, time_figure=None)
    lift = replace(
        load, kind="lift", component="port", element="op:1067-sea", side="sea", lifts=1, **figures_of("op:1067-sea")
    )
    export = steps[at(result, "export")]
    wait = networks.load("eurasia").figures["line:JTSL", "headway"]
    again = replace(
        steps[at(result, "board")],
        component="waiting",
        milliminutes=int(wait.value * 1_440_000 / 2),
        time_figure=("line:JTSL", "headway"),
    )
    rides = steps[at(result, "board") + 1 :]
    return with_steps(result, [steps[0], load, board, alight, lift, export, again, *rides])


def of_another_network(result: Result) -> Result:
    return replace(result, network=networks.load("eurasia", "2016-suez"))


def with_a_route_of_another_network(result: Result) -> Result:
    return replace(result, routes=(replace(result.routes[0], network=networks.load("eurasia", "2016-suez")),))


def for_another_load(result: Result) -> Result:
    net = result.network
    two = load_of(net, Shipment("JPYOK", "RUMOW", containers=2))
    return replace(result, routes=(replace(result.routes[0], load=two),))


def one_limit_below(name: str, column: str, units: int) -> Callable[[Result], Result]:
    """Return the fault of a limit that the route oversteps by one unit: a minute, a cent, a gram, a metre, a lift."""

    def fault(result: Result) -> Result:
        total = sum(getattr(step, column) for step in result.routes[0].steps)
        return asked(**{name: total - 1 if units == 1 else (total - 1) / units})(result)

    return fault


FAULTS: dict[str, tuple[str, Callable[[Result], Result]]] = {
    # waiting and boarding
    "the wait at a transfer is lost": (TARGET, changed("board", 1, milliminutes=0)),
    "the boarding at a transfer is left out": (TARGET, dropped("board", number=1)),
    "the first boarding is left out": (TARGET, dropped("board")),
    "the wait is counted twice": (TARGET, doubled("board", 1)),
    "the whole headway is waited instead of half": (
        SUEZ,
        changed("board", 1, milliminutes=lambda step: 2 * step.milliminutes),
    ),
    "the wait of the origin stands at the transfer": (
        TASHKENT,
        changed("board", 1, milliminutes=1_440_000, time_figure=("network", "origin_wait")),
    ),
    "the boarding price is left out": (SUEZ, changed("board", 0, millicents=lambda step: (step.millicents or 0) + 1)),
    # rides
    "a ride takes a minute less": (TARGET, changed("ride", -1, milliminutes=lambda step: step.milliminutes - 1000)),
    "a ride takes a minute more": (WAGON, changed("ride", 3, milliminutes=lambda step: step.milliminutes + 1000)),
    "a ride costs a cent more": (TARGET, changed("ride", -1, millicents=lambda step: step.millicents + 1000)),
    "a ride costs nothing": (TASHKENT, changed("ride", -1, millicents=0, price_figure=None)),
    "a ride emits a gram less": (GRAMS, changed("ride", 2, milligrams=lambda step: step.milligrams - 1000)),
    "a ride is a metre longer": (METRES, changed("ride", 2, millimetres=lambda step: step.millimetres + 1000)),
    "a ride has no length": (TARGET, changed("ride", 1, millimetres=None)),
    "a ride has no time, although time is asked for": (TARGET, changed("ride", -1, milliminutes=None)),
    "two legs are swapped": (TARGET, swapped("ride", 0, "ride", 1)),
    "a leg is left out": (ASHGABAT, dropped("ride", number=-2)),
    "a leg is run twice": (WAGON, doubled("ride", -1)),
    "a ship sails a leg of its rotation back": (TARGET, reversed_rotation),
    "the other of two parallel links is run": (CHINA, by_the_twin),
    "a link that does not exist is run": (WAGON, changed("ride", -1, links=("rail:NOWHERE",))),
    "a link outside of the railway's area is run": (ASHGABAT, changed("ride", -1, element="area:KTZ")),
    "a place that does not exist is passed": (WAGON, changed("ride", -1, places=("RUMOW", "XXXXX"))),
    "the train of another service is ridden than boarded": (TARGET, changed("ride", -1, element="line:RUVYP-RUMOW")),
    "a service that is not on offer in the scenario is used": (WAGON, changed("board", 1, element="line:RUVYP-RUMOW")),
    "the figures of another service are taken": (
        TARGET,
        changed("ride", -1, time_figure=("line:RUVYP-RUMOW#2", "running_time")),
    ),
    "the price comes from a figure of another service": (
        TASHKENT,
        changed("ride", -1, price_figure=("area:UTY", "rate")),
    ),
    "the emissions come from no figure": (TASHKENT, changed("ride", 0, co2e_figures=())),
    "a ride by rail is told as by sea": (TARGET, changed("ride", -1, mode="sea")),
    "a ride is counted as waiting": (TARGET, changed("ride", -1, component="waiting")),
    # stops
    "goods are set down where the line only takes on": (TARGET, set_down_where_nothing_is),
    "goods are taken on where the line only sets down": (TASHKENT, taken_on_where_nothing_is),
    "goods board a wagon and are set down without having moved": (TASHKENT, set_down_without_moving),
    "goods are set down on the wrong side": (TARGET, changed("alight", 0, side="rail:1520")),
    "the alighting is left out": (TARGET, dropped("alight")),
    "goods alight from another service than they are aboard of": (TARGET, changed("alight", 0, element="line:suez")),
    "a fare is taken at alighting where none is due": (TARGET, changed("alight", 0, millicents=100_000)),
    # terminals
    "the unloading is left out": (TARGET, dropped("unload")),
    "the delivery is left out": (TARGET, dropped("delivery")),
    "the origin operation is left out": (TARGET, dropped("origin")),
    "the loading is left out": (TARGET, dropped("load")),
    "the loading comes before the export": (TARGET, swapped("load", 0, "export", 0)),
    "the lift in port is left out": (TARGET, dropped("lift")),
    "the lift is done twice": (TARGET, doubled("lift")),
    "a lift is not counted": (TARGET, changed("lift", 0, lifts=0)),
    "an unloading is counted as a transshipment": (TARGET, changed("unload", 0, lifts=1)),
    "the general operation is taken where the port has its own": (
        TASHKENT,
        changed("lift", 0, element="op:sea-1520", **figures_of("op:sea-1520")),
    ),
    "the operation of another port is taken": (
        TASHKENT,
        changed("lift", 0, element="op:sea-1520-RUVVO", **figures_of("op:sea-1520-RUVVO")),
    ),
    "an operation leads to the wrong gauge": (TARGET, changed("lift", 0, side="rail:1435")),
    "the break of gauge aboard is left out": (CHINA, dropped("lift", number=-1)),
    "the break of gauge is done before the border": (CHINA, moved("lift", -1, "ride", 2)),
    "an operation takes no time": (TARGET, changed("delivery", 0, milliminutes=0)),
    "an operation is counted under customs": (TARGET, changed("lift", 0, component="customs")),
    # procedures
    "the import customs are skipped": (TARGET, dropped("import")),
    "the export customs are skipped": (TARGET, dropped("export")),
    "the papers are missing": (TARGET, dropped("papers")),
    "the papers are made out before customs": (TARGET, swapped("papers", 0, "import", 0)),
    "goods in transit are imported": (TASHKENT, instead("transit_opening", 0, "import", "proc:import-RUVVO")),
    "goods for this customs area are sent in transit": (
        TARGET,
        instead("import", 0, "transit_opening", "proc:transit_opening-RUVYP"),
    ),
    "the transit is not closed": (TASHKENT, dropped("transit_closing")),
    "goods in transit are exported": (TASHKENT, instead("transit_closing", 0, "export", "proc:export-EAEU")),
    "the import at a land border is skipped": (TASHKENT, dropped("import")),
    "the procedure of another customs area is taken": (TASHKENT, instead("import", 0, "import", "proc:import-TJ")),
    "the procedure of another port is taken": (TARGET, instead("import", 0, "import", "proc:import-RUVVO")),
    "customs at a border are counted as of a port": (TASHKENT, changed("transit_closing", 0, component="customs")),
    "a procedure is done at another place": (
        TASHKENT,
        changed("import", 0, places=("KZ-SARYAGASH",), territories=frozenset({"KZ"})),
    ),
    "a procedure is done twice": (TARGET, doubled("papers")),
    "customs of leaving are done after the border": (TASHKENT, swapped("transit_closing", 0, "ride", -1)),
    "the hand-over is skipped": (ASHGABAT, dropped("handover")),
    "the hand-over leads nowhere": (ASHGABAT, handed_to_the_wrong_railway),
    "the hand-over is done twice": (ASHGABAT, doubled("handover")),
    "the hand-over costs a cent less": (
        ASHGABAT,
        changed("handover", 0, millicents=lambda step: step.millicents - 1000),
    ),
    # territories
    "a banned border is crossed": (TASHKENT, through_a_banned_border),
    "a territory is left out": (TASHKENT, changed("ride", -1, territories=frozenset({"UZ"}))),
    "a terminal lies in no territory": (TARGET, changed("lift", 0, territories=frozenset())),
    # the whole
    "the route has no steps": (TARGET, lambda result: replace(result, routes=(replace(result.routes[0], steps=()),))),
    "the route begins elsewhere": (TARGET, asked(origin="JPUKB")),
    "the route ends elsewhere": (TARGET, asked(destination="RUIAR")),
    "the route goes on after the delivery": (TARGET, doubled("delivery")),
    "a step of no known kind happens": (TARGET, changed("lift", 0, kind="magic")),
    "a step is counted under no known component": (TARGET, changed("lift", 0, component="magic")),
    "the doors are served although terminals were asked for": (TARGET, asked(scope="terminal")),
    "the doors are not served although asked for": (TERMINAL, asked(scope="door")),
    "the shipment was twice as large": (TARGET, asked(containers=2)),
    "the containers were of another size": (TARGET, asked(size="40ft")),
    "the goods came as bulk, which no container train takes": (TARGET, asked(load="bulk", tonnes=14.0)),
    "the route is for another load": (TARGET, for_another_load),
    "the result is of another network": (TARGET, of_another_network),
    "the route is of another network": (TARGET, with_a_route_of_another_network),
    # the question
    "a place was to be avoided": (TARGET, asked(avoid_places={"RUIKT"})),
    "a link was to be avoided": (TARGET, asked(avoid_links={"rail:RUIAR-RUMOW"})),
    "a service was to be avoided": (TARGET, asked(avoid_services={"line:JTSL"})),
    "a territory was to be avoided": (CHINA, asked(avoid_territories={"CN"})),
    "the waters of a territory were to be avoided": (CHINA, asked(avoid_territories={"KR"}, waters="12nm")),
    "an area was to be avoided": (TARGET, asked(avoid_areas=[(52, 104), (52, 105), (53, 105), (53, 104)])),
    "a passage was to be avoided": (SUEZ, asked(avoid_passages={"suez"})),
    "a mode was not allowed": (TARGET, asked(modes={"rail"})),
    "a via is skipped": (TARGET, asked(via=("KRPUS",))),
    "vias are passed in the wrong order": (LIMITED, asked(via=("RUVYP", "KRPUS"))),
    "a via is passed only by a procedure of its name": (TARGET, asked(via=("CNLYG",))),
    "the days are overstepped by a minute": (TARGET, one_limit_below("max_days", "milliminutes", 1_440_000)),
    "the budget is overstepped by a cent": (TARGET, one_limit_below("max_usd", "millicents", 100_000)),
    "the emissions are overstepped by a gram": (TARGET, one_limit_below("max_kg_co2e", "milligrams", 1_000_000)),
    "the length is overstepped by a metre": (TARGET, one_limit_below("max_km", "millimetres", 1_000_000)),
    "there is a transshipment too many": (TARGET, one_limit_below("max_transshipments", "lifts", 1)),
    # the proof
    "the proof's total is one too low": (
        TARGET,
        proven(
            objective=lambda proof: proof.objective - 1,
            bound=lambda proof: proof.objective - 1,
            vector=lambda proof: (proof.objective - 1, *proof.vector[1:]),
        ),
    ),
    "the proof's objective is not its vector's": (TARGET, proven(objective=lambda proof: proof.objective + 1)),
    "the proof's second criterion is wrong": (
        TARGET,
        proven(vector=lambda proof: (proof.vector[0], proof.vector[1] + 1, *proof.vector[2:])),
    ),
    "the proof counts an arc too many": (
        TARGET,
        proven(vector=lambda proof: (*proof.vector[:-1], proof.vector[-1] + 1)),
    ),
    "the proof has no vector": (TARGET, proven(vector=())),
    "the bound lies above the objective": (TARGET, proven(bound=lambda proof: proof.objective + 1)),
    "the answer is called optimal, but its bound is lower": (TARGET, proven(bound=lambda proof: proof.objective - 1)),
    "the proof counts in other units": (TARGET, proven(unit="cent")),
    "the status says optimal without a route": (TARGET, lambda result: replace(result, routes=())),
    "the status says that there is no route": (TARGET, lambda result: replace(result, status=Status.INFEASIBLE)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str):
    lane, plant = FAULTS[fault]
    good = answer(lane)
    bad = plant(good)
    steps = [getattr(one.routes[0], "steps", ()) if one.routes else () for one in (good, bad)]
    assert steps[0] != steps[1] or (good.question, good.proof, good.status, good.routes, good.network.content_hash) != (
        bad.question,
        bad.proof,
        bad.status,
        bad.routes,
        bad.network.content_hash,
    ), "nothing was planted"
    with pytest.raises(VerificationError):
        verify(good.network, bad)


@pytest.mark.long
@pytest.mark.parametrize("lane", parted((TERMINAL, TARGET, ASHGABAT, CHINA), quick=1), ids=str)
def test_every_column_of_every_step_is_checked(lane: str):
    """Change each field of each step of a lane by a little: none may pass."""
    other: dict[str, Callable[[Any], Any]] = {
        "kind": lambda _: "papers",
        "component": lambda value: "sea" if value != "sea" else "rail",
        "element": lambda value: f"{value}x",
        "places": lambda value: ("JPOSA", *value[1:]),
        "links": lambda value: ("rail:RUIAR-RUMOW", *value[1:]),
        "mode": lambda value: "air",
        "side": lambda value: "ferry",
        "milliminutes": lambda value: (value or 0) + 1,
        "millicents": lambda value: (value or 0) + 1,
        "milligrams": lambda value: (value or 0) + 1,
        "milligrams_ttw": lambda value: (value or 0) + 1,
        "millimetres": lambda value: (value or 0) + 1,
        "lifts": lambda value: 1 - value,
        "territories": lambda value: value ^ {"KR"},
        "time_figure": lambda value: ("x", "time"),
        "price_figure": lambda value: ("x", "price"),
        "co2e_figures": lambda value: (*value, ("x", "co2e")),
        "in_transit": lambda value: value ^ {"KR"},
        "charged_days": lambda value: value + 1,
        "timetable": lambda value: "stated",
        "lead": lambda value: value + 1,
    }
    good, planted = answer(lane), 0
    for index, step in enumerate(good.routes[0].steps):
        for name in step.__slots__:
            new = other[name](getattr(step, name))
            if new == getattr(step, name):
                continue
            steps = list(good.routes[0].steps)
            steps[index] = replace(step, **{name: new})
            bad = with_steps(good, steps)
            with pytest.raises(VerificationError):
                verify(good.network, bad)
            planted += 1
    assert planted > 15 * len(good.routes[0].steps)


def test_the_parts_of_verify_import_nothing_of_compiler_kernels_and_solvers():
    import ast
    from pathlib import Path

    import routing

    told = ("errors", "status", "question", "steps", "answers")  # what is asked and answered, not how it is worked out
    files = sorted((Path(routing.__file__).parent / "verification").glob("*.py"))
    assert len(files) == 42
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        ours = {
            name for name in imported if name.startswith("routing") and not name.startswith("routing.verification.")
        }
        assert {name.split(".")[1] for name in ours} <= set(told), file.name


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (dropped("takeover"), "is not paid its price"),
        (doubled("takeover"), "the price of R is not due"),
        (changed("takeover", millicents=0), "0 millicents"),
        (changed("takeover", element="P"), "the price of P is not due"),
        (changed("takeover", component="border"), "is counted as border"),
        (swapped("handover", 0, "takeover", 0), "the price of R is not due"),
    ],
)
def test_who_takes_a_wagon_over_is_paid_once_and_at_once(fault: Callable[[Result], Result], told: str):
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    toy.area("P", "AB", usd=100).area("R", "BC", usd=900).procedure("handover", 3)
    network = toy.build()
    result = solve(network, Shipment("A", "C"))
    with pytest.raises(VerificationError, match=told):
        verify(network, fault(result))

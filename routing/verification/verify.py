"""`verify`: walks a route again on the network itself and adds it up from the figures.

Nothing of the compiler, the kernels or the solvers is used here, nor in `walk.py` (the steps, with `terminals.py`,
`rides.py` and others for their kinds), `records.py` (what they speak of), `customs.py` (what is owed at borders) and
`reckoning.py` (the figures): the rules of the model are written a second time, from the network's records, so that a
mistake in one place does not pass in the other. What is not checked is optimality; that is what two engines and
their proof are for. Refusals are (`refusals.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from networks.geo.territories import banned_codes
from networks.geo.waters import territorial_waters
from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.assignment import Assignment, Left
from routing.answers.critical import Critical
from routing.answers.frontier import Frontier
from routing.answers.proof import Proof
from routing.answers.punctuality import Punctuality
from routing.answers.reliable_choice import ReliableChoice
from routing.answers.replan import Replan
from routing.answers.result import Result
from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.route import Route
from routing.answers.upgrade_phases import UpgradePhases
from routing.answers.upgrade_plan import UpgradePlan
from routing.answers.value_of_information import ValueOfInformation
from routing.answers.welfare_plan import WelfarePlan
from routing.errors import VerificationError
from routing.question.arguments import NETWORK, check_kinds
from routing.question.clock import moment_at, seconds_of
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.status import Status
from routing.steps.step import Step
from routing.verification.areas import area_faults
from routing.verification.assignment import check_assignment
from routing.verification.boxes import classes_of
from routing.verification.chance import check_punctuality
from routing.verification.closures import Days, closing
from routing.verification.days import check_days
from routing.verification.hours import Hours
from routing.verification.losses import check_losses
from routing.verification.overlap_check import check_alternatives
from routing.verification.passing import behind, touched, touches_asked
from routing.verification.reckoning import Reckoning, decimal
from routing.verification.refusals import check_refusal
from routing.verification.robust_upgrades import check_robust
from routing.verification.upgrade_phases import check_phases
from routing.verification.upgrades import check_upgrades
from routing.verification.walk import Walk
from routing.verification.welfare_plan import check_welfare
from routing.verification.worth import check_worth

OF_UPGRADES = (UpgradePlan, UpgradePhases, RobustUpgrades, WelfarePlan)
STUDIED = (Punctuality, ReliableChoice, ValueOfInformation, Critical, *OF_UPGRADES, Assignment)  # made of many answers
WORDS = (
    "a Result, Frontier, Alternatives, Assignment, Critical, UpgradePlan, UpgradePhases, RobustUpgrades, WelfarePlan, "
    "Punctuality, ReliableChoice, ValueOfInformation or a Replan"
)
Verified = (
    Result
    | Frontier
    | Alternatives
    | Assignment
    | Critical
    | UpgradePlan
    | UpgradePhases
    | RobustUpgrades
    | WelfarePlan
    | Punctuality
    | ReliableChoice
    | ValueOfInformation
    | Replan
)
WITH_ROUTES = (Status.OPTIMAL, Status.FEASIBLE, Status.TRUNCATED)
COLUMNS = ("milliminutes", "millicents", "milligrams", "millimetres")
COLUMN_OF = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
UNIT_OF = {"milliminutes": "min/1000", "millicents": "cent/1000", "milligrams": "g/1000", "millimetres": "m/1000"}


def verify(
    network: Network,
    result: Verified,
) -> None:
    """Raise VerificationError with the first difference between a result and the network; return None if all agrees.

    Checked are: that every step is something the network offers, at its own duration, price, emissions and
    length, rounded once, and by the figures that it names; that the steps join on, in a lawful order (loading before
    boarding, a wait at every boarding, customs at every border, papers and handling at every change of mode); that
    origin, destination, scope, load, bans, vias and limits of the question are kept; and that the totals of the
    proof are the sums of the steps. Of a front each route is checked so, and that none of them equals or beats another
    in all criteria. Of alternatives each route and its proof is checked so, and that the shares are as stated and
    allowed.

    Of a punctuality its route is checked so, where it says what it answers, and its numbers by other draws, made anew
    from the network; of a reliable choice both of its routes are, and not that no other is better. Of a value of
    information each route is checked so, what is expected of it is reckoned anew, and that no figure is worth less than
    choosing by it between two of them, nor more than all figures.
    Of goods under way both ways on are walked, and begin with what is behind, which nothing that happened since holds
    up or closes.

    Of an assignment each route is checked so; what is carried, left and used is added up anew, and what the prices of
    capacities prove is worked out by a search of its own as far as 20,000 labels go, on the built-in network for some
    kinds of shipments; beyond them the bound is held against the routes that are told. Of three kinds of shipments
    without a route it is searched for, and the reasons are held against it.

    Of what is critical each route is checked on a network in which what is lost is closed, and by a search of its own
    that there is none where none is told; and that the shipments add up to the harm.

    Of a plan of upgrades each set is checked: that it may be had, what it costs, and by a search of its own the fewest
    days of each shipment on the network in which its rows are made; and that the shares add up to what is saved. Of
    upgrades over the years also what is paid and built in each; of robust ones the days with all effects at both ends
    and mean prices, not how many scenarios a set keeps the days in; of the best ones for many who share capacities the
    assignment with them, as any other, and what it comes to.

    A refusal is checked by a search of its own: that there is no route, and that each set of clashing constraints
    leaves none while any fewer of them leave one, by words that can be read and are of this question; that the nearest
    value told of a limit opens a route and a little less does not; and that what is told as withheld is.

    By the clock it is proven by departures that nothing arrives within the limits, or within 366 days. Where only what
    a dwell charges or dates stand against a route, every departure is looked at, or it is said that too many would have
    to be; and of a question by `arrive_by` it is said that later starts are not looked at then.

    Not proven are optimality, that no point of a front or further reason is left out, other remedies, and what other
    scenarios open.

    Raises
    ------
    VerificationError
        The first difference, in words.
    LimitReachedError
        A refusal that the search cannot tell about, because it would need too many labels.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.verify(net, result)  # nothing said: all agrees
    """
    check_kinds(
        network=(network, Network, NETWORK),
        result=(
            result,
            Verified,
            WORDS,
        ),
    )
    if isinstance(result, Replan):
        _check_replan(network, result)
        return
    if result.network.content_hash != network.content_hash:
        raise VerificationError(f"the result is of network {result.network.content_hash}, not {network.content_hash}")
    if isinstance(result, STUDIED):
        _check_studied(network, result)
        return
    aside = result.set_aside if isinstance(result, Frontier) else ()
    if bool(result.routes or aside) != (result.status in WITH_ROUTES):
        raise VerificationError(f"status {result.status.name} with {len(result.routes)} routes")
    question = result.question
    for is_let, what in (
        (question.spares_unknown or question.spares_courses or question.spares_unlocated, "what its ban cannot judge"),
        (question.spares_small, "shipments above what a departure takes"),
        (question.spared_closures or question.spared_goods, "what is closed, or goods that are refused"),
    ):
        if is_let:
            raise VerificationError(f"the question lets through {what}; that is asked for reasons only")
    _check_names(network, question)
    for route in result.routes:
        _check_route(network, question, route)
    if isinstance(result, Result | Alternatives):
        _check_prices(question, result)
    if isinstance(result, Result):
        if result.routes:
            _check_proof(question, result.status, result.routes[0], result.proof)
    elif isinstance(result, Alternatives):
        for route, proof in zip(result.routes, result.proofs, strict=False):
            _check_proof(question, _status_of(proof), route, proof)
        check_alternatives(network, result)
    else:
        for point in aside:
            _check_route(network, question, point.route)
        _check_front(result.criteria, result.vectors, result.routes)
        whole = [*zip(result.vectors, result.routes, strict=True), *((point.vector, point.route) for point in aside)]
        whole.sort(key=lambda point: point[0])
        _check_front(result.criteria, tuple(vector for vector, _ in whole), tuple(route for _, route in whole))
    if result.status is Status.INFEASIBLE:
        check_refusal(network, question, result.blocked_by, _columns(result), _check_bans)


def _check_studied(
    network: Network,
    result: Punctuality
    | ReliableChoice
    | ValueOfInformation
    | Critical
    | UpgradePlan
    | UpgradePhases
    | RobustUpgrades
    | WelfarePlan
    | Assignment,
) -> None:
    """Check an answer that is made of many others."""
    if isinstance(result, UpgradePlan):
        check_upgrades(network, result, _check_bans)
    elif isinstance(result, UpgradePhases):
        check_phases(network, result, _check_bans)
    elif isinstance(result, RobustUpgrades):
        check_robust(network, result, _check_bans)
    elif isinstance(result, WelfarePlan):
        check_welfare(network, result, _check_assigned)
    elif isinstance(result, Assignment):
        _check_assigned(network, result)
    elif isinstance(result, Critical):
        check_losses(network, result, _check_route, _check_none)
    else:
        _check_chances(network, result)


def _check_replan(network: Network, found: Replan) -> None:
    """Check that the new ways begin with what is behind, which is what was planned, and walk what follows.

    Goods that are not where the plan has them are walked by nobody.
    """
    if found.keep is None:
        raise VerificationError("the goods are not where their plan has them: what is behind is no way of the network")
    charges = [step for step in found.plan.require().steps if step.kind not in ("demurrage", "waiting")]
    behind = [step for step in found.behind if step.kind not in ("waiting", "delay")]
    if behind != [step for step in charges if step.kind != "delay"][: len(behind)]:
        raise VerificationError("what is behind the goods is not what was planned")
    for result in (found.keep, found.new):
        if result.network.content_hash != network.content_hash:
            raise VerificationError(f"the answer is of network {result.network.content_hash}, not of this one")
        for route in result.routes:
            done = [step for step in route.steps if step.kind not in ("demurrage", "waiting", "delay")][: len(behind)]
            if done != behind:
                raise VerificationError("a way does not begin with what is behind the goods")
            number = next((n for n, step in enumerate(route.steps) if step is done[-1]), 0) if done else 0
            _check_route(network, result.question, route, behind=number + bool(done))
        if result.routes:
            _check_proof(result.question, result.status, result.routes[0], result.proof)


def _check_assigned(network: Network, found: Assignment) -> None:
    """Check what is carried on capacities that are shared."""
    check_assignment(network, found, _check_route, _check_left, _check_bans)


def _check_left(network: Network, question: Question, left: Left) -> None:
    """Check that a question has no route, and the reasons that are told."""
    check_refusal(network, question, left.blocked_by, (), _check_bans)


def _check_none(network: Network, question: Question) -> None:
    """Check that a question has no route."""
    check_refusal(network, question, (), (), _check_bans)


def _check_chances(network: Network, result: Punctuality | ReliableChoice | ValueOfInformation) -> None:
    """Check each route that was drawn, where it says what it answers, and draw or reckon it again."""
    if isinstance(result, ValueOfInformation):
        for route in filter(None, (result.route, result.plain, *(one.other for one in result.figures))):
            _check_route(network, result.question, route)
        check_worth(network, result)
        return
    told = (result,) if isinstance(result, Punctuality) else (result.chosen, result.plain)
    for one in filter(None, told):
        if one.question is not None:
            _check_route(network, one.question, one.route)
        check_punctuality(network, one)


def _check_names(network: Network, question: Question) -> None:
    """Check that a network has the places of a question, and what its vias ask for."""
    for place in (question.shipment.origin, question.shipment.destination):
        if place not in network.places:
            raise VerificationError(f"the question names {place!r}, the network has no such place")
    for via in question.constraints.via:
        if not touches_asked(network, via):
            raise VerificationError(f"the question names {via!r}, the network has no such place, link or corridor")


def _columns(result: Result | Frontier | Alternatives) -> list[str]:
    """Return the columns of which a route needs figures beside those of what is least and limited."""
    if isinstance(result, Frontier):
        return [COLUMN_OF[name] for name in result.criteria]
    return []  # alternatives are refused where there is no route at all, whatever shares are reckoned of


def _check_route(network: Network, question: Question, route: Route, behind: int = 0) -> None:
    """Check a route against the network and the question; nothing holds up or closes the steps that are behind."""
    _check_heading(network, question, route)
    hours = None
    if question.model == "clock":
        begin = seconds_of(moment_at(network, question.shipment.origin, question.shipment.ready, "ready"))
        hours = Hours(network, question.shipment, begin)
        _check_arrival(network, question, begin, route)
    waits = sum(step.kind == "waiting" for step in route.steps[:behind])
    Walk(network, question.shipment, route.steps, hours, behind=behind - waits).check()
    check_days(network, question.shipment, route.steps)
    passed = 0
    for number, step in enumerate(route.steps, start=1):
        ends, days = passed + (step.milliminutes or 0), None
        if hours is not None:
            days = hours.day(passed), hours.day(ends)
        lifted = frozenset(network.catalogue["closures"]["id"].tolist()) if number <= behind else frozenset[str]()
        _check_bans(network, replace(question, spared_closures=lifted) if lifted else question, number, step, days)
        passed = ends
    _check_via(network, question, route)
    _check_limits(question, route)


def _check_arrival(network: Network, question: Question, begin: int, route: Route) -> None:
    """Check that goods are there by the moment that was asked for."""
    by = question.arrive_by
    taken = sum(step.milliminutes or 0 for step in route.steps)
    if by is not None and begin + Fraction(taken * 60, 1000) > seconds_of(by):
        raise VerificationError(f"the route arrives after {by}")


def _check_front(criteria: tuple[str, ...], vectors: tuple[tuple[int, ...], ...], routes: tuple[Route, ...]) -> None:
    """Check that each point has its route, that they are in order, and that none equals or beats another."""
    columns = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
    sums = tuple(
        tuple(sum(getattr(step, columns[name]) for step in route.steps) for name in criteria) for route in routes
    )
    if sums != vectors:
        raise VerificationError(f"the front says {vectors}, its routes come to {sums}")
    if sums != tuple(sorted(sums)):
        raise VerificationError("the points of the front are out of order")
    for one, vector in enumerate(vectors):
        for other, better in enumerate(vectors):
            if one != other and all(x <= y for x, y in zip(better, vector, strict=True)):
                raise VerificationError(f"point {other} of the front equals or beats point {one}")


def _check_heading(network: Network, question: Question, route: Route) -> None:
    """Check what a route says of its network and load."""
    if route.network.content_hash != network.content_hash:
        raise VerificationError(f"a route is of network {route.network.content_hash}, not {network.content_hash}")
    if not route.steps:
        raise VerificationError("a route has no steps")
    reckoning, load = Reckoning(network, question.shipment), route.load
    expected = (question.shipment.load, reckoning.containers, reckoning.teu, reckoning.tonnes)
    if (load.kind, load.containers, load.teu, load.tonnes) != expected:
        raise VerificationError(f"a route is for {load}, the question is of {question.shipment}")
    _check_weight(load.kind, reckoning)
    goods, asked = route.shipment, question.shipment
    if goods is not None and (goods.value_usd, goods.commodity) != (asked.value_usd, asked.commodity):
        raise VerificationError(f"a route is of goods worth {goods.value_usd}, the question of {asked.value_usd} USD")


def _check_weight(kind: str, reckoning: Reckoning) -> None:
    """Check that boxes weigh no more than ISO 668 allows them, and that a train or a ship carries what is no box."""
    tonnes, most = reckoning.tonnes, {"wagon": 40_000, "bulk": 400_000}
    allowed = decimal(30.48) * reckoning.containers if kind == "container" and reckoning.containers else most.get(kind)
    if tonnes is not None and allowed is not None and tonnes > allowed:
        raise VerificationError(f"a route is for {float(tonnes):g} t, at most {float(allowed):g} t go into that")


# ---- the question ---------------------------------------------------------------------------------------


def _check_bans(network: Network, question: Question, number: int, step: Step, days: Days | None = None) -> None:
    constraints = question.constraints
    banned = banned_codes(constraints.avoid_territories, exact=constraints.exact_codes)
    allowed = constraints.modes is None or step.mode in constraints.modes
    passed = _only_passed(network, step)
    touched = step.territories & banned - (passed if constraints.tolerate_in_transit else frozenset())
    judged = banned if not question.spares_unknown else frozenset[str]()  # of an answer it never is
    unstated = _lying_nowhere(network, step) if judged else []
    denied = {f"{link} in {code}" for link in step.links for code in _denied(network, link) & judged} if judged else ()
    service = network.services_of_all_dates.get(step.element)
    goods = classes_of(question.shipment) - question.spared_goods
    refused = goods.intersection(service.refuses) if service is not None else frozenset()
    closed = closing(network, question, step, days)
    faults = {
        f"is closed by {closed}": closed,
        f"touches {sorted(touched)}, which is banned": touched,
        f"may lie in a banned territory, for {unstated} states none": unstated,
        f"runs by way-points where its codes deny it: {sorted(denied)}": denied,
        f"says that it only passes {sorted(step.in_transit)}, the links say {sorted(passed)}": step.in_transit ^ passed,
        f"takes no {sorted(refused)} goods": refused,
        "takes less at once than the shipment is": not question.spares_small
        and _overloads(network, question, step.element),
        "uses a banned place": set(step.places) & constraints.avoid_places,
        "passes a place that is only an end": _passed_ends(network, question, step),
        "uses a banned link": {*step.links, step.element} & constraints.avoid_links,
        "uses a banned service": {step.element} & constraints.avoid_services,
        "runs over a link from an end that is closed to it": question.one_way
        and question.one_way.intersection(zip(step.links, step.places, strict=False)),
        f"goes by {step.mode}, which is not allowed": bool(step.mode) and not allowed,
    }
    if constraints.waters == "12nm":
        for waters in (territorial_waters(network, code) for code in banned):
            unknown = frozenset[str]() if question.spares_courses else waters.unknown
            near = set(step.links) & (waters.within | unknown)
            faults[f"runs through banned waters, or nobody can say, on {sorted(near)}"] = near
    faults |= dict.fromkeys(area_faults(network, question, step), True)
    for fault, found in faults.items():
        if found:
            raise VerificationError(f"step {number} ({step.kind} {step.element}): {fault}")


def _overloads(network: Network, question: Question, element: str) -> bool:
    """Tell whether a shipment is more than one departure of a service takes."""
    most, reckoning = network.figure(element, "vehicle_capacity"), Reckoning(network, question.shipment)
    if most is None:
        return False
    amount = reckoning.teu if most.unit == "TEU" else reckoning.tonnes
    return amount is not None and amount > decimal(most.value)


def _passed_ends(network: Network, question: Question, step: Step) -> list[str]:
    """Return the places of a step that nothing passes, but for those at which the goods begin and end."""
    ends = (question.shipment.origin, question.shipment.destination)
    return [place for place in step.places if place not in ends and not network.places[place].through]


def _lying_nowhere(network: Network, step: Step) -> list[str]:
    """Return what of a step states no territory: places without a country, links without codes, a way without links."""
    found = [place for place in step.places if not network.places[place].country]
    found += [link for link in step.links if not network.links[link].territories]
    return [*found, step.element] if step.kind == "ride" and not step.links else found


def _denied(network: Network, link: str) -> frozenset[str]:
    """Return the territories that a link enters by its way-points and does not list."""
    return network.contradicted.get(link, frozenset()) - frozenset(network.links[link].territories)


def _only_passed(network: Network, step: Step) -> frozenset[str]:
    """Return the territories that a step touches only where the home railway passes them without stopping."""
    links = [network.links[name] for name in step.links]
    stopped_in = {network.places[place].country for place in step.places}
    candidates = {code for link in links for code in link.in_transit} - stopped_in
    return frozenset(
        code for code in candidates if all(code in link.in_transit for link in links if code in link.territories)
    )


def _check_via(network: Network, question: Question, route: Route) -> None:
    """Check that the vias are passed in their order; goods pass a place by moving, waiting and handling there."""
    via = question.constraints.via
    passed = behind(touched(route.steps), [touches_asked(network, one) for one in via])
    if passed < len(via):
        raise VerificationError(f"the route does not pass {via[passed]} in the order of the vias")


def _check_limits(question: Question, route: Route) -> None:
    constraints = question.constraints
    days = [limit for limit in (constraints.max_days, _days_allowed(question)) if limit is not None]
    stated = (
        ("milliminutes", min(days) if days else None, 1_440_000),
        ("millicents", constraints.max_usd, 100_000),
        ("milligrams", constraints.max_kg_co2e, 1_000_000),
        ("millimetres", constraints.max_km, 1_000_000),
        ("lifts", constraints.max_transshipments, 1),
    )
    for column, limit, units in stated:
        if limit is not None:
            values = [getattr(step, column) for step in route.steps]
            if None in values or sum(values) / units > limit:
                raise VerificationError(f"the {column} of the route exceed the limit of {limit:g}, or are not known")


def _days_allowed(question: Question) -> float | None:
    """Return the days until the deadline, in elapsed time; a deadline that is a day lasts until its end."""
    ready, deadline = question.shipment.ready, question.shipment.deadline
    if ready is None or deadline is None:
        return None
    if not isinstance(ready, datetime) or not isinstance(deadline, datetime):
        return float((deadline - ready).days + 1)
    if ready.tzinfo is not None and deadline.tzinfo is not None:
        ready, deadline = ready.astimezone(UTC), deadline.astimezone(UTC)
    return (deadline - ready).total_seconds() / 86_400


# ---- the proof ------------------------------------------------------------------------------------------


def _status_of(proof: Proof) -> Status:
    return Status.FEASIBLE if proof.bound is None else Status.OPTIMAL


def _check_proof(question: Question, status: Status, route: Route, proof: Proof) -> None:
    """Check the totals that the proof states of a route."""
    if not proof.vector or proof.objective != proof.vector[0]:
        raise VerificationError(f"the proof's objective {proof.objective} is not the first entry of {proof.vector}")
    wanted = _objective(question.minimise, proof, route)
    if proof.objective != wanted:
        raise VerificationError(f"the proof says {proof.objective} {proof.unit}, the steps add up to {wanted}")
    if proof.bound is not None and proof.bound > proof.objective:
        raise VerificationError(f"the bound {proof.bound} lies above the objective {proof.objective}")
    if status is Status.OPTIMAL and proof.bound != proof.objective:
        raise VerificationError(f"called optimal, but the bound {proof.bound} is not the objective {proof.objective}")
    lacking, rest = _other_criteria(question.minimise, route)
    if proof.vector[1:] not in ((*rest,), (lacking, *rest)) or (lacking and len(proof.vector) == len(rest) + 1):
        raise VerificationError(f"the proof compares by {proof.vector[1:]}, the steps say {(lacking, *rest)}")


def _check_prices(question: Question, result: Result | Alternatives) -> None:
    """Check that a price which the proof does not count to its last digit is told."""
    if not isinstance(question.minimise, GeneralisedCost):
        return
    stated = _prices(question.minimise)
    told = any(warning.code == "price-rounded" for warning in result.warnings)
    for proof in (result.proof,) if isinstance(result, Result) else result.proofs:
        weights = dict(proof.weights)
        exact = all(Fraction(weight, weights["millicents"]) == stated.get(name) for name, weight in weights.items())
        if not exact and not told:
            raise VerificationError(f"the proof rounds a price of {question.minimise}, and no warning says so")


def _objective(minimise: Objective, proof: Proof, route: Route) -> int:
    """Return the objective as the steps add up to it; every figure that it is made of must be there."""
    unit = proof.unit
    if not isinstance(minimise, GeneralisedCost):
        column = COLUMN_OF[minimise]
        if unit != UNIT_OF[column] or proof.weights:
            raise VerificationError(f"the proof counts in {unit} by {proof.weights}, expected {UNIT_OF[column]}")
        return _sum(route, column)
    of, _, scale = unit.partition("/")
    if of != "cent" or not scale.isdecimal() or int(scale) < 1 or int(scale) % 1000:
        raise VerificationError(f"the proof counts in {unit}, expected parts of a cent")
    stated = _prices(minimise)
    weights, whole = dict(proof.weights), sum(price * _sum(route, column) for column, price in stated.items())
    if weights.keys() != stated.keys():
        raise VerificationError(f"the proof weighs {sorted(weights)}, the question {sorted(stated)}")
    for column, price in stated.items():
        off = abs(Fraction(weights[column], int(scale) // 1000) - price) * _sum(route, column)
        if off > max(1000, whole / 10**5) or (off and column == "millicents"):
            weighed = f"{column} by {weights[column]}/{scale} cent"
            raise VerificationError(f"the proof weighs {weighed}, the question by {price}/1000")
    return sum(weights[column] * _sum(route, column) for column in stated)


def _prices(minimise: GeneralisedCost) -> dict[str, Fraction]:
    """Return the millicents that each milliminute and milligram is priced at, those of 0 left out."""
    found = {
        "millicents": Fraction(1),
        "milliminutes": decimal(minimise.usd_per_day) * 100 / 1440,
        "milligrams": decimal(minimise.usd_per_tonne_co2e) / 10_000,
    }
    return {column: price for column, price in found.items() if price}


def _sum(route: Route, column: str) -> int:
    lacking = [step.element for step in route.steps if getattr(step, column) is None]
    if lacking:
        raise VerificationError(f"the {column} of {', '.join(lacking)} are not known, but the question asks for them")
    return int(sum(getattr(step, column) for step in route.steps))


def _other_criteria(minimise: Objective, route: Route) -> tuple[int, list[int]]:
    """Return how many figures of the other criteria are missing, and the other criteria and the number of arcs."""
    mine = "" if isinstance(minimise, GeneralisedCost) else COLUMN_OF[minimise]
    others = [column for column in ("milliminutes", "millicents", "milligrams") if column != mine]
    lacking = sum(getattr(step, column) is None for step in route.steps for column in others)
    sums = [sum(getattr(step, column) or 0 for step in route.steps) for column in others]
    arcs = sum(step.kind != "waiting" for step in route.steps)  # what nobody chose: it follows from what is closed
    return lacking, [*sums, arcs]

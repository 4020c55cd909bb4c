"""`verify`: walks a route again on the network itself and adds it up from the figures.

Nothing of the compiler, the kernels or the solvers is used here, nor in `route.py` (one route), `walk.py` (its steps,
with `terminals.py`, `rides.py` and others for their kinds), `constraints.py` (what is banned and limited), `totals.py`
(what the proof adds up), `records.py` (what steps speak of), `customs.py` (what is owed at borders) and `reckoning.py`
(the figures): the rules of the model are written a second time, from the network's records, so that a mistake in one
place does not pass in the other. What is not checked is optimality; that is what two engines and their proof are for.
Refusals are (`refusals.py`).
"""

from __future__ import annotations

from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.assignment import Assignment, Left
from routing.answers.critical import Critical
from routing.answers.frontier import Frontier
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
from routing.question.question import Question
from routing.status import Status
from routing.verification.assignment import check_assignment
from routing.verification.chance import check_punctuality
from routing.verification.constraints import check_bans
from routing.verification.losses import check_losses
from routing.verification.overlap_check import check_alternatives
from routing.verification.passing import touches_asked
from routing.verification.refusals import check_refusal
from routing.verification.robust_upgrades import check_robust
from routing.verification.route import check_route
from routing.verification.totals import COLUMN_OF, check_prices, check_proof, status_of
from routing.verification.upgrade_phases import check_phases
from routing.verification.upgrades import check_upgrades
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
        check_route(network, question, route)
    if isinstance(result, Result | Alternatives):
        check_prices(question, result)
    if isinstance(result, Result):
        if result.routes:
            check_proof(question, result.status, result.routes[0], result.proof)
    elif isinstance(result, Alternatives):
        for route, proof in zip(result.routes, result.proofs, strict=False):
            check_proof(question, status_of(proof), route, proof)
        check_alternatives(network, result)
    else:
        for point in aside:
            check_route(network, question, point.route)
        _check_front(result.criteria, result.vectors, result.routes)
        whole = [*zip(result.vectors, result.routes, strict=True), *((point.vector, point.route) for point in aside)]
        whole.sort(key=lambda point: point[0])
        _check_front(result.criteria, tuple(vector for vector, _ in whole), tuple(route for _, route in whole))
    if result.status is Status.INFEASIBLE:
        check_refusal(network, question, result.blocked_by, _columns(result), check_bans)


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
        check_upgrades(network, result, check_bans)
    elif isinstance(result, UpgradePhases):
        check_phases(network, result, check_bans)
    elif isinstance(result, RobustUpgrades):
        check_robust(network, result, check_bans)
    elif isinstance(result, WelfarePlan):
        check_welfare(network, result, _check_assigned)
    elif isinstance(result, Assignment):
        _check_assigned(network, result)
    elif isinstance(result, Critical):
        check_losses(network, result, check_route, _check_none)
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
            check_route(network, result.question, route, behind=number + bool(done))
        if result.routes:
            check_proof(result.question, result.status, result.routes[0], result.proof)


def _check_assigned(network: Network, found: Assignment) -> None:
    """Check what is carried on capacities that are shared."""
    check_assignment(network, found, check_route, _check_left, check_bans)


def _check_left(network: Network, question: Question, left: Left) -> None:
    """Check that a question has no route, and the reasons that are told."""
    check_refusal(network, question, left.blocked_by, (), check_bans)


def _check_none(network: Network, question: Question) -> None:
    """Check that a question has no route."""
    check_refusal(network, question, (), (), check_bans)


def _check_chances(network: Network, result: Punctuality | ReliableChoice | ValueOfInformation) -> None:
    """Check each route that was drawn, where it says what it answers, and draw or reckon it again."""
    if isinstance(result, ValueOfInformation):
        for route in filter(None, (result.route, result.plain, *(one.other for one in result.figures))):
            check_route(network, result.question, route)
        check_worth(network, result)
        return
    told = (result,) if isinstance(result, Punctuality) else (result.chosen, result.plain)
    for one in filter(None, told):
        if one.question is not None:
            check_route(network, one.question, one.route)
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

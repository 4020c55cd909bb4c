"""Whether a step touches what is banned, closed or too small, and whether a route keeps its vias and limits."""

from __future__ import annotations

from datetime import UTC, datetime

from networks.geo.territories import banned_codes
from networks.geo.waters import territorial_waters
from networks.network import Network
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.areas import area_faults
from routing.verification.boxes import classes_of
from routing.verification.closures import Days, closing
from routing.verification.passing import behind, touched, touches_asked
from routing.verification.reckoning import Reckoning, decimal


def check_bans(network: Network, question: Question, number: int, step: Step, days: Days | None = None) -> None:
    """Check that a step touches nothing that is banned, closed or too small for the shipment."""
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


def check_via(network: Network, question: Question, route: Route) -> None:
    """Check that the vias are passed in their order; goods pass a place by moving, waiting and handling there."""
    via = question.constraints.via
    passed = behind(touched(route.steps), [touches_asked(network, one) for one in via])
    if passed < len(via):
        raise VerificationError(f"the route does not pass {via[passed]} in the order of the vias")


def check_limits(question: Question, route: Route) -> None:
    """Check that a route keeps the limits of days, money, emissions, length and handling."""
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

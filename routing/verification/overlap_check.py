"""What one route repeats of another, reckoned a second time for `verify`; nothing of the search is used here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.status import Status
from routing.verification.reckoning import decimal

NAMED = "named corridor"
Passage = tuple[tuple[str, ...], Fraction, Fraction]  # what is passed, its millimetres, the milliminutes spent there


def check_alternatives(network: Network, found: Alternatives) -> None:
    """Raise VerificationError where routes share too much, or not what is stated, or stand out of order."""
    if not len(found.routes) == len(found.proofs) == len(found.shared) <= found.k:
        raise VerificationError(
            f"{len(found.routes)} routes, {len(found.proofs)} proofs, {len(found.shared)} rows of shares, k={found.k}"
        )
    complete = found.status in (Status.OPTIMAL, Status.FEASIBLE)
    if complete and len(found.routes) < found.k and not found.reason:
        raise VerificationError("there are fewer routes than asked for, and no reason why")
    vectors = [proof.vector for proof in found.proofs]
    if complete and vectors != sorted(vectors):
        raise VerificationError("the alternatives are not in the order of the objective")
    passages = [_passages(network, route, found.distinct) for route in found.routes]
    for later, stated in enumerate(found.shared):
        if len(stated) != later:
            raise VerificationError(f"route {later} states {len(stated)} shares, expected {later}")
        for earlier in range(later):
            share = _share(passages[later], passages[earlier], found.shared_by)
            if stated[earlier] != float(share):
                raise VerificationError(f"route {later} states {stated[earlier]} of route {earlier}, it is {share}")
            if found.distinct == NAMED:
                if _corridors(network, found.routes[later]) == _corridors(network, found.routes[earlier]):
                    raise VerificationError(f"routes {earlier} and {later} use the same corridors")
            elif share > decimal(found.max_shared):
                raise VerificationError(f"route {later} shares {float(share):.1%} of route {earlier}")


def _corridors(network: Network, route: Route) -> frozenset[str]:
    """Return the ids of the corridors of which a route rides a gateway link."""
    ridden = {link for step in route.steps if step.kind == "ride" for link in step.links}
    return frozenset(corridor.id for corridor in network.corridors.values() if not ridden.isdisjoint(corridor.links))


def _passages(network: Network, route: Route, distinct: str) -> list[Passage]:
    found: list[Passage] = []
    for step in route.steps:
        if step.kind != "ride":
            continue
        carrier = (step.element,) if distinct == "service" else ()
        names = [*step.links] or [f"{step.places[0]}>{step.places[-1]}"]
        lengths = [decimal(network.links[name].length_km or 0) if step.links else Fraction(0) for name in names]
        millimetres = [Fraction(round(length * 1_000_000)) for length in lengths]  # round() is half-even
        for name, own in zip(names, millimetres, strict=True):
            portion = own / sum(millimetres) if sum(millimetres) else Fraction(1, len(names))
            found.append(((*carrier, name), own, (step.milliminutes or 0) * portion))
    return found


def _share(later: Sequence[Passage], earlier: Sequence[Passage], shared_by: str) -> Fraction:
    """Return the part of the earlier route that the later one passes again, by the earlier route's measure."""
    measures: dict[tuple[str, ...], list[Fraction]] = defaultdict(list)
    for what, millimetres, milliminutes in earlier:
        measures[what].append(millimetres if shared_by == "km" else milliminutes)
    weight = {what: round(sum(amounts) / len(amounts)) for what, amounts in measures.items()}
    if not any(weight.values()):
        weight = dict.fromkeys(weight, 1)
    return Fraction(sum(weight.get(what, 0) for what, _, _ in later), sum(weight[what] for what, _, _ in earlier))

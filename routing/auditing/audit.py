"""Whether a route keeps out of a territory, by its geometry alone: way-points against Natural Earth 1:10m borders.

A ban works on the codes that the data give (`Constraints.avoid_territories`); this is the check that does not
believe them. It takes positions for what they are: good to some kilometres, and unknown where nobody surveyed
the line. A straight chord between two stations is no evidence, so a link without way-points is unknown, sea legs
included, unless its length alone keeps it away: then it is out of reach, which is not the same as clear. Likewise for a
line that is known by towns only, wherever it might run between them. What counts
as inside is the depth behind the border, not the length: a line that follows a border river two kilometres behind a
coarse border cannot be told from one on the other bank, however long it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from networks.geo.worldview import Borders, seen_by
from networks.network import Network
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.shown import Drawn
from routing.auditing.verdict import Border, LinkAudit, Verdict, audit_run, border_of
from routing.question.arguments import NETWORK, check_kinds
from routing.steps.ways import runs

TOLERANCE_KM = 5.0  # positions (1 to 3 km) and borders (1 to 2 km) together


@dataclass(frozen=True, kw_only=True, repr=False)
class Audit(Drawn):
    """How a route lies to a territory.

    Attributes
    ----------
    border
        What it was held against: codes, tolerance in km, and codes without borders (then nothing is clear).
    links
        One entry for each link run over, in order.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.audit(net, routing.solve(net, routing.Shipment("A", "B")), "CN")
    >>> found.verdict  # no way-points: nothing can be said
    <Verdict.UNKNOWN: 'unknown'>
    """

    border: Border
    links: tuple[LinkAudit, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the worst verdict: inside, else unknown, else within tolerance, else out of reach, else clear.

        So ``CLEAR`` says that all of it is surveyed and clear, ``OUT_OF_REACH`` that what is not surveyed is too short
        to come near. Unknown outweighs a surveyed approach, because an
        unsurveyed line may be anywhere.
        """
        found = {entry.verdict for entry in self.links}
        return next((verdict for verdict in Verdict if verdict in found), Verdict.UNKNOWN)

    @property
    def nearest(self) -> LinkAudit | None:
        """Return the surveyed link that comes nearest, or goes deepest; None if nothing is surveyed."""
        surveyed = [entry for entry in self.links if entry.clearance_km is not None]
        return min(surveyed, key=lambda entry: (entry.clearance_km, -(entry.depth_km or 0.0)), default=None)

    @property
    def clearance_km(self) -> float | None:
        """Return the nearest approach of what is surveyed, in km; None if nothing is."""
        return None if self.nearest is None else self.nearest.clearance_km

    @property
    def out_of_reach_km(self) -> float | None:
        """Return how near the links that are out of reach can come by their lengths, in km; None if there is none."""
        bounds = [entry.no_nearer_km for entry in self.links if entry.verdict is Verdict.OUT_OF_REACH]
        return min((bound for bound in bounds if bound is not None), default=None)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Return the number of links by verdict."""
        return {verdict: sum(entry.verdict is verdict for entry in self.links) for verdict in Verdict}

    @property
    def km(self) -> Mapping[Verdict, float]:
        """Return the km of links by verdict, without links of unknown length."""
        return {
            verdict: sum(entry.km or 0.0 for entry in self.links if entry.verdict is verdict) for verdict in Verdict
        }

    @property
    def km_shares(self) -> Mapping[Verdict, float]:
        """Return the share of km by verdict, from 0 to 1; the shares add up to 1, or all are 0."""
        total = sum(self.km.values())
        return {verdict: km / total if total else 0.0 for verdict, km in self.km.items()}


def audit(
    network: Network,
    answer: Route | Result,
    territory: str = "CN",
    *,
    tolerance_km: float = TOLERANCE_KM,
    exact_codes: bool = False,
    borders: Borders | None = None,
) -> Audit:
    """Return how the geometry of a route lies to a territory, independent of the codes in the data.

    Parameters
    ----------
    network
        Where way-points and positions come from.
    answer
        A route, or a result, whose best route is looked at.
    territory
        ISO 3166-1 code, or the English name of a territory. ``"CN"`` means the mainland with HK and MO, unless
        `exact_codes`.
    tolerance_km
        Distance in km from the border, on either side, within which nothing is claimed; from 0.
    exact_codes
        True: the code means only itself.
    borders
        Other borders than ours (Natural Earth 1:10m), of `networks.read_borders`.

    Raises
    ------
    NoRouteError, LimitReachedError
        A result without a route, or one that was stopped before it had any.
    UnknownNameError
        No territory is called so, or the network lacks a link of the route.
    QuestionError
        A tolerance that is no finite number from 0; an argument of another kind.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> ban = routing.Constraints(avoid_territories={"CN"})
    >>> result = routing.solve(net, routing.Shipment("JPYOK", "RUMOW"), constraints=ban)
    >>> audit(net, result).counts[Verdict.INSIDE]
    0
    """
    check_kinds(
        network=(network, Network, NETWORK),
        answer=(answer, Route | Result, "a Route or a Result of routing.solve(...)"),
        borders=(borders, Borders | None, "borders of networks.read_borders(...)"),
    )
    route = answer.require() if isinstance(answer, Result) else answer
    rides = [step for step in route.steps if step.is_ride]
    with seen_by(borders):
        border = border_of(territory, tolerance_km, exact_codes)
        entries = tuple(audit_run(network, run, ride.mode, border) for ride in rides for run in runs(ride))
    return Audit(border=border, links=entries)

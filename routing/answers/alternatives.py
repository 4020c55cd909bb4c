"""`Alternatives`: the best route and the best ones after it that repeat only a part of those before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from networks.model.network import Network
from routing.answers.conflict import Conflict
from routing.answers.proof import Proof
from routing.answers.route import Route
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False, kw_only=True)
class Alternatives(Sequence[Route]):
    """Really different routes, best first; `routing.alternatives` says what that means exactly.

    Attributes
    ----------
    network, question
        What it is the answer to.
    k, max_shared, shared_by, distinct
        How many were asked for, and when two count as different: see `routing.alternatives`.
    status
        `Status.OPTIMAL`: as many as asked for, or all that there are. `Status.FEASIBLE`: the same, but at least one is
        not proven best. `Status.TRUNCATED`: a limit of the search was reached after those found. `Status.INFEASIBLE`,
        `Status.UNKNOWN`: no route.
    reason
        Why there are fewer than `k`, in words; "" where there are not.
    routes, proofs
        One proof for each route.
    shared
        For each route, its share with each earlier one, from 0 to `max_shared`; none for the first.
    labels
        Labels that all searches made together.
    blocked_by
        Without a route: minimal sets of clashing constraints.
    excluded
        What was left out for lack of figures, in words.
    """

    network: Network
    question: Question
    k: int
    max_shared: float
    shared_by: str
    distinct: str
    status: Status
    reason: str
    routes: tuple[Route, ...]
    proofs: tuple[Proof, ...]
    shared: tuple[tuple[float, ...], ...]
    labels: int
    blocked_by: tuple[Conflict, ...] = ()
    excluded: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Route: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Route, ...]: ...
    def __getitem__(self, index: int | slice) -> Route | tuple[Route, ...]:
        """Return one route, or several."""
        return self.routes[index]

    def __len__(self) -> int:
        return len(self.routes)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per route: days, usd, kg_co2e, km, transshipments, its greatest share, with which, rides."""
        import pandas

        return pandas.DataFrame([row | {"shared": max(row["shared"], default=None)} for row in self._rows()])

    def to_dict(self) -> dict[str, Any]:
        """Return the routes as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.views.as_dict import heading_dict, question_dict

        return {
            "network": heading_dict(self.network),
            "question": question_dict(self.question) | {
                "k": self.k, "max_shared": self.max_shared, "shared_by": self.shared_by, "distinct": self.distinct,
            },
            "status": self.status.name.lower(),
            "reason": self.reason,
            "routes": self._rows(),
            "blocked_by": [str(conflict) for conflict in self.blocked_by],
            "excluded": list(self.excluded),
        }  # fmt: skip

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {
                "route": number, "days": route.days, "usd": route.usd, "kg_co2e": route.kg_co2e, "km": route.km,
                "transshipments": route.transshipments, "shared": list(shared),
                "shared_most_with": shared.index(max(shared)) if shared else None,
                "confirmed": bool(proof.confirmed_by),
                "rides": " > ".join(f"{leg.service} to {leg.destination}" for leg in route.legs),
            }
            for number, (route, shared, proof) in enumerate(zip(self.routes, self.shared, self.proofs, strict=True))
        ]  # fmt: skip

    def _repr_html_(self) -> str:
        from routing.views.html import alternatives_html

        return alternatives_html(self)

    def __str__(self) -> str:
        from routing.views.text.table import number, table

        how = f"at most {self.max_shared:.0%} of the {self.shared_by} of each earlier one, by {self.distinct}"
        lines = [self.network.heading, f"{self.question}; alternatives that share {how}", ""]
        cells = [
            [str(row["route"]), number(row["days"], 2), number(row["usd"]), number(row["kg_co2e"]), number(row["km"]),
             f"{max(row['shared']):.0%} with {row['shared_most_with']}" if row["shared"] else "", row["rides"]]
            for row in self._rows()
        ]  # fmt: skip
        lines += (
            table(["", "days", "USD", "kg CO2e", "km", "shares", "rides"], cells, "rrrrrrl") if cells else ["No route."]
        )
        lines += [f"  blocked by {conflict}" for conflict in self.blocked_by]
        proven = sum(bool(proof.confirmed_by) for proof in self.proofs)
        lines += ["", f"{len(self)} of {self.k} routes, {self.status.value}; {proven} confirmed by a second engine."]
        lines += [f"{self.reason}."] if self.reason else []
        lines += [f"Left out: {reason}" for reason in self.excluded]
        return "\n".join(lines)

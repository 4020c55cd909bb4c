"""``modes``: rides by a mode that is not allowed are removed."""

from __future__ import annotations

from collections.abc import Iterator

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import Item, Rule, Sieved, Widened, constrained, without
from routing.question.question import Question


def sieve(table: ArcTable, network: Network, question: Question) -> Sieved:
    """Return the arcs by modes that are allowed."""
    allows, is_limited = question.constraints.allows_mode, question.constraints.modes is not None
    barred = [mode for mode in table.arcs_of("mode") if not allows(mode)] if is_limited else []
    return Sieved(without(table, "mode", barred))


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield all that is barred as one: a route may need several modes more."""
    services = network.services if question.shipment.ready is None else network.services_of_all_dates
    modes = {service.mode for service in services.values()} | {*network.tables["links"].distinct("mode").values}
    allows = question.constraints.allows_mode
    allowed, barred = frozenset(filter(allows, modes)), tuple(mode for mode in sorted(modes) if not allows(mode))

    def with_more(asked: Question, more: tuple[str, ...]) -> Question:
        return constrained(asked, modes=allowed | set(more))

    def told(more: tuple[str, ...]) -> str:
        return f"allowing {', '.join(more)} (modes {','.join(sorted(allowed | set(more)))})"

    if barred:
        nearest = Widened(barred, with_more, told)
        yield Item(f"no way by {', '.join(barred)}", lambda asked: constrained(asked, modes=None), (), nearest)


RULE = Rule(sieve=sieve, items=items)

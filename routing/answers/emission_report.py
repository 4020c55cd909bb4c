"""`EmissionReport`: CO2e by transport chain element, in the style of ISO 14083:2023 and the GLEC Framework.

It is not a compliant statement: the factors are defaults and assumptions, and `NOTES` says what is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.network import Network
from routing.accounts.emissions import ChainElement, chain_elements, transport_activity
from routing.amounts.emissions import counts_terminals
from routing.amounts.load import Load
from routing.amounts.missing import scaled
from routing.amounts.units import KG
from routing.answers.shown import Drawn
from routing.steps.step import Step, added

NOTES = (
    "In the style of ISO 14083:2023 and the GLEC Framework; not a compliant statement, and not verified by anybody.",
    "Distances are the lengths of the network's links, without a distance adjustment factor.",
    "Several published factors of ships are meant for the shortest feasible distance plus 15 %.",
    "Left out: empty running and repositioning where the factor does not include them, refrigerants and reefer power,",
    "black carbon, losses in the electric grid where its factor leaves them out, infrastructure, vehicle building.",
)
NO_TERMINALS = "Terminal operations, collection and delivery are left out: the network has no emission factor of any."


@dataclass(frozen=True, slots=True, repr=False)
class EmissionReport(Drawn):
    """The chain elements of a route with their totals and what must be said with them.

    Attributes
    ----------
    elements
        The elements in the order of the journey.
    tonne_km, kg_ttw, kg_wtw
        Totals; None where an element lacks its number. The kg are those of the route.
    notes
        What the numbers are not, and what they leave out.
    """

    elements: tuple[ChainElement, ...]
    tonne_km: float | None
    kg_ttw: float | None
    kg_wtw: float | None
    notes: tuple[str, ...]


def emission_report(network: Network, load: Load, steps: Sequence[Step]) -> EmissionReport:
    """Return the CO2e of some steps by transport chain element."""
    elements = chain_elements(network, load, steps)
    return EmissionReport(
        elements,
        transport_activity(elements),
        scaled(added(steps, "milligrams_ttw"), KG),
        scaled(added(steps, "milligrams"), KG),
        NOTES if counts_terminals(network) else (*NOTES, NO_TERMINALS),
    )

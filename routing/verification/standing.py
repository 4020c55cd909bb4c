"""`Standing`: where the goods of a walk are and how they stand, what is expected of a step, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn

from networks.network import Network
from routing.errors import VerificationError
from routing.question.shipment import Shipment
from routing.steps.kinds import ACTIVITY
from routing.steps.step import Step
from routing.verification.customs import Due, Procedures
from routing.verification.delays import Delays
from routing.verification.hours import Hours
from routing.verification.reckoning import Amount, Emission, Reckoning
from routing.verification.records import Records
from routing.verification.surcharges import Surcharges

DOOR_OPERATIONS = {"origin", "load", "unload", "delivery"}


class Standing(Records):
    """One route; `state`, `place` and `side` say where the goods are and how they stand.

    Attributes
    ----------
    delays
        What is slowed or queued for; `spared`: rows of the table that are taken to be lifted; `behind`: steps of goods
        under way that nothing holds up any more.
    steps, waits
        What is done, and before each of it (and at the end) the steps in which goods wait until it opens.
    state
        ``door``, ``gate``, ``loaded``, ``aboard``, ``set down``, ``out`` (handled, ready for a departure), ``under
        way`` (on links with hours of their own), ``gate, arrived``, ``delivered``.
    service, stop, boarded
        What the goods are aboard of, and of a line the index of the last stop and of the stop boarded at.
    due
        Procedures owed before anything else may happen.
    lorry
        Whether the goods are aboard of a lorry between two gates; `carted`: the ends that one has come to.
    dwell
        Minutes since the goods were set down, None where a step has no time.
    price_due
        Whether the railway that the goods were handed over to must be paid before anything else may happen.
    storage
        Days and millicents of demurrage owed before anything else may happen, or None.
    """

    def __init__(
        self,
        network: Network,
        shipment: Shipment,
        steps: tuple[Step, ...],
        hours: Hours | None = None,
        spared: frozenset[str] = frozenset(),
        behind: int = 0,
    ) -> None:
        super().__init__(network, shipment)
        self.steps = tuple(step for step in steps if step.kind != "waiting")  # what waits for them: see `waits`
        self.waits = list(_waits(steps))
        self.hours, self.behind = hours, behind
        self.passed = 0  # milliminutes until the step
        self.before = (0, 0)  # milliminutes until the begin and the end of the step before, but for what is beside
        self.free = not len(network.operations)  # a network without terminal operations: handling is free
        at_ends = any(row.kind in DOOR_OPERATIONS for row in network.operations.values())
        self.free_ends = not at_ends or shipment.scope == "terminal"
        self.reckoning = Reckoning(network, shipment)
        self.procedures = Procedures(network, shipment)
        self.surcharges = Surcharges(network)
        self.delays = Delays(network, shipment, spared, timed=hours is not None)
        self.state, self.place, self.side = "door", shipment.origin, "door"
        self.service, self.stop, self.boarded = "", -1, -1
        self.due: list[Due] = []
        self.lorry = False
        self.carted = set[str]()  # of "gate" and "gate, arrived", the states in which a lorry has set them down
        self.moved = False  # since the last boarding or hand-over
        self.price_due = False  # that of the railway that the goods were just handed over to
        self.dwell: int | None = 0
        self.came_by = ""  # side on which the goods were set down
        self.storage: tuple[int, Amount] | None = None
        self.left_for = -1  # number of the ride whose customs of leaving are done
        self.rested = -1  # the stop of a line at which the goods have stood aboard
        self.number, self.step = 0, steps[0] if steps else None

    def lorry_follows(self) -> bool:
        """Tell whether a lorry is boarded next, but for procedures."""
        onward = (later for later in self.steps[self.number + 1 :] if not is_aside(later))
        after = next(onward, None)
        return after is not None and after.kind == "board" and self.is_lorry(after.element)

    def is_lorry(self, name: str) -> bool:
        """Tell whether a service is drayage."""
        known = self.network.services_of_all_dates
        return name in known and known[name].grade == "drayage"

    def is_last_but_for_clearance(self) -> bool:
        """Tell whether nothing but procedures follows."""
        return all(is_aside(later) for later in self.steps[self.number + 1 :])

    def next_side(self) -> str:
        """Return the side that the goods are loaded to: that of the next loading operation."""
        return next((step.side for step in self.steps[self.number :] if step.kind == "load"), "")

    def owed_from_gate(self, before: tuple[Step, ...], after: tuple[Step, ...]) -> list[Due]:
        """Return what is owed before goods at the gate are loaded."""
        return self.procedures.owed_at(self.place, "gate", self.next_side(), before, after)

    def owe_nothing(self, what: str) -> None:
        if self.due:
            self.fail(f"{what} before {self.due[0].kind} of {self.due[0].area} at {self.due[0].place}")

    def expect(self, step: Step, milliminutes: Amount, millicents: Amount) -> None:
        found = (
            ("milliminutes", step.milliminutes, step.time_figure, milliminutes),
            ("millicents", step.millicents, step.price_figure, millicents),
        )
        for name, amount, figure, expected in found:
            if amount != expected[0]:
                self.fail(f"{amount} {name}, the figures say {expected[0]}")
            if figure != expected[1]:
                self.fail(f"{name} by {figure}, expected {expected[1]}")

    def expect_emission(self, step: Step, expected: Emission) -> None:
        milligrams, part, factors = expected
        if (step.milligrams, step.co2e_figures) != (milligrams, factors):
            self.fail(f"{step.milligrams} milligrams by {step.co2e_figures}, the figures say {milligrams} by {factors}")
        if step.milligrams_ttw != part:
            self.fail(f"{step.milligrams_ttw} milligrams from tank to wheel, the figures say {part}")

    def expect_distance(self, step: Step, millimetres: int | None) -> None:
        if step.millimetres != millimetres:
            self.fail(f"{step.millimetres} millimetres, the links say {millimetres}")

    def expect_component(self, step: Step, component: str) -> None:
        if step.component != component:
            self.fail(f"is counted as {step.component}, expected {component}")

    def fail(self, reason: str) -> NoReturn:
        number = self.number + 1 + sum(map(len, self.waits[: self.number + 1]))
        where = "route" if self.step is None else f"step {number} ({self.step.kind} {self.step.element})"
        raise VerificationError(f"{where}: {reason}")


def is_aside(step: Step) -> bool:
    """Tell whether a step leaves goods where and as they are: a procedure, or a delay."""
    return ACTIVITY.get(step.kind) == "clearance" or step.kind == "delay"


def _waits(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Yield for each step that is no wait for an opening those right before it, and then those at the end."""
    found: list[Step] = []
    for step in steps:
        if step.kind == "waiting":
            found.append(step)
        else:
            yield found
            found = []
    yield found

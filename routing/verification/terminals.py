"""Terminal operations of a walked route, and steps that only join."""

from __future__ import annotations

from routing.steps.step import Step
from routing.verification.lorries import Lorries
from routing.verification.reckoning import NOTHING
from routing.verification.records import component_of
from routing.verification.standing import DOOR_OPERATIONS, is_aside


class Terminals(Lorries):
    """Steps at the two ends and between two vehicles."""

    def on_operation(self, step: Step) -> None:
        """Check a terminal operation."""
        aboard = self.state == "aboard" and step.kind in ("lift", "bogie_change")
        lawful = {"origin": "door", "load": "gate", "unload": "set down", "delivery": "gate, arrived"}
        all_the_way = step.kind == "delivery" and self.state == "gate" and "gate" in self.carted
        if self.state != lawful.get(step.kind, "set down") and not aboard and not all_the_way:
            self.fail(f"{step.kind} while the goods are {self.state}")
        self.owe_nothing(step.kind)
        if self.free:
            self.on_free_lift(step)
            return
        if step.kind in DOOR_OPERATIONS and self.free_ends:
            self.fail(f"{step.kind} although the ends are free: from terminal to terminal, or without such operations")
        row = self.operation(step, self.place)
        if row.from_side != self.side:
            self.fail(f"{row.id} begins on side {row.from_side}, the goods are on {self.side}")
        if aboard:
            self.check_through_service(step)
        self.expect_component(step, component_of(row))
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))
        self.expect_emission(step, self.reckoning.operation_emissions(row))
        if not aboard:
            self.state = {"origin": "gate", "load": "loaded", "unload": "gate, arrived", "delivery": "delivered"}.get(
                step.kind, "out"
            )
        before, after = self.steps[: self.number], self.steps[self.number :]
        if step.kind == "origin":
            self.due = [] if self.lorry_follows() else self.owed_from_gate(before, after)
        elif step.kind == "unload" or self.state == "out":
            self.due = self.procedures.owed_at(self.place, self.side, step.side, before, after)
        self.side = step.side

    def on_free_lift(self, step: Step) -> None:
        if (step.kind, step.element, self.state) != ("lift", self.place, "set down"):
            self.fail("a network without operations has free lifts from vehicle to vehicle only")
        self.expect_component(step, "port")
        self.expect(step, NOTHING, NOTHING)
        before, after = self.steps[: self.number], self.steps[self.number :]
        self.due = self.procedures.owed_at(self.place, self.side, step.side, before, after)
        self.state, self.side = "out", step.side

    def check_through_service(self, step: Step) -> None:
        """Check an operation aboard: only a line that goes on, on another gauge, has one."""
        onward = (later for later in self.steps[self.number + 1 :] if not is_aside(later) and later.kind != "dwell")
        after = next(onward, step)
        line = self.network.services_of_all_dates[self.service].kind == "line" and self.stop > self.boarded
        if not line or step.side == self.side or (after.kind, after.element) != ("ride", self.service):
            self.fail("only a line that goes on by another gauge is handled with the goods aboard")

    def on_pass(self, step: Step) -> None:
        """Check a step that only joins: the free ends of a route, and the ends of links with hours of their own."""
        self.owe_nothing("pass")
        self.expect(step, NOTHING, NOTHING)
        if step.element != self.place:
            self.fail(f"passes {step.element} at {self.place}")
        if self.free_ends and self.shipment.scope == "door" and self.passes_to_lorry(step):
            return
        if self.state == "door" and self.free_ends:
            component, self.state, self.side = "origin", "loaded", step.side
            if self.shipment.scope == "door":
                self.due = self.procedures.owed_at(self.place, "gate", step.side, (), self.steps)
        elif self.state in ("loaded", "out"):
            component, self.state, self.moved = "port", "under way", False
        elif self.state == "under way" and self.moved:
            component, self.state = "port", "set down"
        elif self.state == "set down" and self.free_ends and self.is_last_but_for_clearance():
            component, self.state = "delivery", "delivered"
            if self.shipment.scope == "door":
                self.due = self.procedures.owed_at(self.place, self.side, "gate", self.steps, ())
        else:
            self.fail(f"passes while the goods are {self.state}")
        self.expect_component(step, component)
        if step.side != self.side:
            self.fail(f"passes on side {step.side}, the goods are on {self.side}")

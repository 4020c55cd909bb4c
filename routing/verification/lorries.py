"""Lorries at the two ends of a walked route: where they are boarded and set down, and free ends beside them."""

from __future__ import annotations

from networks.model.elements import Service
from routing.steps.step import Step
from routing.verification.reckoning import NOTHING
from routing.verification.standing import Standing


class Lorries(Standing):
    """Steps of drayage."""

    def passes_to_lorry(self, step: Step) -> bool:
        """Check a free end at a gate that a lorry leaves or has come to; False where there is none."""
        before, after, state = self.steps[: self.number], self.steps[self.number :], self.state
        last = self.is_last_but_for_clearance()
        if state == "door" and self.lorry_follows():
            component, self.state, self.side = "origin", "gate", "gate"
        elif state == "set down" and self.lorry_follows():
            component, self.state = "delivery", "gate, arrived"
            self.due = self.procedures.owed_at(self.place, self.side, "gate", before, after)
            self.side = "gate"
        elif state in self.carted and last:
            component, self.state = "delivery", "delivered"
        elif state in self.carted and state == "gate":
            component, self.state, self.side = "origin", "loaded", step.side
            self.due = self.procedures.owed_at(self.place, "gate", step.side, before, after)
        else:
            return False
        self.expect_component(step, component)
        if step.side != self.side:
            self.fail(f"passes on side {step.side}, the goods are on {self.side}")
        return True

    def on_lorry_board(self, step: Step, service: Service) -> None:
        """Check that a lorry is boarded at a gate: once at either end, and not from terminal to terminal."""
        if self.state not in ("gate", "gate, arrived") or self.state in self.carted or self.side != "gate":
            self.fail(f"a lorry is boarded while the goods are {self.state}")
        if self.shipment.scope == "terminal":
            self.fail("there is no drayage from terminal to terminal")
        if step.side != "road" or not self.reaches(service, self.place, "road"):
            self.fail(f"{service.id} does not come to the gate of {self.place}")
        self.expect_component(step, "origin" if self.state == "gate" else "delivery")
        wait = self.network.figure(service.id, "wait")
        self.expect(step, self.reckoning.timed(wait), self.reckoning.boarding_price(service.id))
        self.carted.add(self.state)
        self.state, self.service, self.side, self.moved, self.lorry = "aboard", service.id, "road", False, True
        self.stop = self.boarded = -1

    def on_lorry_alight(self, step: Step) -> None:
        """Check that a lorry sets down at the gate behind one ride."""
        first = "gate, arrived" not in self.carted
        if step.side != "road":
            self.fail(f"set down on side {step.side}, expected road")
        self.side = "gate"
        self.expect_component(step, "origin" if first else "delivery")
        self.expect(step, NOTHING, NOTHING)
        self.state, self.service, self.lorry = "gate" if first else "gate, arrived", "", False
        before, after = self.steps[: self.number], self.steps[self.number :]
        if first and not self.free_ends and self.next_side():
            self.due = self.owed_from_gate(before, after)

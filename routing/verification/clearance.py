"""Procedures of a walked route: customs, papers, and hand-overs from railway to railway."""

from __future__ import annotations

from routing.steps.step import Step
from routing.verification.reckoning import NOTHING
from routing.verification.standing import Standing


class Clearance(Standing):
    """Steps of customs and of hand-overs."""

    def on_procedure(self, step: Step) -> None:
        """Check a procedure of customs or the papers: that it is the one due, at its place."""
        row = self.procedure(step)
        if not self.due and self.state == "aboard":
            self.owe_leaving()
        if not self.due:
            self.fail(f"{row.kind} is not due here")
        due = self.due.pop(0)
        wanted = self.procedures.row(due)
        if wanted is None or wanted.id != row.id:
            self.fail(f"expected {due.kind} of {due.area} at {due.place} ({wanted.id if wanted else 'no row'})")
        if step.places != (row.place or due.place,):
            self.fail(f"is at {step.places}, expected {row.place or due.place}")
        self.expect_component(step, due.component)
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))

    def owe_leaving(self) -> None:
        """Note what must be done aboard before the next ride leaves a customs area."""
        for number in range(self.number, len(self.steps)):
            if self.steps[number].kind == "ride":
                if number != self.left_for:
                    self.due, self.left_for = self.procedures.leaving(self.steps[number]), number
                return

    def on_handover(self, step: Step) -> None:
        """Check the hand-over of a wagon from one railway to another."""
        self.owe_nothing("handover")
        row = self.procedure(step)
        if self.state != "aboard" or self.lorry or self.network.services_of_all_dates[self.service].kind != "area":
            self.fail("a hand-over needs goods aboard a railway that is an area")
        grade = self.network.services_of_all_dates[self.service].grade
        if row != self.procedures.handover(self.place, grade):
            self.fail(f"{row.id} is not the hand-over of {self.place}")
        onward = (later.element for later in self.steps[self.number + 1 :] if later.kind in ("ride", "alight"))
        after = self.find_service(next(onward, ""))
        if after.kind != "area" or after.id == self.service or not self.moved:
            self.fail("a hand-over must lead to another railway")
        if after.grade != grade:
            self.fail(f"a hand-over within grade {grade} leads to {after.id} of grade {after.grade}")
        if not self.reaches(after, self.place, self.side):
            self.fail(f"{after.id} does not meet {self.service} at {self.place} on {self.side}")
        self.expect_component(step, "border")
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))
        self.service, self.moved = after.id, False
        self.price_due = self.network.figure(after.id, "price") is not None

    def on_takeover(self, step: Step) -> None:
        """Check that the railway that took a wagon over is paid its price, once and before it goes on."""
        if not self.price_due or step.element != self.service:
            self.fail(f"the price of {step.element} is not due, the goods are {self.state} {self.service}")
        if step.side != self.side:
            self.fail(f"taken over on side {step.side}, the goods are on {self.side}")
        self.expect_component(step, self.find_service(step.element).mode)
        self.expect(step, NOTHING, self.reckoning.price(step.element))
        self.price_due = False

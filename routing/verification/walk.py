"""A route walked again on the network itself, step after step: `Walk`.

The rules of the model are written here a second time, from the network's records, and the figures are read again by
`reckoning.py`; nothing of the compiler, the kernels or the solvers is used. `standing.py` is where the goods are;
`terminals.py`, `lorries.py`, `rides.py` and `clearance.py` say when a step is lawful, each for its kinds.
"""

from __future__ import annotations

from datetime import date

from routing.steps.kinds import ACTIVITY, COMPONENTS
from routing.steps.step import Step
from routing.verification.clearance import Clearance
from routing.verification.customs import WATER
from routing.verification.reckoning import NOTHING, OPERATION_KINDS
from routing.verification.rides import Rides
from routing.verification.standing import is_aside
from routing.verification.terminals import Terminals

ASIDE = ("surcharge", "delay")  # what is borne beside other steps


class Walk(Terminals, Rides, Clearance):
    """One route: each step is lawful where the goods are, and is owed what it says."""

    def check(self) -> None:
        """Raise VerificationError at the first step that the network does not offer so."""
        handlers = {
            "origin": self.on_operation,
            "load": self.on_operation,
            "unload": self.on_operation,
            "delivery": self.on_operation,
            "lift": self.on_operation,
            "bogie_change": self.on_operation,
            "board": self.on_board,
            "dwell": self.on_dwell,
            "ride": self.on_ride,
            "alight": self.on_alight,
            "pass": self.on_pass,
            "handover": self.on_handover,
            "takeover": self.on_takeover,
            "demurrage": self.on_demurrage,
        }
        borne: list[Step] = []
        before: Step | None = None
        for number, step in enumerate(self.steps):
            self.number, self.step = number, step
            self.check_common(step)
            self.check_opening(step)
            if step.kind in ASIDE:
                self.on_surcharge(step) if step.kind == "surcharge" else self.on_delay(step)
                borne.append(step)
                self.passed += step.milliminutes or 0
                continue
            self.check_aside(borne, before, step)
            borne, before = [], step
            if self.price_due and step.kind != "takeover":
                self.fail(f"{self.service} took the goods over at {self.place} and is not paid its price")
            if self.storage is not None and step.kind != "demurrage":
                self.fail(f"leaves {self.place} without its demurrage")
            resting = self.state in ("set down", "out")
            handlers.get(step.kind, self.on_procedure)(step)
            self.count_dwell(step, resting)
            self.before = (self.passed, self.passed + (step.milliminutes or 0))
            self.passed += step.milliminutes or 0
        if self.waits[len(self.steps)]:
            self.fail("waits for nothing at the end")
        self.check_aside(borne, before, None)
        self.owe_nothing("the end")
        if self.state != "delivered" or self.place != self.shipment.destination:
            self.fail(f"the route ends {self.state} at {self.place}, not delivered at {self.shipment.destination}")

    def check_common(self, step: Step) -> None:
        """Check what holds for every step: names, place, territories, lifts, and that only rides move."""
        if step.kind not in ACTIVITY or step.component not in COMPONENTS:
            self.fail(f"kind {step.kind!r} or component {step.component!r} is unknown")
        for place in step.places:
            if place not in self.network.places:
                self.fail(f"the network has no place {place!r}")
        clearance = is_aside(step) and step.kind != "handover"  # may be at the other end of a ride
        if not step.places or (step.places[0] != self.place and not clearance):
            self.fail(f"begins at {step.places[:1]}, but the goods are at {self.place}")
        at_rest = (len(step.places), step.links, step.mode, step.millimetres)
        if step.kind != "ride" and at_rest != (1, (), "", 0):
            self.fail("only a ride moves, has links, a mode and a length")
        handled = step.kind in OPERATION_KINDS and step.element in self.network.operations
        if step.kind != "ride" and not handled:
            self.expect_emission(step, (0, 0, ()))
        if step.side and (step.kind == "ride" or ACTIVITY[step.kind] == "clearance"):
            self.fail("a ride or procedure leads to no side")
        countries = {self.network.places[place].country for place in step.places} - {""}
        crossed = {code for link in step.links for code in self.link(link).territories}
        if step.territories != countries | crossed:
            self.fail(f"territories {sorted(step.territories)}, expected {sorted(countries | crossed)}")
        if step.charged_days and step.kind != "demurrage":
            self.fail("only demurrage is charged by the day")
        if step.kind != "board" and (step.timetable or step.lead):
            self.fail("only a boarding is by a timetable")
        if step.lifts != (step.kind == "lift"):
            self.fail(f"counts {step.lifts} transshipments")

    def check_opening(self, step: Step) -> None:
        """Check that a step begins while it is open, and that goods waited for that as long as they had to."""
        waits, hours = self.waits[self.number], self.hours
        if self.behind and self.number == self.behind and waits:  # goods under way gave up a wait for something else
            self.passed += waits[0].milliminutes or 0
            self.dwell = None if self.dwell is None else self.dwell + (waits[0].milliminutes or 0)
            waits = waits[1:]
        element = "" if hours is None else hours.keeps_to(step)
        due = hours.wait_until_open(element, self.passed) if hours is not None and element else 0
        if due is None:
            self.fail(f"{element} does not open any more")
        wait = Step(
            kind="waiting",
            component="waiting",
            element=element,
            places=step.places,
            milliminutes=due,
            territories=step.territories,
        )
        if waits != [wait] * (due > 0):
            told = [(one.element, one.milliminutes) for one in waits]
            one = waits[0] if len(waits) == 1 and due else wait
            wrong = ", ".join(name for name in Step.__slots__ if getattr(one, name) != getattr(wait, name))
            expected = f"expected {due} milliminutes until {element or 'nothing'} opens"
            self.fail(f"waits {told} before it, {expected}" + (f"; they differ in {wrong}" if wrong else ""))
        self.passed += due
        self.dwell = None if self.dwell is None else self.dwell + due

    def on_surcharge(self, step: Step) -> None:
        """Check a surcharge: where it is paid, and how much; whether it is due is checked with the next step."""
        row = self.procedure(step)
        if step.places != (self.place,):
            self.fail(f"is at {step.places}, the goods are at {self.place}")
        self.expect_component(step, "surcharge")
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))
        if self.hours is not None and self.dwell is not None:  # on the clock the dwell is what passes
            self.dwell += step.milliminutes or 0

    def on_delay(self, step: Step) -> None:
        """Check a delay but for its time; whether it is due, and for how long, is checked with the next step."""
        self.expect_component(step, "waiting")
        self.expect(step, (step.milliminutes, step.time_figure), NOTHING)
        if self.hours is not None and self.dwell is not None:
            self.dwell = None if step.milliminutes is None else self.dwell + step.milliminutes

    def check_aside(self, borne: list[Step], before: Step | None, after: Step | None) -> None:
        """Check that the surcharges and delays between two steps are those that are due there, in their order."""
        if self.number < self.behind and all(step.kind == "delay" for step in borne) and after is not None:
            return  # what was not known then held up nothing
        if not (self.surcharges.names or self.delays.rows):
            if borne:
                self.fail(f"{', '.join(step.element for step in borne)}: no surcharge or delay is due here")
            return
        onward = (later.element for later in self.steps[self.number :] if later.kind in ("ride", "alight"))
        service = next(onward, "") if after is not None and after.kind == "handover" else ""
        behind = self.surcharges.behind(before) if before is not None else []
        ahead = self.surcharges.between(before, after, service)[len(behind) :]
        following = self.number if after is not None else len(self.steps)
        begun = 0 < self.behind == following - len(borne)
        slow = self.delays.behind(before, self._days(*self.before), begun=begun) if before is not None else []
        more = []
        if after is not None:
            come = self.before[1] + sum(step.milliminutes or 0 for step in borne[: len(behind) + len(slow)])
            if after.kind == "board":
                come = (self.passed if after.timetable else come) + (after.milliminutes or 0)
            days = self._days(come, come)
            more = self.delays.ahead(after, service, begins=before is None, day=days and days[0])
        due = [*_paid(behind), *slow, *_paid(ahead), *more]
        found: list[object] = [
            ("surcharge", step.element)
            if step.kind == "surcharge"
            else (step.element, step.places[0], (step.milliminutes, step.time_figure))
            for step in borne
        ]
        if found != due:
            self.fail(f"bears the surcharges and delays {found}, due are {due}")

    def _days(self, begin: int, end: int) -> tuple[date, date] | None:
        """Return the days at some milliminutes since the begin; None where no clock runs."""
        return None if self.hours is None else (self.hours.day(begin), self.hours.day(end))

    def count_dwell(self, step: Step, resting: bool) -> None:
        """Count the milliminutes since the goods were set down; at their departure note what is owed for them."""
        if not resting:
            self.dwell, self.came_by = 0, self.side
            return
        self.dwell = None if self.dwell is None or step.milliminutes is None else self.dwell + step.milliminutes
        if self.state in ("aboard", "under way") and not {self.came_by, self.side} <= set(WATER):
            self.storage = self.reckoning.storage(self.place, self.dwell)

    def on_demurrage(self, step: Step) -> None:
        """Check the charge for a dwell beyond the free time: that it is owed, for how many days, and how much."""
        if self.storage is None:
            self.fail(f"no demurrage is owed at {self.place}")
        days, millicents = self.storage
        if step.element != self.place or step.side != self.side:
            self.fail(f"demurrage of {step.element} on {step.side}, the goods are at {self.place} on {self.side}")
        if step.charged_days != days:
            self.fail(f"charges {step.charged_days} days beyond the free time, expected {days}")
        self.expect_component(step, "port")
        self.expect(step, NOTHING, millicents)
        self.storage = None


def _paid(names: list[str]) -> list[tuple[str, str]]:
    return [("surcharge", name) for name in names]

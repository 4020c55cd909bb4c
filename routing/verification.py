"""`verify`: walks a route again on the network itself and adds it up from the figures.

Nothing of the compiler, the kernels or the solvers is used here: the rules of the model are written a
second time, from the network's records, so that a mistake in one place does not pass in the other.
What is not checked is optimality; that is what two engines and their proof are for.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from networks.elements import Figure, Link, Operation, Procedure, Service
from networks.network import Network
from networks.territories import banned_codes
from routing.errors import VerificationError
from routing.query import GeneralisedCost
from routing.results import Result, Route
from routing.steps import ACTIVITY, COMPONENTS, Step

HOUR, DAY = Fraction(60), Fraction(1440)
TIME_UNITS = {"h": HOUR, "d": DAY, "min": Fraction(1)}
SPEED_UNITS = {"km/day": Fraction(1), "km/h": Fraction(24), "kn": Fraction("44.448")}
WATER = {"sea", "ferry", "air"}


def verify(network: Network, result: Result) -> None:
    """Raise VerificationError with the first difference between a result and the network; return None if all agrees.

    Checked are: that every step is something the network offers, at its own duration, price, emissions and
    length, rounded once; that the steps join on, in a lawful order (loading before boarding, a wait at every
    boarding, customs at every border, papers and handling at every change of mode); that origin,
    destination, scope, load, bans, vias and limits of the question are kept; and that the totals of the
    proof are the sums of the steps.

    Raises
    ------
    VerificationError
        The first difference, in words.
    """
    if result.network.content_hash != network.content_hash:
        raise VerificationError(f"the result is of network {result.network.content_hash}, not {network.content_hash}")
    if not result.routes and result.status.name in ("OPTIMAL", "FEASIBLE"):
        raise VerificationError(f"status {result.status.name} without a route")
    for route in result.routes:
        _Walk(network, result, route).check()
    if result.routes:
        _check_proof(result)


def _check_proof(result: Result) -> None:
    route, proof = result.routes[0], result.proof
    if not proof.vector or proof.objective != proof.vector[0]:
        raise VerificationError(f"the proof's objective {proof.objective} is not the first entry of {proof.vector}")
    wanted = _objective(result, route)
    if proof.objective is None or abs(wanted - proof.objective) > 0:
        raise VerificationError(f"the proof says {proof.objective} {proof.unit}, the steps add up to {wanted}")
    if proof.bound is not None and proof.bound > proof.objective:
        raise VerificationError(f"the bound {proof.bound} lies above the objective {proof.objective}")
    if proof.vector[-1] != len(route.steps):
        raise VerificationError(f"the proof counts {proof.vector[-1]} arcs, the route has {len(route.steps)}")


def _objective(result: Result, route: Route) -> Fraction:
    minimise = result.question.minimise
    sums = {name: sum(getattr(step, name) or 0 for step in route.steps) for name in ("minutes", "cents", "grams", "metres")}
    if not isinstance(minimise, GeneralisedCost):
        return Fraction(sums[{"time": "minutes", "cost": "cents", "co2e": "grams", "distance": "metres"}[minimise]])
    scale = int(result.proof.unit.split("/")[1])
    cents = sums["cents"] + _decimal(minimise.usd_per_day) * 100 * sums["minutes"] / 1440
    return (cents + _decimal(minimise.usd_per_tonne_co2e) * sums["grams"] / 10_000) * scale


class _Walk:
    """One route, step after step; `position` is where the goods are: (state, place, detail)."""

    def __init__(self, network: Network, result: Result, route: Route) -> None:
        self.network, self.route = network, route
        self.question = result.question
        self.shipment, self.constraints = result.question.shipment, result.question.constraints
        self.free = not len(network.operations)
        self.area_from = network.customs_area(network.places[self.shipment.origin].country)
        self.area_to = network.customs_area(network.places[self.shipment.destination].country)
        self.state, self.place, self.side = "door", self.shipment.origin, "door"
        self.service, self.stop, self.boarded = "", -1, -1
        self.due: list[tuple[str, str, str, str]] = []  # procedures owed before the next move: (kind, area, place, other)
        self.own_way, self.left_for = False, -1

    # ---- the walk ---------------------------------------------------------------------------------------

    def check(self) -> None:
        if not self.route.steps:
            self.fail("the route has no steps")
        for number, step in enumerate(self.route.steps):
            self.number, self.step = number, step
            self.check_common()
            handler = {
                "origin": self.on_operation, "load": self.on_operation, "unload": self.on_operation,
                "delivery": self.on_operation, "lift": self.on_operation, "bogie_change": self.on_operation,
                "board": self.on_board, "ride": self.on_ride, "alight": self.on_alight, "pass": self.on_pass,
            }.get(step.kind, self.on_procedure)  # fmt: skip
            handler(step)
        if self.due:
            self.fail(f"the route ends before {self.due[0]}")
        if self.state != "delivered" or self.place != self.shipment.destination:
            self.fail(f"the route ends {self.state} at {self.place}, not delivered at {self.shipment.destination}")
        self.check_question()

    def check_common(self) -> None:
        step = self.step
        if step.kind not in ACTIVITY or step.component not in COMPONENTS:
            self.fail(f"kind {step.kind!r} or component {step.component!r} is unknown")
        for place in step.places:
            if place not in self.network.places:
                self.fail(f"the network has no place {place!r}")
        if not step.places or step.places[0] != self.place:
            self.fail(f"begins at {step.places[:1]}, but the goods are at {self.place}")
        if step.kind != "ride" and (len(step.places) != 1 or step.links or step.metres != 0 or step.grams != 0):
            self.fail("only a ride moves, has links, a length and emissions")
        countries = {self.network.places[place].country for place in step.places} - {""}
        crossed = {code for link in step.links for code in self.link(link).territories}
        if step.territories != countries | crossed:
            self.fail(f"territories {sorted(step.territories)}, expected {sorted(countries | crossed)}")
        if step.lifts != (step.kind == "lift"):
            self.fail(f"counts {step.lifts} transshipments")

    def on_operation(self, step: Step) -> None:
        if step.kind == "lift" and self.free:
            self.expect(step, 0, 0)
            self.owe_nothing(step)
            self.state, self.side = "out", step.side
            return
        row = self.operation(step)
        if row.kind != step.kind or row.to_side != step.side or row.place not in ("", self.place):
            self.fail(f"{row.id} is a {row.kind} to {row.to_side} at {row.place or 'any place'}")
        own = [other for other in self.network.operations.values()
               if (other.place, other.from_side, other.to_side) == (self.place, row.from_side, row.to_side)]
        if own and row.place == "":
            self.fail(f"{row.id} stands for places without a row of their own; {self.place} has {own[0].id}")
        aboard = self.state == "aboard" and step.kind in ("lift", "bogie_change")
        lawful = {
            "origin": self.state == "door", "load": self.state == "gate", "unload": self.state == "set down",
            "delivery": self.state == "gate, arrived", "lift": aboard or self.state == "set down",
            "bogie_change": aboard or self.state == "set down",
        }  # fmt: skip
        if not lawful[step.kind]:
            self.fail(f"{step.kind} while the goods are {self.state}")
        if row.from_side != self.side:
            self.fail(f"{row.id} begins on side {row.from_side}, the goods are on {self.side}")
        if step.kind != "load":
            self.owe_nothing(step)
        elif self.due:
            self.fail(f"loaded before {self.due[0]}")
        self.expect_component(step, self.operation_component(row))
        self.expect(step, *self.charges_of(row.id))
        if step.kind == "origin":
            self.state = "gate"
            self.due = self.owed_at_port("gate", self.next_side())
        elif step.kind == "delivery":
            self.state = "delivered"
        elif step.kind == "load":
            self.state = "loaded"
        elif step.kind == "unload":
            self.state, self.due = "gate, arrived", self.owed_at_port(self.side, "gate")
        elif not aboard:
            self.state, self.due = "out", self.owed_at_port(self.side, step.side)
        self.side = step.side

    def next_side(self) -> str:
        """Return the side that the goods are loaded to: that of the next loading operation."""
        loads = [step.side for step in self.route.steps[self.number :] if step.kind == "load"]
        return loads[0] if loads else ""

    def operation_component(self, row: Operation) -> str:
        if row.kind in ("origin", "load"):
            return "origin"
        if row.kind in ("unload", "delivery"):
            return "delivery"
        rails = row.from_side[:4] == row.to_side[:4] == "rail"
        return "border" if rails and row.from_side != row.to_side else "port"

    def on_procedure(self, step: Step) -> None:
        row = self.procedure(step)
        if row.kind != step.kind:
            self.fail(f"{row.id} is a procedure of kind {row.kind}")
        if row.kind == "handover":
            self.on_handover(step, row)
            return
        if not self.due and self.state == "aboard":
            self.owe_leaving()
        if not self.due:
            self.fail(f"{row.kind} is not due here")
        kind, area, place, other = self.due.pop(0)
        wanted = self.find_procedure(kind, area, place, other)
        if wanted is None or wanted.id != row.id:
            self.fail(f"expected {kind} of {area} at {place} ({wanted.id if wanted else 'no row'})")
        self.expect(step, *self.charges_of(row.id))

    def owe_leaving(self) -> None:
        """Note what must be done aboard before the next ride leaves a customs area."""
        for number in range(self.number, len(self.route.steps)):
            ride = self.route.steps[number]
            if ride.kind == "ride" and number != self.left_for:
                self.due, self.left_for = self.crossings(ride.places, ride.mode, leaving=True), number
            if ride.kind == "ride":
                return

    def on_handover(self, step: Step, row: Procedure) -> None:
        self.owe_nothing(step)
        wanted = [other for other in self.network.procedures.values() if other.kind == "handover"]
        own = [other for other in wanted if other.place == self.place]
        if row.id not in {other.id for other in own or [other for other in wanted if not other.place]}:
            self.fail(f"{row.id} is not the hand-over of {self.place}")
        if self.state != "aboard" or self.network.services[self.service].kind != "area":
            self.fail("a hand-over needs a wagon in a railway's ordinary carriage")
        onward = (later.element for later in self.route.steps[self.number + 1 :] if later.kind in ("ride", "alight"))
        after = self.find_service(next(onward, ""))
        if after.id == self.service:
            self.fail("a hand-over must lead to another railway")
        if not any(self.place in (self.link(x).tail, self.link(x).head) and self.side_of(self.link(x)) == self.side
                   for x in after.links):  # fmt: skip
            self.fail(f"{after.id} does not meet {self.service} at {self.place} on {self.side}")
        self.expect(step, *self.charges_of(row.id))
        self.service = after.id

    def on_board(self, step: Step) -> None:
        self.owe_nothing(step)
        service = self.find_service(step.element)
        self.check_load(service)
        at_origin = self.state == "loaded"
        if self.state not in ("loaded", "out"):
            self.fail(f"boarded while the goods are {self.state}")
        self.stop = -1
        element = service.id
        if service.kind == "line":
            self.stop = self.boarding_stop(service, step)
            element = f"{service.id}#{service.stops[self.stop].seq}"
        else:
            self.check_area_side(service)
        if step.side != self.side:
            self.fail(f"boarded from side {step.side}, the goods are on {self.side}")
        self.boarded = self.stop
        cents = self.price(service.id, None) if self.network.figure(service.id, "price") else 0
        minutes = 0 if at_origin and self.shipment.scope == "terminal" else self.waited(service.id, element, at_origin)
        self.expect_component(step, "origin" if at_origin else "waiting")
        self.expect(step, minutes, cents)
        self.state, self.service = "aboard", service.id

    def boarding_stop(self, service: Service, step: Step) -> int:
        """Return the stop boarded at: the one from which the following rides go on."""
        following = next((later for later in self.route.steps[self.number + 1 :] if later.kind == "ride"), None)
        for index, stop in enumerate(service.stops[:-1]):
            if stop.place == self.place and stop.board:
                path = service.stops[index + 1].path
                if following is not None and following.element == service.id and following.links == path:
                    if not path or self.side_of(self.link(path[0])) == self.side:
                        return index
        self.fail(f"{service.id} cannot be boarded at {self.place}")
        raise AssertionError

    def check_area_side(self, service: Service) -> None:
        for name in service.links:
            link = self.link(name)
            if self.place in (link.tail, link.head) and self.side_of(link) == self.side:
                return
        self.fail(f"{service.id} does not reach {self.place} on side {self.side}")

    def on_ride(self, step: Step) -> None:
        links = tuple(self.link(name) for name in step.links)
        self.check_way(step, links)
        if step.element in self.network.links:
            self.on_own_ride(step, links)
            return
        service = self.find_service(step.element)
        if self.state != "aboard" or self.service != service.id:
            self.fail(f"rides {service.id}, but the goods are {self.state} {self.service}")
        if step.mode != service.mode:
            self.fail(f"{service.id} goes by {service.mode}")
        leg = service.id
        if service.kind == "line":
            stop = service.stops[self.stop + 1]
            if stop.path != step.links or stop.place != step.places[-1]:
                self.fail(f"{service.id} goes on to {stop.place} by {stop.path}")
            leg = f"{service.id}#{stop.seq}"
        elif len(links) != 1 or links[0].id not in service.links:
            self.fail(f"{service.id} does not cover {step.links}")
        if links and self.side_of(links[0]) != self.side:
            self.fail(f"the goods stand on {self.side}, the way is {self.side_of(links[0])}")
        entered_after = self.crossings(step.places, service.mode, leaving=False)
        if self.due:
            self.fail(f"goes on before {self.due[0]}")
        if self.left_for != self.number and self.crossings(step.places, service.mode, leaving=True):
            self.fail("leaves a customs area without its procedure")
        self.expect_component(step, service.mode)
        self.expect(step, self.ride_minutes(service, leg, links), self.ride_cents(service, leg, links))
        self.expect_amount("grams", step.grams, self.ride_grams(service, leg, links))
        self.expect_amount("metres", step.metres, _rounded(_times(self.km(links), 1000)))
        self.place, self.due = step.places[-1], entered_after
        self.stop += 1
        self.side = self.side_of(links[0]) if links else self.side

    def on_own_ride(self, step: Step, links: tuple[Link, ...]) -> None:
        link = links[0]
        if len(links) != 1 or link.id != step.element or link.hours is None:
            self.fail(f"{step.element} has no hours of its own")
        if not self.own_way or self.side_of(link) != self.side or step.mode != link.mode:
            self.fail(f"runs on {link.id} while the goods are {self.state} on {self.side}")
        self.expect_component(step, link.mode)
        self.expect(step, _rounded(_times(link.hours, 60)), _rounded(_times(link.usd, 100)))
        self.expect_amount("grams", step.grams, _rounded(_times(link.kg_co2e, 1000)))
        self.expect_amount("metres", step.metres, _rounded(_times(link.length_km, 1000)))
        self.place = step.places[-1]

    def check_way(self, step: Step, links: tuple[Link, ...]) -> None:
        """Check that the links join the places of a ride in order and direction."""
        if not links:
            if len(step.places) != 2:
                self.fail("a ride without links joins two places")
            return
        here = step.places[0]
        if len(step.places) != len(links) + 1:
            self.fail(f"{len(links)} links but {len(step.places)} places")
        for link, there in zip(links, step.places[1:], strict=True):
            forward = (link.tail, link.head) == (here, there)
            backward = (link.head, link.tail) == (here, there) and not link.directed
            if not forward and not backward:
                self.fail(f"{link.id} does not lead from {here} to {there}")
            here = there

    def on_alight(self, step: Step) -> None:
        self.owe_nothing(step)
        service = self.find_service(step.element)
        if self.state != "aboard" or service.id != self.service:
            self.fail(f"alights from {service.id}, but the goods are {self.state} {self.service}")
        fare = 0
        if service.kind == "line":
            stop = service.stops[self.stop]
            if not stop.alight or stop.place != self.place:
                self.fail(f"{service.id} sets nothing down at {self.place}")
            if self.has_fares(service):
                fare = self.price(f"{service.id}>{service.stops[self.boarded].place}>{self.place}", None)
        if step.side != self.side:
            self.fail(f"set down on side {step.side}, expected {self.side}")
        self.expect(step, 0, fare)
        self.state, self.service = "set down", ""

    def on_pass(self, step: Step) -> None:
        self.owe_nothing(step)
        self.expect(step, 0, 0)
        free_ends = self.free or self.shipment.scope == "terminal"
        if self.state == "door" and free_ends:
            self.state, self.side = "loaded", step.side
        elif self.state in ("loaded", "out") and not self.own_way and step.side == self.side:
            self.own_way, self.state = True, "under way"
        elif self.state == "under way" and step.side == self.side:
            self.own_way, self.state = False, "set down"
        elif self.state == "set down" and free_ends and self.number == len(self.route.steps) - 1:
            self.state = "delivered"
        else:
            self.fail(f"passes while the goods are {self.state}")

    # ---- what is owed -----------------------------------------------------------------------------------

    def owe_nothing(self, step: Step) -> None:
        if self.due:
            self.fail(f"{step.kind} before {self.due[0][0]} of {self.due[0][1]}")

    def owed_at_port(self, side: str, other: str) -> list[tuple[str, str, str, str]]:
        area = self.network.customs_area(self.network.places[self.place].country)
        owed = []
        if area and side in WATER and other not in WATER:
            owed.append(("import" if area == self.area_to else "transit_opening", area, self.place, self.place))
        if area and other in WATER and side not in WATER:
            owed.append(("export" if area == self.area_from else "transit_closing", area, self.place, self.place))
        owed = [item for item in owed if self.any_procedure(item)]
        if other[:4] == "rail" and side[:4] != "rail" and side != "gate":
            if self.find_procedure("papers", area, self.place, self.place) is not None:
                owed.append(("papers", area, self.place, self.place))
        return owed

    def crossings(self, places: tuple[str, ...], mode: str, *, leaving: bool) -> list[tuple[str, str, str, str]]:
        if mode in WATER:
            return []
        owed = []
        for here, there in zip(places, places[1:], strict=False):
            areas = [self.network.customs_area(self.network.places[place].country) for place in (here, there)]
            if areas[0] == areas[1] or not all(areas):
                continue
            if leaving:
                owed.append(("export" if areas[0] == self.area_from else "transit_closing", areas[0], here, there))
            else:
                owed.append(("import" if areas[1] == self.area_to else "transit_opening", areas[1], there, here))
        return [item for item in owed if self.any_procedure(item)]

    def any_procedure(self, item: tuple[str, str, str, str]) -> bool:
        kind, area, place, other = item
        pair = ("import", "transit_opening") if kind in ("import", "transit_opening") else ("export", "transit_closing")
        return any(self.find_procedure(name, area, place, other) is not None for name in pair)

    def find_procedure(self, kind: str, area: str, place: str, other: str) -> Procedure | None:
        rows = [row for row in self.network.procedures.values() if row.kind == kind]
        for wanted in ((place, area), (other, area), ("", area), ("", "")):
            found = sorted(row.id for row in rows if (row.place, row.area) == wanted)
            if found:
                return self.network.procedures[found[0]]
        return None

    # ---- figures, read again ----------------------------------------------------------------------------

    def charges_of(self, element: str) -> tuple[int | None, int | None]:
        figure = self.network.figure(element, "time")
        minutes = None if figure is None else _rounded(_decimal(figure.value) * TIME_UNITS[figure.unit])
        return minutes, self.price(element, None)

    def waited(self, service: str, stop: str, at_origin: bool) -> int | None:
        if at_origin:
            for element in (stop, service, "network"):
                figure = self.network.figure(element, "origin_wait")
                if figure is not None:
                    return _rounded(_decimal(figure.value) * TIME_UNITS[figure.unit])
        for element, quantity in ((stop, "wait"), (stop, "headway"), (self.place, "wait"), (service, "wait"), (service, "headway")):
            figure = self.network.figure(element, quantity)
            if figure is not None:
                whole = _decimal(figure.value) * TIME_UNITS[figure.unit]
                return _rounded(whole if quantity == "wait" else whole / 2)
        return None

    def ride_minutes(self, service: Service, leg: str, links: tuple[Link, ...]) -> int | None:
        keys = [(leg, "running_time")] + ([] if leg == service.id else [(leg, "speed")])
        keys += [(links[0].id, "speed")] if len(links) == 1 else []
        figure = self.first(*keys, (service.id, "speed"))
        if figure is None:
            return None
        if figure.quantity == "running_time":
            return _rounded(_decimal(figure.value) * TIME_UNITS[figure.unit])
        km = self.km(links)
        return None if km is None else _rounded(km * DAY / (_decimal(figure.value) * SPEED_UNITS[figure.unit]))

    def ride_cents(self, service: Service, leg: str, links: tuple[Link, ...]) -> int | None:
        figure = self.first((leg, "rate"), (service.id, "rate"))
        if figure is not None:
            return self.money(figure, self.km(links))
        if self.has_fares(service) or self.network.figure(service.id, "price") is not None:
            return 0
        return None

    def ride_grams(self, service: Service, leg: str, links: tuple[Link, ...]) -> int | None:
        figure = self.first((leg, "co2e"), (service.id, "co2e"))
        if figure is not None:
            return _rounded(self.emitted(figure, self.km(links)))
        total = Fraction(0)
        for link in links:
            name = {"yes": "electric", "no": "diesel", "partly": "partly"}.get(link.electrified, "")
            country = self.network.places[link.tail].country
            factor = self.first((f"traction:{name}:{country}", "co2e"), (f"traction:{name}", "co2e"))
            part = None if factor is None or link.mode != "rail" else self.emitted(factor, self.km((link,)))
            if part is None:
                return None
            total += part
        return _rounded(total) if links else None

    def emitted(self, figure: Figure, km: Fraction | None) -> Fraction | None:
        units = self.units(figure.basis, km)
        return None if units is None else _decimal(figure.value) * {"g": 1, "kg": 1000}[figure.unit] * units

    def price(self, element: str, km: Fraction | None) -> int | None:
        figure = self.network.figure(element, "price")
        return None if figure is None else self.money(figure, km)

    def money(self, figure: Figure, km: Fraction | None) -> int | None:
        units = self.units(figure.basis, km)
        rate = Fraction(1)
        if figure.currency != self.network.currency:
            stated = self.network.figure(f"currency:{figure.currency}", "usd_per_unit")
            if stated is None:
                return None
            rate = _decimal(stated.value)
        return None if units is None else _rounded(_decimal(figure.value) * rate * units * 100)

    def units(self, basis: str, km: Fraction | None) -> Fraction | None:
        shipment = self.shipment
        teu = {"20ft": 1, "40ft": 2, "45ft": 2}[shipment.size] * shipment.containers
        boxed = shipment.load == "container"
        usual = self.network.figure("load:container", "tonnes_per_teu")
        tonnes = None if shipment.tonnes is None else _decimal(shipment.tonnes)
        if tonnes is None and boxed and usual is not None:
            tonnes = _decimal(usual.value) * teu
        count = {
            "shipment": Fraction(1), "container": Fraction(shipment.containers) if boxed else None,
            "teu": Fraction(teu) if boxed else None, "tonne": tonnes,
        }[basis.removesuffix("_km")]  # fmt: skip
        if count is None or not basis.endswith("_km"):
            return count
        return None if km is None else count * km

    def first(self, *keys: tuple[str, str]) -> Figure | None:
        return next((figure for key in keys if (figure := self.network.figure(*key)) is not None), None)

    def has_fares(self, service: Service) -> bool:
        return any(q == "price" and e.startswith(f"{service.id}>") for e, q in self.network.figures)

    def km(self, links: Iterable[Link]) -> Fraction | None:
        lengths = [link.length_km for link in links]
        if not lengths or None in lengths:
            return None
        return sum((_decimal(length) for length in lengths if length is not None), Fraction(0))

    # ---- the question -----------------------------------------------------------------------------------

    def check_question(self) -> None:
        constraints, route = self.constraints, self.route
        banned = banned_codes(constraints.avoid_territories, exact=constraints.exact_codes)
        for number, step in enumerate(route.steps):
            self.number, self.step = number, step
            if step.territories & banned:
                self.fail(f"touches {sorted(step.territories & banned)}, which is banned")
            if set(step.places) & constraints.avoid_places or set(step.links) & constraints.avoid_links:
                self.fail("uses a banned place or link")
            if step.element in constraints.avoid_services or step.element in constraints.avoid_links:
                self.fail("uses a banned service or link")
            if step.mode and not (step.mode != "ferry" if constraints.modes is None else step.mode in constraints.modes):
                self.fail(f"goes by {step.mode}, which is not allowed")
        self.check_via()
        self.check_limits()

    def check_via(self) -> None:
        touched = iter(place for step in self.route.steps for place in step.places)
        for place in self.constraints.via:
            if place not in touched:
                self.fail(f"does not pass {place} in the order of the vias")

    def check_limits(self) -> None:
        days = [limit for limit in (self.constraints.max_days, self.shipment.days_allowed) if limit is not None]
        stated = (
            ("minutes", min(days) if days else None, 1440), ("cents", self.constraints.max_usd, 100),
            ("grams", self.constraints.max_kg_co2e, 1000), ("metres", self.constraints.max_km, 1000),
            ("lifts", self.constraints.max_transshipments, 1),
        )  # fmt: skip
        for column, limit, units in stated:
            if limit is None:
                continue
            values = [getattr(step, column) for step in self.route.steps]
            if None in values or sum(values) > _decimal(limit) * units:
                self.fail(f"the {column} exceed the limit of {limit:g}")

    # ---- small parts ------------------------------------------------------------------------------------

    def link(self, name: str) -> Link:
        if name not in self.network.links:
            self.fail(f"the network has no link {name!r}")
        return self.network.links[name]

    def find_service(self, name: str) -> Service:
        if name not in self.network.services:
            self.fail(f"the network offers no service {name!r}")
        return self.network.services[name]

    def operation(self, step: Step) -> Operation:
        if step.element not in self.network.operations:
            self.fail(f"the network has no operation {step.element!r}")
        return self.network.operations[step.element]

    def procedure(self, step: Step) -> Procedure:
        if step.element not in self.network.procedures:
            self.fail(f"the network has no procedure {step.element!r}")
        return self.network.procedures[step.element]

    def check_load(self, service: Service) -> None:
        if service.loads and self.shipment.load not in service.loads:
            self.fail(f"{service.id} does not take a load of kind {self.shipment.load}")

    def side_of(self, link: Link) -> str:
        return f"rail:{link.gauge_mm}" if link.mode == "rail" and link.gauge_mm else link.mode

    def expect(self, step: Step, minutes: int | None, cents: int | None) -> None:
        self.expect_amount("minutes", step.minutes, minutes)
        self.expect_amount("cents", step.cents, cents)

    def expect_amount(self, name: str, found: int | None, expected: int | None) -> None:
        if found != expected:
            self.fail(f"{found} {name}, the figures say {expected}")

    def expect_component(self, step: Step, component: str) -> None:
        if step.component != component:
            self.fail(f"is counted as {step.component}, expected {component}")

    def fail(self, reason: str) -> None:
        step = getattr(self, "step", None)
        where = f"step {self.number + 1} ({step.kind} {step.element})" if step is not None else "route"
        raise VerificationError(f"{where}: {reason}")


def _decimal(number: float) -> Fraction:
    return Fraction(str(number))


def _times(number: float | Fraction | None, factor: int) -> Fraction | None:
    if number is None:
        return None
    return (number if isinstance(number, Fraction) else _decimal(number)) * factor


def _rounded(number: Fraction | None) -> int | None:
    """Round to the nearest integer, halves to the even one."""
    if number is None:
        return None
    whole, rest = divmod(number, 1)
    return int(whole) + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and int(whole) % 2 == 1))

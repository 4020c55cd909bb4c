"""A measure stands in many places under several names: they belong together."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import networks
from routing import Constraints, Shipment, solve
from routing.question.measures import COLUMN_OF, COLUMNS, CRITERIA, LIFTS, MEASURES, Criterion
from routing.steps.step import Step
from routing.verification import totals


def test_every_criterion_has_one_row():
    assert get_args(Criterion) == CRITERIA == tuple(measure.criterion for measure in MEASURES)


def test_every_column_is_an_amount_of_a_step():
    assert set(COLUMNS) <= {field.name for field in fields(Step)}


def test_every_limit_is_a_constraint():
    limits = {measure.limit for measure in (*MEASURES, LIFTS)}
    assert limits == {field.name for field in fields(Constraints) if field.name.startswith("max_")}


def test_a_route_shows_each_measure_by_its_name_in_its_unit():
    route = solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).require()
    for measure in MEASURES:
        assert getattr(route, measure.shown) == route.total(measure.column) / measure.per


def test_verify_states_the_same_columns_and_units_a_second_time():
    assert totals.COLUMN_OF == COLUMN_OF
    assert {measure.column: measure.unit for measure in MEASURES} == totals.UNIT_OF

"""Answers as DataFrames: the same numbers, with their types, and no cell that a spreadsheet would run."""

from __future__ import annotations

import io

import pandas
import pytest
from pacific import answered, pacific

import routing
from routing import Constraints, Shipment
from routing.views import result_frame, route_frame

NUMBERS = ["time_h", "ends_at_h", "usd", "kg_co2e", "kg_co2e_ttw", "km"]


def test_a_frame_has_one_row_a_step_and_adds_up_to_the_route(result, route):
    frame = result.to_frame()
    assert len(frame) == len(route.steps)
    assert frame["time_h"].sum() == pytest.approx(route.minutes / 60, abs=1e-9)
    assert frame["usd"].sum() == pytest.approx(route.usd, abs=1e-6)
    assert frame["kg_co2e"].sum() == pytest.approx(route.kg_co2e, abs=1e-6)
    assert frame["km"].sum() == pytest.approx(route.km, abs=1e-6)
    assert frame["ends_at_h"].iloc[-1] == pytest.approx(route.minutes / 60, abs=1e-9)
    assert frame["lifts"].sum() == route.transshipments
    pandas.testing.assert_frame_equal(frame, route_frame(route))


def test_numbers_of_a_frame_are_numbers_with_nan_where_missing():
    frame = route_frame(answered(pacific(usd=None)))
    ride = frame[frame["kind"] == "ride"].iloc[0]
    assert pandas.isna(ride["usd"]) and ride["time_h"] == 120
    assert set(frame.dtypes[NUMBERS].astype(str)) == {"float64"}
    assert set(frame.dtypes[["step", "lifts"]].astype(str)) == {"int64"}


def test_a_frame_without_a_route_has_the_same_columns_and_no_rows(result):
    none = routing.solve(pacific().build(), Shipment("PKC", "ANC"), constraints=Constraints(max_days=1))
    frame = result_frame(none)
    assert len(frame) == 0
    assert frame.dtypes.equals(result.to_frame().dtypes)


@pytest.mark.parametrize("name", ["=1+1", "+7 495", "@home", "-cmd|' /C calc'!A0", "'=1+1"])
def test_no_cell_of_the_csv_is_a_formula(name):
    text = route_frame(answered(pacific(name=name))).to_csv(index=False)
    cells = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert not cells.map(lambda cell: cell[:1] in "=+-@" and cell != "").any(axis=None)
    assert "'" + name in cells["from_name"].tolist()

"""The canonical text of a table is that of the module csv."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from networks.model.canonical import table_lines, table_text
from networks.model.escaping import escaped
from networks.model.tables import Table

NUMBERS = (
    st.none()
    | st.sampled_from([0.0, -0.0, 1.0, 1e16, 1e-7, 52.5, 0.1])
    | st.floats(allow_nan=False, allow_infinity=False)
)
TEXTS = st.text(alphabet="a ,;\"'=+-é1", max_size=6)


@cases(quick=10, long=1_000)
@given(st.lists(st.tuples(TEXTS, TEXTS, NUMBERS, st.booleans()), min_size=1, max_size=6))
def test_lines_are_those_of_the_module_csv(rows):
    names = ("id", "name", "lat", "offered")
    table = Table.from_rows("places", [dict(zip(names, row, strict=True)) for row in rows])
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    has_number, has_no = any(lat is not None for _, _, lat, _ in rows), not all(offered for *_, offered in rows)
    kept = ["id", "name", *["lat"] * has_number, *["offered"] * has_no]
    writer.writerow(kept)
    for key, name, lat, offered in rows:
        number = "" if lat is None else repr(lat).removesuffix(".0")
        cells = {"id": key, "name": escaped(name), "lat": number, "offered": "" if offered else "no"}
        writer.writerow([cells[column] for column in kept])
    assert table_text(table) == out.getvalue()


def test_a_text_with_a_line_end_is_written_as_the_module_csv_does():
    table = Table.from_rows("other_names", [{"place": "A", "name": "two\nlines"}, {"place": "B", "name": ""}])
    assert table_lines(table) == ["place,name", 'A,"two', 'lines"', "B,"]

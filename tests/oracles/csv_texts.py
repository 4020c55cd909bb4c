"""Texts of CSV files, mostly sound, with odd cells, rows and line ends here and there; and a table as what can be compared."""

from __future__ import annotations

import csv
import io

from hypothesis import strategies as st

from networks.model.schema import FLOAT_TYPES, columns

GOOD = {
    "id": ("A", "B7", "sea:A-B", "rail:Ä-Ω", "x" * 9, "y" * 17, "12", "é1"),
    "text": ("Town", "", "Тында", "a b", "it's", "'=1+1", "'-12", "10", "\xa0wide", "x" * 70),
    "text_or_number": ("1916", "1916.0", "planned", ""),
    "territory": ("RU", "KZ", ""),
    "territory_list": ("RU", "RU;KZ", "", "CN; KZ"),
    "gauge": ("1520", "1435.0", ""),
    "gauge_list": ("1520;1435", ""),
    "mode": ("rail", "sea"),
    "bool_yes": ("yes", "no", ""),
    "bool_no": ("yes", "no", ""),
    "count": ("1", "2", "3.0", "12"),
}
NUMBERS = (
    "1",
    "12.5",
    "0.001",
    "7.",
    ".5",
    "12345678.1234567",
    "123456789",
    "1e1",
    "+3",
    "00012",
    "",
    "57.00355",
    "1.50",
)
ODD = (
    *(
        "",
        " ",
        "1e5",
        "1_000",
        "+1",
        " 1",
        "1 ",
        "nan",
        "inf",
        "-inf",
        "1e999",
        "٥",
        "１",
        "0x10",
        "1,5",
        "--1",
        "-",
        ".",
        "-.",
        "1.2.3",
    ),
    *(
        "9" * 30,
        "9" * 101,
        "1" * 4097,
        "a\tb",
        "a\x00b",
        "\x1f",
        "\x1e",
        "\u200b",
        "A\u0301",
        "=1",
        "@x",
        "-5",
        "-0",
        "0",
        "A B",
        "A;B",
    ),
    *(
        "12.0",
        "'",
        '"',
        'a"b',
        '"a,b"',
        '"two\nlines"',
        '""',
        '" "',
        "RU;RU",
        "ZZ",
        "Rail",
        "\ufeff",
        "\r",
        "x,y",
        "x" * 251,
        "y" * 20001,
    ),
)
KINDS = ("places", "links", "waypoints", "sources", "other_names")


def good(column):
    """Return cells that a column takes, and some that it may not."""
    if column.type in FLOAT_TYPES:
        return NUMBERS
    return GOOD.get(column.type, ("", "rail", "yes"))


@st.composite
def texts(draw, strange, most=6):
    """Draw the text of a file: mostly sound, with odd cells, rows and line ends here and there where it is `strange`."""
    name = draw(st.sampled_from(KINDS))
    every = columns()[name]
    extra = draw(st.sets(st.sampled_from([column.name for column in every])))
    header = [column for column in every if column.required or column.name in extra]
    rows = draw(st.lists(st.tuples(*(st.sampled_from(good(column)) for column in header)), max_size=most))
    lines = [[column.name for column in header], *map(list, rows)]
    quoting = draw(st.sampled_from([None, None, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    for _ in range(draw(st.integers(0, 3)) if strange else 0):
        line = draw(st.sampled_from(lines))
        at = draw(st.integers(0, max(0, len(line) - 1)))
        cell = draw(st.sampled_from(ODD))
        line[at:] = draw(st.sampled_from([[cell, *line[at + 1 :]], line[:at], [*line[:at], cell, *line[at:]], line]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"] if strange else ["\n", "\r\n"]))
    if quoting is None:
        text = end.join(map(",".join, lines))
    else:
        out = io.StringIO(newline="")
        csv.writer(out, quoting=quoting, lineterminator=end).writerows(lines)
        text = out.getvalue().removesuffix(end)
    before = draw(st.sampled_from(["", "", "", "\ufeff", "sep=,\n", "\n"])) if strange else ""
    behind = draw(st.sampled_from(["", end, end, end + end, end + ",,", end + " "] if strange else ["", end]))
    return name, (before + text + behind).encode("utf-8", "surrogatepass")


def described(table):
    """Return a table as what can be compared, NaN and the types of values included."""
    shown = {
        name: (cells.dtype, [(type(cell), repr(cell)) for cell in cells.tolist()])
        for name, cells in table.columns.items()
    }
    return table.name, shown, table.lines.tolist(), table.files, table.from_file.tolist(), table.digest

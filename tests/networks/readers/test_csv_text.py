"""CSV files that people have: separators, empty rows, nameless columns, what pandas writes; each cause told once."""

import shutil
import warnings
from pathlib import Path

import pytest

import networks
from networks.readers.csv_folder import layers
from networks.readers.csv_text import split_rows

PLACES = "id,name\nA,Alpha\nB,Beta\n"
LINKS = "id,tail,head,mode\nab,A,B,sea\n"
SHIPPED = Path(networks.__file__).parent / "data" / "eurasia"


def files(folder, places=PLACES, links=LINKS, **tables):
    return folder(places=places, links=links, **tables)


def told(path):
    return [(one.severity, one.file, one.row, one.value, one.expected) for one in networks.check(path)]


@pytest.mark.parametrize(("separator", "words"), [(";", ";"), ("\t", "tabs"), ("|", "|")])
def test_another_separator_is_one_finding_that_names_it(folder, separator, words):
    links = f"id,tail,head,mode,length_km,hours\nx,A,B,road,{'100,5' if separator == ';' else '100.5'},3\n"
    path = files(folder, PLACES.replace(",", separator), links.replace(",", separator))
    text = f"the cells are separated by {words} : save as CSV with commas and decimal points"
    assert [(row, one) for _, _, row, _, one in told(path)] == [(1, text), (1, text)]


def test_semicolons_in_quotes_are_found_too(folder):
    ((_, file, _, _, expected),) = told(files(folder, '"id";"name"\n"A";"Alpha"\n'))
    assert file == "places.csv" and expected.startswith("the cells are separated by ; ")


def test_a_semicolon_in_a_name_of_a_column_is_no_separator(folder):
    ((*_, expected),) = told(files(folder, "id,name,a;b\nA,Alpha,\nB,Beta,\n"))
    assert expected.startswith("unknown column")


@pytest.mark.parametrize("line", ["sep=,\n", "sep=,\r\n", '"sep=,"\n'])
def test_the_line_by_which_spreadsheets_tell_the_separator_is_skipped_and_told(folder, line):
    path = files(folder, line + "id,name\nA,Alpha\nB,Beta\nB,Gamma\n")
    found = [one for one in told(path) if one[1] == "places.csv" and "CR" not in one[4]]
    assert found[0][2:] == (5, "B", "expected each id once; it stands in places.csv line 4 already")
    assert found[1] == ("warning", "places.csv", 1, line.rstrip(), "this line is no header and is skipped")


def test_a_stated_separator_that_is_no_comma_is_the_cause_told(folder):
    path = files(folder, "sep=;\n" + PLACES.replace(",", ";"))
    assert told(path) == [
        ("error", "places.csv", 1, "sep=;", "the cells are separated by ; : save as CSV with commas and decimal points")
    ]


@pytest.mark.parametrize("blank", ["", ",", " , ", ",,,", '""', '"",""'])
def test_empty_rows_are_skipped_and_told_once(folder, blank):
    path = files(folder, f"id,name\n{blank}\nA,Alpha\n{blank}\n{blank}\nB,Beta\n{blank}\n")
    assert told(path) == [("warning", "places.csv", 2, "", "the line is empty and is skipped, and so are 3 more")]
    with pytest.warns(networks.DataWarning):
        assert list(networks.read(path).places) == ["A", "B"]


def test_columns_with_neither_name_nor_values_are_skipped_and_told_once(folder):
    path = files(folder, ",id,,name,,\n,A,,Alpha,,\n,B,,Beta,\n,,,,,\n")
    assert told(path) == [
        ("warning", "places.csv", 1, "", "columns with neither name nor values are skipped"),
        ("warning", "places.csv", 1, "", "empty cells without a column after the last one are skipped"),
        ("warning", "places.csv", 4, "", "the line is empty and is skipped"),
    ]
    with pytest.warns(networks.DataWarning):
        assert networks.read(path).places["B"].name == "Beta"


def test_empty_cells_after_the_last_column_are_skipped_and_values_there_are_an_error(folder):
    assert told(files(folder, "id,name\nA,Alpha,,\nB,Beta\n"))[0][2:] == (
        2, "", "empty cells without a column after the last one are skipped")  # fmt: skip
    assert told(files(folder, "id,name,\nA,Alpha,x\nB,Beta,\n"))[0][2:] == (
        2, "A,Alpha,x", "expected 2 cells as in the header, found 3")  # fmt: skip


def test_a_nameless_column_with_values_is_an_error_that_knows_pandas(folder):
    found = told(files(folder, ",id,name\n0,A,Alpha\n1,B,Beta\n"))
    text = "column 1 has no name and a value in line 2; name it or take it out (pandas writes its index so, unless told"
    assert found == [("error", "places.csv", 1, "0", f"{text} index=False)")]


def test_unknown_columns_are_one_finding_but_those_that_were_meant(folder):
    found = told(files(folder, links="id,tail,head,mode,allowed_uses,lenght_km,toll,row_width\nab,A,B,sea,,,,\n"))
    assert [value for _, _, _, value, _ in found] == ["allowed_uses, toll, row_width", "lenght_km"]
    assert found[0][4].startswith("unknown columns; expected some of id, tail, head")
    assert found[1][4] == "unknown column; did you mean length_km?"


def test_a_cell_longer_than_any_is_the_cause_told_and_so_is_an_open_quote(folder):
    for cell in ("x" * 300_000, '"' + "x" * 300_000):
        ((_, _, row, value, expected),) = told(files(folder, f"id,name\nA,Alpha\nB,{cell}\n"))
        assert (row, value) == (3, "")
        assert expected == "a cell has more than 131072 characters; is a quote left open at or after this line?"


def test_very_many_lines_that_do_not_fit_are_counted(folder):
    found = told(files(folder, PLACES + "x\n" * 5000))
    assert len(found) == 1001
    assert found[0][4] == "4000 more lines have another number of cells than the header"


def test_very_many_columns_are_one_finding(folder):
    assert told(files(folder, "x," * 5000 + "\n"))[0][4] == "expected at most 1000 columns, found 5000"


def test_ids_that_pandas_wrote_with_a_point_are_whole_numbers(folder):
    links = "id,tail,head,mode,hours\nl1,1.0,2.0,road,1\nl2,2.0,3.0,road,2\n"
    network = networks.read(files(folder, "id,name\n1,a\n2,b\n3,c\n", links))
    assert [(link.tail, link.head) for link in network.links.values()] == [("1", "2"), ("2", "3")]


def test_ids_that_are_decimals_stay_what_they_are(folder):
    links = "id,tail,head,mode,hours\nl1,1.0,1.1,road,1\n"
    assert list(
        networks.read(files(folder, "id,name\n1.0,a\n1.1,b\n", links.replace("1.0,1.1", "1.1,1.1"))).places
    ) == ["1.0", "1.1"]


@pytest.mark.long
def test_the_shipped_folder_comes_through_pandas_and_spreadsheets_clean(tmp_path):
    pandas = pytest.importorskip("pandas")
    before = networks.check(SHIPPED)
    for layer in layers(SHIPPED):
        (tmp_path / layer.name).mkdir()
        for file in layer.glob("*.csv"):
            frame = pandas.read_csv(file, keep_default_na=False, na_values=[""])
            frame.to_csv(tmp_path / layer.name / file.name, index=False)
    folder = tmp_path / SHIPPED.name
    assert networks.check(folder) == before and not any(one.severity == "error" for one in before)
    with pytest.warns(networks.DataWarning):
        assert networks.read(folder) == networks.load("eurasia")


def test_frames_of_a_network_written_by_pandas_are_read(tmp_path):
    pytest.importorskip("pandas")
    for name, frame in networks.load("eurasia").to_frames().items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    with pytest.warns(networks.DataWarning):
        assert networks.read(tmp_path) == networks.load("eurasia")


def test_a_spreadsheet_with_empty_columns_and_rows_everywhere_is_read(tmp_path):
    for layer in layers(SHIPPED):
        shutil.copytree(layer, tmp_path / layer.name, ignore=shutil.ignore_patterns("*.md", "*.sha256"))
    for file in tmp_path.glob("*/*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        if not any('"' in line for line in lines):
            file.write_text("\n".join([*(line + ",,," for line in lines), "," * 9, ",,"]) + "\n", encoding="utf-8")
    with pytest.warns(networks.DataWarning):
        assert networks.read(tmp_path / SHIPPED.name) == networks.load("eurasia")


@pytest.mark.parametrize(
    "tables",
    [
        {"services": "id,name,kind,mode\nL,L,line,sea\n", "stops": "service,seq,place,path\nL,1,A,\nL,,B,ab\n", "procedures": "id,kind,area\np,export,JP\n"},
        {"services": "id,name,kind,mode\nL,L,line,sea\n", "stops": "service,seq,place,path\nL,two,A,\nL,1,B,ab\n", "procedures": "id,kind,area\np,export,JP\n"},
        {"scenarios": "name,title\ns,s\n", "changes": "scenario,action,table,element,why\ns,withdraw,,ab,x\n"},
        {"links": "id,tail,head,mode,opened\nab,A,B,sea,²\n"},
        {"links": "id,tail,head,mode,opened\nab,A,B,sea," + "9" * 5000 + "\n"},
        {"links": "id,tail,head,mode,gauge_mm\nab,A,B,rail," + "9" * 5000 + "\n"},
        {"customs_areas": "area,territory,from_date,until_date\nx,RU,,\nx,RU,,\ny,RU,2016-01-01,\n"},
        {"figures": "element,quantity,value,unit,source,kind\nab#,speed,1,kn,s,plan\n>>,speed,1,kn,s,plan\n:,speed,1,kn,s,plan\n"},
    ],
)  # fmt: skip
def test_ordinary_slips_are_told_and_nothing_falls_over(folder, tables):
    path = files(folder, **tables)
    refused = any(one.severity == "error" for one in networks.check(path))
    try:
        networks.read(path)
    except networks.DataError:
        assert refused


@pytest.mark.parametrize(
    ("length", "hours"), [("1e308", "1e-300"), ("1e-300", "1e300"), ("5e-324", "5e-324"), ("1e308", "1e308")]
)
def test_numbers_beyond_all_reason_are_told_without_a_warning_of_numpy(folder, length, hours):
    links = f"id,tail,head,mode,length_km,hours,usd,kg_co2e,check_km\nl,A,B,sea,{length},{hours},1e308,1e308,1e308\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = networks.check(files(folder, "id,name,lat,lon\nA,a,1,1\nB,b,2,2\n", links))
    assert {"length_km", "usd", "check_km"} <= {one.field for one in found if one.severity == "error"}


@pytest.mark.parametrize("form", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_known_without_its_mark_too(folder, form):
    found = networks.check(folder(places="id,name\nA,Москва\nB,東京\n".encode(form)))
    assert [(one.file, one.value) for one in found if one.severity == "error"] == [("places.csv", "UTF-16")]
    assert not any(one.value == "UTF-16" for one in networks.check(folder(places="id,name\nА,Москва\nБ,東京\n")))


@pytest.mark.parametrize(("sign", "words"), [(";", ";"), ("\t", "tabs"), ("|", "|")])
def test_rows_with_another_separator_than_the_header_name_it(folder, sign, words):
    row = sign.join(["ab", "A", "B", "sea", "5,5"])
    (found,) = [one for one in networks.check(folder(links=f"id,tail,head,mode,hours\n{row}\n")) if one.row == 2]
    text = f"expected 5 cells as in the header, found 2; those of this line are separated by {words} : save as CSV with"
    assert found.expected == f"{text} commas and decimal points"


@pytest.mark.parametrize(("needed", "cells"), [({"a"}, ["1", ""]), ({"a", "b"}, None), (None, None), ((), ["1", ""])])
def test_a_row_may_end_early_where_the_caller_says_what_it_needs(needed, cells):
    rows, found = split_rows("a,b\n1\n2,3\n", "t.txt", ("a", "b"), needed=needed)
    if cells is None:
        assert [one.row for one in found] == [2] and found[0].severity == "error" and rows.cells == [["2", "3"]]
    else:
        assert rows.cells == [cells, ["2", "3"]]
        assert [(one.severity, one.row) for one in found] == [("warning", 2)]

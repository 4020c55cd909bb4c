"""The reader of the OR-Library's constrained paths, on a made-up instance."""

import numpy as np
import pytest
from orlib import read
from orlib_run import judged, solved

SAMPLE = """
 4 5 1
 {lower}
 9
 1
 0
 3
 0
 1 2 1 2
 1 3 2 1
 2 4 1 7
 3 4 5 2
 1 4 20 0
"""


def written(folder, lower=0):
    file = folder / "rcsp1.txt"
    file.write_text(SAMPLE.format(lower=lower))
    return read(file)


@pytest.mark.parametrize("engine", ["interpreted", "compiled"])
def test_resources_of_vertices_count_once_on_the_way_in(tmp_path, engine):
    if engine == "compiled":
        pytest.importorskip("numba")
    # 1-2-4 costs 2 and uses 1 + 2 + 0 + 7 = 10 > 9; 1-3-4 costs 7 and uses 1 + 1 + 3 + 2 = 7; 1-4 costs 20, uses 1
    instance = written(tmp_path)
    found, _ = solved(instance, engine, None)
    assert found.arcs.tolist() == [1, 3] and found.totals["cost"] == 7
    assert instance.limits == {"use0": 8}  # 9 less what the first vertex uses
    assert judged(instance, [found], "7") == "as published"
    assert judged(instance, [found], "6") == "DIFFERS from 6"


def test_lower_limits_are_said_to_be_left_out_or_kept(tmp_path):
    kept, beyond = written(tmp_path, lower=7), written(tmp_path, lower=8)
    found, _ = solved(kept, "interpreted", None)  # it uses 7
    assert judged(kept, [found], "7") == "as published; lower limits kept"
    assert judged(beyond, [found], "7") == "as published; lower limits left out"


def test_a_file_of_the_wrong_length_or_with_fractions_is_refused(tmp_path):
    file = tmp_path / "rcsp2.txt"
    file.write_text("2 1 1 0 5 0 0 1 2 3")
    with pytest.raises(ValueError, match="10 numbers, expected 11"):
        read(file)
    file.write_text("2 1 1 0 5 0 0 1 2 3 1.5")
    with pytest.raises(ValueError, match=r"1\.5 is no integer"):
        read(file)
    file.write_text("2 1 1 0 5 0 0 1 2 3 1.0")
    assert read(file).use.dtype == np.int64

"""`landbridge replan`: what is no plan is refused in words, and nothing endless is read."""

import pytest


@pytest.mark.parametrize("file", ["/dev/zero", "nothere.json"])
def test_what_is_no_file_is_refused(ask, file):
    code, _, told = ask("replan", file, "--at", "2016-03-07")
    assert code == 2 and f"{file}: expected a file; there is none of this name" in told


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"question": 3}', "[" * 100_000, "1" * 5_000, "\x00"])
def test_what_is_no_plan_is_refused(ask, tmp_path, text):
    file = tmp_path / "plan.json"
    file.write_text(text)
    code, _, told = ask("replan", str(file), "--at", "2016-03-07")
    assert code == 2 and "expected an answer with a route" in told

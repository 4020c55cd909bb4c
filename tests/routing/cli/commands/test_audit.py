"""`landbridge audit`: of a route or of a network; what nobody surveyed is unknown."""

import csv
import io


def test_a_route_and_a_network_are_audited(ask):
    code, shown, _ = ask("audit", "Osaka", "Almaty", "--territory", "Russia")
    assert code == 0 and "Against RU" in shown and "tianjin-almaty  unknown" in shown
    code, shown, _ = ask("audit", "--format", "csv")
    assert code == 0
    assert {row["link"]: row["verdict"] for row in csv.DictReader(io.StringIO(shown))}["osaka-vostochny"] == "unknown"


def test_half_a_question_and_a_question_without_ends_are_refused(ask):
    code, _, told = ask("audit", "Osaka")
    assert code == 2 and "expected FROM and TO" in told
    code, _, told = ask("audit", "--max-days", "3", "--avoid", "CN")
    assert code == 2 and "--avoid, --max-days: asks of a route" in told


def test_no_route_has_no_audit(ask):
    assert ask("audit", "Osaka", "Almaty", "--avoid", "CN,RU")[0] == 1

"""`landbridge table`: lanes by origins and destinations, with what each form says of them."""

import csv
import io
import json


def test_days_and_usd_of_all_lanes(ask):
    code, shown, _ = ask("table", "Osaka,Tianjin", "Almaty,Tianjin")
    assert code == 0
    # 400 h, 110 h; 290 h, and Tianjin - Tianjin is no lane
    lines = [line.split() for line in shown.splitlines()]
    assert ["Osaka", "16.7", "4.6"] in lines and ["Tianjin", "12.1", "-"] in lines
    assert ["Osaka", "2,400", "300"] in lines and ["Tianjin", "2,100", "-"] in lines


def test_csv_and_json_have_a_row_a_lane_with_its_reason(ask):
    code, shown, _ = ask("table", "Osaka", "Almaty;Vostochny", "--max-days", "5", "--format", "csv")
    rows = {row["destination"]: row for row in csv.DictReader(io.StringIO(shown))}
    assert code == 0 and rows["VOSTOCHNY"]["days"] == "3.125" and rows["VOSTOCHNY"]["reason"] == ""
    assert rows["ALMATY"]["status"] == "infeasible" and "max_days" in rows["ALMATY"]["reason"]
    _, shown, _ = ask("table", "Osaka", "Almaty,Vostochny", "--format", "json")
    assert [lane["usd"] for lane in json.loads(shown)["lanes"]] == [2400, 650]


def test_no_lane_at_all_and_names_that_no_place_bears(ask):
    assert ask("table", "Osaka", "Almaty", "--max-days", "1")[0] == 1
    assert ask("table", "Osaka", "Osaka")[0] == 2
    code, _, told = ask("table", "Osaka,Nagoya", "Almaty,Kyoto")
    assert code == 2 and "'Nagoya'" in told and "'Kyoto'" in told

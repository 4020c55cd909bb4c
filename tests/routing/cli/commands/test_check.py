"""`landbridge check`: exit codes, and findings as SARIF 2.1.0 in the shape that code hosts ask for."""

import json

import pytest

from networks.errors import rule_rows
from routing.cli import main

PLACES = "id,name\nA,Alpha\nB,Beta\n"
LINKS = "id,tail,head,mode,hours\nab,A,B,road,{}\n"


@pytest.fixture
def ask(capsys):
    """Return a function: words of a command -> exit code, stdout, stderr."""

    def asked(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return asked


@pytest.fixture
def net(tmp_path, monkeypatch):
    """Return a function that writes a small network into a folder `my net` of the working one."""
    monkeypatch.chdir(tmp_path)

    def write(hours="5", **tables):
        folder = tmp_path / "my net"
        folder.mkdir(exist_ok=True)
        for name, text in ({"places": PLACES, "links": LINKS.format(hours)} | tables).items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize(("hours", "tables", "code"), [
    ("5", {}, 0),
    ("5", {"sources": "id,title\nS,A survey\n"}, 0),  # a warning
    ("5 h", {}, 2),
])  # fmt: skip
def test_an_error_is_2_and_a_warning_0(ask, net, hours, tables, code):
    assert ask("check", str(net(hours, **tables)))[0] == code


def test_what_cannot_be_read_and_what_is_no_rule_is_2(ask, net):
    assert ask("check", "nowhere")[0] == ask("check", str(net()), "--silence", "nothing")[0] == 2
    assert ask("check", str(net()), "--silence", "lengths")[0] == 0
    assert ask("check", str(net()), "--silence", "paths")[0] == 2


def log_of(ask, *words):
    return json.loads(ask("check", *words, "--format", "sarif")[1])


def assert_shape(log, named_elsewhere=False):
    """Hold a log against what SARIF 2.1.0 requires, and what code hosts do."""
    assert log["version"] == "2.1.0" and log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "landbridge" and driver["version"]
    assert [rule["id"] for rule in driver["rules"]] == [row["rule"] for row in rule_rows()]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    assert ("originalUriBaseIds" in run) == named_elsewhere
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning") and result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        uri, base = place["artifactLocation"]["uri"], place["artifactLocation"].get("uriBaseId")
        assert uri and not uri.startswith("/") and ":" not in uri and "\\" not in uri and " " not in uri
        assert base is None if not named_elsewhere else run["originalUriBaseIds"][base]["uri"].startswith("file:///")
        assert isinstance(place["region"]["startLine"], int) and place["region"]["startLine"] >= 1
    return run["results"]


def test_findings_go_to_sarif_by_file_and_line(ask, net, tmp_path):
    net("5 h", sources="id,title\nS,A survey\n")
    code, _, told = ask("check", "my net", "-o", "found.sarif")
    assert code == 2 and told == "landbridge: 1 error in my net\n"
    error, warning = assert_shape(json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8")))
    assert (error["ruleId"], error["level"], warning["ruleId"], warning["level"]) == (
        "reading", "error", "used-sources", "warning")  # fmt: skip
    assert error["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20net/links.csv"}, "region": {"startLine": 2}}  # fmt: skip
    assert error["message"]["text"].startswith("hours: '5 h': expected a plain number")
    assert warning["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}, "of the whole file"


def test_nothing_found_is_a_log_without_results(ask, net):
    assert assert_shape(log_of(ask, str(net()))) == []


def test_files_are_named_from_where_one_stands(ask, net, tmp_path, monkeypatch):
    net("5 h")
    uris = []
    for here, named in (("my net", "."), (".", str(tmp_path / "my net"))):
        monkeypatch.chdir(tmp_path / here)
        (result,) = assert_shape(log_of(ask, named))
        uris.append(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    assert uris == ["links.csv", "my%20net/links.csv"]
    (tmp_path / "aside").mkdir()
    monkeypatch.chdir(tmp_path / "aside")
    log = log_of(ask, "../my net")
    (result,) = assert_shape(log, named_elsewhere=True)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20net/links.csv"
    assert log["runs"][0]["originalUriBaseIds"]["CHECKED"]["uri"] == f"{tmp_path.as_uri()}/"


def test_a_file_of_a_shared_folder_is_named_where_it_lies(ask, net, tmp_path):
    net().rename(tmp_path / "shared")
    (tmp_path / "shared" / "links.csv").write_text(LINKS.format("5 h"))
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "network.csv").write_text("name,shares\nnow,shared\n")
    (result,) = assert_shape(log_of(ask, "edition"))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "shared/links.csv"


def test_a_folder_that_is_not_there_is_a_result_too(ask, net):
    net()
    (result,) = assert_shape(log_of(ask, "no where"))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "no%20where"


def test_nothing_out_of_a_file_acts_in_a_log(ask, net):
    hostile = 'id,name\nA,Alpha\nB,Beta\n"C[31m",<script>\n'
    links = 'id,tail,head,mode\nab,A,"[click](https://example.com) {0} \\ <b>\x1b[31m",road\n'
    found = assert_shape(log_of(ask, str(net(places=hostile, links=links))))
    texts = " ".join(result["message"]["text"] for result in found)
    assert "\\[click\\](https://example.com) {{0}}" in texts
    assert "\x1b" not in texts and "[click]" not in texts.replace("\\[click\\]", "")

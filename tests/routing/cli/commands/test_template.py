"""`landbridge template --from`: a copy of a network, in full."""

import pytest

import networks
from routing.cli import main


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::networks.DataWarning")
def test_a_copy_of_an_edition_with_a_scenario_is_that_network(tmp_path, capsys):
    folder = tmp_path / "own"
    assert main(["template", str(folder), "--from", "eurasia", "--scenario", "2016-target"]) == 0
    assert "eurasia with 2016-target written" in capsys.readouterr().out
    copied = networks.read(folder)
    assert copied.content_hash == networks.load("eurasia", scenario="2016-target").content_hash
    assert main(["template", str(folder), "--from", "eurasia"]) == 2


def test_a_copy_of_a_folder_is_that_network(tmp_path):
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    assert main(["template", first]) == main(["template", second, "--from", first]) == 0
    assert networks.read(first).content_hash == networks.read(second).content_hash


def test_a_scenario_without_a_network_and_an_unknown_one_are_refused(tmp_path, capsys):
    assert main(["template", str(tmp_path / "a"), "--scenario", "2016-target"]) == 2
    assert "--from NETWORK" in capsys.readouterr().err
    assert main(["template", str(tmp_path / "b"), "--from", "eurasai"]) == 2
    assert "did you mean eurasia" in capsys.readouterr().err and not list(tmp_path.iterdir())

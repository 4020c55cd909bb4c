"""The built-in network: sound, read once, with scenarios by name."""

import pytest

import networks
from networks.builtin import _DATA


def test_the_built_in_network_is_sound():
    assert [str(finding) for finding in networks.check(_DATA / "eurasia") if finding.severity == "error"] == []


def test_a_network_is_read_once():
    assert networks.load("eurasia") is networks.load() is networks.load("eurasia", scenario=())


def test_every_scenario_can_be_loaded_and_names_itself():
    for name, scenario in networks.scenarios().items():
        network = networks.load("eurasia", scenario=name)
        assert network.scenario == (name,)
        assert scenario.as_of in (None, network.as_of)
        assert scenario.price_year in (None, network.price_year)


def test_an_unknown_network_or_scenario_names_the_nearest():
    with pytest.raises(
        networks.UnknownNameError, match=r"no network is called 'eurasi'; did you mean eurasia, eurasia-2025\?"
    ):
        networks.load("eurasi")
    with pytest.raises(networks.UnknownNameError, match="no scenario is called 'nothing-like-it'"):
        networks.load("eurasia", scenario="nothing-like-it")
    with pytest.raises(networks.UnknownNameError):
        networks.load("../borders")


def test_the_built_in_network_goes_out_and_comes_back(tmp_path):
    network = networks.load("eurasia")
    networks.write(network, tmp_path / "net")
    tables, findings = networks.readers.csv_folder.read_tables(tmp_path / "net")
    assert findings == []
    assert networks.Network(tables) == network


@pytest.mark.parametrize("scenario", [5, ["samarga", ["a"]], [["a"]], [None], b"samarga", {"samarga"}, {"samarga": 1}])
def test_what_is_no_list_of_names_is_told(scenario):
    with pytest.raises(networks.DataError, match=r"load, scenario: .*expected "):
        networks.load("eurasia", scenario=scenario)


@pytest.mark.parametrize("name", [5, None, [], b"eurasia"])
def test_what_is_no_name_of_a_network_is_told(name):
    for call in (networks.load, networks.scenarios):
        with pytest.raises(networks.DataError, match="expected the name of a network, not "):
            call(name)

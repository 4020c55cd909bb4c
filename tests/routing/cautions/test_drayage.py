"""Each way by lorry is told once, with its km and what is assumed of it; without lorries nothing is."""

from oracles.toys import Toy

from routing import Shipment, compare, solve
from routing.answer_warning import ASSUMED


def toy() -> Toy:
    net = Toy(HOME="JP", PORT="JP", QUAY="JP").link("s", "PORT", "QUAY", "sea", km=500)
    net.link("near", "HOME", "PORT", "road", km=30, note="23 km by land x 1.3 (assumed)")
    return net.line("ship", "sea", "PORT", ("QUAY", ("s",)), hours=(40,)).lorries("near")


def test_a_lorry_is_told_with_its_km_and_its_figures():
    result = solve(toy().build(), Shipment("HOME", "QUAY"))
    (warning,) = (warning for warning in result.warnings if "lorry" in warning.words)
    assert (warning.code, warning.elements) == (ASSUMED, ("lorry", "near"))
    assert warning.words == (
        "by lorry 30 km from HOME to PORT: 23 km by land x 1.3 (assumed); "
        "50 km/h, 2 h of loading, 100 USD a lorry, 2 USD per km (all assumed)"
    )


def test_without_a_lorry_nothing_is_told():
    result = solve(toy().build(), Shipment("PORT", "QUAY"))
    assert not [warning for warning in result.warnings if "lorry" in warning.words]


def test_a_comparison_tells_it_as_its_results_do():
    net = toy().build()
    found = compare({"one": net, "other": net}, Shipment("HOME", "QUAY"))
    assert sum("by lorry" in warning.words for warning in found.results["one"].warnings) == 1

"""Places without a country, where nothing is reckoned for customs."""

from oracles.toys import Toy

from routing import Shipment, solve


def border(country: str):
    # A - B - C by rail, ordinary carriage; entering the area of C takes 24 hours
    toy = Toy(A="CN", B="CN", C=country).member("EAEU", "KZ", "RU")
    toy.link("x", "A", "B").link("y", "B", "C").area("R", "x", "y")
    return toy.procedure("import", 24, area="EAEU").procedure("export", 24, area="EAEU").build()


def test_blanking_a_country_that_has_customs_looks_less_certain():
    known, unknown = (solve(border(country), Shipment("A", "C")) for country in ("KZ", ""))
    assert known.require().minutes == unknown.require().minutes + 24 * 60
    assert [warning for warning in known.warnings if warning.code == "customs"] == []
    (warning,) = [warning for warning in unknown.warnings if warning.code == "customs"]
    assert warning.words == "no customs are reckoned at 1 place without a country (C)"
    assert warning.elements == ("C",)
    assert "Warning: no customs are reckoned at 1 place without a country (C)" in str(unknown)


def test_a_network_without_procedures_has_none_to_reckon():
    toy = Toy(A="CN", C="").link("x", "A", "C").area("R", "x")
    assert {warning.code for warning in solve(toy.build(), Shipment("A", "C")).warnings} <= {"assumed"}

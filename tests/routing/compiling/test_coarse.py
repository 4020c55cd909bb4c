"""What is too small for thousandths is told with the share that it may be off by, and nothing else is."""

import pytest
from oracles.toys import Toy

import networks
from routing import Shipment, alternatives, frontier, solve


def chain(pieces: int, direct: dict[str, float], each: dict[str, float]) -> networks.Network:
    builder = networks.NetworkBuilder("chain")
    for number in range(pieces + 1):
        builder.add_place(id=f"P{number}", name=f"P{number}")
    builder.add_link(id="direct", tail="P0", head=f"P{pieces}", mode="road", length_km=3, **direct)
    for number in range(pieces):
        builder.add_link(id=f"s{number}", tail=f"P{number}", head=f"P{number + 1}", mode="road", **each)
    return builder.build()


def rounded(answer) -> list:
    return [warning for warning in answer.warnings if warning.code == "rounded"]


@pytest.mark.long
def test_a_thousand_streets_of_three_metres_are_told_whichever_way_wins():
    # 0.0045 min each: counted as 0.004, so 1,000 of them as 4.0 min, not 4.5
    for minutes in (4.3, 3.9):
        network = chain(1000, {"hours": minutes / 60}, {"hours": 0.000075, "length_km": 0.003})
        (told,) = rounded(solve(network, Shipment("P0", "P1000")))
        assert "may be off by 11 %" in told.words and "the time of 1000 rides" in told.words
        assert len(told.elements) == 1000


@pytest.mark.parametrize(
    ("each", "what"),
    [
        ({"usd": 0.0000049}, "price"),  # counted as nothing
        ({"kg_co2e": 0.0000123}, "emission factor"),
        ({"length_km": 0.0000123}, "length"),
    ],
)
def test_so_are_prices_grams_and_lengths_in_every_kind_of_answer(each, what):
    network = chain(5, {"hours": 1, "usd": 1, "kg_co2e": 1}, {"hours": 1, "usd": 1, "kg_co2e": 1} | each)
    goods = Shipment("P0", "P5")
    for answer in (solve(network, goods), frontier(network, goods), alternatives(network, goods)):
        (told,) = rounded(answer)
        assert f"the {what} of 5 rides" in told.words
        assert told.code in str(answer.to_dict()) and told.words in str(answer)


def test_what_is_counted_exactly_or_nearly_is_no_news():
    for each in (
        {"hours": 0.0005, "length_km": 0.02},
        {"hours": 0.4 / 60},
        {"hours": 8 / 60},
        {"usd": 0.004},
        {"usd": 0.0},
    ):
        network = chain(5, {"hours": 1, "usd": 1}, {"hours": 1, "usd": 1, "length_km": 0.02} | each)
        assert not rounded(solve(network, Shipment("P0", "P5")))


def test_a_short_siding_of_a_railway_is_told_by_its_service():
    def railway(km: float) -> networks.Network:
        toy = Toy(A="KZ", B="KZ", C="KZ").link("ab", "A", "B", km=km).link("bc", "B", "C")
        return toy.area("R", "ab", "bc", km_per_day=1440).build()  # 1 km a minute

    (told,) = rounded(solve(railway(0.05), Shipment("A", "C")))
    assert told.elements == ("R",) and "may be off by 1 %" in told.words  # half of 1 in 50
    assert not rounded(solve(railway(1.0), Shipment("A", "C")))

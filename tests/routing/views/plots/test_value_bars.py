"""What knowing is worth as bars: each as long as its worth, the whole at last."""

from __future__ import annotations

import pytest
from pictures import assert_legible, texts_of

import networks
import routing
from routing import Constraints, Shipment

pytest.importorskip("matplotlib")


def found(**more):
    return routing.value_of_information(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), samples=50, **more)


@pytest.mark.long
def test_bars_are_what_figures_and_all_of_them_are_worth():
    answer = found()
    axes = answer.plot()
    widths = [bar.get_width() for bar in axes.patches]
    shown = [one.worth.value for one in (*answer.figures[:15], *answer.groups, answer.total) if one.worth.value > 0]
    assert widths == pytest.approx(shown)
    told = [text for text, _ in texts_of(axes.figure)]
    assert any(text.startswith(f"{answer.total.worth.value:.2f}; another way in") for text in told)
    assert any("all figures" in text for text in told) and axes.get_xlabel() == "days on the mean"
    assert_legible(axes)


@pytest.mark.long
def test_without_a_route_the_picture_says_so():
    answer = found(constraints=Constraints(max_days=1))
    assert any("nothing is worth knowing" in text for text, _ in texts_of(answer.plot().figure))

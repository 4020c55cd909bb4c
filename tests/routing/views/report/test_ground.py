"""What the maps of a page share: it holds what each needs, once, and each map in a browser gets it."""

import pytest

import networks
from routing import Constraints, Shipment, solve

pytest.importorskip("matplotlib", reason="the drawings of a report need matplotlib")
pytest.importorskip("jinja2", reason="a report needs jinja2")
from routing.views import report
from routing.views.report.ground import ground_of
from routing.views.report.live_map import live_map

BAN = Constraints(avoid_territories="CN")


@pytest.fixture(scope="module")
def results():
    net = networks.load("eurasia")
    near = solve(net, Shipment("KZALA", "UZTAS"))
    return near, solve(net, Shipment("JPYOK", "RUMOW"), constraints=BAN)


@pytest.fixture(scope="module")
def maps(results):
    return [live_map([result.require()], constraints=result.question.constraints) for result in results]


@pytest.fixture(scope="module")
def page(results):
    return report.report_html(*results)


def test_the_ground_holds_the_land_of_every_map(maps):
    ground = ground_of(maps)
    for one in maps:
        assert {land.code for land in one.land} <= set(ground.land)


def test_networks_that_several_maps_stand_on_are_told_once(maps):
    ground = ground_of(maps)
    (beside,) = ground.offers
    assert {ground.beside(one).number for one in maps} == {1} and len(beside.others) > 200
    assert {spot.place for one in maps for spot in one.spots} <= {spot.place for spot in beside.spots}
    assert "rail" in beside.modes and "sea" in beside.modes


def test_a_page_without_maps_has_no_ground():
    ground = ground_of([])
    assert ground.land == {} and ground.offers == ()


@pytest.mark.long
def test_a_small_map_beside_a_large_one_does_not_swell_the_page(results, page):
    assert len(page) < 1.2 * sum(len(report.report_html(result)) for result in results)


@pytest.mark.long
def test_each_map_of_a_page_gets_land_and_its_own_ban(browser, page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    browser.get(file.as_uri())
    found = browser.execute_script("""
        return [...document.querySelectorAll('.around')].map(box => ['.land', '.forbidden', '.hatched', '.other'].map(css => '.world ' + css)
            .map(css => box.querySelectorAll(css).length).concat(
                new Set([...box.querySelectorAll('.spot')].map(one => one.dataset.place)).size
                - box.querySelectorAll('.spot').length));""")
    (land, banned, hatched, others, twice), (land_2, banned_2, hatched_2, others_2, twice_2) = found
    assert land == land_2 > 20 and others == others_2 > 200
    assert (banned, hatched) == (0, 0) and banned_2 == hatched_2 == 3  # CN, HK, MO
    assert twice == twice_2 == 0  # a place on the route is not there a second time as one beside it
    assert browser.get_log("browser") == []


@pytest.mark.long
def test_modes_that_no_route_uses_can_be_taken_off_once_they_are_shown(browser, page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    browser.get(file.as_uri())
    sea = browser.find_element("css selector", ".around .further input[data-mode=sea]")
    assert not sea.is_displayed()
    browser.find_element("css selector", ".around input[data-others]").click()
    assert sea.is_displayed()
    shown = "return [...document.querySelectorAll('.around')][0].querySelectorAll('.world .other.sea:not(.off)').length"
    assert browser.execute_script(shown) > 20
    sea.click()
    assert browser.execute_script(shown) == 0

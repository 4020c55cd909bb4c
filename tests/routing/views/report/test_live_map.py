"""The map to look around in: what it holds is what the answer says, and in a browser it moves and its texts stay clear."""

import datetime
import re
from html import unescape

import pandas
import pytest

import networks
from routing import Constraints, Shipment, compare, corridor_table, frontier, solve

pytest.importorskip("matplotlib", reason="the drawings of a report need matplotlib")
pytest.importorskip("jinja2", reason="a report needs jinja2")
from routing.views import report
from routing.views.report.live_map import PER_KM, live_map

BOX = Shipment("JPYOK", "RUMOW")
BAN = Constraints(avoid_territories="CN")


@pytest.fixture(scope="module")
def result():
    return solve(networks.load("eurasia"), BOX, constraints=BAN)


@pytest.fixture(scope="module")
def compared():
    names = ("2016-suez", "2016-ordinary", "2016-target")
    return compare({name: networks.load("eurasia", scenario=name) for name in names}, BOX)


@pytest.fixture(scope="module")
def of_route(result):
    return live_map([result.best], constraints=BAN)


def numbers(text):
    return [int(number) for number in re.findall(r"-?\d+", text)]


def test_each_leg_is_a_way_with_its_own_figures(result, of_route):
    assert [way.leg for way in of_route.ways] == list(range(len(result.best.legs)))
    for way, leg in zip(of_route.ways, result.best.legs, strict=True):
        assert way.mode == leg.mode and way.words[0] == leg.name
        assert f"{leg.usd:,.0f} USD; {leg.km:,.0f} km" in way.words[-1]
        assert f"{leg.days:.1f} days aboard" in way.words[2]


def test_hours_and_dollars_at_places_and_of_legs_are_those_of_the_route(result, of_route):
    told = [line for spot in of_route.spots for line in spot.words[2:]]
    hours = sum(float(found[1].replace(",", "")) for line in told if (found := re.search(r"([\d,.]+) h\b", line)))
    aboard = sum(leg.days for leg in result.best.legs)
    assert hours / 24 + aboard == pytest.approx(result.best.days, abs=0.05 * len(told) / 24)
    usd = sum(float(found[1].replace(",", "")) for line in told if (found := re.search(r"([\d,]+) USD", line)))
    freight = sum(leg.usd for leg in result.best.legs)
    assert usd + freight == pytest.approx(result.best.usd, abs=0.5 * len(told) + 0.5)


def test_every_place_of_the_route_is_there_and_forbidden_land_is_told(result, of_route):
    names = {spot.name for spot in of_route.spots if spot.kind != "beside"}
    assert names == {result.network.places[place].name for place in result.best.places}
    assert {land.code for land in of_route.land if land.banned} == {"CN", "HK", "MO"}
    assert of_route.banned == ("CN", "HK", "MO") and of_route.routes == ()


def test_the_first_view_holds_the_whole_route_and_the_land_reaches_beyond(of_route):
    west, north, width, height = numbers(of_route.first)
    for spot in of_route.spots:
        if spot.kind != "beside":
            assert west < spot.x < west + width and north < spot.y < north + height
    all_west, all_north, side, other = numbers(of_route.whole)
    assert side == other and all_west < west and all_north < north and side > max(width, height)
    assert width / PER_KM > 5_000  # km from Moscow to Yokohama on the map


@pytest.mark.long
def test_what_several_routes_run_over_is_one_way_that_bears_all_their_numbers(compared):
    shown = live_map(list(compared.routes.values()), list(compared.routes))
    assert [(route.number, route.name) for route in shown.routes] == list(zip("123", compared.routes, strict=True))
    assert {way.look for way in shown.ways if len(way.users) > 1} == {"shared"} and shown.is_shared
    assert any(way.users == ("2", "3") for way in shown.ways)
    assert all(way.leg is None for way in shown.ways)


def test_numbers_of_routes_can_be_given(compared):
    shown = live_map(list(compared.routes.values()), list("abc"), told=(4, 7, 9))
    assert [route.number for route in shown.routes] == ["4", "7", "9"]


def test_a_network_without_positions_has_no_map():
    places = pandas.DataFrame({"id": ["A", "B"], "name": ["A", "B"], "country": ["JP", "RU"]})
    links = pandas.DataFrame(
        {"id": ["l"], "tail": ["A"], "head": ["B"], "mode": ["sea"], "length_km": [900.0], "hours": [30.0]}
    )
    found = solve(networks.from_frames({"places": places, "links": links}, name="bare"), Shipment("A", "B"))
    assert live_map([found.require()]) is None
    assert 'class="around"' not in report.report_html(found)


@pytest.mark.long
def test_without_scripts_the_still_picture_stands(result):
    page = report.report_html(result)
    assert re.search(r'<div class="around" hidden ', page)
    assert re.search(r'<div class="still"><svg role="img"', page)


@pytest.mark.long
def test_legs_and_places_bear_labels_for_those_who_do_not_see(result):
    page = report.report_html(result)
    labels = re.findall(r'<g class="(?:way|spot) [^>]*role="img"[^>]*aria-label="([^"]*)"', page)
    assert len(labels) >= len(result.best.legs) + len(result.best.places)
    assert any(result.best.legs[0].name in unescape(label) for label in labels)


@pytest.fixture(scope="module")
def pages(result, compared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return {
        name: report.write_report(folder / f"{name}.html", answer)
        for name, answer in {"one": result, "three": compared}.items()
    }


def look(browser, page, width):
    phone = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    browser.get(page.as_uri())
    settle(browser)


def settle(browser):
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")


def press(browser, *keys):
    browser.execute_script(
        """const sheet = document.querySelector('.sheet');
        if (!sheet.contains(document.activeElement)) sheet.focus();
        for (const key of arguments[0])
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));""",
        keys,
    )
    settle(browser)


def view(browser):
    """Return the scale of the map, and where it lies."""
    text = browser.execute_script("return document.querySelector('.world').getAttribute('transform')")
    left, top, scale = map(float, re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+)\)", text).groups())
    return scale, left, top


BOXES = """
    const sheet = document.querySelector('.sheet').getBoundingClientRect();
    const texts = [...document.querySelectorAll('.sheet text')].filter(one => !one.classList.contains('off'));
    return texts.map(one => { const box = one.getBoundingClientRect();
        return [one.textContent, box.left - sheet.left, box.top - sheet.top, box.right - sheet.left,
            box.bottom - sheet.top, parseFloat(getComputedStyle(one).fontSize), sheet.width, sheet.height]; });"""


def assert_clear(browser):
    """Assert that the texts of the map are large enough, whole, and touch no other; return how many there are."""
    found = browser.execute_script(BOXES)
    for text, x0, y0, x1, y1, size, width, height in found:
        assert size >= 12, text
        assert x0 >= 0 and y0 >= 0 and x1 <= width and y1 <= height, f"{text} is cut off"
    for number, (one, x0, y0, x1, y1, *_) in enumerate(found):
        for other, u0, v0, u1, v1, *_ in found[:number]:
            apart = x1 <= u0 + 1 or u1 <= x0 + 1 or y1 <= v0 + 1 or v1 <= y0 + 1
            assert apart, f"{one} covers {other}"
    return len(found)


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", ["one", "three"])
def test_texts_stay_legible_at_every_zoom(browser, pages, page, width):
    look(browser, pages[page], width)
    seen = [assert_clear(browser)]
    browser.find_element("css selector", "input[data-others]").click()
    settle(browser)
    for _ in range(9):
        press(browser, "+")
        seen.append(assert_clear(browser))
    press(browser, "ArrowLeft", "ArrowUp", "ArrowUp")
    assert_clear(browser)
    assert seen[0] >= 8
    assert browser.get_log("browser") == []


@pytest.mark.long
def test_keys_buttons_and_wheel_zoom_and_move(browser, pages):
    look(browser, pages["one"], 1280)
    first = view(browser)
    press(browser, "+", "+")
    nearer = view(browser)
    assert nearer[0] == pytest.approx(first[0] * 2.25)
    press(browser, "ArrowLeft")
    assert view(browser)[1] == pytest.approx(nearer[1] + 60)
    press(browser, "0")
    assert view(browser) == pytest.approx(first)
    browser.find_element("css selector", "[data-zoom=in]").click()
    settle(browser)
    assert view(browser)[0] == pytest.approx(first[0] * 1.6)
    press(browser, "-", "-", "-", "-")
    assert view(browser)[0] == pytest.approx(first[0])  # no farther out than all
    browser.execute_script("document.querySelector('.sheet').scrollIntoView({block: 'center'})")
    sheet = browser.find_element("css selector", ".sheet")
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    ActionChains(browser).move_to_element(sheet).move_by_offset(5, 5).perform()
    ActionChains(browser).scroll_from_origin(ScrollOrigin.from_element(sheet), 0, -120).perform()
    settle(browser)
    assert view(browser)[0] > first[0] * 1.1
    before = view(browser)
    ActionChains(browser).drag_and_drop_by_offset(sheet, 80, 0).perform()
    settle(browser)
    assert view(browser)[1] > before[1] + 30


@pytest.mark.long
def test_figures_are_told_by_keyboard_and_the_row_of_the_leg_lights_up(browser, pages, result):
    look(browser, pages["one"], 1280)
    tip = browser.find_element("css selector", ".tip")
    assert not tip.is_displayed()
    press(browser, "Enter")
    assert tip.is_displayed() and result.best.legs[0].name in tip.text
    assert browser.execute_script("return document.activeElement.dataset.leg") == "0"
    assert len(browser.find_elements("css selector", "tr.told[data-leg='0']")) >= 1
    press(browser, "ArrowRight")
    assert result.best.legs[1].name in tip.text
    press(browser, "Escape")
    assert not tip.is_displayed() and not browser.find_elements("css selector", "tr.told")


@pytest.mark.long
def test_a_tap_on_a_phone_tells_the_figures_of_a_place_and_two_fingers_zoom(browser, pages, result):
    look(browser, pages["one"], 390)
    browser.execute_script("document.querySelector('.sheet').scrollIntoView()")
    first = view(browser)
    at = browser.execute_script(
        "const b = document.querySelector('.spot.origin .sign').getBoundingClientRect();"
        "return [b.left + b.width / 2, b.top + b.height / 2]"
    )
    touch(browser, "touchStart", at)
    touch(browser, "touchEnd")
    settle(browser)
    tip = browser.find_element("css selector", ".tip")
    assert tip.is_displayed() and "Yokohama (JPYOK)" in tip.text
    box = browser.execute_script(
        "const t = document.querySelector('.tip').getBoundingClientRect(); return [t.left, t.right, innerWidth]"
    )
    assert box[0] >= 0 and box[1] <= box[2]
    touch(browser, "touchStart", (150, 150), (200, 150))
    for step in range(1, 6):
        touch(browser, "touchMove", (150 - 10 * step, 150), (200 + 10 * step, 150))
    touch(browser, "touchEnd")
    settle(browser)
    assert view(browser)[0] > first[0] * 1.5


def touch(browser, kind, *points):
    touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    browser.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.mark.long
def test_layers_take_modes_and_routes_off_and_on(browser, pages):
    look(browser, pages["three"], 1280)
    shown = (
        "return [...document.querySelectorAll(arguments[0])].filter(one => one.getBoundingClientRect().width).length"
    )
    sea, first = ".way.sea", ".way.r0"
    assert browser.execute_script(shown, sea) and browser.execute_script(shown, first)
    browser.find_element("css selector", "input[data-mode=sea]").click()
    assert not browser.execute_script(shown, sea)
    browser.find_element("css selector", "input[data-mode=sea]").click()
    assert browser.execute_script(shown, sea)
    browser.find_element("css selector", "input[data-route='1']").click()
    assert not browser.execute_script(shown, first)
    assert not browser.execute_script(shown, "path.other[data-words]")
    browser.find_element("css selector", "input[data-others]").click()
    settle(browser)
    assert browser.execute_script(shown, "path.other[data-words]") > 100
    assert_clear(browser)


@pytest.mark.long
def test_paper_and_a_page_without_scripts_show_the_still_picture(browser, pages):
    look(browser, pages["one"], 1280)
    shown = (
        "return ['.around', '.still svg'].map(css => document.querySelector(css).getBoundingClientRect().height > 0)"
    )
    assert browser.execute_script(shown) == [True, False]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert browser.execute_script(shown) == [False, True]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(pages["one"].as_uri())
    around, still = (browser.find_element("css selector", css) for css in (".around", ".still svg"))
    displayed = around.is_displayed(), still.is_displayed()
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert displayed == (False, True)


@pytest.mark.long
def test_no_table_is_wider_than_the_paper(browser, tmp_path):
    box = Shipment("JPYOK", "RUMOW", ready=datetime.date(2016, 12, 1))
    net = networks.load("eurasia")
    page = report.write_report(tmp_path / "wide.html", corridor_table(net, box), frontier(net, box))
    look(browser, page, 703)  # A4 less margins of 12 mm, at 96 dots an inch
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    wide = browser.execute_script(
        "document.querySelectorAll('details').forEach((one) => (one.open = true));"
        "const edge = document.body.getBoundingClientRect().right + 1;"
        "return [...document.querySelectorAll('table, figure')].filter("
        "(one) => one.getBoundingClientRect().right > edge).map((one) => one.innerText.slice(0, 60))"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert wide == []


@pytest.mark.long
def test_on_a_phone_the_buttons_cover_nothing_of_the_map(browser, pages):
    look(browser, pages["one"], 390)
    ends = "const [map, buttons] = ['.sheet', '.zoom'].map(one => document.querySelector(one).getBoundingClientRect());"
    assert browser.execute_script(f"{ends} return buttons.top >= map.bottom && buttons.right <= map.right + 1")


@pytest.mark.long
def test_a_phone_scrolls_tables_in_their_box_and_says_so(browser, pages):
    for page in pages.values():
        look(browser, page, 390)
        whole = "return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        width, height = browser.execute_script(whole)
        assert width <= 390 and height < 7_000
        legs = browser.find_element("xpath", "//div[contains(@class, 'wide')][table[caption[contains(., 'egs')]]]")
        assert browser.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", legs)
        assert "scrolls" in legs.get_attribute("class")

"""The report as a page: what it says is what the answers say, nothing in the data becomes markup, and a browser agrees."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pandas
import pytest

import networks
from routing import (
    Constraints,
    QuestionError,
    Shipment,
    break_even,
    compare,
    corridor_table,
    frontier,
    near_best,
    price_of,
    solve,
)

pytest.importorskip("matplotlib", reason="the drawings of a report need matplotlib")
pytest.importorskip("jinja2", reason="a report needs jinja2")
from routing.views import report
from routing.views.report.sections import section_of
from routing.views.report.sections.break_even import break_even_section
from routing.views.text.result import proof_text
from routing.views.text.route import provenance_lines

HOSTILE = "<script>alert(1)</script>`${x}` \"quoted\" 'n' & \u202eothgir\u202c $x^2$"
BOX = Shipment("JPYOK", "RUMOW")
BAN = Constraints(avoid_territories="CN")


class Page(HTMLParser):
    """Tags and attributes of a page, and the cells of its tables."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.tables, self.cell = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.cell = {"value": dict(attrs).get("data-value"), "text": ""}
            self.tables[-1][-1].append(self.cell)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell["text"] += data


@pytest.fixture(scope="module")
def net():
    return networks.load("eurasia")


@pytest.mark.long
def test_the_currency_of_the_network_stands_in_tables_and_prices():
    builder = networks.NetworkBuilder("x", currency="EUR", price_year=2016).add_source(id="S", title="made up")
    for place in "AB":
        builder.add_place(id=place, name=place, country="RU", lat=50, lon=40 + ord(place) - 65)
    builder.add_link(id="road", tail="A", head="B", mode="road", length_km=90, hours=2, usd=220)
    rate = {"element": "currency:EUR", "quantity": "usd_per_unit", "value": 1.1, "unit": "USD", "year": 2016}
    net, box = builder.add_figure(**rate, source="S", kind="plan").build(), Shipment("A", "B")
    page = report.report_html(frontier(net, box), solve(net, box))
    assert any(cell["text"] == "EUR" for table in Page(page).tables for cell in table[0])
    assert "The total in EUR, by the stated rate: 200.00. 0% of the total rest on prices not of 2016" in page


@pytest.fixture(scope="module")
def result(net):
    return solve(net, BOX, constraints=BAN)


@pytest.fixture(scope="module")
def compared():
    names = ("2016-suez", "2016-ordinary", "2016-target")
    return compare({name: networks.load("eurasia", scenario=name) for name in names}, BOX)


@pytest.fixture(scope="module")
def whole(net, result, compared):
    hurried = solve(net, BOX, constraints=Constraints(avoid_territories="CN", max_days=4))
    return report.report_html(
        compared, result, frontier(net, BOX), price_of(net, Shipment("JPYOK", "KZALA"), constraints=BAN), hurried
    )


@pytest.fixture(scope="module")
def alone(result):
    return report.report_html(result)


@pytest.fixture(scope="module")
def hostile():
    rows = {
        "places": [
            {"id": "A", "name": HOSTILE, "country": "JP", "lat": 35.0, "lon": 139.0},
            {"id": "B", "name": "B", "country": "RU", "lat": 55.0, "lon": 37.0},
        ],
        "links": [
            {
                "id": "l",
                "tail": "A",
                "head": "B",
                "mode": "rail",
                "length_km": 9000,
                "hours": 300.0,
                "usd": 900.0,
                "territories": "JP;RU",
            }
        ],
    }
    return networks.from_frames({name: pandas.DataFrame(row) for name, row in rows.items()}, name="hostile")


@pytest.mark.long
def test_a_report_is_one_page_that_asks_for_nothing(whole):
    page = Page(whole)
    addresses = [attrs.get(name) for _, attrs in page.tags for name in ("src", "href", "xlink:href", "srcset")]
    assert {address.partition(":")[0] if not address.startswith("#") else "#" for address in addresses if address} <= {
        "#",
        "data",
    }
    assert "url(http" not in whole and "@import" not in whole
    policy = next(attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert len(whole.encode()) < 3_000_000


@pytest.mark.long
def test_ids_of_a_report_are_unique(whole):
    ids = [attrs["id"] for _, attrs in Page(whole).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.long
def test_the_legs_of_a_report_are_the_legs_of_the_answer(result, alone):
    table = next(rows for rows in Page(alone).tables if rows[0][0]["text"].strip() == "service")
    told = json.loads(json.dumps(result.to_dict()))["routes"][0]["legs"]
    assert [row[0]["text"] for row in table[1:]] == [leg["name"] for leg in told]
    assert [float(row[6]["value"]) for row in table[1:]] == [leg["km"] for leg in told]
    assert [float(row[7]["value"]) for row in table[1:]] == [leg["usd"] for leg in told]
    assert [float(row[5]["value"]) for row in table[1:]] == [leg["time_h"] / 24 for leg in told]


@pytest.mark.long
def test_the_price_components_of_a_report_add_up_to_its_dollars(result, alone):
    table = next(
        rows
        for rows in Page(alone).tables
        if rows[0][0]["text"].strip() == "component" and rows[0][1]["text"].strip() == "element"
    )
    names = [row[0]["text"] for row in table[1:]]
    parts = [float(row[3]["value"]) for row in table[1 : 1 + names.index("total")]]
    assert sum(parts) == pytest.approx(result.best.usd) == float(table[1 + names.index("total")][3]["value"])


@pytest.mark.long
def test_an_exploration_is_the_report_in_a_frame_that_is_shut_off(result, alone, tmp_path):
    shown = result.explore(height_px=400)
    ((tag, attrs),) = Page(shown._repr_html_()).tags
    assert (tag, attrs["sandbox"]) == ("iframe", "allow-scripts") and "400px" in attrs["style"]
    assert attrs["srcdoc"] == alone
    assert shown.save(tmp_path / "x.html").read_text(encoding="utf-8") == alone


@pytest.mark.long
def test_the_waterfall_of_a_report_adds_up_to_the_difference_of_the_totals(compared, whole):
    table = next(rows for rows in Page(whole).tables if rows[0][0]["text"].strip() == "component")
    changes = [float(row[-1]["value"]) for row in table[1:]]
    assert sum(changes[:-1]) == pytest.approx(changes[-1], abs=1e-9)
    assert changes[-1] == pytest.approx(
        compared.routes["2016-target"].days - compared.routes["2016-ordinary"].days, abs=1e-9
    )


@pytest.mark.long
def test_every_source_of_the_figures_is_listed(result, whole):
    table = Page(whole).tables[-1]
    keys = {row[0]["text"] for row in table[1:]}
    assert {figure.source for figure in result.best.figures} <= keys


def test_hostile_names_show_as_text(hostile):
    text = report.report_html(solve(hostile, Shipment("A", "B")))
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert HOSTILE in "".join(cell["text"] for table in page.tables for row in table for cell in row)


@pytest.mark.long
def test_the_same_answers_give_the_same_bytes(result):
    assert report.report_html(result) == report.report_html(result)


@pytest.mark.long
def test_reports_made_in_several_threads_are_those_made_one_after_the_other(result):
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda _: report.report_html(result), range(3)))
    assert made == [report.report_html(result)] * 3


@pytest.mark.long
def test_the_program_at_the_end_asks_the_same_question_again(result):
    from html import unescape

    code = unescape(re.search(r"<code>(.*?)</code>", report.report_html(result), re.DOTALL)[1])
    scope: dict = {}
    exec(compile(code.replace("print(result)", ""), "report", "exec"), scope)  # the text is our own
    assert scope["result"].best.minutes == result.best.minutes
    assert scope["result"].question == result.question


def test_what_is_no_answer_is_refused_all_at_once(tmp_path, result):
    with pytest.raises(QuestionError, match=r"result 1: str.*result 2: int"):
        report.write_report(tmp_path / "x.html", "text", 3)
    with pytest.raises(QuestionError, match="nothing to report"):
        report.write_report(tmp_path / "x.html")
    with pytest.raises(OSError, match="nowhere"):
        report.write_report(tmp_path / "nowhere" / "x.html", result)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def browser():
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: no browser is asked")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("no chromium and chromedriver here: no browser is asked")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--window-size=1200,1000",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    yield found
    found.quit()


@pytest.fixture
def opened(browser, whole, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(whole, encoding="utf-8")
    browser.get_log("browser"), browser.get_log("performance")
    browser.get(file.as_uri())
    return browser


@pytest.mark.long
def test_a_browser_opens_it_without_a_complaint_or_a_request(opened):
    assert opened.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    assert {address.partition(":")[0] for address in asked} <= {"file", "data"}


@pytest.mark.long
def test_a_browser_shows_the_drawings_and_sorts_the_legs(opened):
    figures = opened.find_elements("css selector", "figure")
    shown = [
        [one for one in figure.find_elements("css selector", ".sheet, .still svg") if one.is_displayed()]
        for figure in figures
    ]
    assert len(figures) >= 5 and {len(drawings) for drawings in shown} == {1}
    assert all(one.size["width"] > 300 and one.size["height"] > 150 for drawings in shown for one in drawings)
    head = opened.find_element("xpath", "//table[caption='Legs']//th[button='km']")
    values = "return [...arguments[0].closest('table').tBodies[0].rows].map(r => Number(r.cells[6].dataset.value))"
    head.find_element("css selector", "button").click()
    upwards = opened.execute_script(values, head)
    head.find_element("css selector", "button").click()
    assert upwards == sorted(upwards) and opened.execute_script(values, head) == upwards[::-1]
    assert head.get_attribute("aria-sort") == "descending"


@pytest.mark.long
def test_the_row_of_a_leg_in_focus_lights_up_its_leg_on_the_map(opened):
    row = opened.find_element("xpath", "//table[caption='Legs']//tr[@data-leg='0']")
    lit = "return arguments[0].closest('section').querySelectorAll('.lit').length"
    assert opened.execute_script(lit, row) == 0
    opened.execute_script("arguments[0].focus()", row)
    assert opened.execute_script(lit, row) >= 1
    opened.execute_script("arguments[0].blur()", row)
    assert opened.execute_script(lit, row) == 0


@pytest.mark.long
def test_a_narrow_window_scrolls_within_tables_only(opened):
    opened.set_window_size(500, 900)
    width = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    whole, seen = opened.execute_script(width)
    opened.set_window_size(1200, 1000)
    assert whole <= seen


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_by_the_ratio_of_wcag_aa(opened, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    pairs = opened.execute_script("""
        const ground = (node) => { while (node) { const c = getComputedStyle(node).backgroundColor;
            if (!/, 0\\)$|transparent/.test(c)) return c; node = node.parentElement; }
            return getComputedStyle(document.documentElement).backgroundColor; };
        return [...document.querySelectorAll('p, li, td, th button, h1, h2, h3, a, figcaption, summary, code, caption')]
            .map(n => [getComputedStyle(n).color, ground(n), n.tagName]);""")
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert len(pairs) > 100
    assert not {tuple(pair) for pair in pairs if contrast(pair[0], pair[1]) < 4.5}


def contrast(one, other):
    shades = sorted(luminance([int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]) for colour in (one, other))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def luminance(parts):
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.long
def test_a_report_over_another_is_as_open_as_that_was_and_a_link_stays_a_link(result, tmp_path):
    file, link = tmp_path / "x.html", tmp_path / "link.html"
    file.write_text("old")
    file.chmod(0o600)
    link.symlink_to(file)
    assert report.write_report(link, result) == link
    assert link.is_symlink() and file.stat().st_mode & 0o777 == 0o600 and "<!DOCTYPE" in file.read_text("utf-8")


def test_what_acts_in_place_of_showing_is_escaped_in_title_and_text(hostile):
    text = report.report_html(solve(hostile, Shipment("A", "B")), title="A\u202eB\x9b31m\x7f\x00")
    title = re.search("<title>(.*?)</title>", text)[1]
    assert title == r"A\u202eB\x9b31m\x7f\x00"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    heads = "".join(re.findall("<(?:h1|h2|caption|p)[^>]*>.*?</", text))
    assert "\u202e" not in heads and r"\u202eothgir" in heads


def test_a_page_of_one_answer_tells_its_question_once(result, alone):
    from html import unescape

    heads = [unescape(re.sub("<[^>]*>", "", head)) for head in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", alone)]
    question = heads[0]
    assert heads == [question, "Sources"] and question in unescape(re.search("<title>(.*?)</title>", alone)[1])
    assert question.startswith("1 x 20ft") and "Yokohama" in question


@pytest.mark.long
def test_a_page_of_several_answers_counts_them(result):
    page = report.report_html(result, result.best)
    assert '<h1 id="title"><bdi>2 answers</bdi></h1>' in page and ", and 1 more</title>" in page


@pytest.mark.long
def test_the_program_at_the_end_imports_what_it_uses_and_no_more(result):
    from html import unescape

    code = unescape(re.search(r"<code>(.*?)</code>", report.report_html(result), re.DOTALL)[1])
    assert code.startswith("import networks\nimport routing\n")


@pytest.mark.long
def test_a_page_asked_by_a_command_tells_the_command(result):
    page = report.report_html(result, asked="landbridge route Yokohama 'A & B'")
    assert re.findall(r"<code>(.*?)</code>", page) == ["landbridge route Yokohama &#39;A &amp; B&#39;"]


@pytest.mark.long
def test_audits_have_a_page_with_every_verdict(net, result):
    from routing import audit, audit_network

    found = audit(net, result, "CN")
    page = Page(report.report_html(found, audit_network(net, "CN")))
    verdicts, links, of_network, *_ = page.tables
    assert [int(row[1]["text"]) for row in verdicts[1:]] == list(found.counts.values())
    assert [float(row[2]["value"]) for row in verdicts[1:]] == pytest.approx(list(found.km.values()), abs=0.51)
    assert links[0][0]["text"] == "link" and len(of_network) == len(verdicts)


@pytest.mark.long
def test_outlines_of_land_stand_in_a_page_once(whole):
    codes = re.findall(r'<path class="land" data-code="([^"]*)"', whole)
    assert "CN" in codes and len(codes) == len(set(codes))
    assert whole.count('<template id="land">') == 1


@pytest.mark.long
def test_every_answer_with_routes_has_its_maps_to_look_around_in(whole):
    classes = [attrs.get("class") for _, attrs in Page(whole).tags]
    assert classes.count("around") == 4  # comparison, result, front, price; none where there is no route


def test_proof_and_engines_stand_at_the_foot_and_kinds_of_figures_among_the_doubts(result):
    section = section_of(result, 1)
    assert not [line for line in section.lead if "Proof" in line or "arcs" in line]
    assert section.lead[0].startswith(f"{result.best.days:.1f} days (") and " USD (" in section.lead[0]
    assert section.foot == (f"{proof_text(result)}.",)
    assert set(provenance_lines(result.best)) <= set(section.doubts)


@pytest.fixture(scope="module")
def near(net):
    return near_best(solve(net, BOX, minimise="cost"), tolerance=0.1)


@pytest.mark.long
def test_the_page_of_what_is_near_is_that_of_the_best_and_numbers_its_routes_as_the_map_does(near):
    alone, section = section_of(near.best, 1), section_of(near, 1)
    assert (section.title, section.lead, section.foot) == (alone.title, alone.lead, alone.foot)
    own = len(alone.doubts)
    assert section.doubts[:own] == alone.doubts
    assert all(line.startswith("Of those almost as good: ") for line in section.doubts[own:])
    captions = [table.caption for table in section.tables]
    assert set(captions) > {table.caption for table in alone.tables} and "Almost as good" in captions[2]
    shown = {route.number: route.name for route in section.drawings[-1].around().routes}
    assert shown == {str(number): name for number, name in enumerate(near.routes, start=1)}
    table = section.tables[2]
    named = table.head.index("named")
    assert {row[0].text: row[named].text for row in table.rows} == shown
    assert [row[1].value for row in table.rows] == [route.days for route in near.routes.values()]
    assert [f"{number} {name}: legs" in captions for number, name in shown.items()] == [False, True, True]


@pytest.mark.long
def test_without_anything_almost_as_good_the_page_says_so(near):
    none = section_of(near_best(near.best, tolerance=0), 1)
    (told,) = (table for table in none.tables if not table.rows)
    assert told.caption.endswith("better by 5% in something else: none") and len(none.drawings) == 2


@pytest.mark.long
def test_numbers_of_routes_agree_in_lead_map_table_and_captions(compared):
    section = section_of(compared, 1)
    shown = [f"{route.number} {route.name}" for route in section.drawings[-1].around().routes]
    assert shown == ["1 2016-suez", "2 2016-ordinary", "3 2016-target"]
    assert [row[0].text for row in section.tables[0].rows] == shown
    assert [line.partition(":")[0] for line in section.lead] == shown
    assert {f"{name}: legs" for name in shown} <= {table.caption for table in section.tables}


@pytest.mark.long
def test_numbers_of_corridors_agree_in_chart_map_and_table(net):
    section = section_of(corridor_table(net, BOX), 1)
    bars, shown = section.drawings
    names = [row[0].text for row in section.tables[0].rows]
    assert [row[0].value for row in section.tables[0].rows] == list(range(1, len(names) + 1))
    told = [text.get_text() for text in bars.draw().get_yticklabels()]
    assert [one for one in told if one[0].isdigit()] == names
    routes = [f"{route.number} {route.name}" for route in shown.around().routes]
    assert set(routes) <= set(names) and len({route.look for route in shown.around().routes}) == len(routes)


@pytest.mark.long
def test_a_break_even_has_a_page_with_the_route_beyond_it(net):
    asked = solve(net, BOX)
    element = asked.best.legs[0].service
    section = break_even_section(break_even(net, asked, element), 1)
    assert net.services[element].name in section.title and "the route stays the best" in section.lead[0]
    assert section.tables[0].caption == "Beyond that: legs" and len(section.drawings) == 1
    assert f"routing.break_even(net, result, {element!r}, change='hours')" in section.code
    unused = break_even_section(break_even(net, asked, "RUKHV"), 1)
    assert unused.drawings == unused.tables == () and "does not use it" in unused.lead[0]


@pytest.mark.long
def test_a_table_without_rows_is_a_sentence(net, result):
    from routing import audit_network

    page = report.report_html(audit_network(net, "CN"))
    assert all(len(table) > 1 for table in Page(page).tables)
    assert '<p class="none">0 links run inside' in page


@pytest.mark.long
def test_the_front_shows_its_rides_under_its_numbers_on_a_phone(opened):
    opened.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    boxes = opened.execute_script("""
        return [...document.querySelectorAll('.stacked tbody tr')].map(row => [...row.cells].map(cell => {
            const box = cell.getBoundingClientRect(); return [box.left, box.right, box.height, cell.textContent]; }));""")
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    cells = [cell for row in boxes for cell in row if cell[2]]
    assert len(boxes) >= 2 and all(left >= 0 and right <= 390 for left, right, _, _ in cells)
    assert all(row[-1][2] > 0 and ">" in row[-1][3] for row in boxes)

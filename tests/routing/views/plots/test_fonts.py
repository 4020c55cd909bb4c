"""Names in letters that DejaVu Sans lacks: from another font where there is one, else the id, and that is said once."""

import warnings

import pytest

import networks
from networks import NetworkBuilder
from routing import Constraints, Shipment, compare_results, frontier, solve

pytest.importorskip("matplotlib")
from pictures import texts_of

from routing.plots import plot_gantt, plot_network, plot_provenance, plot_routes, plot_time_cost_distance
from routing.views.plots import fonts
from routing.views.plots.fonts import NOTE, can_write, families, legible
from routing.views.report import report_html

KANJI, CYRILLIC = "横浜港", "Владивосток"


@pytest.fixture
def bare(monkeypatch):
    """Do as if nothing but what comes with matplotlib was installed."""
    monkeypatch.setattr(fonts, "_installed", lambda: ())


@pytest.fixture(autouse=True)
def no_python_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        warnings.simplefilter("ignore", networks.DataWarning)
        yield


def net(name=KANJI, title=""):
    builder = NetworkBuilder("n", title=title)
    builder.add_place(id="YOK", name=name, country="JP", lat=35.45, lon=139.66)
    builder.add_place(id="VVO", name=CYRILLIC, country="RU", lat=43.11, lon=131.88)
    builder.add_link(
        id="x", tail="YOK", head="VVO", mode="sea", length_km=1700, hours=75, usd=5, territories=("JP", "RU")
    )
    return builder.build()


def pictures(network):
    result = solve(network, Shipment("YOK", "VVO"))
    route = result.require()
    yield "result", result.plot()
    yield "network", plot_network(network)
    yield "gantt", plot_gantt(route)
    yield "distance", plot_time_cost_distance(route)
    yield "comparison", compare_results({"one": result, "two": result}).plot()
    yield "no route", solve(network, Shipment("YOK", "VVO"), constraints=Constraints(max_days=1)).plot()


def written(ax):
    return [text for text, _ in texts_of(ax.figure)]


@pytest.mark.long
@pytest.mark.usefixtures("bare")
def test_where_no_font_has_the_letters_the_id_stands_and_that_is_said_once():
    for name, ax in pictures(net()):
        texts = written(ax)
        whole = "\n".join(texts).replace("\n", " ")
        assert not [text for text in texts if not text.isascii() and not can_write(text)], name
        assert KANJI not in whole and "YOK" in whole, name
        assert whole.count(NOTE) == 1, name
        assert fonts.NO_LETTER not in whole.replace(NOTE, ""), name


@pytest.mark.usefixtures("bare")
@pytest.mark.long
def test_names_that_can_be_written_are_and_nothing_is_said():
    for name, ax in pictures(net(name=CYRILLIC[::-1])):
        assert NOTE not in "\n".join(written(ax)).replace("\n", " "), name
    built_in = solve(networks.load(), Shipment("JPYOK", "RUMOW")).plot()
    assert "ids in place of names" not in "\n".join(written(built_in))


@pytest.mark.usefixtures("bare")
@pytest.mark.long
def test_a_network_without_writable_title_bears_its_name():
    for _, ax in pictures(net(name="Yokohama", title="日本海")):
        whole = "\n".join(written(ax)).replace("\n", " ")
        assert "日" not in whole and (fonts.NO_LETTER not in whole.replace(NOTE, ""))


@pytest.mark.usefixtures("bare")
@pytest.mark.long
def test_other_texts_have_a_sign_for_each_letter_and_that_is_said():
    route = solve(net(name="Yokohama"), Shipment("YOK", "VVO")).require()
    for ax in (
        plot_routes({"東": route, "b": route}),
        plot_provenance({"東": route}),
        plot_time_cost_distance({"東": route}),
        plot_gantt(route, title="東"),
        frontier(net(name="Yokohama"), Shipment("YOK", "VVO")).plot(title="東"),
    ):
        whole = "\n".join(written(ax)).replace("\n", " ")
        assert "東" not in whole and whole.count(NOTE) == 1 and fonts.NO_LETTER in whole.replace(NOTE, "")


@pytest.mark.long
def test_letters_are_taken_from_an_installed_font_that_has_them(monkeypatch):
    ours = fonts._letters(fonts.FONT)
    rare = chr(next(letter for letter in sorted(fonts._letters("STIXGeneral") - ours) if chr(letter).isprintable()))
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    assert not can_write(rare) and families(rare) == ["DejaVu Sans"]
    monkeypatch.setattr(fonts, "_installed", lambda: ("STIXGeneral",))
    assert (
        can_write(rare) and families(f"a{rare}") == ["DejaVu Sans", "STIXGeneral"] and families("a") == ["DejaVu Sans"]
    )
    for name, ax in pictures(net(name=f"{rare}a")):
        whole = "\n".join(written(ax)).replace("\n", " ")
        assert f"{rare}a" in whole and NOTE not in whole, name


@pytest.mark.long
def test_only_installed_fonts_are_asked_for(caplog):
    for _, ax in pictures(net()):
        ax.figure.canvas.draw()
    assert "not found" not in caplog.text


@pytest.mark.usefixtures("bare")
def test_a_report_keeps_every_letter_as_text_for_the_browser():
    page = report_html(solve(net(title="日本海"), Shipment("YOK", "VVO")))
    drawings = page[page.index("<svg") : page.rindex("</svg>")]
    assert f">{KANJI}<" in drawings and ">日本海; data" in drawings and CYRILLIC in drawings
    assert fonts.NO_LETTER not in page and "ids in place" not in page


def test_texts_of_the_data_are_never_taken_for_tags_of_a_drawing():
    name = 'id="a" url(#b) d="1.2345" <g id="leg-0">'
    page = report_html(solve(net(name=name), Shipment("YOK", "VVO")))
    assert 'id="a" url(#b) d="1.2345" &lt;g' in page


def test_what_acts_in_place_of_showing_is_a_blank_in_a_picture():
    assert legible("a\x9b31m\u202eb\nc\ud800") == "a 31m b\nc "
    ax = plot_gantt(solve(net(name="a\x9bb"), Shipment("YOK", "VVO")).require(), title="x\x1b[2J\x00y")
    assert "x [2J y" in written(ax)


def test_any_family_that_has_a_letter_writes_it_and_the_one_that_matplotlib_is_set_to_first(monkeypatch):
    import matplotlib

    rare = chr(next(one for one in sorted(fonts._letters("STIXGeneral") - fonts._letters(fonts.FONT)) if one < 0xE000))
    assert families(rare)[0] == "DejaVu Sans" and can_write(rare)  # by STIXGeneral, which comes with matplotlib
    monkeypatch.setattr(fonts, "_letters", lambda name: frozenset() if name == fonts.FONT else frozenset([ord("東")]))
    with matplotlib.rc_context({"font.family": ["STIXGeneral", "none such"]}):
        assert families("東") == ["DejaVu Sans", "STIXGeneral"]
    with matplotlib.rc_context({"font.sans-serif": ["DejaVu Serif", "none such"]}):
        assert families("東") == ["DejaVu Sans", "DejaVu Serif"]


def test_boxes_and_signs_of_formulas_are_no_letters():
    assert not [name for name in fonts._installed() if "Last Resort" in name or name.startswith(("cm", "STIXSize"))]
    assert not can_write("\U00016fe4")  # a letter of Khitan, for which a font of last resort has a box


def test_line_breaks_and_blanks_send_nobody_through_all_fonts(monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda: pytest.fail("asked what is installed"))
    assert fonts.families("55°N\n© OpenStreetMap\u00a0contributors") == [fonts.FONT]


def test_no_font_is_asked_for_a_weight_that_it_lacks(caplog):
    fonts._letters.cache_clear()
    for name in fonts._installed():
        fonts._letters(name)
    assert not [record.getMessage() for record in caplog.records if "weight" in record.getMessage()]

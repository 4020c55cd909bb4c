"""The report as a text and as a file: what is given is sorted into sections, put into the template and written.

The template escapes everything that it is given (jinja2, autoescape), the drawings are made of shapes whose texts the
template writes too, and the page forbids itself to load anything (Content-Security-Policy, with the digest of its one
script), so that a hostile name shows as text and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from networks.model.escaping import TURNING, visible
from networks.writers.whole_file import write_text_file
from routing.answers.assignment import Assignment
from routing.answers.break_even import BreakEven
from routing.answers.critical import Critical
from routing.answers.departures import Departures
from routing.answers.lane_table import LaneTable
from routing.answers.punctuality import Punctuality
from routing.answers.reliable_choice import ReliableChoice
from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.sensitivity import Sensitivity
from routing.answers.shown import Mapped, Shown
from routing.answers.upgrade_phases import UpgradePhases
from routing.answers.upgrade_plan import UpgradePlan
from routing.answers.value_of_information import ValueOfInformation
from routing.answers.welfare_plan import WelfarePlan
from routing.auditing.audit import Audit
from routing.errors import QuestionError
from routing.views.plots.fonts import chosen_by_reader
from routing.views.report.command import command_of
from routing.views.report.ground import ground_of
from routing.views.report.sections import Section, section_of
from routing.views.report.svg import svg_of

LINE_END = "\n"
REPORTED = (
    "a Result, NearBest, Comparison, Frontier, Price, Alternatives, CorridorTable, LaneTable, Departures, "
    "Assignment, Critical, UpgradePlan, UpgradePhases, RobustUpgrades, WelfarePlan, Punctuality, "
    "ReliableChoice, Sensitivity, ValueOfInformation, BreakEven, Route, Way or Audit"
)
TOLD = (
    *(Mapped, Assignment, Audit, BreakEven, Critical, Departures, LaneTable, Punctuality, ReliableChoice, Sensitivity),
    *(RobustUpgrades, UpgradePhases, UpgradePlan, ValueOfInformation, WelfarePlan),
)


def write_report(path: str | os.PathLike[str], *results: Shown, title: str = "") -> Path:
    """Write answers as one self-contained HTML file, whole or not at all; return its path.

    Parameters
    ----------
    path
        The file, overwritten if it exists (owner and permissions stay, a link is followed); its folder must exist. What
        is no ordinary file, such as a pipe, is written to as it is.
    results
        One or more of `Result`, `NearBest`, `Comparison`, `Frontier`, `Price`, `Alternatives`, `CorridorTable`,
        `LaneTable`, `Departures`, `Assignment`, `Critical`, `UpgradePlan`, `UpgradePhases`, `RobustUpgrades`,
        `WelfarePlan`, `Punctuality`, `ReliableChoice`, `Sensitivity`, `ValueOfInformation`, `BreakEven`, `Route`,
        `Way`, `Audit`, in the order in which they are shown. `near_best(result)` has the page of the result, which
        tells what is almost as good too.
    title
        Heading of the page; "" = the question of a single one, the number of several.

    Raises
    ------
    QuestionError
        Nothing to report, or something else than the answers above.
    ImportError
        jinja2 is not installed: it comes with the extra `report`.
    OSError
        The file cannot be written; then nothing is left behind.

    Examples
    --------
    >>> import tempfile, networks, routing
    >>> net = networks.load("eurasia")
    >>> result = routing.solve(net, routing.Shipment("JPYOK", "KZALA"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_report(f"{folder}/almaty.html", result)
    ...     path.stat().st_size < 6_000_000
    True
    """
    page = report_html(*results, title=title)
    return write_text_file(path, page)


def report_html(*results: Shown, title: str = "", asked: str = "", assumed: str = "") -> str:
    """Return the page as text; parameters and errors as in `write_report`.

    Parameters
    ----------
    asked
        The command that the page answers: told at its end in place of programs that ask the same again.
    assumed
        What that command took for lack of another word, a line each.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.report.report_html(result)[:15].lower()
    '<!doctype html>'
    """
    sections = sections_of(results)
    shown = [_shown(section) for section in sections]
    maps = [drawing["around"] for section in shown for drawing in section["drawings"] if drawing["around"] is not None]
    script = _text("page.js") + _text("map.js")
    return str(
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title or _title(sections),
            heading=title or (sections[0].title if len(sections) == 1 else f"{len(sections)} answers"),
            asked=asked,
            assumed=assumed.splitlines(),
            sections=shown,
            ground=ground_of(maps),
            networks=headings_of(sections),
            sources=sources_of(sections),
            versions=_versions(),
            style=_text("page.css") + _text("map.css"),
            script=script,
            script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def sections_of(results: tuple[Shown, ...]) -> list[Section]:
    """Return the sections of a report of answers.

    Raises
    ------
    QuestionError
        Nothing to report, or something that no section tells of.
    """
    _check(results)
    return [
        replace(section_of(result, number), command=command_of(result))
        for number, result in enumerate(results, start=1)
    ]


def _check(results: tuple[Shown, ...]) -> None:
    problems = [
        f"result {number}: {type(result).__name__}: expected {REPORTED}"
        for number, result in enumerate(results, start=1)
        if not isinstance(result, TOLD)
    ]
    if not results:
        problems.append("nothing to report: expected at least one result")
    if problems:
        raise QuestionError(problems)


def _title(sections: list[Section]) -> str:
    more = len(sections) - 1
    return sections[0].title + (f", and {more} more" if more else "")


def _shown(section: Section) -> dict[str, Any]:
    """Return what the template reads of a section, its drawings drawn."""
    drawings = []
    for number, drawing in enumerate(section.drawings, start=1):
        with chosen_by_reader():
            svg = svg_of(drawing.draw(), prefix=f"s{section.number}d{number}")
        around = drawing.around() if drawing.around else None
        drawings.append({"label": drawing.label, "svg": svg, "around": around})
    return {one.name: getattr(section, one.name) for one in fields(section)} | {"drawings": drawings}


def _environment() -> Any:
    try:
        import jinja2
    except ImportError as error:
        raise ImportError(
            "A report needs jinja2: install landbridge with the extra 'report', "
            "from its sources by: pip install '.[report]'"
        ) from error
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["keeping_turns"] = _keeping_turns
    found.filters["is_day"] = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
    return found


def _visible(value: Any) -> Any:
    """Return what the template writes, with what would act in place of showing as its escape; markup stays."""
    return visible(value, keep=LINE_END) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _keeping_turns(text: str) -> Any:
    """Return the text of an element that keeps its direction to itself (``<bdi>``): what turns the line may stay."""
    import markupsafe

    return markupsafe.escape(visible(text, keep=LINE_END + TURNING))


def _text(name: str) -> str:
    return (resources.files("routing.views.report") / name).read_text(encoding="utf-8")


def headings_of(sections: list[Section]) -> list[str]:
    """Return what the networks of all sections are, each once."""
    return list(dict.fromkeys(heading for section in sections for heading in section.headings))


def sources_of(sections: list[Section]) -> list[Mapping[str, str]]:
    """Return the rows of ``sources.csv`` behind the figures of all sections, each once."""
    found = {source["id"]: source for section in sections for source in section.sources}
    return [found[name] for name in sorted(found)]


def _versions() -> Mapping[str, str]:
    """Return name -> version of what made the answers."""
    from importlib.metadata import version

    import networks

    found = {"landbridge": networks.__version__, "Python": platform.python_version()}
    return found | {package: version(package) for package in ("ortools", "numpy")}

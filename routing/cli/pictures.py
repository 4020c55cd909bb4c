"""The one place where the command line meets drawings, reports and workbooks, which need extras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from routing.answers.comparison import Comparison
from routing.answers.shown import Drawn, Shown
from routing.errors import QuestionError

EXTRAS = {
    "png": ("plot", ("matplotlib",), "routing.plots"),
    "html": ("report", ("jinja2", "matplotlib"), "routing.report"),
    "xlsx": ("xlsx", ("xlsxwriter",), "routing.views.report.workbook"),
}


def need(form: str) -> None:
    """Raise QuestionError, naming the extra, where a format cannot be made here.

    Examples
    --------
    >>> need("csv")
    """
    if form not in EXTRAS:
        return
    extra, packages, module = EXTRAS[form]
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        advice = f"install landbridge with the extra {extra!r}, from its sources by: pip install '.[{extra}]'"
        raise QuestionError([f"--format {form}: {' and '.join(missing)} not installed; {advice}"])
    if find_spec(module) is None:
        raise QuestionError([f"--format {form}: {module} is not part of this version (extra {extra!r})"])


def write_html(path: Path, *results: Shown, asked: str = "", assumed: str = "") -> None:
    """Write a report of one or several answers; `asked` is the command that they answer, `assumed` what it took."""
    from importlib import import_module

    page = import_module("routing.report").report_html(*results, asked=asked, assumed=assumed)
    path.write_bytes(page.encode("utf-8", "backslashreplace"))


def write_xlsx(path: Path, *results: Shown, asked: str = "", assumed: str = "") -> None:
    """Write the tables of one or several answers as a workbook; `asked` and `assumed` are as for a page."""
    from routing.views.report.workbook import write_workbook

    write_workbook(path, *results, asked=asked, assumed=assumed)


def write_list(
    path: Path, title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], asked: str = ""
) -> None:
    """Write rows as a workbook of one sheet; `asked` is as for a page."""
    from routing.views.report.workbook import write_rows

    write_rows(path, title, columns, rows, asked=asked)


WRITERS = {"html": write_html, "xlsx": write_xlsx}


def write_compared(path: Path, found: Comparison) -> None:
    """Draw the results that have a route against the last of them; of one alone the map, which has all that is left.

    Raises
    ------
    NoRouteError
        None of them has one.
    """
    names = list(found.routes)
    if len(names) == 1:
        write_png(path, found.results[names[0]])
    else:
        found.plot(before=names[:-1] or None, after=names[-1] if names else None).figure.savefig(path, format="png")


def write_png(path: Path, answer: Drawn) -> None:
    """Draw an answer as a PNG file."""
    answer.plot().figure.savefig(path, format="png")

"""What a report says of an audit: the verdict, links and km by verdict, and every link that is not clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.auditing.audit import Audit
from routing.auditing.audit_network import NetworkAudit
from routing.auditing.verdict import LinkAudit
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.table import Cell, Table
from routing.views.text import audit


def audit_section(found: Audit, number: int) -> Section:
    """Return the section of an audit, of a route or of a network."""
    return Section(
        number=number,
        title=audit.audit_heading(found),
        headings=(),
        lead=(f"Verdict: {found.verdict.value}.", *audit.unmeasured_lines(found), *audit.reach_lines(found)),
        drawings=(Drawing(label="Km by verdict", draw=found.plot),) if found.links else (),
        tables=tuple(_tables(found)),
        doubts=(),
        sources=(),
        code="",
    )


def _tables(found: Audit) -> Iterator[Table]:
    yield _of_texts("Links and km by verdict", audit.VERDICT_HEAD, audit.verdict_cells(found), words=1)
    if not isinstance(found, NetworkAudit):
        yield _links("Links that are not clear, and the nearest", audit.links_to_show(found))
        return
    for title, links in audit.differing(found):
        yield _links(title, links)


def _links(caption: str, links: Sequence[LinkAudit]) -> Table:
    return _of_texts(caption, audit.LINK_HEAD, audit.link_cells(links), words=2)


def _of_texts(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], words: int) -> Table:
    """Return a table of texts, of which so many columns are words and the others numbers."""
    return Table(
        caption=caption,
        head=tuple(head),
        numeric=tuple(column >= words for column in range(len(head))),
        rows=tuple(tuple(_cell(text, column >= words) for column, text in enumerate(row)) for row in rows),
    )


def _cell(text: str, is_number: bool) -> Cell:
    """Return a text as a cell, with the number that it tells where it is one."""
    if not is_number:
        return Cell(text)
    digits = text.replace(",", "")
    try:
        return Cell(text, float(digits[:-1]) / 100 if digits.endswith("%") else float(digits))
    except ValueError:
        return Cell(text)

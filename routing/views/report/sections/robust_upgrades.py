"""Which upgrades still reach so many days, and which are begun in which year, as sections of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.upgrade_phases import UpgradePhases
from routing.views.report.reproduce import code_of
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.table import Cell, Table
from routing.views.text import robust_upgrades, upgrade_phases
from routing.views.text.remarks import warning_lines
from routing.views.text.robust_upgrades import Table as Told


def robust_upgrades_section(answer: RobustUpgrades, number: int) -> Section:
    """Return the section: the set, all sets in all scenarios, regrets, and what to learn first."""
    drawings = [Drawing(label="How sure each set is", draw=partial(answer.plot, shown="sets"))]
    if answer.effects:
        drawings.append(Drawing(label="What to learn first", draw=partial(answer.plot, shown="effects")))
    return Section(
        number=number,
        title=robust_upgrades.robust_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(robust_upgrades.robust_lines(answer)),
        drawings=tuple(drawings),
        tables=tuple(_tables(robust_upgrades.robust_tables(answer), robust_upgrades.FOOT)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=(),
        code=code_of(answer),
    )


def upgrade_phases_section(answer: UpgradePhases, number: int) -> Section:
    """Return the section: the days after each year, and each plan year by year."""
    return Section(
        number=number,
        title=upgrade_phases.phases_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(upgrade_phases.phases_lines(answer)),
        drawings=(Drawing(label="The days after each year", draw=answer.plot),),
        tables=tuple(_tables(upgrade_phases.phases_tables(answer), upgrade_phases.FOOT)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=(),
        code=code_of(answer),
    )


def _tables(told: Sequence[Told], foot: str) -> Iterator[Table]:
    note = f"{foot[:1].upper()}{foot[1:]}."
    for caption, head, cells, flush in told:
        numeric = tuple(letter == "r" for letter in flush)
        rows = tuple(tuple(Cell(cell) for cell in row) for row in cells)
        yield Table(caption=caption, head=head, numeric=numeric, rows=rows, note=note)
        note = ""

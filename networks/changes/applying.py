"""Named changes that turn one network into another: what is put on offer, withdrawn or given another figure.

A change is made on the catalogue, which also holds what is withheld, and the result passes the same checks
as data that were read. Elements that the catalogue does not know are no matter of a change:
`networks.NetworkBuilder.from_network` adds those.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from networks.changes.cascade import withdraw_with
from networks.changes.draft import Draft, Refused, whole_figure
from networks.errors import DataError, DataWarning, Finding, nearest_names, told
from networks.model.cells import NUMBERS, shown, texts_from_values
from networks.model.given import items_of, refusal
from networks.model.keys import CHANGEABLE, ELEMENTS, OWN, OWN_TITLE, element_test
from networks.model.offer import SWITCHED
from networks.model.opened import opened_when_added
from networks.model.scenario import Change, Scenario
from networks.model.schema import Column, columns
from networks.model.tables import Table
from networks.model.vocabulary import VOCABULARY
from networks.rules.validation import check_tables

if TYPE_CHECKING:
    from networks.network import Network

OF_FIGURES = (
    "figures-within-reason",
    "speeds-of-legs",
    "own-speeds",
    "links-within-reason",
)  # rules of what changes set


def apply_changes(network: Network, changes: Iterable[Change], *, check: bool = True) -> Network:
    """Return a new network with changes made in their order.

    `check`: whether the rules are asked of what comes out. Without them it is for whoever tries parts of changes by the
    dozen and asks them of what is told in the end.

    - ``add`` puts a withheld place, link or service on offer, or a closure in force; a planned link is supposed to be
      open then.
    - ``withdraw`` takes a place, link, service or closure off, and with a place or a link the services that run there
      (told in a warning, and in `Network.withheld`); an operation or procedure goes with its figures; a figure
      (column = quantity) goes.
    - ``set`` gives a column of an element another value. For ``figures`` it replaces a figure or adds one:
      an empty unit, basis or currency is that of the old figure, and so is the range if the new value
      lies in it; the reason becomes the note of the figure.

    Raises
    ------
    DataError
        Changes that cannot be made, all of them; or a result that does not pass the checks.

    Warns
    -----
    DataWarning
        A figure is unusual since the changes; or services went with a place or a link that was withdrawn.

    Examples
    --------
    >>> import networks
    >>> builder = networks.NetworkBuilder("demo")
    >>> for place in ("JPYOK", "RUVVO"):
    ...     _ = builder.add_place(id=place, name=place)
    >>> base = builder.add_link(id="sea", tail="JPYOK", head="RUVVO", mode="sea", hours=60, usd=500).build()
    >>> strike = networks.Change(action="withdraw", table="links", element="sea", why="strike")
    >>> apply_changes(base, [strike]).withheld["sea"]
    ('links', 'strike')
    """
    changes = _checked(changes)
    names = tuple(dict.fromkeys(change.scenario for change in changes if change.scenario))
    return _changed(network, [(names, changes, {})], check=check)


def _checked(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes whose fields have the types that they state; raise DataError with all that have not."""
    try:
        several = "several changes, such as a list of them"
        given = tuple(items_of(changes, order="changes are made in their order", as_text=False, expected=several))
    except TypeError as error:  # a set, None, one change, a number
        raise refusal("changes", "", changes, str(error), "changes") from None
    findings = []
    for number, change in enumerate(given, 1):
        if not isinstance(change, Change):
            findings.append(Finding("changes", number, "", shown(change), "expected a networks.Change", rule="changes"))
            continue
        for column in columns()["changes"]:
            value = getattr(change, column.name)
            if expected := _fault(column, value):
                findings.append(Finding("changes", number, column.name, shown(value), expected, rule="changes"))
    if findings:
        raise DataError(findings)
    return tuple(map(_with_numbers, given))


def _with_numbers(change: Change) -> Change:
    """Return a change whose numbers are numbers, also where they were given as text; an empty one is None."""
    texts = {column: getattr(change, column.name) for column in columns()["changes"] if column.type in NUMBERS}
    read: dict[str, Any] = {
        column.name: column.parse(text) if text else None for column, text in texts.items() if isinstance(text, str)
    }
    return replace(change, **read) if read else change


def _fault(column: Column, value: object) -> str:
    """Return what is wrong with a field; words that no vocabulary has are told when the change is made."""
    if not isinstance(value, str) and column.type not in NUMBERS:
        return f"expected text, not {type(value).__name__}"
    if value is None:
        return ""
    (text,), found = ((value,), []) if isinstance(value, str) else texts_from_values("changes", column, [value])
    if found or not text or column.type in VOCABULARY:
        return found[0].expected if found else ""
    try:
        column.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def apply_scenarios(network: Network, scenarios: Sequence[Scenario]) -> Network:
    """Return a new network with scenarios applied one after the other; their dates and price years replace its own."""
    steps = []
    for scenario in scenarios:
        heading = {"as_of": scenario.as_of, "price_year": scenario.price_year}
        given = {name: value for name, value in heading.items() if value is not None}
        steps.append(((scenario.name,), scenario.changes, given))
    return _changed(network, steps)


def scenarios_of(network: Network) -> Mapping[str, Scenario]:
    """Return the scenarios that the tables of a network hold, by name."""
    grouped: dict[str, list[Change]] = {}
    for row in network.catalogue["changes"].rows():
        grouped.setdefault(row["scenario"], []).append(Change(**row))
    found = (
        Scenario(**row, changes=tuple(grouped.get(row["name"], ()))) for row in network.catalogue["scenarios"].rows()
    )
    return MappingProxyType({scenario.name: scenario for scenario in found})


def _changed(
    network: Network,
    steps: Sequence[tuple[tuple[str, ...], Sequence[Change], Mapping[str, object]]],
    *,
    check: bool = True,
) -> Network:
    draft = Draft(network.catalogue)
    is_element = element_test(network.catalogue)
    names, reasons = list(network.scenario), dict(network.reasons)
    findings: list[Finding] = []
    for applied, changes, heading in steps:
        for column, value in heading.items():
            draft.put("network", 0, column, value)
        for number, change in enumerate(changes, 1):
            try:
                _make(draft, change, is_element(change.element) and change.element not in draft.gone)
                if change.table != "figures":
                    reasons[change.element] = change.why
            except Refused as refusal:
                value = str(getattr(change, refusal.field))
                findings.append(Finding("changes", number, refusal.field, value, str(refusal), rule="changes"))
        names += [name for name in applied if name not in names]
    if findings:
        raise DataError(findings)
    withdrawn = [change for _, changes, _ in steps for change in changes if change.action == "withdraw"]
    gone = withdraw_with(draft, withdrawn)
    reasons |= gone.reasons
    tables = draft.tables()
    if any(change.source == OWN for _, changes, _ in steps for change in changes):
        tables["sources"] = _with_own_source(tables["sources"])
    if check:
        found = check_tables(tables, errors_only=True)
        if any(finding.severity == "error" for finding in found):
            raise DataError(finding for finding in found if finding.severity == "error")
        _warn_of_odd_figures(network, found)
    if gone.words:
        warnings.warn(gone.words, DataWarning, stacklevel=4)  # who called `Network.apply`
    return network.of_tables(tables, scenario=tuple(names), reasons=reasons)


def _with_own_source(sources: Table) -> Table:
    """Return the sources with the one of what somebody supposes, which no network need have."""
    known = OWN in sources["id"].tolist()
    return sources if known else sources.extended([{"id": OWN, "title": OWN_TITLE}])


def _warn_of_odd_figures(network: Network, found: Sequence[Finding]) -> None:
    """Tell figures that are unusual since the changes; those of the network itself were told when it was read."""
    odd = [finding for finding in found if finding.rule in OF_FIGURES]
    if odd:
        known = {(one.rule, one.value, one.expected) for one in check_tables(network.catalogue, errors_only=True)}
        odd = [one for one in odd if (one.rule, one.value, one.expected) not in known]
    if odd:
        warnings.warn(
            "\n  ".join(["odd since the changes", *told(odd)]), DataWarning, stacklevel=5
        )  # who called `Network.apply`


def _make(draft: Draft, change: Change, is_element: bool) -> None:
    """Make one change in a draft; raise Refused with the field that is wrong."""
    if change.action not in VOCABULARY["action"]:
        raise Refused("action", f"expected one of {', '.join(VOCABULARY['action'])}")
    if not change.why:
        raise Refused("why", "a change needs its reason")
    if change.table == "figures":
        _change_figure(draft, change, is_element)
    elif change.table in CHANGEABLE:
        row = draft.row_of(change.table, change.element)
        if row is None:
            raise Refused("element", _unknown(draft.base[change.table], change))
        _change_element(draft, change, row)
    else:
        raise Refused("table", f"expected one of {', '.join(ELEMENTS)}, figures, closures")


def _change_element(draft: Draft, change: Change, row: int) -> None:
    if change.action == "set":
        draft.put(change.table, row, change.column, _parsed(change))
    elif change.table in SWITCHED:
        draft.put(change.table, row, "offered", change.action == "add")
        if change.action == "add" and change.table == "links":
            draft.put("links", row, "opened", opened_when_added(draft.cell("links", row, "opened")))
    elif change.action == "withdraw":
        draft.drop_element(change.table, row)
    else:
        raise Refused("action", f"{change.table} are on offer unless withdrawn; there is nothing to add")


def _change_figure(draft: Draft, change: Change, is_element: bool) -> None:
    if change.column not in VOCABULARY["quantity"]:
        raise Refused("column", f"expected a quantity, one of {', '.join(VOCABULARY['quantity'])}")
    if not is_element:
        raise Refused("element", _unknown(None, change, _names(draft)))
    old = draft.figure(change.element, change.column)
    if change.action == "set":
        draft.put_figure(whole_figure(change, old))
    elif change.action == "withdraw" and old is not None:
        draft.drop_figure(change.element, change.column)
    elif change.action == "withdraw":
        raise Refused("column", f"{change.element} has no figure {change.column}")
    else:
        raise Refused("action", "a figure is set or withdrawn; set adds a new one")


def _parsed(change: Change) -> object:
    """Return the new value of a column, read as the schema reads it."""
    known = {column.name: column for column in columns()[change.table]}
    if change.column in ("id", "offered"):
        raise Refused("column", "expected another column; add and withdraw change `offered`, nothing changes an id")
    if change.column not in known:
        near = nearest_names(change.column, list(known))
        raise Refused(
            "column", f"{change.table} have no such column" + (f"; did you mean {', '.join(near)}?" if near else "")
        )
    try:
        return known[change.column].parse(str(change.value))
    except ValueError as error:
        raise Refused("value", str(error)) from None


def _unknown(table: Table | None, change: Change, known: Sequence[str] = ()) -> str:
    names = known if table is None else table["id"].tolist()
    near = nearest_names(change.element, names)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    how = "; networks.NetworkBuilder.from_network(...) adds new elements" if change.action == "add" else ""
    return f"{change.table} have no such element{hint}{how}"


def _names(draft: Draft) -> list[str]:
    return [key for name in ELEMENTS for key in draft.base[name]["id"].tolist()]

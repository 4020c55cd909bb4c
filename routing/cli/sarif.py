"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of the files.

In messages braces stand doubled and square brackets behind a backslash (sections 3.11.5 and 3.11.6 of the standard), so
that nothing out of a file is taken for a placeholder or a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from networks.errors import Finding, printable, row_of
from networks.rules.examples import rule_examples

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
CHECKED = "CHECKED"  # what names the folder that holds what was checked, where that lies elsewhere
_OWN = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"})


def sarif_of(findings: Iterable[Finding], checked: str | os.PathLike[str], version: str) -> dict[str, Any]:
    """Return a SARIF log of one run: all rules, and each finding with its file and line.

    Parameters
    ----------
    findings
        As `networks.check` gives them.
    checked
        The folder or file that was checked. Files are named from the working folder where it lies in that, as code
        hosts want it, and else from the folder that holds it.
    version
        Of landbridge.

    Examples
    --------
    >>> log = sarif_of([Finding("links.csv", 3, "hours", "4 d", "a number")], "my-network", "1.0")
    >>> place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    >>> place["artifactLocation"], place["region"]
    ({'uri': 'my-network/links.csv'}, {'startLine': 3})
    """
    numbers = {rule: number for number, rule in enumerate(rule_examples())}
    names = _Names(checked)
    run = {
        "tool": {"driver": {"name": "landbridge", "version": version, "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {CHECKED: {"uri": names.base}},
        "results": [_result(finding, numbers, names) for finding in findings],
    }
    if not names.are_elsewhere:
        del run["originalUriBaseIds"]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


class _Names:
    """How files are named: from the working folder where they lie in it, else from beside what was checked."""

    def __init__(self, checked: str | os.PathLike[str]) -> None:
        self._checked, self._here = os.fspath(checked), Path.cwd()
        self._whole = Path(os.path.abspath(self._checked))  # noqa: PTH100 -- as it is called, not where links lead
        is_file = os.path.isfile(self._whole)  # noqa: PTH113 -- of a name that is too long, too
        self._folder = self._whole.parent if is_file else self._whole
        self._beside = self._folder.parent
        self.are_elsewhere = False  # none that was named so far
        self.base = (self._beside / "x").as_uri()[:-1]

    def location(self, file: str) -> dict[str, str]:
        """Return the artifact location of a file as findings name it; before one of a shared folder stands that."""
        path = self._whole if file == self._checked else (self._beside if "/" in file else self._folder) / file
        is_here = path.is_relative_to(self._here)
        self.are_elsewhere |= not is_here
        uri = quote(path.relative_to(self._here if is_here else self._beside).as_posix(), errors="surrogatepass")
        return {"uri": uri} if is_here else {"uri": uri, "uriBaseId": CHECKED}


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": one.rule,
            "shortDescription": {"text": one.says},
            "help": {"text": one.mend or one.says},
            "defaultConfiguration": {"level": "warning" if one.severity == "warning" else "error"},
        }
        for one in rule_examples().values()
    ]


def _result(finding: Finding, numbers: dict[str, int], names: _Names) -> dict[str, Any]:
    """Return a finding as a result; what concerns a whole file, or is counted in features, stands at its first line."""
    is_line = finding.row > 0 and row_of(finding.file) == "line"
    at = f"{row_of(finding.file)} {finding.row}" if finding.row and not is_line else ""
    value = f"{finding.value!r}" if finding.value else ""
    words = ": ".join(part for part in (at, finding.field, value, finding.expected) if part)
    return {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": finding.severity,
        "message": {"text": printable(words).translate(_OWN)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": names.location(finding.file),
                    "region": {"startLine": finding.row if is_line else 1},
                }
            }
        ],
    }

"""Text from data that would act where it is shown, made text again: for spreadsheets, terminals and pages.

A text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-`` or ``@`` and is no plain
number) is written with an apostrophe before it and read without; so -12 stays a number, ``=1+1`` stays a
text, and both come back as they were. An apostrophe of the text's own before such a sign is doubled.
"""

from __future__ import annotations

import re

from networks.model.schema import parse_number

_FORMULA = re.compile(r"'*[=+\-@]")
_ESCAPED = re.compile(r"'+[=+\-@]")
# Control characters (C0, DEL, C1), line and paragraph separators, bidirectional embeddings, overrides and isolates,
# and lone surrogates. Joiners and the plain left-to-right and right-to-left marks belong to names and stay.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # what turns the direction of a line
_ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return a text such that no spreadsheet takes it for a formula.

    Examples
    --------
    >>> escaped("=1+1"), escaped("-12"), escaped("by rail")
    ("'=1+1", '-12', 'by rail')
    """
    return "'" + text if _FORMULA.match(text) and not _is_number(text) else text


def unescaped(text: str) -> str:
    """Return the text that `escaped` wrote."""
    return text[1:] if _ESCAPED.match(text) else text


def visible(text: str, keep: str = "") -> str:
    r"""Return a text with every character that acts rather than shows written as its escape.

    Parameters
    ----------
    text
        Any text.
    keep
        Characters that stay as they are, for example line ends.

    Examples
    --------
    >>> print(visible("Mos\x1b[31mcow"), visible("a\nb", keep="\n"), sep="\n")
    Mos\x1b[31mcow
    a
    b
    """
    return _ACTIVE.sub(lambda found: found[0] if found[0] in keep else _escape(found[0]), text)


def visible_json(text: str) -> str:
    r"""Return JSON with every such character in its strings written as JSON writes it, so that nothing is lost.

    Examples
    --------
    >>> print(visible_json('"Mos\x9b31mcow"'))
    "Mos\u009b31mcow"
    """
    return _ACTIVE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True

"""Text from data made safe to show: what would act on a terminal or turn the line about is spelt out."""

from __future__ import annotations

import re

# Control characters (C0, DEL, C1), line and paragraph separators, bidirectional embeddings, overrides and isolates,
# and lone surrogates. Joiners and the plain left-to-right and right-to-left marks belong to names and stay.
_ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


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


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"

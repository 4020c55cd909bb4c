"""Names as they are compared where one is misspelt: without case, accents, stops and hyphens."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """Return a name as it is compared.

    Examples
    --------
    >>> folded("Alma-Ata"), folded("  Türkmenbaşy "), folded("St. Petersburg")
    ('alma ata', 'turkmenbasy', 'st petersburg')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in ".'’ʻ")
    return " ".join(letters.replace("-", " ").split())

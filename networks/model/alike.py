"""What texts look alike: letters of other alphabets and widths."""

from __future__ import annotations

import unicodedata

_CYRILLIC = str.maketrans("АВЕЅЗІЈКМНОРСТУХԌԚԜ", "ABES3IJKMHOPCTYXGQW")
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")


def skeleton(text: str) -> str:
    r"""Return a text as it looks in capitals: equal for texts that look alike but for the case.

    Examples
    --------
    >>> skeleton("\u0408\u0420YOK") == skeleton("jpyok"), skeleton("JPYOK") == skeleton("JPYOX")  # Cyrillic, X
    (True, False)
    """
    if text.isascii():
        return text.upper()
    plain = unicodedata.normalize("NFKC", text).upper()
    return plain.translate(_CYRILLIC).translate(_GREEK)

"""What texts look alike: letters of other alphabets and widths, and what nobody sees."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(  # control and format characters: of no width, acting on a terminal, turning the text round
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
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
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).upper()
    return plain.translate(_CYRILLIC).translate(_GREEK)

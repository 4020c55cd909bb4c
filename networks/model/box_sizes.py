"""Sizes of containers: the names that the library uses, and the ways in which people write them."""

from __future__ import annotations

import re
import unicodedata

SIZES = ("20ft", "40ft", "40hc", "45ft", "20rf", "40rf")
DRY_SIZES = ("20ft", "40ft", "40hc", "45ft")

_DRY = ("", "ft", "gp", "dv", "dc", "std", "st", "standard", "dry")
_HIGH = ("hc", "hq", "hcube", "highcube", "high")
_COOLED = ("rf", "re", "rh", "hr", "reefer", "refrigerated")
_WORDS = {"20": {"20ft": _DRY, "20rf": _COOLED}, "40": {"40ft": _DRY, "40hc": _HIGH, "40rf": _COOLED}}
_WORDS["45"] = {"45ft": (*_DRY, *_HIGH)}  # a box of 45 ft is a high cube
_CODES = {  # ISO 6346, size and type, and what the trade counts in
    **dict.fromkeys(("teu", "22g0", "22g1"), "20ft"),
    **dict.fromkeys(("feu", "ffe", "42g0", "42g1"), "40ft"),
    **dict.fromkeys(("45g0", "45g1"), "40hc"),
    **dict.fromkeys(("l5g0", "l5g1"), "45ft"),
    **dict.fromkeys(("22r0", "22r1"), "20rf"),
    **dict.fromkeys(("42r0", "42r1", "45r0", "45r1"), "40rf"),
}
_WRITTEN = re.compile(r"(\D*)(\d\d)(?:feet|foot|ft|f|['’′]{1,2}|フィート|футов|фут)?(.*)")
_BETWEEN = re.compile(r"[\s\-_./()]|container|box")


def box_size(given: object) -> str | None:
    """Return the size that a number or a text means; None where it is no size of a box.

    Examples
    --------
    >>> [box_size(given) for given in (20, "40", "40'", "40 ft", "40HQ", "40' high cube", "45HC", "40 reefer", "45G1")]
    ['20ft', '40ft', '40ft', '40ft', '40hc', '40hc', '45ft', '40rf', '40hc']
    >>> box_size("30"), box_size("20 HC"), box_size("large")
    (None, None, None)
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    text = unicodedata.normalize("NFKC", str(given)).casefold().strip().removesuffix(".0")  # 40.0 of a frame
    plain = _BETWEEN.sub("", text)
    written = _WRITTEN.fullmatch(plain)
    sizes = _WORDS.get(written[2], {}) if written else {}
    kind = written[1] + written[3] if written else ""
    return _CODES.get(plain) or next((size for size, words in sizes.items() if kind in words), None)

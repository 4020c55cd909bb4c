"""Blocks of a page that a program writes: the text between two marks, and nothing else of the page."""

from __future__ import annotations

from pathlib import Path

import networks


def readme_of(edition: str) -> Path:
    """Return the page that tells what an edition is."""
    return Path(networks.__file__).parent / "data" / edition / "README.md"


README = readme_of("eurasia")


def block(name: str, page: Path = README) -> str:
    """Return the text that stands between the marks of a block."""
    _, _, rest = page.read_text(encoding="utf-8").partition(_begin(name))
    text, end, _ = rest.partition(_end(name))
    if not end:
        raise LookupError(f"{page.name} has no block {name!r}: expected {_begin(name)!r} and {_end(name)!r}")
    return text


def put(name: str, text: str, page: Path = README) -> None:
    """Write a text between the marks of a block."""
    before, after = (_begin(name) + old + _end(name) for old in (block(name, page), text))
    page.write_text(page.read_text(encoding="utf-8").replace(before, after), encoding="utf-8", newline="\n")


def _begin(name: str) -> str:
    return f"<!-- {name}: written by a program, do not edit -->\n"


def _end(name: str) -> str:
    return f"<!-- end of {name} -->\n"

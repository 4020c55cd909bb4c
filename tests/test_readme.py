"""The programs of README.md run, and print what stands below them.

`python tests/test_readme.py --write` puts what they print now into the file.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

README = Path(__file__).parents[1] / "README.md"
PROGRAM = re.compile(r"(?ms)^```python\n(?P<code>.*?)^```\n(?:\n*^```text\n(?P<printed>.*?)^```\n)?")


def run(readme: str, folder: Path) -> list[tuple[re.Match[str], str]]:
    """Run the programs of a text in order, in one namespace and in a folder; return each with what it printed."""
    names: dict[str, Any] = {"__name__": "readme"}
    found = []
    with contextlib.chdir(folder):
        for program in PROGRAM.finditer(readme):
            line = readme.count("\n", 0, program.start("code"))
            code = compile("\n" * line + program["code"], str(README), "exec", dont_inherit=True)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(code, names)
            found.append((program, printed.getvalue()))
    return found


def written(readme: str, folder: Path) -> str:
    """Return the text with the output of each program in place of what stood there."""
    for program, printed in reversed(run(readme, folder)):
        block = f"```python\n{program['code']}```\n" + (f"\n```text\n{printed}```\n" if printed else "")
        readme = readme[: program.start()] + block + readme[program.end() :]
    return readme


def test_the_programs_of_the_readme_print_what_it_says(tmp_path):
    found = run(README.read_text(encoding="utf-8"), tmp_path)
    assert len(found) >= 3
    for program, printed in found:
        assert printed == (program["printed"] or ""), f"mend it by: python tests/{Path(__file__).name} --write"


def test_new_output_takes_the_place_of_the_old(tmp_path):
    text = "a\n```python\nx = 2\n```\nb\n\n```python\nprint(x)\n```\n\n```text\n1\n```\nc\n"
    assert written(text, tmp_path) == text.replace("\n1\n", "\n2\n")


def main() -> None:
    """Write, or say how to."""
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_readme.py --write")
    sys.path[0] = str(README.parent)  # not tests/, which holds a folder of the name networks
    old = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = written(old, Path(folder))
    README.write_text(new, encoding="utf-8")
    print("unchanged" if new == old else "written")


if __name__ == "__main__":
    main()

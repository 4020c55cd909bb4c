"""The programs and commands of README.md and of examples/README.md run, and print what stands below them.

`python tests/test_readme.py --write` puts what they print now into both files.

A block of `python` is run, and one of `sh` in which every line is a command of `landbridge`; the block of `text` below holds
what is printed, or the lines of it that ``text lines 1,4-6`` names (``2--4``: from the second to the fourth last). A heading
of third rank begins anew, in a folder of its own, with what stands before the first one. So a recipe needs no other recipe.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
RECIPES = ROOT / "examples" / "README.md"
PROGRAM = re.compile(
    r"(?ms)^```(?P<language>python|sh)\n(?P<code>.*?)^```\n(?:\n*^```text(?P<lines>[^\n]*)\n(?P<printed>.*?)^```\n)?"
)
HEADING = re.compile(r"(?m)^### (?P<words>.*)$")
CHEAP = (  # recipes of the quick tier: they ask little
    "How do I find a place of which I do not know the id?",
    "How do I ask about a network of my own, in CSV files?",
    "How do I search a graph of plain numbers, without freight?",
)


def parts(page: str) -> list[tuple[str, int, int]]:
    """Return heading, start and end of what stands before the first heading of third rank ("") and below each."""
    heads = list(HEADING.finditer(page))
    starts = [0, *(head.start() for head in heads)]
    return list(zip(["", *(head["words"] for head in heads)], starts, [*starts[1:], len(page)], strict=True))


def programs(page: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the blocks of a part that are run."""
    for program in PROGRAM.finditer(page, start, len(page) if end is None else end):
        if program["language"] == "python" or all(line.startswith("landbridge ") for line in commands(program)):
            yield program


def commands(program: re.Match[str]) -> list[str]:
    """Return the commands of a block, those that go on in a next line as one."""
    return program["code"].replace("\\\n", "").splitlines()


def run_program(page: str, program: re.Match[str], names: dict[str, Any]) -> str:
    """Run one block in a namespace and return what it prints, or the lines of it that the page shows."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        if program["language"] == "python":
            line = page.count("\n", 0, program.start("code"))
            exec(compile("\n" * line + program["code"], "README.md", "exec", dont_inherit=True), names)
        else:
            from routing.cli import main as landbridge

            for command in commands(program):
                assert landbridge(shlex.split(command, comments=True)[1:]) in (0, 1), command  # 1: no route
    return chosen(printed.getvalue(), (program["lines"] or "").strip().removeprefix("lines "))


def chosen(printed: str, lines: str) -> str:
    """Return the lines that are named, as 1,4-6 or 2--4 (to the fourth last); all of them where none is."""
    if not lines:
        return printed
    every = printed.splitlines(keepends=True)
    ends = [(int(first), int(last or first)) for first, _, last in (part.partition("-") for part in lines.split(","))]
    ends = [(first, last if last > 0 else len(every) + 1 + last) for first, last in ends]
    assert max(last for _, last in ends) <= len(every), f"{lines} of {len(every)} lines"
    return "".join("".join(every[first - 1 : last]) for first, last in ends)


def run(page: str, folder: Path, heading: str | None = None) -> list[tuple[re.Match[str], str]]:
    """Run the blocks of a page in order, or those below one heading; return each with what it printed."""
    base: dict[str, Any] = {"__name__": "readme"}
    found = []
    for number, (words, start, end) in enumerate(parts(page)):
        if words and heading not in (None, words):
            continue
        names = base if not words else dict(base)
        own = folder / str(number)
        own.mkdir()
        with contextlib.chdir(own):
            found += [(program, run_program(page, program, names)) for program in programs(page, start, end)]
    return found


def written(page: str, folder: Path) -> str:
    """Return the text with the output of each block in place of what stood there."""
    for program, printed in reversed(run(page, folder)):
        block = f"```{program['language']}\n{program['code']}```\n"
        block += f"\n```text{program['lines'] or ''}\n{printed}```\n" if printed else ""
        page = page[: program.start()] + block + page[program.end() :]
    return page


def check(page: Path, folder: Path, heading: str | None = None) -> int:
    """Hold what is printed against what stands there; return how many blocks were run."""
    found = run(page.read_text(encoding="utf-8"), folder, heading)
    for program, printed in found:
        assert printed == (program["printed"] or ""), f"mend it by: python tests/{Path(__file__).name} --write"
    return len(found)


def test_the_programs_of_the_readme_print_what_it_says(tmp_path):
    assert check(README, tmp_path) >= 3


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(words, marks=[] if words in CHEAP else [pytest.mark.long])
        for words, _, _ in parts(RECIPES.read_text(encoding="utf-8"))
        if words
    ],
)
def test_a_recipe_prints_what_it_says(heading, tmp_path):
    assert check(RECIPES, tmp_path, heading) >= 1


def test_the_recipes_are_forty_questions_or_more_and_all_of_them_are_run():
    page = RECIPES.read_text(encoding="utf-8")
    (_, _, first), *recipes = parts(page)
    assert len(recipes) == len({words for words, _, _ in recipes}) >= 40
    assert [words for words, _, _ in recipes if not words.endswith("?")] == []
    assert [words for words in CHEAP if words not in {recipe for recipe, _, _ in recipes}] == []
    assert len(list(programs(page, 0, first))) == 1, "what every recipe begins with"
    for words, start, end in recipes:
        own = list(programs(page, start, end))
        fences = page[start:end].count("```") // 2
        assert own, words
        assert fences == len(own) + sum(program["printed"] is not None for program in own), (
            f"{words}: a block is not run"
        )
        assert all(program["printed"] for program in own[-1:]), f"{words}: what comes out?"
        assert all(len(program["code"].splitlines()) <= 14 for program in own), words


@pytest.mark.parametrize("page", [README, RECIPES], ids=lambda page: page.parent.name)
def test_commands_in_the_text_can_be_typed_and_links_lead_somewhere(page, capsys):
    from routing.cli.parser import build_parser

    text = page.read_text(encoding="utf-8")
    typed = [shlex.split(command) for command in re.findall(r"`landbridge ([^`]+)`", text)]
    parser = build_parser()
    for words in typed:
        if "--help" not in words and len(words) > 1:  # a verb alone is a name
            parser.parse_args(words)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert len(typed) > 4 and len(links) > 4
    if (ROOT / "networks").exists():  # else the packages are installed, and their files stand elsewhere
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_new_output_takes_the_place_of_the_old(tmp_path):
    text = "a\n```python\nx = 2\n```\nb\n\n```python\nprint(x)\n```\n\n```text\n1\n```\nc\n"
    assert written(text, tmp_path) == text.replace("\n1\n", "\n2\n")


def test_each_heading_begins_anew_and_shows_the_lines_it_names(tmp_path):
    text = "```python\nx = 2\n```\n### One\n```python\nx += 1\nprint(x, 7, sep='\\n')\n```\n\n```text lines 2\n8\n```\n"
    text += "### Two\n```sh\nlandbridge scenarios --help\n```\n\n```text lines 1\nusage\n```\n```sh\nls\n```\n"
    text += "### Three\n```python\nprint(x)\n```\n\n```text\n2\n```\n"
    found = written(text, tmp_path)
    assert found.replace("usage: landbridge scenarios [-h] [--network FOLDER]", "usage") == text.replace("8", "7")


def main() -> None:
    """Write, or say how to."""
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_readme.py --write")
    sys.path[0] = str(ROOT)  # not tests/, which holds a folder of the name networks
    for page in (README, RECIPES):
        old = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new = written(old, Path(folder))
        page.write_text(new, encoding="utf-8")
        print(f"{page.relative_to(ROOT)}: {'unchanged' if new == old else 'written'}")


if __name__ == "__main__":
    main()

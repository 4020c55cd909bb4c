"""A network of two files, for commands that are asked in this process."""

import pytest

from routing.cli import main
from routing.cli.commands.template import FILES


@pytest.fixture
def ask(tmp_path, capsys):
    """Return a function: words of a command on that network -> exit code, stdout, stderr."""
    folder = tmp_path / "corridor"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)

    def asked(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--network", str(folder)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return asked

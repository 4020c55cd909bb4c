"""The network of two files that `landbridge template` writes."""

from __future__ import annotations

import pytest
from oracles.commands import ask


@pytest.fixture
def template(tmp_path, capsys):
    folder = tmp_path / "corridor"
    assert ask(capsys, "template", str(folder))[0] == 0
    return folder

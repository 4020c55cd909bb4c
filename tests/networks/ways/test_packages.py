"""Data files of other packages: found, never run; a clear error where there are none."""

import pytest

import networks
from networks.ways.packages import DataPackage

GONE = DataPackage(module="no_such_module_here", name="no-such-package", extra="sea", attribution="")


def test_a_package_that_is_not_installed_is_told_with_how_to_get_it():
    with pytest.raises(networks.DataError, match=r"not installed: pip install no-such-package \(or '\.\[sea\]'\)"):
        GONE.file("data/lanes.geojson")
    assert GONE.version == "unknown"


def test_a_package_is_found_and_not_run(tmp_path, monkeypatch):
    folder = tmp_path / "dangerous_lanes"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise SystemExit('it was run')")
    (folder / "lanes.txt").write_text("lanes")
    monkeypatch.syspath_prepend(tmp_path)
    found = DataPackage(module="dangerous_lanes", name="dangerous-lanes", extra="sea", attribution="")
    assert found.file("lanes.txt").read_text() == "lanes"
    assert len(found.digest("lanes.txt")) == 64
    with pytest.raises(networks.DataError, match="has no such file"):
        found.file("other.txt")

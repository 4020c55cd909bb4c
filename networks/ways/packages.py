"""Data files that other Python packages bring: found where pip put them, never imported and never run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from networks.errors import DataError, Finding
from networks.readers.files import Unreadable, bytes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPackage:
    """A package of which data files are read.

    Attributes
    ----------
    module, name
        Its folder among installed packages, and its name there.
    extra
        The extra of landbridge that installs it.
    attribution
        Whose data they are, and under which licence.
    """

    module: str
    name: str
    extra: str
    attribution: str

    @property
    def folder(self) -> Path:
        """Return where it is installed.

        Raises
        ------
        DataError
            It is not installed; says how to get it.
        """
        try:
            spec = find_spec(self.module)  # of a package in no other: nothing of it is run
        except ValueError:  # a module of that name that somebody made by hand
            spec = None
        places = [] if spec is None else list(spec.submodule_search_locations or ())
        if not places:
            expected = f"it is not installed: pip install {self.name} (or '.[{self.extra}]'), which brings the data"
            raise DataError([Finding(self.name, 0, "", "", expected)])
        return Path(places[0])

    @property
    def version(self) -> str:
        """Return the version that is installed; "unknown" where it says none."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return "unknown"

    def file(self, name: str) -> Path:
        """Return a file of the package; raise DataError where it has none of that name."""
        found = self.folder / name
        if not found.is_file():
            raise DataError([Finding(self.name, 0, name, "", f"version {self.version} has no such file")])
        return found

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file of the package; raise DataError where it cannot be read."""
        try:
            return hashlib.sha256(bytes_of(self.file(name))).hexdigest()
        except Unreadable as error:
            raise DataError([Finding(self.name, 0, name, "", f"the file cannot be read: {error}")]) from None


SEAROUTE = DataPackage(
    module="searoute",
    name="searoute",
    extra="sea",
    attribution="sea lanes and ports: searoute (Apache-2.0), after the maritime network of Eurostat and Oak Ridge",
)
SCGRAPH_DATA = DataPackage(
    module="scgraph_data",
    name="scgraph-data",
    extra="world",
    attribution="railways: © OpenStreetMap contributors, ODbL 1.0, as simplified by scgraph-data (MIT)",
)
LANES, PORTS, RAILWAYS = "data/marnet_searoute.geojson", "data/ports.geojson", "world_railways.py"

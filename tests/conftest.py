"""How hypothesis works here: no time limit on an example; where CI is set, the same examples each time."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("landbridge", deadline=None)
settings.register_profile("landbridge-ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("landbridge-ci" if os.environ.get("CI", "").lower() not in ("", "0", "false") else "landbridge")

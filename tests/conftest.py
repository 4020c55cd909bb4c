"""How the tests run: no time limit on an example of hypothesis, and Ctrl-C heard by the processes that tests start.

Where CI is set hypothesis draws the same examples each time. A shell has what it starts in the background ignore Ctrl-C,
and so would the processes of tests that send it.
"""

from __future__ import annotations

import os
import signal

from hypothesis import settings

settings.register_profile("landbridge", deadline=None)
settings.register_profile("landbridge-ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("landbridge-ci" if os.environ.get("CI", "").lower() not in ("", "0", "false") else "landbridge")


def pytest_configure() -> None:
    """Hear Ctrl-C, here and in the processes that are started from here."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

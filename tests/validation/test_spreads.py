"""The table of published spreads in chance.md is what is drawn now."""

import pytest
from spreads import PAGE, TABLE, table


@pytest.mark.long
def test_the_page_tells_what_is_drawn():
    written = TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert written is not None and written[0] == table(), "mend it by: python tests/validation/spreads.py --write"

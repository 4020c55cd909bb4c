"""Two names in one folder change what they stand for in a single step, where the system can do that: `exchange`."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD of Linux: paths are as seen from the working folder
_EXCHANGE, _SWAP = 2, 2  # RENAME_EXCHANGE of renameat2 (linux/fs.h), RENAME_SWAP of renamex_np (macOS, sys/stdio.h)
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Let two existing files or folders change names, so that nobody ever finds either name free or half done.

    Linux does this on its local file systems (``renameat2``), macOS on APFS (``renamex_np``). Windows has no such
    call, nor have many network file systems.

    Returns
    -------
    bool
        False where the system cannot do it; then nothing has changed.

    Raises
    ------
    OSError
        Any other reason, for example that one of them is not there; nothing has changed.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    library: Any = None if os.name == "nt" else ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _SWAP)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    else:
        return False
    reason = ctypes.get_errno() if failed else 0
    if reason in _CANNOT:
        return False
    if failed:
        raise OSError(reason, os.strerror(reason), str(one))
    return True

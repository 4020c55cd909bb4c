"""`SealedDict`: a dictionary that refuses to be changed, and is one for JSON, pickle and whoever reads it."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class SealedDict(dict[K, V]):
    """A dictionary of an answer; ``dict(it)`` is one that can be changed.

    Examples
    --------
    >>> SealedDict({"time": 5})["time"]
    5
    """

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("an answer is immutable: dict(it) is a copy that can be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[SealedDict[K, V]], tuple[dict[K, V]]]:
        return SealedDict, (dict(self),)

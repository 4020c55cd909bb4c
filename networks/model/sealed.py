"""`Sealed`: what refuses to be changed once it is made."""

from __future__ import annotations

from typing import Any, NoReturn


class Sealed:
    """Its attributes are set by its own `__init__`, which seals it at its end; from then on none can be."""

    __slots__ = ("_sealed",)

    _sealed: bool

    def seal(self) -> None:
        """Refuse every change from now on."""
        object.__setattr__(self, "_sealed", True)

    def __setattr__(self, name: str, value: Any) -> None:
        if getattr(self, "_sealed", False):
            self._refuse(name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        self._refuse(name)

    def _refuse(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} is immutable: {name!r} cannot be changed")

"""What an answer says beside its routes: warnings, and what of them was left out or assumed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from routing.answer_warning import ASSUMED, LEFT_OUT

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.result import Result


class Warned:
    """An answer with warnings; whoever derives from it has a field or a property `warnings`."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def warnings(self) -> tuple[AnswerWarning, ...]: ...

    @property
    def excluded(self) -> tuple[str, ...]:
        """Return what was left out because something about it is not known, in words."""
        return self._words(LEFT_OUT)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Return what holds for want of data, in words."""
        return self._words(ASSUMED)

    def _words(self, code: str) -> tuple[str, ...]:
        return tuple(warning.words for warning in self.warnings if warning.code == code)


class WarnedTogether(Warned):
    """An answer made of results, by name: its warnings are theirs, each once."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def results(self) -> Mapping[str, Result]: ...

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of all results, each once."""
        return once(result.warnings for result in self.results.values())


def once(several: Iterable[tuple[AnswerWarning, ...]]) -> tuple[AnswerWarning, ...]:
    """Return warnings, each once, in the order in which they are met."""
    return tuple(dict.fromkeys(warning for warnings in several for warning in warnings))

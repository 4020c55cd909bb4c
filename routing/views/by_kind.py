"""`by_kind`: makes a form of answers a function that knows each kind of answer by the name of its class.

`functools.singledispatch` would ask for the classes themselves: to print one result all other kinds of answers would be
imported, which takes as long as the printing. An answer that is shown has its class already, so a name will do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ByKind(Generic[P, T]):
    """A function that hands its first argument to the function registered for its kind, else to its own body.

    A kind is the name of a class; its subclasses are of the same kind unless they are registered themselves.

    Examples
    --------
    >>> @by_kind
    ... def size(thing):
    ...     raise TypeError(f"no size of {type(thing).__name__}")
    >>> @size.register("str", "list")
    ... def _(thing):
    ...     return len(thing)
    >>> size("four")
    4
    """

    __name__: str

    def __init__(self, otherwise: Callable[P, T]) -> None:
        self._otherwise = otherwise
        self._of: dict[str, Callable[..., T]] = {}
        update_wrapper(self, otherwise)

    def register(self, *kinds: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
        """Return a decorator that registers a function for kinds of answers."""

        def decorate(function: Callable[..., T]) -> Callable[..., T]:
            self._of.update(dict.fromkeys(kinds, function))
            return function

        return decorate

    def __call__(self, *args: P.args, **options: P.kwargs) -> T:
        return self.function_of(type(args[0]))(*args, **options)

    def function_of(self, kind: type[Any]) -> Callable[..., T]:
        """Return the function for a class, or the one for all others."""
        for one in kind.__mro__:
            if one.__name__ in self._of:
                return self._of[one.__name__]
        return self._otherwise


def by_kind(otherwise: Callable[P, T]) -> ByKind[P, T]:
    """Make a function one that knows kinds of answers; its own body serves what is not registered."""
    return ByKind(otherwise)


def no_form(form: str, answer: object) -> TypeError:
    """Return the error for an answer that cannot be shown in a form."""
    return TypeError(f"{type(answer).__name__} cannot be shown as {form}")

"""Answers travel light: pickled they leave their network behind, and are bound to it again by its content hash.

A network is megabytes, the steps of a route are kilobytes. So an answer that is pickled, to a file or for another
process, takes along the heading of its network and its content hash alone. `verify` works on such an answer as it is;
what needs names and figures asks to have it bound first: ``answer.bound_to(network)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any, NoReturn, Self

from networks.network import Network
from routing.errors import QuestionError, UnboundError


class Elsewhere:
    """Stands for the network of an answer that has travelled: what its answers say of it, and an error for the rest.

    Attributes
    ----------
    heading, content_hash, price_year
        Those of the network.
    """

    __slots__ = ("content_hash", "heading", "price_year")

    def __init__(self, heading: str, content_hash: str, price_year: int | None) -> None:
        self.heading, self.content_hash, self.price_year = heading, content_hash, price_year

    def __reduce__(self) -> tuple[type[Elsewhere], tuple[Any, ...]]:  # the old protocols 0 and 1 take no slots
        return Elsewhere, (self.heading, self.content_hash, self.price_year)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # what pickle and copy look for
            raise AttributeError(name)
        raise UnboundError(
            f"this answer has travelled without its network ({self.heading}); bind it again: answer.bound_to(network)"
        )


class Travelling:
    """An answer that leaves its network behind when it is pickled; a frozen dataclass that derives from this."""

    __slots__ = ()

    def bound_to(self, network: Network) -> Self:
        """Return the answer with its network, after it has travelled without.

        Raises
        ------
        QuestionError
            Another network than the one it is of.

        Examples
        --------
        >>> import pickle, networks, routing
        >>> net = networks.load("eurasia")
        >>> result = routing.solve(net, routing.Shipment("JPYOK", "KZALA"))
        >>> arrived = pickle.loads(pickle.dumps(result))
        >>> arrived.bound_to(net).best.days == result.best.days
        True
        """
        return self._with({one.name: _bound(getattr(self, one.name), network) for one in _fields(self)})

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: _left_behind(getattr(self, one.name)) for one in _fields(self)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    def __copy__(self) -> Self:
        return self  # nothing of it changes

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def _with(self, values: Mapping[str, Any]) -> Self:
        """Return an answer of these parts; they were checked when the first was made."""
        other = object.__new__(type(self))
        for name, value in values.items():
            object.__setattr__(other, name, value)
        return other


def _fields(answer: Any) -> tuple[Field[Any], ...]:
    return fields(answer)


def _left_behind(value: Any) -> Any:
    """Return what travels of a part of an answer."""
    if isinstance(value, Network):
        return Elsewhere(value.heading, value.content_hash, value.price_year)
    return value


def _bound(value: Any, network: Network) -> Any:
    """Return a part of an answer with its network; answers within it likewise."""
    if isinstance(value, Network | Elsewhere):
        if value.content_hash != network.content_hash:
            raise QuestionError([f"the answer is of network {value.content_hash}, not {network.content_hash}"])
        return network
    if isinstance(value, Travelling):
        return value.bound_to(network)
    if isinstance(value, tuple):
        return tuple(_bound(one, network) for one in value)
    return value

"""Every public function and class shows how it is used, in an example that the doctests run."""

import inspect

import networks
import routing
from routing import plots, report, search, views

DOORS = (networks, routing, search, plots, report)


def described(door):
    """Return the public functions and classes of a module, by name."""
    found = {name: getattr(door, name) for name in door.__all__}
    return {name: thing for name, thing in found.items() if callable(thing)}


def test_every_public_function_and_class_has_an_example():
    things = {f"{door.__name__}.{name}": thing for door in DOORS for name, thing in described(door).items()}
    assert len(things) > 90
    assert [name for name, thing in things.items() if ">>> " not in (inspect.getdoc(thing) or "")] == []


def test_the_public_door_of_pictures_has_all_of_them():
    assert plots.__all__ == views.plots.__all__

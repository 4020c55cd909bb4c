"""The parsers of `landbridge`: as those of argparse, and where a word is wrong they say which is meant."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from networks.model.countries import codes_called
from routing.cli.suggesting import COMMANDS, OPTIONS, STATED, meant_by

DASHES = "‐‑‒–—―−"  # what word processors make of hyphens
WITHOUT = {  # what is given without an option -> options that people look for in its place
    "FROM": ("from", "to", "origin", "destination", "start", "end"),
    "SEARCH": ("country", "name", "place", "search", "find", "source"),
    "FOLDER": ("folder", "path", "dir", "directory"),
    "NAME": ("name", "scenario"),
}


class Parser(argparse.ArgumentParser):
    """The parser of all commands, or of one: it looks at the words before it takes them."""

    def __init__(self, **given: Any) -> None:
        plain: dict[str, Any] = {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter}
        super().__init__(**(plain | given))
        self.commands: Mapping[str, Parser] = {}  # of the parser of all
        self.siblings: Mapping[str, Parser] = {}  # of the parser of one
        self.summary = ""

    @property
    def options(self) -> dict[str, argparse.Action]:
        """Return the options by their long names without hyphens, each under every spelling."""
        return {
            name.removeprefix("--"): action
            for action in self._actions
            for name in action.option_strings
            if name.startswith("--")
        }

    @property
    def positionals(self) -> list[argparse.Action]:
        """Return what is given without an option, in order."""
        return [action for action in self._actions if not action.option_strings]

    def format_usage(self) -> str:
        """Return one line: the options are too many to be of help where something is wrong."""
        if self.commands:
            return f"usage: {self.prog} COMMAND ...; '{self.prog} --help' tells the commands\n"
        named = [f"[{one.metavar}]" if one.nargs == "?" else str(one.metavar) for one in self.positionals]
        return f"usage: {' '.join([self.prog, *named])} [OPTIONS]; '{self.prog} --help' tells them\n"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Return what the words say; end with a message where one of them is none that can stand there."""
        words = list(sys.argv[1:] if args is None else args)
        if self.commands:
            self._look_at_command(words)
        else:
            self._look_at_options(words)
        found, left = super().parse_known_args(words, namespace)
        if left and not self.commands:
            self._refuse_more(left)
        return found, left

    def _look_at_command(self, words: Sequence[str]) -> None:
        """Refuse a first word that is no command."""
        if not words or words[0] in self.commands or words[0] in self._option_string_actions:
            return
        first, rest = words[0], [word for word in words[1:] if word in self.commands]
        if first.startswith(("-", *DASHES)):
            if not rest and (meant := meant_by(first, self.options, {})):
                self.error(f"no option is called {first}; did you mean --{meant}?")
            command = rest[0] if rest else "COMMAND"
            self.error(f"{first} stands before the command; options come behind it: {self.prog} {command} ... {first}")
        if first == "help":
            self.error(f"did you mean '{' '.join([self.prog, *rest[:1], '--help'])}'?")
        meant = meant_by(first, self.commands, COMMANDS)
        if not meant and len(words) > 1 and not words[1].startswith("-") and _is_place(first):
            asked = shlex.join([self.prog, "route", *words])
            self.error(f"no command is called {first!r}; did you mean '{asked}'?")
        hint = f"did you mean '{self.prog} {meant}'?" if meant else f"there are {', '.join(self.commands)}"
        self.error(f"no command is called {first!r}; {hint}")

    def _look_at_options(self, words: Sequence[str]) -> None:
        """Refuse the first word that looks like an option and is none, or that says again what may be said once."""
        said = set()
        for word in words:
            if word == "--":
                return
            name = word.partition("=")[0]
            if name.startswith(tuple(DASHES)) and len(name.strip(DASHES)) > 1 and " " not in name:
                self.error(f"{word!r} begins with a dash that is no hyphen{self._hint(name)}")
            is_number = name[1:2].isdigit() or name[1:2] == "."
            if name.startswith("-") and name != "-" and " " not in name and not is_number and not self._is_option(name):
                self._refuse_option(name)
            action = self._option_string_actions.get(name)
            if type(action) is argparse._StoreAction:
                if action.dest in said:
                    self.error(f"{name} is given more than once: expected one value")
                said.add(action.dest)

    def _is_option(self, name: str) -> bool:
        known = self._option_string_actions
        return name in known or (not name.startswith("--") and name[:2] in known and name[1:] not in self.options)

    def _refuse_option(self, name: str) -> NoReturn:
        plain = name.strip("-")
        told = [str(one.metavar) for one in self.positionals]
        if any(plain in WITHOUT.get(one, ()) for one in told) and plain not in self.options:
            self.error(f"no option is called {name}; what it says is given without one: {self.prog} {' '.join(told)}")
        elsewhere = [command for command, other in self.siblings.items() if plain in other.options]
        if elsewhere and plain not in self.options:
            commands = " and ".join(filter(None, (", ".join(elsewhere[:-1]), elsewhere[-1])))
            self.error(f"{name} is an option of {commands}, not of this command{self._hint(name)}")
        self.error(f"no option is called {name}{self._hint(name)}")

    def _hint(self, name: str) -> str:
        """Return which option is meant by a word; "" where none is near."""
        plain = name.strip(f"-{DASHES}")
        if f"-{plain}" in self._option_string_actions:
            return f"; did you mean -{plain}?"
        option, _, word = STATED.get(plain.casefold(), "").partition(" ")
        if plain not in self.options and option in self.options:
            return f"; did you mean {self._spelt(option)} {word or 'cost'}?"
        meant = meant_by(plain, self.options, OPTIONS)
        return f"; did you mean {self._spelt(meant)}?" if meant else ""

    def _spelt(self, meant: str) -> str:
        """Return an option as it is spelt first of all."""
        return next(name for name in self.options[meant].option_strings if name.startswith("--"))

    def _refuse_more(self, left: Sequence[str]) -> NoReturn:
        """Refuse words beyond those that the command takes, such as the second half of a name."""
        takes = " and ".join(str(one.metavar) for one in self.positionals)
        if "avoid" in self.options and (lands := [word for word in left if word.isupper() and len(word) in (2, 3)]):
            joined = ",".join(["CN", *lands] if "CN" not in lands else lands)
            self.error(f"{' '.join(left)}: several territories go with commas between them: --avoid {joined}")
        told = ",".join(left)
        for option in ("territory", "avoid"):
            if option in self.options and all(map(codes_called, left)):
                self.error(f"{' '.join(left)}: did you mean --{option} {shlex.quote(told)}?")
        if "," in takes:
            self.error(f"{' '.join(left)}: several places go with commas between them, as Moscow,Almaty: {takes}")
        quotes = "; a name of several words stands in quotes, such as 'Saint Petersburg'" if takes else ""
        self.error(f"{' '.join(left)}: beyond what this command takes, {takes or 'which is options alone'}{quotes}")


def _is_place(word: str) -> bool:
    """Return whether a word may be a place of the built-in network."""
    import networks  # not above: commands are seldom wrong

    try:
        networks.load("eurasia").place(word)
    except networks.AmbiguousNameError:
        return True
    except networks.UnknownNameError:
        return False
    return True

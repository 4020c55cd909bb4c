"""`landbridge completion SHELL`: the script by which a shell completes commands, options, places and countries."""

from __future__ import annotations

import argparse

from routing.cli.exits import OK
from routing.cli.output import write_text
from routing.cli.words import one_of

SHELLS = ("bash", "zsh", "fish")

SUMMARY = "the script by which a shell completes commands, options and places"
DESCRIPTION = """\
Print the script by which a shell completes commands, options and their words,
and the places, countries and scenarios of the built-in network."""
EPILOG = """\
examples:
  eval "$(landbridge completion bash)"     # in ~/.bashrc
  eval "$(landbridge completion zsh)"      # in ~/.zshrc, behind compinit
  landbridge completion fish > ~/.config/fish/completions/landbridge.fish

The words stand in the script; print it anew after an update."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, type=one_of(SHELLS), help=", ".join(SHELLS))


def run(arguments: argparse.Namespace) -> int:
    """Print the script and return the exit code."""
    from routing.cli import completing

    write_text(completing.SHELLS[arguments.shell](completing.known_to(arguments.parser)), None)
    return OK

"""Scripts by which a shell completes the words of `landbridge`: made of the parser and of the built-in network.

All words stand in the script: a press of the tabulator starts no Python. Places are offered by name where the name,
with hyphens for blanks, leads to them and is plain to type, and else by id.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import networks
from networks.errors import UnknownNameError
from networks.geo.passages import passages
from networks.model.countries import name_of
from networks.network import Network
from routing.cli.helping import Parser
from routing.question.constraints import MODES
from routing.question.measures import CRITERIA
from routing.question.shipment import GOODS

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
PLACES, COUNTRIES, SCENARIOS, NETWORKS = "places", "countries", "scenarios", "networks"
LISTS = {  # where an option or an argument stands -> the list that its words are of
    **dict.fromkeys(("origin", "destination", "origins", "destinations", "via", "avoid_place"), PLACES),
    "avoid": COUNTRIES,
    "territory": COUNTRIES,
    "scenario": SCENARIOS,
    "name": SCENARIOS,
    "network": NETWORKS,
}
# the words of options that take several with commas
WORDS = {"modes": MODES, "without": MODES, "criteria": CRITERIA, "goods": GOODS}
WORDS |= {"avoid_passage": tuple(sorted(passages()))}


class Known(NamedTuple):
    """What a script knows: names of lists with their words, and command -> option -> its words or "$" and a list.

    Attributes
    ----------
    arguments
        Command -> the words of what it takes without an option.
    options
        Command -> option by its long name with hyphens -> the words that may follow; None: it takes none.
    """

    lists: Mapping[str, tuple[str, ...]]
    summaries: Mapping[str, str]
    arguments: Mapping[str, str]
    options: Mapping[str, Mapping[str, str | None]]


def known_to(parser: Parser) -> Known:
    """Return what a script completes, of a parser and the built-in network."""
    network = networks.load()
    lists = {
        PLACES: tuple(sorted(_typed(network))),
        COUNTRIES: tuple(sorted({_country(place.country) for place in network.places.values() if place.country})),
        SCENARIOS: tuple(sorted({name for edition in networks.editions() for name in networks.scenarios(edition)})),
        NETWORKS: tuple(networks.editions()),
    }
    return Known(
        lists=lists,
        summaries={name: one.summary for name, one in parser.commands.items()},
        arguments={
            name: next((_words(action) for action in one.positionals), "") for name, one in parser.commands.items()
        },
        options={
            name: {f"--{option}": _following(action) for option, action in one.options.items()}
            for name, one in parser.commands.items()
        },
    )


def _typed(network: Network) -> Iterator[str]:
    """Yield each place as it is typed with least trouble."""
    for place in network.places.values():
        name = re.sub(r"[\s(),./]+", "-", place.name.partition(" (")[0].replace("'", "")).strip("-")
        yield name if PLAIN.fullmatch(name) and _leads_to(network, name, place.id) else place.id


def _leads_to(network: Network, name: str, place: str) -> bool:
    try:
        return network.place(name).id == place
    except UnknownNameError:
        return False


def _country(code: str) -> str:
    name = name_of(code).replace(" ", "-")
    return name if PLAIN.fullmatch(name) else code


def _following(action: argparse.Action) -> str | None:
    """Return what may follow an option; None where it takes nothing, "" where that is anything."""
    return None if action.nargs == 0 else _words(action)


def _words(action: argparse.Action) -> str:
    if action.choices:
        return " ".join(map(str, action.choices))
    return f"${LISTS[action.dest]}" if action.dest in LISTS else " ".join(WORDS.get(action.dest, ()))


def bash(known: Known) -> str:
    """Return the script for bash, from 3.2 on."""
    return "\n".join(
        [
            '# bash completion of landbridge; put into ~/.bashrc:  eval "$(landbridge completion bash)"',
            "_landbridge() {",
            "  local words= command=${COMP_WORDS[1]} before=${COMP_WORDS[COMP_CWORD-1]} now=${COMP_WORDS[COMP_CWORD]}",
            *(f"  local {name}='{' '.join(words)}'" for name, words in known.lists.items()),
            "  if [[ $COMP_CWORD == 1 ]]; then",
            f"    words='{' '.join([*known.summaries, '--help', '--version'])}'",
            "  else",
            *_cases(known),
            "  fi",
            "  COMPREPLY=($(",
            "    shopt -s nocasematch",
            '    for one in $words; do [[ $one == "$now"* ]] && echo "$one"; done',
            "  ))",
            "}",
            "complete -o default -F _landbridge landbridge",
            "",
        ]
    )


def zsh(known: Known) -> str:
    """Return the script for zsh."""
    return "\n".join(
        [
            "#compdef landbridge",
            '# zsh completion of landbridge; put into ~/.zshrc behind compinit:  eval "$(landbridge completion zsh)"',
            "_landbridge() {",
            "  local words_= command=$words[2] before=$words[CURRENT-1] now=$words[CURRENT]",
            *(f"  local {name}='{' '.join(words)}'" for name, words in known.lists.items()),
            "  if [[ $CURRENT == 2 ]]; then",
            f"    words_='{' '.join([*known.summaries, '--help', '--version'])}'",
            "  else",
            *(line.replace("words=", "words_=") for line in _cases(known)),
            "  fi",
            "  if [[ -n $words_ ]]; then",
            "    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -- ${=words_}",
            "  else",
            "    _files",
            "  fi",
            "}",
            "compdef _landbridge landbridge",
            "",
        ]
    )


def _cases(known: Known) -> Iterator[str]:
    """Yield the lines, the same in bash and zsh, that find the words for what is typed now."""
    yield '    case "$command $before" in'
    for command, options in known.options.items():
        for option, words in options.items():
            if words is not None:
                yield f'      "{command} {option}") words="{words}";;'
    yield '      *" -o") ;;'
    yield "      *)"
    yield '        case "$command $now" in'
    for command, options in known.options.items():
        yield f'          "{command} -"*) words="{" ".join(options)}";;'
    for command, words in known.arguments.items():
        yield f'          "{command} "*) words="{words}";;'
    yield "        esac;;"
    yield "    esac"


def fish(known: Known) -> str:
    """Return the script for fish."""
    file = "~/.config/fish/completions/landbridge.fish"
    lines = [f"# fish completion of landbridge:  landbridge completion fish > {file}"]
    lines += [f"set -g __landbridge_{name} {' '.join(words)}" for name, words in known.lists.items()]
    for command, summary in known.summaries.items():
        told = summary.replace("'", r"\'")
        lines.append(f"complete -c landbridge -n __fish_use_subcommand -f -a {command} -d '{told}'")
    for command, options in known.options.items():
        at = f"complete -c landbridge -n '__fish_seen_subcommand_from {command}'"
        if known.arguments[command]:
            lines.append(f"{at} -f -a '{_in_fish(known.arguments[command])}'")
        for option, words in options.items():
            taken = "" if words is None else f" -x -a '{_in_fish(words)}'" if words else " -r"
            lines.append(f"{at} -l {option.removeprefix('--')}{taken}")
    return "\n".join([*lines, ""])


def _in_fish(words: str) -> str:
    return f"$__landbridge_{words[1:]}" if words.startswith("$") else words


SHELLS: Mapping[str, Callable[[Known], str]] = {"bash": bash, "zsh": zsh, "fish": fish}

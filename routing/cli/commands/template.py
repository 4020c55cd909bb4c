"""`landbridge template FOLDER`: a network of CSV files to begin with: two small ones, or a copy of another network."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from networks.writers.whole_folder import write_folder
from routing.cli import options
from routing.cli.exits import OK
from routing.cli.output import show_text, write_text
from routing.cli.words import stated
from routing.errors import QuestionError

FILES = {
    "places.csv": """\
id,name,country
OSAKA,Osaka,JP
TIANJIN,Tianjin,CN
VOSTOCHNY,Vostochny,RU
ALMATY,Almaty,KZ
""",
    "links.csv": """\
id,tail,head,mode,length_km,gauge_mm,territories,hours,usd
osaka-tianjin,OSAKA,TIANJIN,sea,2100,,JP;CN,110,300
tianjin-almaty,TIANJIN,ALMATY,rail,5100,1435,CN;KZ,290,2100
osaka-vostochny,OSAKA,VOSTOCHNY,sea,1300,,JP;RU,75,650
vostochny-almaty,VOSTOCHNY,ALMATY,rail,7800,1520,RU;KZ,380,1900
""",
}

SUMMARY = "a network of CSV files to begin with; or a file of changes or quotes"
DESCRIPTION = """\
Write places.csv and links.csv into a new folder: a network that works, with
made-up figures to be replaced by yours. With --from write a copy of another
network, in full with its sources. With --changes or --rates write a CSV file
instead: a scenario of your own, or a rate sheet, with made-up rows. With
--empty write every table with its columns and no row."""
EPILOG = """\
examples:
  landbridge template my-network
  landbridge check my-network
  landbridge route Osaka Almaty --network my-network --avoid CN
  landbridge template my-eurasia --from eurasia-2025
  landbridge template my-target --from eurasia --scenario 2016-target
  landbridge template my.csv --changes
  landbridge route Yokohama Moscow --changes my.csv
  landbridge template quotes.csv --rates
  landbridge route Yokohama Moscow --rates quotes.csv --money JPY"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("folder", metavar="NAME", help="folder (or file) to be made anew; its parent must exist")
    what = parser.add_mutually_exclusive_group()
    told = "copy this network: the name of a built-in one, or a file or folder that can be read"
    what.add_argument("--from", metavar="NETWORK", dest="network", type=stated, help=told)
    what.add_argument("--changes", action="store_true", help="a CSV file of changes to a network, for --changes")
    what.add_argument("--empty", action="store_true", help="all tables with all columns, without a row")
    what.add_argument("--rates", action="store_true", help="a CSV file of your own quotes, for --rates")
    told = "with --from: apply a scenario first; repeated, or a+b: one after the other"
    parser.add_argument("--scenario", metavar="NAME", action="append", default=[], type=stated, help=told)


def run(arguments: argparse.Namespace) -> int:
    """Write the folder and return the exit code."""
    target = Path(arguments.folder)
    if not arguments.folder or os.path.lexists(target):
        raise QuestionError([f"{arguments.folder!r} exists already; expected a new name"])
    if not target.parent.is_dir():
        raise QuestionError([f"{str(target.parent)!r}: no such folder"])
    if arguments.scenario and arguments.network is None:
        raise QuestionError(["--scenario is of the network that is copied; expected --from NETWORK with it"])
    if arguments.network is not None:
        return _copy(arguments, target)
    if arguments.empty:
        return _empty(target)
    if arguments.changes or arguments.rates:
        return _one_file(target, "--changes" if arguments.changes else "--rates")
    files = ((name, text.encode()) for name, text in FILES.items())
    write_folder(target, files, known=FILES)
    show_text(
        f"{target}: {' and '.join(FILES)} written. The figures in them are made up; put yours in their place, then:\n"
        f"  landbridge check {target}\n  landbridge route Osaka Almaty --network {target}",
        None,
    )
    return OK


def _empty(target: Path) -> int:
    """Write the tables of a network without rows and return the exit code."""
    from networks.writers.json_schema import empty_files

    files = empty_files()
    write_folder(target, ((name, text.encode()) for name, text in files.items()), known=files)
    show_text(
        f"{target}: {len(files)} tables written, without rows; places.csv and links.csv are needed, then:\n"
        f"  landbridge check {target}",
        None,
    )
    return OK


def _copy(arguments: argparse.Namespace, target: Path) -> int:
    """Write a copy of a network and return the exit code."""
    import networks

    network = options.network_of(argparse.Namespace(network=arguments.network, scenario=arguments.scenario))
    networks.write(network, target)
    scenario = f" with {' and '.join(network.scenario)}" if network.scenario else ""
    show_text(
        f"{target}: {network.name}{scenario} written, a CSV file a table; change what you like, then:\n"
        f"  landbridge check {target}\n  landbridge route Yokohama Almaty --network {target}",
        None,
    )
    return OK


def _one_file(target: Path, option: str) -> int:
    """Write a file of changes or quotes and return the exit code."""
    from networks.what_if import own_changes, quotes

    write_text((own_changes if option == "--changes" else quotes).TEMPLATE, str(target))
    told = f"{target}: written. Its rows are made up; put yours in their place, then:\n"
    show_text(f"{told}  landbridge route Yokohama Moscow {option} {target}", None)
    return OK

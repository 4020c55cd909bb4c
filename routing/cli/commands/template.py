"""`landbridge template FOLDER`: a network of two CSV files to begin with."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from networks.writers.whole_folder import write_folder
from routing.cli.exits import OK
from routing.cli.output import show_text
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

SUMMARY = "a network of two CSV files to begin with"
DESCRIPTION = """\
Write places.csv and links.csv into a new folder: a network that works, with
made-up figures to be replaced by yours."""
EPILOG = """\
examples:
  landbridge template my-network
  landbridge check my-network
  landbridge route Osaka Almaty --network my-network --avoid CN"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("folder", metavar="FOLDER", help="made anew; its parent must exist")


def run(arguments: argparse.Namespace) -> int:
    """Write the folder and return the exit code."""
    target = Path(arguments.folder)
    if not arguments.folder or os.path.lexists(target):
        raise QuestionError([f"{arguments.folder!r} exists already; expected the name of a new folder"])
    if not target.parent.is_dir():
        raise QuestionError([f"{str(target.parent)!r}: no such folder"])
    files = ((name, text.encode()) for name, text in FILES.items())
    write_folder(target, files, known=FILES)
    show_text(
        f"{target}: {' and '.join(FILES)} written. The figures in them are made up; put yours in their place, then:\n"
        f"  landbridge check {target}\n  landbridge route Osaka Almaty --network {target}",
        None,
    )
    return OK

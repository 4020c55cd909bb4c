"""Commands typed wrongly in the usual ways: each is refused with what was meant; and what is taken as people write it."""

from __future__ import annotations

import argparse
import shlex

import pytest

from routing.cli import main
from routing.cli.parser import build_parser
from routing.cli.suggesting import COMMANDS, ELSEWHERE, OPTIONS, WORDS, meant_by
from routing.question.constraints import MODES
from routing.question.measures import CRITERIA
from routing.question.shipment import GOODS

WRONG = [  # what is typed -> what the message says
    # the command
    ("rout Yokohama Moscow", "did you mean 'landbridge route'?"),
    ("Route Yokohama Moscow", "did you mean 'landbridge route'?"),
    ("rotue Yokohama Moscow", "did you mean 'landbridge route'?"),
    ("find Yokohama Moscow", "did you mean 'landbridge route'?"),
    ("compar Yokohama Moscow", "did you mean 'landbridge compare'?"),
    ("pareto Yokohama Moscow", "did you mean 'landbridge frontier'?"),
    ("alternative Yokohama Moscow", "did you mean 'landbridge alternatives'?"),
    ("Yokohama Moscow", "did you mean 'landbridge route Yokohama Moscow'?"),
    ("dance", "there are route, compare, frontier"),
    ("help", "did you mean 'landbridge --help'?"),
    ("help route", "did you mean 'landbridge route --help'?"),
    ("--avoid CN route Yokohama Moscow", "options come behind it: landbridge route ... --avoid"),
    ("--versoin", "did you mean --version?"),
    ("dance Yokohama Moscow", "there are route, compare, frontier"),
    # an option
    ("route Yokohama Moscow --minimze cost", "did you mean --minimise?"),
    ("route Yokohama Moscow -minimise cost", "did you mean --minimise?"),
    ("route Yokohama Moscow –minimise cost", "a dash that is no hyphen; did you mean --minimise?"),
    ("route Yokohama Moscow —-max-days 30", "a dash that is no hyphen; did you mean --max-days?"),
    ("route Yokohama Moscow --max-day 30", "did you mean --max-days?"),
    ("route Yokohama Moscow --max-day=30", "did you mean --max-days?"),
    ("route Yokohama Moscow --max_days 30", "did you mean --max-days?"),
    ("route Yokohama Moscow --max-trans 1", "did you mean --max-transshipments?"),
    ("route --weight 10 Yokohama Moscow", "did you mean --tonnes?"),
    ("route Yokohama Moscow --budget 3000", "did you mean --max-usd?"),
    ("route Yokohama Moscow --with ferry", "did you mean --modes?"),
    ("route Yokohama Moscow --no-ferry", "did you mean --without ferry?"),
    ("route Yokohama Moscow --exclude China", "did you mean --avoid?"),
    ("route Yokohama Moscow --avoid-places Nakhodka", "did you mean --avoid-place?"),
    ("route Yokohama Moscow --out x.csv", "did you mean --output?"),
    ("route Yokohama Moscow --k 3", "--k is an option of alternatives"),
    ("route Yokohama Moscow --cheapest", "did you mean --minimise cost?"),
    ("route Yokohama Moscow --no-china", "did you mean --avoid CN?"),
    ("route --from Yokohama --to Moscow", "given without one: landbridge route FROM TO"),
    ("places --country japan", "given without one: landbridge places SEARCH"),
    ("compare Yokohama Moscow --scenarios samarga", "did you mean --scenario?"),
    ("route Yokohama Moscow -o", "expected one argument"),
    ("route Yokohama Moscow --o x.html", "did you mean -o?"),
    ("route Yokohama Moscow --tolerance some", "'some': expected a number"),
    ("route Yokohama Moscow --json", "did you mean --format json?"),
    ("route Yokohama Moscow --currency JPY", "did you mean --money?"),
    ("route Yokohama Moscow --reefer", "did you mean --size 40rf?"),
    ("route Yokohama Moscow --money JPY --money EUR", "--money is given more than once: expected one value"),
    ("route Yokohama Moscow --minimise cost --minimize time", "--minimize is given more than once"),
    # how many words
    ("route", "required: FROM, TO"),
    ("route Yokohama", "required: TO"),
    ("route Yokohama St. Petersburg", "stands in quotes"),
    ("route Yokohama Moscow --avoid CN RU", "--avoid CN,RU"),
    ("check", "required: FOLDER"),
    ("route Yokohama Almaty China", "did you mean --avoid China?"),
    ("audit Yokohama Almaty Russia China", "did you mean --territory Russia,China?"),
    ("table Yokohama Moscow Almaty", "several places go with commas between them, as Moscow,Almaty"),
    ("compare Yokohama Almaty --avoid China", "what constraints cost tells 'landbridge price-of'"),
    # a word of a list
    ("route Yokohama Moscow --minimise price", "did you mean cost?"),
    ("route Yokohama Moscow --minimise costs", "did you mean cost?"),
    ("route Yokohama Moscow --minimise co2", "did you mean co2e?"),
    ("route Yokohama Moscow --size 30", "expected one of 20ft, 40ft, 40hc, 45ft, 20rf, 40rf"),
    ("route Yokohama Moscow --size 20HC", "expected one of 20ft, 40ft, 40hc"),
    ("route Yokohama Moscow --modes train,sea", "did you mean rail?"),
    ("route Yokohama Moscow --without ferries", "did you mean ferry?"),
    ("route Yokohama Moscow --without China", "for a country --avoid"),
    ("route Yokohama Moscow --modes rail,ferry --without ferry", "--modes allows ferry, --without does not"),
    ("route Yokohama Moscow --modes rail --without rail,sea", "--modes allows rail, --without does not"),
    ("route Yokohama Moscow --without rail,sea,ferry,road,inland_water,air", "--without leaves no mode"),
    ("route Yokohama Moscow --goods reefer", "did you mean cooled?"),
    ("route Yokohama Moscow --scope port", "did you mean terminal?"),
    ("route Yokohama Moscow --format excel", "did you mean"),
    ("route Yokohama Moscow --format png", "give a file with -o FILE"),
    ("frontier Yokohama Moscow --criteria time,money", "did you mean cost?"),
    ("frontier Yokohama Moscow --criteria 'time;cost'", "with commas between them"),
    ("alternatives Yokohama Moscow --distinct services", "did you mean service?"),
    ("completion bsh", "did you mean bash?"),
    # a number, a day
    ("route Yokohama Moscow --max-days soon", "'soon': expected a number"),
    ("route Yokohama Moscow --max-days 30d", "did you mean 30?"),
    ("route Yokohama Moscow --max-usd 6,000", "did you mean 6000?"),
    ("route Yokohama Moscow --max-usd '$6000'", "did you mean 6000?"),
    ("route Yokohama Moscow --max-usd 5k", "did you mean 5000?"),
    ("route Yokohama Moscow --tonnes 10,5", "did you mean 10.5?"),
    ("route Yokohama Moscow --containers two", "expected a whole number"),
    ("route Yokohama Moscow --containers 1.5", "expected a whole number"),
    ("route Yokohama Moscow --ready 1.12.2016", "expected a date as YYYY-MM-DD"),
    ("route Yokohama Moscow --departure 2016-12-01", "did you mean --depart?"),
    ("corridors Yokohama Moscow --departure 2016-12-01", "did you mean --ready?"),
    (
        "corridors Yokohama Moscow --depart 2016-12-01",
        "is an option of route, compare, frontier, alternatives, punctuality and reliable, not of this command",
    ),
    ("route Yokohama Moscow --depart 2016-02-30", "'2016-02-30': expected a day as 2016-03-01, or a moment"),
    ("route Yokohama Moscow --arrive-by 2016-03-01T25:61", "expected a day as 2016-03-01, or a moment"),
    ("route Yokohama Moscow --depart 2016-03-01 --arrive-by 2016-04-01", "give one of the two"),
    ("route Yokohama Moscow --depart 2016-03-01 --ready 2016-03-02", "on the clock goods leave when they are ready"),
    ("route Yokohama Moscow --depart 2016-03-01T14:00 --deadline 2016-04-02", "give --depart as a day"),
    ("route Yokohama Moscow --arrive-by 2016-03-01 --ready 2016-02-02", "give --arrive-by alone"),
    ("route Yokohama Moscow -o trip.ics", "a calendar needs moments; give --depart or --arrive-by"),
    # a name
    ("route Yokohama Moskow", "RUMOW  Moscow, RU"),
    ("route Yokohama Khorgos", "KZHOR  Khorgos Gateway, KZ"),
    ("route Yokohama Kuzbass", "'landbridge places' lists them all"),
    ("route Saitama Moscow", "from degrees north,east, such as 35.86,139.65, a lorry goes to a terminal near by"),
    ("route Yokohama Almaty --avoid Chian", "did you mean CN (China)?"),
    ("route Yokohama Almaty --avoid Korea", "may be KP (North Korea) or KR (South Korea)"),
    ("route Yokohama Almaty --via Novosibisk", "RUOVB  Novosibirsk, RU"),
    ("route Yokohama Moscow --network erasia", "did you mean eurasia?"),
    ("route Yokohama Moscow --network eurasia2025", "did you mean eurasia-2025?"),
    ("route Yokohama Moscow --scenario 2016-targt", "did you mean 2016-target"),
    ("route Yokohama Moscow --scenario 2025", "did you mean the network eurasia-2025?"),
    ("route Yokohama Moscow --scenario suez-return", "did you mean suez-return of the network eurasia-2025?"),
    ("scenarios list", "'landbridge scenarios' lists them all"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG, ids=[typed for typed, _ in WRONG])
def test_a_wrong_command_is_helped_at_once(capsys, typed: str, told: str):
    argv = shlex.split(typed)
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == "" and told in err
    assert len(err.splitlines()) <= 6 and "Traceback" not in err
    if err.startswith("usage:"):
        command = argv[0] if argv[0] in build_parser().commands else "COMMAND"
        assert err.startswith(f"usage: landbridge {command}")


@pytest.mark.parametrize(
    "typed",
    [
        "--minimize cost",
        "--minimise COST",
        "--size 40",
        "--size 40FT",
        '--size "40\'"',
        "--max-transhipments 3",
        "--modes Rail,sea",
        "--avoid china",
        "--avoid 'CN UK'",
        "--via 'vostochny port'",
        "--avoid-place nakhodka",
        "--scope Door",
        "--tolerance 5%",
    ],
)
def test_what_is_plain_is_taken_as_people_write_it(capsys, typed: str):
    assert main(["route", "yokohama", "москва", *shlex.split(typed)]) == 0
    assert "Yokohama" in capsys.readouterr().out


def test_what_begins_with_a_hyphen_and_is_no_option_is_left_alone(capsys):
    assert main(["route", "Yokohama", "Moscow", "--max-usd", "-5"]) == 2
    assert "max_usd=-5.0" in capsys.readouterr().err
    assert main(["route", "--minimise=time", "--", "-Nowhere", "Moscow"]) == 2
    assert "no place is called '-Nowhere'" in capsys.readouterr().err


def test_the_places_of_a_country_are_listed(capsys):
    assert main(["places", "kazakhstan", "--format", "csv"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert len(rows) > 20 and all(",KZ," in row for row in rows)
    assert main(["places", "KAZ"]) == 0
    assert main(["places", "Kazakstan"]) == 1
    assert "KZ (Kazakhstan)" in capsys.readouterr().err


def test_each_word_that_others_use_leads_to_one_that_there_is():
    commands = build_parser().commands
    options = {name for command in commands.values() for name in command.options}
    values = {
        str(choice) for one in commands.values() for action in one._actions for choice in action.choices or ()
    } | {*MODES, *CRITERIA, *GOODS}
    assert set(OPTIONS.values()) <= options and not options.intersection(OPTIONS)
    assert {*ELSEWHERE, *ELSEWHERE.values()} <= options
    assert set(COMMANDS.values()) <= set(commands) and not set(commands).intersection(COMMANDS)
    assert set(WORDS.values()) <= values


def test_a_word_like_none_means_none():
    assert meant_by("frobnicate", ["avoid", "via"], OPTIONS) == ""
    assert meant_by("", ["avoid"], OPTIONS) == ""


def test_every_option_has_a_help_text_and_every_command_a_summary():
    for command in build_parser().commands.values():
        assert command.summary
        assert all(action.help for action in command.options.values() if not isinstance(action, argparse._HelpAction))

"""Codes of territories: which exist, and what a code means when somebody bans it."""

from __future__ import annotations

from collections.abc import Iterable

from networks.errors import UnknownNameError

# ISO 3166-1 alpha-2 (2020 edition). NA is Namibia, not a missing value.
ISO_3166_1 = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905 - shorter than a list
)

# A ban of the key means a ban of all of these, unless exact codes are asked for. TW is separate.
MEANS = {"CN": frozenset({"CN", "HK", "MO"})}


def is_territory(code: str) -> bool:
    """Tell whether a text is an ISO 3166-1 alpha-2 code.

    Examples
    --------
    >>> is_territory("NA"), is_territory("XX")
    (True, False)
    """
    return code in ISO_3166_1


def banned_codes(codes: Iterable[str], *, exact: bool = False) -> frozenset[str]:
    """Return the codes that a ban of `codes` removes.

    Parameters
    ----------
    codes
        ISO 3166-1 alpha-2 codes.
    exact
        True: these codes and no others. False: ``"CN"`` includes Hong Kong and Macao.

    Raises
    ------
    UnknownNameError
        A text is no code; the error names the nearest ones.

    Examples
    --------
    >>> sorted(banned_codes({"CN"}))
    ['CN', 'HK', 'MO']
    >>> sorted(banned_codes({"CN"}, exact=True))
    ['CN']
    """
    wanted = set(codes)
    for code in sorted(wanted):
        if not is_territory(code):
            raise UnknownNameError("territory (ISO 3166-1 alpha-2)", code, sorted(ISO_3166_1))
    if exact:
        return frozenset(wanted)
    return frozenset(wanted.union(*(MEANS.get(code, frozenset()) for code in wanted)))

"""A line that crosses a customs border stops, if only in passing, on both sides of it."""

import networks

PLACES = "id,name,country\nA,Alpha,RU\nB,Beta,RU\nC,Gamma,UZ\nD,Delta,UZ\n"
LINKS = (
    "id,tail,head,mode,length_km,gauge_mm,territories\n"
    "ab,A,B,rail,80,1520,RU\nbc,B,C,rail,80,1520,RU;UZ\ncd,C,D,rail,80,1520,UZ\n"
)
SERVICES = "id,name,kind,mode\nt,Train,line,rail\n"
PROCEDURES = "id,kind,area\np,import,UZ\n"
SOURCES = "id,title\nassumption,Assumed by us\n"
FIGURES = "element,quantity,value,unit,source,kind\nt,speed,500,km/day,assumption,assumption\np,time,2,h,assumption,assumption\n"


def findings(folder, stops):
    path = folder(
        places=PLACES,
        links=LINKS,
        services=SERVICES,
        stops=stops,
        procedures=PROCEDURES,
        figures=FIGURES,
        sources=SOURCES,
    )
    return [str(finding) for finding in networks.check(path) if finding.file == "stops.csv"]


def test_a_border_within_a_leg_is_an_error(folder):
    told = findings(folder, "service,seq,place,path\nt,1,A,\nt,2,D,ab;bc;cd\n")
    assert told == [
        "error: stops.csv, line 3, path: 'ab;bc;cd': the border B - C lies within this leg; make both stations stops"
    ]


def test_a_border_between_two_passing_stops_is_sound(folder):
    stops = "service,seq,place,board,alight,path\nt,1,A,,,\nt,2,B,no,no,ab\nt,3,C,no,no,bc\nt,4,D,,,cd\n"
    assert findings(folder, stops) == []

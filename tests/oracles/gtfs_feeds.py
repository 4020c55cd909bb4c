"""GTFS feeds for tests: a toy of one ferry and two trains, and random ones."""

from __future__ import annotations

import random
import zipfile

ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Etc/UTC")
WEEK = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
TOY = {
    "agency.txt": """agency_id,agency_name,agency_url,agency_timezone
K,Kawasaki Line,https://example.org,Asia/Tokyo
""",
    "stops.txt": """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,stop_timezone
MUR,Muroran,42.325,140.975,0,,
MIY,Miyako,39.626,141.968,0,,
S,Station of Miyako,39.64,141.947,1,,
S1,Track 1,39.64,141.947,0,S,
S2,Track 2,39.64,141.947,0,S,
MOR,Morioka,39.702,141.136,,,
""",
    "routes.txt": """route_id,agency_id,route_short_name,route_long_name,route_type
ferry,K,,Miyako - Muroran,4
rail,K,Y,Yamada line,2
""",
    "trips.txt": """route_id,service_id,trip_id
ferry,daily,south
rail,week,up
rail,week,up again
rail,week,slow
""",
    "stop_times.txt": """trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
south,20:00:00,20:00:00,MUR,1,0,0
south,30:00:00,30:00:00,MIY,2,0,0
up,6:30:00,6:31:00,S1,10,0,0
up,09:00:00,09:00:00,MOR,20,0,0
up again,16:30:00,16:31:00,S2,10,0,0
up again,19:00:00,19:00:00,MOR,20,0,0
slow,16:35:00,16:35:00,S2,10,0,0
slow,19:35:00,19:35:00,MOR,20,0,0
""",
    "calendar.txt": f"""service_id,{WEEK},start_date,end_date
daily,1,1,1,1,1,1,1,20180622,20190630
week,1,1,1,1,1,0,0,20180622,20190630
""",
    "calendar_dates.txt": """service_id,date,exception_type
week,20180813,2
week,20180818,1
""",
}


def edited(file, old, new):
    """Return the toy with a text of one file replaced; the text must stand there once."""
    assert TOY[file].count(old) == 1, (file, old)
    return TOY | {file: TOY[file].replace(old, new)}


def as_folder(folder, tables):
    """Write the files of a feed into a new folder."""
    folder.mkdir()
    for name, text in tables.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def as_archive(file, tables):
    """Write a feed as a zip archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return file


def random_feed(seed):
    """Return a small random feed: stations, zones with summer time, trips past midnight, exceptions, repetitions."""
    rng = random.Random(seed)
    stops = [f"s{number}" for number in range(rng.randint(2, 6))]
    stations = {stop: rng.choice(("", "", "", "T1", "T2")) for stop in stops} | {"s0": "", "s1": ""}
    lines = [f"{one},{one},{rng.uniform(40, 41):.4f},{rng.uniform(20, 21):.4f},0,{stations[one]}" for one in stops]
    lines += [f"{one},{one},40.5,20.5,1," for one in sorted({station for station in stations.values() if station})]
    calendars = [f"c{number}" for number in range(rng.randint(1, 3))]
    weeks = [[rng.randint(0, 1) for _ in range(7)] for _ in calendars]
    dates = []
    for calendar, week in zip(calendars, weeks, strict=True):
        if not any(week) or rng.random() < 0.5:
            week[:] = week if any(week) else [1] * 7
        # 25 to 31 March 2024, Monday to Sunday, with the change of clocks in Europe on Sunday
        day = rng.randint(0, 6)
        if any(at for number, at in enumerate(week) if number != day) or not week[day]:
            dates.append(f"{calendar},202403{25 + day},{2 if week[day] else 1}")
    trips, times, often = [], [], []
    for number in range(rng.randint(1, 6)):
        route, calendar = f"r{rng.randint(0, 1)}", rng.choice(calendars)
        trips.append(f"{route},{calendar},t{number}")
        now, exact = rng.randrange(0, 26 * 3600, 60), rng.randint(0, 1)
        if rng.random() < 0.3:
            begin, every = rng.randrange(0, 20 * 3600, 60), rng.randrange(600, 9000, 60)
            often.append(f"t{number},{clock(begin)},{clock(begin + rng.randrange(60, 5 * 3600))},{every},{exact}")
        way = [rng.choice(stops) for _ in range(rng.randint(2, 6))] if number else ["s0", "s1"]
        for at, stop in enumerate(way):
            leaves = now + rng.choice((0, 0, 60, 600))
            inside = 0 < at < len(way) - 1
            stated = f"{clock(now)},{clock(leaves)}" if not inside or rng.random() < 0.8 else ","
            flags = f"{int(rng.random() < 0.1)},{int(rng.random() < 0.1)}"
            times.append(f"t{number},{stated},{stop},{at * 3 + 1},{flags}")
            now = leaves + rng.choice((0, 60, 1234, 7200, 40000))
    rng.shuffle(times)
    changes = [f"{stop},{stop},2,{rng.choice((0, 120, 900))}" for stop in stops if rng.random() < 0.5]
    weeks_text = [
        f"{one},{','.join(map(str, week))},20240325,20240331" for one, week in zip(calendars, weeks, strict=True)
    ]
    tables = {
        "agency.txt": ["agency_name,agency_url,agency_timezone", f"A,https://example.org,{rng.choice(ZONES)}"],
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station", *lines],
        "routes.txt": ["route_id,route_short_name,route_type", f"r0,R,{rng.choice((2, 3, 4))}", "r1,Q,4"],
        "trips.txt": ["route_id,service_id,trip_id", *trips],
        "stop_times.txt": [
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
            *times,
        ],
        "calendar.txt": [f"service_id,{WEEK},start_date,end_date", *weeks_text],
        "calendar_dates.txt": ["service_id,date,exception_type", *dates],
        "frequencies.txt": ["trip_id,start_time,end_time,headway_secs,exact_times", *often],
        "transfers.txt": ["from_stop_id,to_stop_id,transfer_type,min_transfer_time", *changes],
    }
    return {name: "\n".join(rows) + "\n" for name, rows in tables.items()}


def clock(seconds):
    """Return seconds of a service day as GTFS writes them."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"

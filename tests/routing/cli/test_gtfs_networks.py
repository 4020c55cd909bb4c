"""``--network`` takes a GTFS feed, as a folder or a zip archive."""

from oracles.gtfs_feeds import TOY, as_archive, as_folder

from routing.cli import main


def test_a_feed_is_a_network(tmp_path, capsys):
    for path in (as_folder(tmp_path / "feed", TOY), as_archive(tmp_path / "feed.zip", TOY)):
        asked = ["route", "Muroran", "Miyako", "--scope", "terminal", "--minimise", "distance", "--network", str(path)]
        assert main(asked) == 0
        assert "311 km" in capsys.readouterr().out


def test_what_is_wrong_with_a_feed_is_told(tmp_path, capsys):
    path = as_folder(tmp_path / "feed", TOY | {"agency.txt": TOY["agency.txt"].replace("Asia/Tokyo", "Tokyo")})
    assert main(["route", "MUR", "MIY", "--network", str(path)]) == 2
    assert "agency.txt, line 2, agency_timezone: 'Tokyo': no zone has this name" in capsys.readouterr().err

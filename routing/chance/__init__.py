"""Chance: how figures with a range, waits and cancelled departures are drawn, and what a route then takes."""

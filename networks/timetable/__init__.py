"""The clock of a network: zones of places, days of patterns, departures as moments, opening hours."""

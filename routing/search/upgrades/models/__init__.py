"""OR-Tools models of upgrades, one a file."""

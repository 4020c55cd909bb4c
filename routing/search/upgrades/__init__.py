"""Arcs that need upgrades: which set is the cheapest, and what each amount of money reaches; on plain arrays."""

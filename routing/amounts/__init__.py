"""Figures become integers here: minutes, cents and grams, each rounded once. Knows no route and no search."""

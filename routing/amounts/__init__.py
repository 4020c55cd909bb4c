"""Figures become integers here: thousandths of a minute, cent or gram, rounded once. Knows no route and no search."""

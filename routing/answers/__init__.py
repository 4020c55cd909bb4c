"""What is answered: routes, fronts and alternatives as frozen objects, and what can be read from their steps.

Nothing here searches; text, tables and pictures of answers are made in `printing`, `export`, `plots` and `report`.
"""

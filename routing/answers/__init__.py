"""Answers are data. How they are shown stands in `routing.views`; `shown.py` is the only way there."""

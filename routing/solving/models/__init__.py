"""OR-Tools models, one a file; the only place where OR-Tools is imported, and only when a model is solved.

Every solver takes arrays and returns numbers of rows: it knows no network, unit or place.
"""

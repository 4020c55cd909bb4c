"""Two unlike opinions on a compiled problem, searches of our own and OR-Tools, and who compares them.

None knows a place, a unit or a figure.
"""

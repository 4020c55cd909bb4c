"""Searches over arrays. They know no names, no units and no freight; weights are integers of any size.

A graph is given as adjacency lists of arc numbers (``out[node]`` leaving, ``into[node]`` entering), the ends
of each arc (``tail``, ``head``), a weight per arc and a mask of usable arcs. Nothing here checks its input:
`routing.search.Digraph` and `routing.compiling.problem` do, once.
"""

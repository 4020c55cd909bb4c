"""The interpreted searches: over lists, without anything to compile, with integers of any size.

A graph is given as adjacency lists of arc numbers (those leaving each node, or those entering it), the node at the
other end of each arc, a weight per arc and a mask of usable arcs.
"""

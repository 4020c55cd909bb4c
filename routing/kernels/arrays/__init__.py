"""The searches again, over arrays and compiled by numba: for graphs on which lists are too slow.

Nothing here is imported before a search needs it: numba takes a while to load and is an optional extra. A graph is
given in rows by node: ``first`` (int64, n + 1) says where the arcs of a node begin and end, ``arcs`` (int64, m) their
numbers, rising within a node, ``ends`` (m) the node at the other end of each, and ``weight`` (int64, m) its weight,
all in that order; ``usable`` (uint8, by arc number) is empty where every arc may be used. The same kernel searches
forward on the arcs that leave each node and backward on those that enter it.

The kernels check nothing and know no names. They work in slices: after a number of steps they return, with all that
they need to go on in the arrays they were given, so that a limit of time is kept and Ctrl-C is heard. They hold no lock
of the interpreter, and no state of their own: searches with different work arrays run side by side.
"""

"""The searches again, over arrays and compiled by numba: for graphs on which lists are too slow.

Nothing here is imported before a search needs it: numba takes a while to load and is an optional extra. A graph is
given in rows by node (`rows.Rows`), those that leave each node to search forward, those that enter it to search
backward; ``usable`` (uint8, by arc number) is empty where every arc may be used.

What belongs together comes as one named tuple: the rows of a graph, the arrays that a search works in, the labels that
it has made. The module of a kernel has the function that makes them (``work_for``, ``labels_for``). Named tuples are
taken apart at the head of a kernel, for the loops are to run over plain local arrays. From Python they arrive as plain
tuples (see `jit.Kernel`), so a kernel that goes on with the names begins with ``work = Work(*work)``. Each costs half a
microsecond a call: short questions are to take few calls. The last field of what a search works in is its ``state``, an
array of one record of named numbers, by which it goes on where it stopped.

Most kernels work in arrays that they are given (`jit.compiled`); those that make some are marked
(`jit.compiled_with_arrays`), for machine code that may do so counts references all along.

The kernels check nothing and know no names. They work in slices: after a number of steps they return, with all that
they need to go on in the arrays they were given, so that a limit of time is kept and Ctrl-C is heard. They hold no lock
of the interpreter, and no state of their own: searches with different work arrays run side by side.
"""

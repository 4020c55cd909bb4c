"""Searches over plain data. They know no names, no units and no freight; weights are integers.

Two rooms with the same file names: `lists` holds the interpreted searches, which begin at once and whose numbers have
no width, `arrays` the compiled ones, for graphs on which lists are too slow. Functions of the same name do the same and
find the same paths, arc by arc.

==============  =======================================================================================================
dijkstra        least weights from a node to all others
canonical       of the best paths the one with the least arc numbers, with and without limits
constrained     least weight within limits on further amounts
bounded         the same where that takes too long: labels under bounds on sums of weight and amounts
trees           least paths from a node in such a sum, with what each path has of every amount
pareto          the paths that no other beats in several criteria; on arrays ``pareto_two``, ``pareto_three`` and
                ``pareto_many`` by the number of criteria; for two in the ``pareto_region`` of the ``pareto_lines`` of a
                ``pareto_area``, for three along ``pareto_chains``
k_shortest      the k shortest paths without a repeated node
==============  =======================================================================================================

Only on arrays there are ``both_ends`` and ``both_ends_buckets``, which look for one shortest path from both its ends,
and what the searches are built on: ``rows``, ``through``, ``heaps``, ``bucket_queue``, ``pareto_labels``, ``room`` and
``jit``.
Only on lists there is ``span``.

Nothing here checks its input: `routing.search.Digraph` and `routing.compiling.problem` do, once.
"""

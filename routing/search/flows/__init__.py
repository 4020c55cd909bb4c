"""Flows on plain arrays: many units at once, on arcs with capacities; no freight.

`min_cost_flow` sends one kind of unit, in integers; `multicommodity` many shipments that share capacities, each with
its own ends. Answers are data and carry their proof; `verify_min_cost_flow` and `verify_multicommodity` check it anew
and share no code with what found it. `models/` holds the solvers, one a file.
"""

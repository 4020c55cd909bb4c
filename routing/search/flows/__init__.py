"""Flows on plain arrays: many units at once, on arcs with capacities; no freight.

`min_cost_flow` sends one kind of unit, in integers; `multicommodity` many shipments that share capacities, each with
its own ends; `network_design` which arcs are worth a fixed charge for them. Answers are data and carry their proof, a
design where it is to be kept; `verify_min_cost_flow`, `verify_multicommodity` and `verify_design` check it anew and
share no code with what found it. `models/` holds the solvers, one a file.
"""

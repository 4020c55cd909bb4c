"""The solvers of flows on plain arrays, one a file: OR-Tools, and HiGHS of its own package where that is installed."""

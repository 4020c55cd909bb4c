"""What the tests hold answers against, and the networks on which they do: unlike engines, toys, random networks.

`all_paths` looks at every path, `by_networkx` asks networkx, `scip` is a second formulation for another solver, `demurrage`
counts a charged dwell along every path; `allowed` and `vectors` are the words of the documentation that they share.
`toys` and `random_networks` make networks, `changed_rows` changes them; `cases` says how many random ones a test compares.

The one package among the tests: their folders bear names of the packages they test, this one must not.
"""

"""A question about a network as integer arrays.

`ground` looks up once what all stand on; the generators `lines`, `areas`, `own_links`, `transfers`, `storage` and
`ends` yield the arcs of the expanded graph and what could not be expanded; `expansion` chains them; `arc_table` gathers
the steps in columns. Then a question takes from it what it may use: `sieves` remove arcs, `limits` bound sums, `layers`
are for places to be passed, and `problem` assembles. Nothing here searches.
"""

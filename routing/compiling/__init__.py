"""A question about a network as integer arrays; figures become minutes, cents, grams and metres here and nowhere else.

`expansion` lays out every step that a load can take; `terminals`, `demurrage` and `charges` price what applies;
`scaling` rounds once; `arc_arrays` gathers the steps in columns; `problem` puts the question's bans and limits over
them. Nothing here searches.
"""

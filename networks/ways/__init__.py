"""Graphs of ways, without services: the sea anywhere, and rail and sea of the whole world."""

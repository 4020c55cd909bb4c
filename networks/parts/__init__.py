"""A network looked at as a whole: a part of it, what hangs together, what lies near."""

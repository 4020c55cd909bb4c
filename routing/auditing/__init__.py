"""Whether a route keeps out of a territory by its geometry alone, whatever the codes of its links say."""

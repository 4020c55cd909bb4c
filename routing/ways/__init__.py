"""Questions to graphs of ways (`networks.ways`): how long a way is, and how long it takes at stated speeds."""

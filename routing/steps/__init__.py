"""What happens on one arc of the expanded graph, and what steps make together: legs and ways on the map."""

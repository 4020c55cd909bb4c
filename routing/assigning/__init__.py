"""Assigning: many shipments that share capacities, by column generation over routes."""

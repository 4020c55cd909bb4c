"""Criticality: which elements hurt most when they are lost, and which cut a shipment off."""

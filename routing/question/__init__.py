"""What is asked: shipment, constraints, objective and options; checked once, on entry."""

"""What the steps of a route add up to: prices, emissions, provenance, corridor indicators, overlap."""

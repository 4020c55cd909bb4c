"""What exists, and who says so: elements, the tables that hold them, and `Network`."""

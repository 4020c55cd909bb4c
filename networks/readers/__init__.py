"""Readers: one input format per file."""

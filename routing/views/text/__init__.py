"""Answers as text for terminals and notebooks: numbers are laid out here, not worked out."""

"""Where things are: the sphere, lines on it, territories, their borders and waters."""

"""What makes one network of another: changes, and what tells two networks apart."""

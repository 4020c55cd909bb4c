"""Many questions: read, grouped so that one search serves many of them, spread over workers, kept in a store."""

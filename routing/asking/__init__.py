"""One verb a file: each puts a question together, has it answered, and returns an answer."""

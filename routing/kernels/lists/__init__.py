"""The interpreted searches: over lists, without anything to compile, with integers of any size."""

"""The commands: each file has SUMMARY, DESCRIPTION, EPILOG, `add_arguments` and `run`, which returns an exit code."""

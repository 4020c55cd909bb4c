"""`python -m routing`: the command line, the same as `landbridge`."""

from routing.cli import console

if __name__ == "__main__":
    console()

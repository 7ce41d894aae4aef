"""`python -m sociallens`: the command line, where its folder is not on the path."""

from sociallens.cli import main

if __name__ == "__main__":
    main(prog_name="sociallens")

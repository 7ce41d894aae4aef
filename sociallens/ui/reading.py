"""Who reads in this run of the script."""

from sociallens.access import LOCAL, Reader


def reader() -> Reader:
    """The reader: the machine's own user, who sees and does everything."""
    return LOCAL

"""Looking for C libraries, none of which could be loaded."""


def find_library(name):
    """The file of a library: never one that Taipan could load."""
    return None

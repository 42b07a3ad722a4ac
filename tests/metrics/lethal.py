"""Work that kills its process for some films, and says for the others that it was done."""

import os


def work(path):
    """Die for a film called lethal; else return a row."""
    if "lethal" in path:
        os._exit(9)
    return [{"id": "asl", "reason": path}]

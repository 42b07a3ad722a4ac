"""Writing about films with evidence that can be looked at."""

from .citations import Citation, Critique, critique

__all__ = ["Citation", "Critique", "critique"]

"""Writing about films with evidence that can be looked at.

What it finds is shown by `show`, of which it knows nothing.
"""

from .citations import Citation, Critique, critique
from .delivery import Brief, Delivery, delivery

__all__ = ["Brief", "Citation", "Critique", "Delivery", "critique", "delivery"]

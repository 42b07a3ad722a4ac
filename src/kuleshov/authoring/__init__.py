"""From text sources to notebooks, and the gate that nothing stale or hand-made passes.

It may import every package of the kit but the command line, which alone imports it.
"""

from .build import Stale, build, check

__all__ = ["Stale", "build", "check"]

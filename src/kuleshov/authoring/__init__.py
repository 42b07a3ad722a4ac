"""From text sources to notebooks, and the gate that nothing stale or hand-made passes."""

from .build import Stale, build, check

__all__ = ["Stale", "build", "check"]

"""See the package docstring of kuleshov."""

from .student import Student, student

__all__ = ["Student", "student"]

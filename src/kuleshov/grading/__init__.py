"""See the package docstring of kuleshov."""

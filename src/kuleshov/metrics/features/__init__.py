"""What every picture measure starts from: one decode into small arrays, and what is kept of it.

Nothing here knows what a cut is.
"""

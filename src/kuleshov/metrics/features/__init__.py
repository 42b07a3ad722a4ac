"""What every picture measure starts from: one decode into small arrays, and what is kept of it.

It may import media and the formulas' intervals; nothing here knows what a cut is.
"""

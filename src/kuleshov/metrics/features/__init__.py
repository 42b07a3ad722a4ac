"""What every picture measure starts from: one decode into small arrays, and what is kept of it.

It may import media, the formulas' intervals and `metrics.found`; nothing here knows what a cut is.
"""

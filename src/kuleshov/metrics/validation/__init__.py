"""Whether a measure measures what it says: defects in doses, trials, the gate, a learned matcher.

It needs whole films and much time, so nothing that students run imports it; it may import all of
metrics, and library for the takes.
"""

"""Whether a measure measures what it says: defects in doses, trials, the gate, a learned matcher.

It needs whole films and much time, so measuring never imports it; a notebook asks for it by name
(`from kuleshov.metrics import proof`).
"""

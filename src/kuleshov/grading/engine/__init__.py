"""From a submitted folder to a result: what never runs in one process with a student's code.

It never imports `grading.inside`: that line is the line of trust, and a test holds it.
"""

"""From a submitted folder to a result: what never runs in one process with a student's code.

It may import `grading.wire`, never `grading.inside`: that line is the line of trust, and a test
holds it.
"""

"""What runs beside the student's code: the warm process, its forks, the shell, both sides.

It may import `grading.wire`, never `grading.engine`; the engine starts it as a process and never
imports it.
"""

"""What runs beside the student's code: the warm process, its forks, the shell, both sides.

The engine starts it as a process and never imports it, nor it the engine.
"""

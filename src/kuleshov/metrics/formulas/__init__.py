"""The formulas: pure functions over arrays and lists, a module a subject, each with its source.

Nothing here knows of a measured film.
"""

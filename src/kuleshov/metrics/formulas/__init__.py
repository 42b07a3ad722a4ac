"""The formulas: pure functions over arrays and lists, a module a subject, each with its source.

They may import each other and what opens files (media, and library for marks kept as text);
nothing here knows of a measured film.
"""

"""From a film to what was found, a module a family: when a number would be a guess is decided here.

Each function of a film takes a :class:`~kuleshov.metrics.film.Film` and returns a
:class:`~kuleshov.metrics.found.Found`: the value in the measure's unit, and where it has them its
interval, its series over time, and the numbers that stand beside it. Each raises
:class:`~kuleshov.errors.Refused`, with the reason in words, where the value would be a guess. So
these functions' docstrings say only which number it is. The registry names them by their ids:
unit, range and tolerance stand there, and what a number says in its card.

The numbers themselves come from :mod:`kuleshov.metrics.formulas`.
"""

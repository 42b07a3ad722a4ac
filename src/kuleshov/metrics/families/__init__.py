"""From a film to what was found, a module a family: when a number would be a guess is decided here.

The numbers themselves come from plain functions over arrays in the modules above.
"""

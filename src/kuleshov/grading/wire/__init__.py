"""How two processes that don't trust each other speak: values, messages, proxies, files.

It knows the course's own types, to make them again from plain data, and nothing else of grading.
"""

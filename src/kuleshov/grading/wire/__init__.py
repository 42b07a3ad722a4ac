"""How two processes that don't trust each other speak: values, messages, proxies, files.

It may import the course's own types (media to timeline), to make them again from plain data; of
grading it imports nothing.
"""

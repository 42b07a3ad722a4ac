"""A class's records: its folders, results on disk, nbgrader's gradebook, tables for Canvas and Moodle.

It may import `grading.engine`, whose results it writes, `grading.wire` for the roles of cells,
`grading.lateness` and `grading.seeds`.
"""

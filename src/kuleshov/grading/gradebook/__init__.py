"""A class's records: its folders, results on disk, nbgrader's gradebook, tables for Canvas and Moodle."""

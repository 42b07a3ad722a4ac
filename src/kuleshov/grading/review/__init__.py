"""What people read and judge: rubrics, the grader's desk, peer review, regrade requests.

Nothing of a submission runs here.
"""

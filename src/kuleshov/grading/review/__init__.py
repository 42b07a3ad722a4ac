"""What people read and judge: rubrics, the grader's desk, peer review, regrade requests.

It may import `grading.gradebook`, where grades go, `grading.seeds`, criticism and what shows films; nothing of a submission
runs here.
"""

"""Plain nbgrader on this course. From the folder ``grading``::

    nbgrader generate_assignment a1-shot-list
    nbgrader release_assignment a1-shot-list
    nbgrader collect a1-shot-list
    nbgrader autograde a1-shot-list
    nbgrader generate_feedback a1-shot-list

Assignments are read from ``assignments/source`` and released from ``assignments/release``. All
that is a class's own lies under ``grading/class``, which git ignores, or where KULESHOV_CLASS says.
"""

import os
import sys
from pathlib import Path

from kuleshov.grading import autograde
from kuleshov.grading.gradebook import database
from kuleshov.grading.lateness import LatePolicy

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CLASS = Path(os.environ.get("KULESHOV_CLASS") or HERE / "class").resolve()
CLASS.mkdir(parents=True, exist_ok=True)
database.keep_private(CLASS)  # git ignores all of it
CLASS_FOLDER = os.path.relpath(CLASS, ROOT)  # nbgrader wants folders as seen from its root

# nbgrader calls alembic by its name: let it find this environment's own.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
# Submissions are graded far from the course's folders; this says where they are.
os.environ.setdefault("KULESHOV_HOME", str(ROOT))
os.environ.setdefault("KULESHOV_STUDIO", str(CLASS / "studio"))

c = get_config()  # noqa: F821 - traitlets gives this name to a configuration file

c.CourseDirectory.course_id = "kuleshov"
c.CourseDirectory.root = str(ROOT)
# `kuleshov class build` makes the class's own edition; where there is one, it holds.
own = (CLASS / "source").is_dir()
c.CourseDirectory.source_directory = f"{CLASS_FOLDER}/source" if own else "assignments/source"
c.CourseDirectory.release_directory = f"{CLASS_FOLDER}/release" if own else "assignments/release"
c.CourseDirectory.submitted_directory = f"{CLASS_FOLDER}/submitted"
c.CourseDirectory.autograded_directory = f"{CLASS_FOLDER}/autograded"
c.CourseDirectory.feedback_directory = f"{CLASS_FOLDER}/feedback"
c.CourseDirectory.solution_directory = f"{CLASS_FOLDER}/solution"
c.CourseDirectory.db_url = f"sqlite:///{CLASS / 'gradebook.db'}"

# A class's zone: set it, and times of handing in are read in it, summer time included.
c.Exchange.timezone = "UTC"
# nbgrader's own zip_collect unpacks here; `kuleshov class collect` needs no such folder.
c.ZipCollectApp.downloaded_directory = f"{CLASS_FOLDER}/downloaded"

# The same stubs as in `make build`, so that a release made here has the same bytes.
c.ClearSolutions.code_stub = {"python": "# Your code here\nraise NotImplementedError"}
c.ClearSolutions.text_stub = "*Your words here.*"

# Lateness: see kuleshov.grading.lateness. Extensions stand in class/extensions.csv.
c.AssignLatePenalties.plugin_class = LatePolicy
c.LatePolicy.per_day = 0.1
c.LatePolicy.grace = 15
c.LatePolicy.most = 0.5
c.LatePolicy.extensions = str(CLASS / "extensions.csv")

# `nbgrader autograde` and formgrader's button grade in isolation, as `kuleshov grade` does, and
# feedback names hidden tests without showing them. Without this line they are plain nbgrader.
autograde.install(c)

# The longest cell renders a film.
c.ExecutePreprocessor.timeout = 120

"""A JupyterHub for one class on one machine, with nbgrader's exchange. Read README.md beside this.

Students and instructors have accounts on the machine. Who is who stands in two text files, one
name a line: ``grading/class/hub/students.txt`` and ``grading/class/hub/instructors.txt``.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CLASS = Path(os.environ.get("KULESHOV_CLASS") or ROOT / "grading" / "class").resolve()
COURSE = "kuleshov"


def names(file: Path) -> list[str]:
    """Return the names in a text file, one a line; what follows a # is a remark."""
    if not file.exists():
        return []
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


INSTRUCTORS = names(CLASS / "hub" / "instructors.txt")
STUDENTS = names(CLASS / "hub" / "students.txt")

c = get_config()  # noqa: F821 - traitlets gives this name to a configuration file

# Only those who are named may come in.
c.Authenticator.allowed_users = {*STUDENTS, *INSTRUCTORS}
c.JupyterHub.load_groups = {
    f"formgrade-{COURSE}": {"users": INSTRUCTORS},
    f"nbgrader-{COURSE}": {"users": STUDENTS},
}
# nbgrader asks the hub for its own user's groups.
c.JupyterHub.load_roles = [
    {"name": "server", "scopes": ["inherit"]},
]
c.JupyterHub.db_url = f"sqlite:///{CLASS / 'hub' / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(CLASS / "hub" / "cookie_secret")

# start.py runs as the user and settles them: folders, lessons, the right panels.
c.Spawner.cmd = [sys.executable, str(HERE / "start.py")]
c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = "2G"
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 120
c.Spawner.environment = {
    "KULESHOV_HOME": str(ROOT),
    "KULESHOV_EXCHANGE": os.environ.get("KULESHOV_EXCHANGE", "/srv/nbgrader/exchange"),
    "KULESHOV_ROLE": lambda spawner: (
        "instructor" if spawner.user.name in INSTRUCTORS else "student"
    ),
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
}
# A server that nobody uses for an hour is stopped; files stay.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles.append(
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
)

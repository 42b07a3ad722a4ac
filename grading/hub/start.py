"""Settle a user of the hub, then become their JupyterLab. Runs as the user, never as root.

A student gets a folder ``kuleshov`` in their home with the lessons in it, each copied once and
never overwritten; the rushes stay where they are, read only. An instructor sees the course.
"""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = Path(os.environ.get("KULESHOV_HOME") or HERE.parents[1])


def settle_student(home: Path) -> Path:
    """Make a student's folder and put the lessons in that are not there yet; return it."""
    place = home / "kuleshov"
    (place / "course").mkdir(parents=True, exist_ok=True)
    for lesson in sorted((ROOT / "course").glob("*.ipynb")):
        if not (place / "course" / lesson.name).exists():
            shutil.copyfile(lesson, place / "course" / lesson.name)
    for name in ("images", "source", "glossary.md"):  # what the lessons show and lead to
        here, there = place / "course" / name, ROOT / "course" / name
        if not here.exists() and there.exists():
            here.symlink_to(there)
    return place


def main() -> None:
    """Set what the role needs and run ``jupyterhub-singleuser``."""
    instructor = os.environ.get("KULESHOV_ROLE") == "instructor"
    role = "instructor" if instructor else "student"
    known = os.environ.get("JUPYTER_CONFIG_PATH", "")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(HERE / role), known]))
    arguments = ["--LabApp.news_url=", "--ContentsManager.allow_hidden=False"]
    if instructor:
        place = ROOT
    else:
        import kuleshov

        place = settle_student(Path.home())
        os.environ["KULESHOV_STUDIO"] = str(place / "studio")
        settings = Path(kuleshov.__file__).parent / "lab_settings"
        arguments += [f"--LabApp.app_settings_dir={settings}"]
    arguments += [f"--ServerApp.root_dir={place}", *sys.argv[1:]]
    os.chdir(place)
    program = str(Path(sys.executable).parent / "jupyterhub-singleuser")
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    main()

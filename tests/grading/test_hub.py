"""A real hub with two students and an instructor: hand out, fetch, hand in, collect.

Users are signed in without accounts and all servers run as this process's user; that is the one
thing in which this hub differs from ``grading/hub/jupyterhub_config.py``.
"""

import json
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "a2-first-cut"
TOKEN = "for-this-test-alone-" + "0" * 24
TRIED = """
import os, sys
from pathlib import Path
load_subconfig({config!r})
c = get_config()
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}, "--api-ip", "127.0.0.1"]
c.ConfigurableHTTPProxy.pid_file = {pid!r}
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.environment["PYTHONPATH"] = {folder!r} + "/accounts"
c.Spawner.environment["JUPYTER_DATA_DIR"] = lambda spawner: {homes!r} + "/data-" + spawner.user.name
c.Spawner.environment["KULESHOV_CLASS"] = {own!r}
c.Spawner.environment["HOME"] = lambda spawner: {homes!r} + "/" + spawner.user.name
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.JupyterHub.services.append({{"name": "tester", "api_token": {token!r}}})
c.JupyterHub.load_roles.append({{
    "name": "tester",
    "services": ["tester"],
    "scopes": ["admin:users", "admin:servers", "access:servers", "list:users"],
}})
"""

# On a real hub each user has an account; here a server believes that it runs in its user's.
ACCOUNT = """
import os, pwd

known = pwd.getpwuid
def getpwuid(uid):
    entry = known(uid)
    name = os.environ.get("JUPYTERHUB_USER") if uid == os.getuid() else None
    return pwd.struct_passwd((name or entry[0], *entry[1:]))
pwd.getpwuid = getpwuid
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Hub:
    """A running hub, spoken to as the service "tester"."""

    def __init__(self, folder):
        self.folder = folder
        self.own = folder / "class"
        self.base = f"http://127.0.0.1:{(port := free_port())}"
        (self.own / "hub").mkdir(parents=True)
        (self.own / "hub" / "students.txt").write_text("ada\nbo  # joined late\n")
        (self.own / "hub" / "instructors.txt").write_text("kim\n")
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        homes = folder / "homes"
        for user in ("ada", "bo", "kim"):
            (homes / user).mkdir(parents=True)
        (folder / "accounts").mkdir()
        (folder / "accounts" / "sitecustomize.py").write_text(ACCOUNT)
        config = folder / "config.py"
        config.write_text(
            TRIED.format(
                config=str(ROOT / "grading" / "hub" / "jupyterhub_config.py"),
                port=port,
                hub_port=free_port(),
                api_port=free_port(),
                proxy=str(Path(sys.executable).parent / "configurable-http-proxy"),
                pid=str(folder / "proxy.pid"),
                homes=str(homes),
                folder=str(folder),
                own=str(self.own),
                token=TOKEN,
            )
        )
        environment = {
            **os.environ,
            "KULESHOV_CLASS": str(self.own),
            "KULESHOV_EXCHANGE": str(self.exchange),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "IPYTHONDIR": str(folder / "ipython"),
        }
        self.log = folder / "hub.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", str(config)],
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ask(self, path, method="GET", body=None):
        request = urllib.request.Request(
            self.base + path,
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                data = answer.read()
                return answer.status, json.loads(data) if data.startswith((b"{", b"[")) else data
        except urllib.error.HTTPError as error:
            return error.code, error.read()[:300]
        except OSError as error:
            return 0, str(error)

    def wait(self, path, seconds=120, until=lambda status, said: status == 200):
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            status, said = self.ask(path)
            if until(status, said):
                return said
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            time.sleep(0.4)
        raise AssertionError(f"{path}: {status} {said}\n{self.log.read_text()[-3000:]}")

    def start(self, user):
        self.ask(f"/hub/api/users/{user}", "POST")
        status, said = self.ask(f"/hub/api/users/{user}/server", "POST")
        assert status in (201, 202), (status, said)
        self.wait(f"/user/{user}/api/status")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("hub")
        patch.setenv("KULESHOV_CLASS", str(folder / "class"))
        from kuleshov.authoring.classes import build_class, overlay

        build_class(ROOT, overlay(folder / "class" / "overlay"), folder / "class")
        hub = Hub(folder)
        try:
            hub.wait("/hub/api/")
            for user in ("kim", "ada", "bo"):
                hub.start(user)
            yield hub
        finally:
            hub.stop()


def listed(hub, student):
    status, said = hub.ask(f"/user/{student}/assignments?course_id=kuleshov")
    assert status == 200 and said["success"], said
    return {(one["assignment_id"], one["status"]) for one in said["value"]}


def test_an_assignment_goes_round(hub):
    for step in ("assign", "release"):
        status, said = hub.ask(f"/user/kim/formgrader/api/assignment/{NAME}/{step}", "POST", {})
        assert status == 200 and said["success"], said
    what = f"?course_id=kuleshov&assignment_id={NAME}"
    for student in ("ada", "bo"):
        assert (NAME, "released") in listed(hub, student)
        assert hub.ask(f"/user/{student}/assignments/fetch{what}", "POST", {})[0] == 200
        assert (NAME, "fetched") in listed(hub, student)
        status, said = hub.ask(f"/user/{student}/assignments/submit{what}", "POST", {})
        assert status == 200 and said["success"], said
        assert (NAME, "submitted") in listed(hub, student)
    status, said = hub.ask(f"/user/kim/formgrader/api/assignment/{NAME}/collect", "POST", {})
    assert status == 200 and said["success"], said
    for student in ("ada", "bo"):
        notebook = hub.own / "submitted" / student / NAME / f"{NAME}.ipynb"
        assert "BEGIN HIDDEN TESTS" not in notebook.read_text()


def test_a_student_finds_the_lessons_and_no_class(hub):
    home = hub.folder / "homes" / "ada" / "kuleshov"
    lessons = {path.name for path in (ROOT / "course").glob("*.ipynb")}
    assert {path.name for path in (home / "course").glob("*.ipynb")} == lessons
    status, found = hub.ask("/user/ada/api/contents/")
    assert status == 200 and "grading" not in {one["name"] for one in found["content"]}
    status, found = hub.ask("/user/kim/api/contents/")
    assert status == 200 and "grading" in {one["name"] for one in found["content"]}


def test_a_lesson_that_a_student_changed_is_not_overwritten(hub):
    lesson = min((hub.folder / "homes" / "bo" / "kuleshov" / "course").glob("*.ipynb"))
    lesson.write_text("mine")
    assert hub.ask("/hub/api/users/bo/server", "DELETE")[0] in (202, 204)
    hub.wait("/hub/api/users/bo", until=lambda status, said: not said.get("servers"))
    hub.start("bo")
    assert lesson.read_text() == "mine"


def test_whatever_a_lesson_leads_to_is_in_a_students_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    start = runpy.run_path(str(ROOT / "grading" / "hub" / "start.py"))
    place = start["settle_student"](tmp_path) / "course"
    start["settle_student"](tmp_path)  # a second time changes nothing
    led = {"source/01-frames-shots-takes.py", "glossary.md", "images/01-srs.jpg"}
    for lesson in place.glob("*.ipynb"):
        led |= set(re.findall(r"\]\(([^):]+)\)", lesson.read_text("utf-8")))
    assert [link for link in led if not (place / link).exists()] == []


def test_a_stranger_does_not_get_in(hub):
    body = b"username=zoe&password=x"
    page = urllib.request.urlopen(hub.base + "/hub/login")
    cookie = page.headers.get("Set-Cookie", "").split(";")[0]
    token = cookie.split("=", 1)[1] if "=" in cookie else ""
    request = urllib.request.Request(
        f"{hub.base}/hub/login?_xsrf={token}", body, {"Cookie": cookie}, method="POST"
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)

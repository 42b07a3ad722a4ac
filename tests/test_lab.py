"""JupyterLab as `kuleshov lab` starts it, asked by its own interface."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from kuleshov import lab

TOKEN = {"Authorization": "token a-test"}
SERVE = (
    "from pathlib import Path; from kuleshov.lab import serve; serve(Path.cwd(), '00', False, {})"
)


@pytest.fixture
def server(tmp_path):
    """Start a lab from an ordinary path, where nobody watches; yield its host and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "00-a.ipynb").write_text("{}")
    environment = os.environ | {"JUPYTER_TOKEN": "a-test", "HOME": str(tmp_path)}
    environment["PYTHONPATH"] = str(Path(lab.__file__).parents[1])
    environment |= {"PATH": "/usr/local/bin:/usr/bin:/bin", "SHELL": "/bin/bash"}
    command = [sys.executable, "-c", SERVE.format(at.rpartition(":")[2])]
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    running = subprocess.Popen(command, env=environment, cwd=tmp_path, **quiet)
    yield at
    running.terminate()
    running.wait(30)


def new_terminal(at):
    """Ask for a terminal until the server is there; return its name."""
    request = urllib.request.Request(f"http://{at}/api/terminals", method="POST", headers=TOKEN)
    for _ in range(240):
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["name"]
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not start")


async def typed(at, name, line):
    """Type a line in a terminal; return what it shows up to the word "end"."""
    address = f"ws://{at}/terminals/websocket/{name}"
    terminal = await websocket_connect(HTTPRequest(address, headers=TOKEN))
    await terminal.write_message(json.dumps(["stdin", line + "; echo 'e''nd'\r"]))
    said = ""
    while not re.search(r"[\r\n]end", said):
        kind, *rest = json.loads(await asyncio.wait_for(terminal.read_message(), 30))
        said += rest[0] if kind == "stdout" else ""
    return said


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="not run: there is no bash here")
def test_a_terminal_in_the_lab_finds_this_environments_programs_first(server):
    said = asyncio.run(typed(server, new_terminal(server), "command -v python jupyter"))
    programs = Path(sys.executable).parent
    assert f"{programs}/python\r\n{programs}/jupyter\r\n" in said


def test_the_path_is_led_by_this_environment_once(monkeypatch):
    own = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", "/usr/bin")
    for _ in range(2):
        lab.programs_first()
        assert os.environ["PATH"] == os.pathsep.join([own, "/usr/bin"])


def test_a_shell_with_a_space_in_its_name_is_one_word(monkeypatch):
    monkeypatch.setenv("SHELL", "/opt/my shells/fish")
    assert (
        lab.terminal() == ["--ServerApp.terminado_settings=shell_command='/opt/my shells/fish'"]
        or lab.os.name == "nt"
    )

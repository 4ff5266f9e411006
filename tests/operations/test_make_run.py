"""What `make run` does for a person on a bare machine: start, refuse in words, stop without leaving anything."""

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

RUN = [sys.executable, "scripts/run.py", "run"]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(port: int, var: Path) -> dict[str, str]:
    """Always on a store of its own, and without the demo county, whose loading has its own tests."""
    own = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    served = {"PORTAL_DEMO": "0", "PORTAL_TLS": "0", "SECRET_KEY": "s" * 60, "ALLOWED_HOSTS": "127.0.0.1"}
    return kept | served | {"PORT": str(port), "PORTAL_VAR": str(var), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def running(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    launcher = subprocess.Popen(
        RUN,
        cwd=settings.BASE_DIR,
        env=environment(port, tmp_path),
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )
    yield launcher
    launcher.kill()
    launcher.wait()


def heed_interrupts() -> None:
    """What a shell runs in the background is born deaf to Ctrl-C, be it these tests."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_until(launcher: subprocess.Popen[str], words: str) -> str:
    said = ""
    for line in launcher.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"ended without “{words}”: {said}")


def processes_of(var: Path) -> list[str]:
    """What still runs on this store, found by the environment it was started with."""
    mark = f"PORTAL_VAR={var}".encode()
    return [entry.parent.name for entry in Path("/proc").glob("[0-9]*/environ") if mark in readable(entry)]


def readable(entry: Path) -> bytes:
    try:
        return entry.read_bytes()
    except OSError:
        return b""


def test_it_starts_answers_and_stops_on_ctrl_c_leaving_no_process(running, port, tmp_path):
    said = read_until(running, "Ctrl-C")
    assert f"http://127.0.0.1:{port}" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready/", timeout=10) as answer:
        assert answer.status == 200
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert processes_of(tmp_path) == []


KEPT = """
import sys
sys.path.insert(0, "scripts")
from pathlib import Path
import serve
serve.LOGS, serve.LONGEST_PAUSE = Path(sys.argv[1]), 0
serve.COMMANDS = {"web": ["sh", "-c", sys.argv[2]], "worker": ["sh", "-c", sys.argv[3]]}
processes = {name: serve.start(name, command) for name, command in serve.COMMANDS.items()}
try:
    sys.exit(serve.keep(processes))
finally:
    serve.stop(processes)
"""


def keeping(
    folder: Path, *, web: str = "exec sleep 60", worker: str = "exec sleep 60"
) -> subprocess.Popen[str]:
    """The launcher over a web and a worker that do what is said in the shell."""
    command = [sys.executable, "-u", "-c", KEPT, str(folder), web, worker]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, **both)


def test_what_ends_is_started_again_and_the_rest_goes_on(tmp_path):
    (tmp_path / "again").mkdir()
    os.mkfifo(tmp_path / "told")
    ends_once = f"cd {tmp_path}; rmdir again || {{ echo second > told; exec sleep 60; }}"
    with keeping(tmp_path, worker=ends_once) as launcher:
        assert "worker 进程意外停止，正在重新启动，其余进程照常" in read_until(launcher, "worker")
        assert (tmp_path / "told").read_text() == "second\n"
        assert launcher.poll() is None
        launcher.send_signal(signal.SIGINT)


def test_a_web_that_ends_again_and_again_ends_all_and_says_why(tmp_path):
    with keeping(tmp_path, web="echo 没有数据库; exit 1") as launcher:
        said = launcher.communicate(timeout=60)[0]
    assert launcher.returncode == 1
    assert said.count("web 进程意外停止，正在重新启动") == 6
    assert "没有数据库" in said
    assert "web 进程反复停止" in said


def test_a_worker_that_ends_again_and_again_never_ends_the_web(tmp_path):
    """As while Redis is full: the worker may not start, and pages are served."""
    with keeping(tmp_path, worker="exit 1") as launcher:
        for _ in range(8):
            read_until(launcher, "worker 进程意外停止")
        assert launcher.poll() is None
        launcher.send_signal(signal.SIGINT)


def test_a_killed_launcher_takes_its_processes_along(running, tmp_path):
    read_until(running, "Ctrl-C")
    running.kill()
    running.wait()
    for process in processes_of(tmp_path):
        wait_for_end(int(process))
    assert processes_of(tmp_path) == []


def wait_for_end(pid: int) -> None:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    select.select([descriptor], [], [], 20)
    os.close(descriptor)


def test_a_taken_port_is_refused_in_words(port, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = subprocess.run(
            RUN, cwd=settings.BASE_DIR, env=environment(port, tmp_path), capture_output=True, text=True
        )
    assert done.returncode == 1
    assert f"端口 {port} 已被占用" in done.stderr
    assert f"PORT={port + 1} make run" in done.stderr


def test_an_old_python_is_refused_in_words():
    pretend = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('scripts/run.py')"
    done = subprocess.run(
        [sys.executable, "-c", pretend], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "需要 Python 3.11 或更新版本，当前为 3.9" in done.stderr

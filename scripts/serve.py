"""Web, worker and beat side by side, started and stopped as one."""

import ctypes
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from urllib.error import URLError

import install

BIN = install.VENV / "bin"
LOGS = Path(os.environ.get("PORTAL_VAR", install.BASE / "var")) / "log"
CELERY = [str(BIN / "celery"), "-A", "fujian_portal"]
COMMANDS = {
    "web": [str(BIN / "gunicorn"), "-c", "python:fujian_portal.gunicorn", "fujian_portal.wsgi"],
    "worker": [*CELERY, "worker", "--pool", "threads", "--concurrency", "2", "--without-gossip",
               "--without-mingle", "--loglevel", "INFO"],
    "beat": [*CELERY, "beat", "--loglevel", "INFO"],
}  # fmt: skip
#: Seconds a process is given to finish what it is doing. Killing it later loses nothing, it only delays.
PATIENCE = 10
#: Seconds until the web process must answer.
STARTING = 60
#: A process that ends by itself is started again after a second, then two, four … at most LONGEST_PAUSE (seconds).
LONGEST_PAUSE = 60
#: Without web nothing is served: ended so often within WHILE seconds, it is of no use to try on.
MOST_ENDS, WHILE = 5, 120


def until_stopped(port: int) -> int:
    """Serve until Ctrl-C or a signal; returns the exit code. No process outlives this one."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    processes: dict[str, Popen[bytes]] = {}
    try:
        for name, command in COMMANDS.items():
            processes[name] = start(name, command)
        welcome = Popen([str(install.PYTHON), "manage.py", "prepare", "--welcome"], stdout=PIPE, text=True)
        if not wait_until(lambda: answers(port) or first_ended(processes) is not None, STARTING):
            return report(first_ended(processes) or "web")
        print(welcome.communicate()[0], flush=True)
        return keep(processes)
    except KeyboardInterrupt:
        print("\n正在停止……", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(processes)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def start(name: str, command: list[str], *, again: bool = False) -> Popen[bytes]:
    """Its own process group, so that Ctrl-C in the terminal reaches only us and we stop it in order."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("ab" if again else "wb") as log:
        return Popen(command, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent)


def die_with_parent() -> None:
    """Linux: the kernel ends the process when we are killed without a chance to clean up."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready/", timeout=2) as response:
            return response.status == 200
    except (URLError, OSError):
        return False


def wait_until(happened: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def first_ended(processes: dict[str, Popen[bytes]]) -> str | None:
    return next((name for name, process in processes.items() if process.poll() is not None), None)


def keep(processes: dict[str, Popen[bytes]]) -> int:
    """Start again what ends by itself, while the others go on; end where web itself does not stay up."""
    print(f"运行日志在 {LOGS}。按 Ctrl-C 停止。", flush=True)
    ends: dict[str, list[float]] = {name: [] for name in processes}
    due: dict[str, float] = {}
    while len(ends["web"]) <= MOST_ENDS:
        for name in [name for name, process in processes.items() if process.poll() is not None]:
            now = time.monotonic()
            if name not in due:
                ends[name] = [moment for moment in ends[name] if now - moment < WHILE] + [now]
                due[name] = now + pause(len(ends[name]))
                told = f"{name} 进程意外停止，正在重新启动，其余进程照常；原因见 {LOGS / f'{name}.log'}。"
                print(told, file=sys.stderr)
            elif now >= due[name]:
                del due[name]
                processes[name] = start(name, COMMANDS[name], again=True)
        time.sleep(0.5)
    return report("web")


def pause(ends: int) -> float:
    """Seconds before the next start of what has ended so often of late."""
    return min(LONGEST_PAUSE, 2.0 ** (ends - 1))


def report(name: str) -> int:
    path = LOGS / f"{name}.log"
    tail = path.read_text(errors="replace").splitlines()[-15:]
    print("\n".join(tail), file=sys.stderr)
    print(f"{name} 进程反复停止，其余进程随之停止。数据未受影响；原因见上，全文在 {path}。", file=sys.stderr)
    return 1


def stop(processes: dict[str, Popen[bytes]]) -> None:
    for process in processes.values():
        signal_group(process, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    for process in processes.values():
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except TimeoutExpired:
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: Popen[bytes], number: int) -> None:
    if process.poll() is None:
        os.killpg(process.pid, number)

"""What `make` does: install, run, reset the demo, test. Only the standard library: nothing else is there yet."""

import os
import socket
import sys
from collections.abc import Callable
from subprocess import call

import install
import serve

MANAGE = [str(install.PYTHON), str(install.BASE / "manage.py")]


def main(arguments: list[str]) -> None:
    commands: dict[str, Callable[[], int]] = {
        "install": install_only,
        "run": run,
        "demo-reset": reset_demo,
        "test": test,
        "check": check,
    }
    os.chdir(install.BASE)
    # For a person trying it out. A server in production does not start this way.
    os.environ.setdefault("PORTAL_DEMO", "1")
    sys.exit(commands[arguments[0]]())


def install_only() -> int:
    install.ensure("dev")
    return 0


def run() -> int:
    port = int(os.environ.setdefault("PORT", "8000"))
    refuse_taken(port)
    install.ensure("run")
    print("正在准备数据库……", flush=True)
    if call([*MANAGE, "prepare"]):
        print(
            "未能启动：数据库没有准备好，原因见上；已有数据仍在。处理后再次运行同一命令即可。",
            file=sys.stderr,
        )
        return 1
    return serve.until_stopped(port)


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(
                f"未能启动：端口 {port} 已被占用。请换一个端口，例如 PORT={port + 1} make run；"
                f"或先停止占用它的程序（lsof -i :{port} 可查看）。"
            )


def reset_demo() -> int:
    install.ensure("run")
    return call([*MANAGE, "prepare", "--reset"])


def test() -> int:
    install.ensure("dev")
    os.environ.pop("PORTAL_DEMO")
    return call([str(install.PYTHON), "-m", "pytest", "-n", "auto", "--dist", "loadfile", "-q"])


def check() -> int:
    install.ensure("dev")
    return call([str(install.PYTHON), "scripts/check.py"])

"""What `make` does: install, run, reset the demo, test. Only the standard library: nothing else is there yet."""

import os
import socket
import sys
from collections.abc import Callable
from subprocess import call

import install
import serve

#: What a production sets and somebody who tries the portal out does not (docs/operations.md).
PRODUCTION = (
    "SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL",
    "PORTAL_PROXIES",
)  # fmt: skip
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
    if arguments[0] in ("run", "demo-reset"):
        refuse_production()
    # For a person trying it out. A server in production does not start this way.
    os.environ.setdefault("PORTAL_DEMO", "1")
    sys.exit(commands[arguments[0]]())


def refuse_production() -> None:
    """The demo is never taken for granted where a production's settings lie in the shell."""
    given = [name for name in PRODUCTION if os.environ.get(name)]
    if given and "PORTAL_DEMO" not in os.environ:
        sys.exit(
            f"没有启动演示：环境变量 {'、'.join(given)} 已经设置，这里可能是正式环境。数据没有改动，也没有连接数据库。"
            f"只是试用的，先清除（unset {' '.join(given)}）再运行；确要用这些设置运行演示的，加上 PORTAL_DEMO=1。"
        )


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

"""The virtual environment: made once, filled again only when the requirements change."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}


def ensure(kind: str) -> None:
    """Bring the environment up to what `kind` ("run" or "dev") needs; exits with a sentence if it cannot."""
    if stamp(kind).exists() and stamp(kind).read_text() == fingerprint(kind):
        return
    if not PYTHON.exists():
        make_environment()
    print("正在安装依赖，首次约需一至两分钟……", flush=True)
    install(kind)
    # The development set contains the other one.
    for filled in ["run", "dev"] if kind == "dev" else ["run"]:
        stamp(filled).write_text(fingerprint(filled))


def stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def fingerprint(kind: str) -> str:
    files = ["requirements.txt"] if kind == "run" else list(REQUIREMENTS.values())
    text = b"".join((BASE / name).read_bytes() for name in files)
    return hashlib.sha256(text).hexdigest()


def make_environment() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.DEVNULL)
    if made.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "未能建立虚拟环境：这个 Python 缺少 venv 组件。"
            f"Debian/Ubuntu 请运行 sudo apt install python{version}-venv，然后重试。"
        )


def install(kind: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    quiet = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run([*command, "-r", str(BASE / REQUIREMENTS[kind])], env=quiet).returncode:
        sys.exit(
            "依赖未能全部安装，原因见上。已装好的部分保留；请检查网络或软件源"
            "（可用 PIP_INDEX_URL 指定镜像），然后再次运行同一命令。"
        )

"""The unit files of deploy/systemd, read with the standard library."""

import shlex
import sys
from pathlib import Path

from django.conf import settings

FOLDER = settings.BASE_DIR / "deploy" / "systemd"
#: Where the units expect the portal.
HOME = "/opt/portal/"
BIN = Path(sys.executable).parent


def names(suffix: str = "") -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(suffix))


def read(name: str) -> dict[str, dict[str, list[str]]]:
    """Sections with the values of each key, in order; a key may stand more than once."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = {}
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[section].setdefault(key, []).append(value)
    return found


def command(name: str) -> list[str]:
    """What the service starts, with the programs of the environment that runs this."""
    (line,) = read(f"{name}.service")["Service"]["ExecStart"]
    program, *options = shlex.split(line)
    return [str(BIN / program.removeprefix(f"{HOME}.venv/bin/")), *options]

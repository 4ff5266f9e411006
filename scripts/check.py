"""`make check`: everything that can be judged without running the portal, in under half a minute."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import install

BIN = install.VENV / "bin"
Outcome = tuple[bool, str]


def tool(*command: str) -> Callable[[], Outcome]:
    def run() -> Outcome:
        path = str(BIN / command[0])
        done = subprocess.run([path, *command[1:]], cwd=install.BASE, capture_output=True, text=True)
        return done.returncode == 0, done.stdout + done.stderr

    return run


def tracked_text() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files"], cwd=install.BASE, capture_output=True, text=True).stdout
    paths = [install.BASE / name for name in listed.splitlines()]
    text = {}
    for path in paths:
        try:
            text[str(path.relative_to(install.BASE))] = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return text


def absent(pattern: str, ending: str = "") -> Callable[[], Outcome]:
    """A check that no tracked file (with this ending) has a line that matches; this file may name them."""

    def run() -> Outcome:
        found = [
            f"{name}:{number}: {line.strip()[:100]}"
            for name, text in tracked_text().items()
            if name.endswith(ending) and name != "scripts/check.py"
            for number, line in enumerate(text.splitlines(), 1)
            if re.search(pattern, line)
        ]
        return not found, "\n".join(found)

    return run


#: A path of one developer's machine works nowhere else.
MACHINE_PATH = r"(?<![\w.}-])/(?:work|root|tmp)/\w|(?<![\w.}-])/home/[a-z]+/\w"
#: What hides a fault instead of mending it.
HIDING = (
    r"# ?noqa|type: ?ignore|mark\.(?:skip|xfail)|pytest\.(?:skip|xfail)\(|except (?:Base)?Exception|\bTODO\b"
)


CHECKS: dict[str, Callable[[], Outcome]] = {
    "mypy": tool("mypy"),
    "django": tool("python", "manage.py", "inspect"),
    "lint-imports": tool("lint-imports", "--no-cache"),
    "ruff check": tool("ruff", "check", "--quiet", "--output-format", "concise", "."),
    "ruff format": tool("ruff", "format", "--check", "--output-format", "concise", "."),
    "machine paths": absent(MACHINE_PATH),
    "nothing hidden": absent(HIDING, ".py"),
}


def timed(check: Callable[[], Outcome]) -> tuple[bool, str, float]:
    began = time.monotonic()
    passed, output = check()
    return passed, output, time.monotonic() - began


def main() -> int:
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(CHECKS, pool.map(timed, CHECKS.values()), strict=True))
    for name, (passed, output, seconds) in results.items():
        if not passed:
            print(f"── {name}\n{output.strip()[:4000]}\n")
        print(f"{'ok    ' if passed else 'FAILED'} {name} ({seconds:.1f} s)")
    return 0 if all(passed for passed, _, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Where the browser of the browser tests is, and what is said when there is none."""

import os
import shutil

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
REQUIRED = os.environ.get("PORTAL_REQUIRE_BROWSER") == "1"
#: Left out on purpose: CI drives the browser once, on PostgreSQL.
LEFT_OUT = os.environ.get("PORTAL_REQUIRE_BROWSER") == "0"
ABSENT = (
    "浏览器测试没有运行：本机未找到 Chromium，其余测试不受影响。\n"
    "安装后重新运行 make test 即可：sudo apt install chromium fonts-noto-cjk；"
    "或用环境变量 CHROMIUM 指明其位置。\n"
    "The browser tests did not run: no Chromium was found. "
    "Install it (apt install chromium fonts-noto-cjk) or set CHROMIUM to its path."
)


def why_not() -> str:
    """Why the browser tests do not run; empty where they do."""
    if LEFT_OUT:
        return "浏览器测试按 PORTAL_REQUIRE_BROWSER=0 没有运行。"
    return "" if path() else ABSENT


def path() -> str | None:
    """The executable named by CHROMIUM, or the first known name on the path."""
    given = os.environ.get("CHROMIUM")
    return shutil.which(given) if given else next(filter(None, map(shutil.which, NAMES)), None)

"""make screenshots: the pictures of README and guides, from the demo county in a scratch folder.

Loads the county, serves it on a free port, signs in as each person and keeps docs/images/*.png.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {
            "PORTAL_DEMO": "1",
            "PORTAL_VAR": scratch,
            "DJANGO_SETTINGS_MODULE": "fujian_portal.settings",
        }
        manage("prepare")
        port = free_port()
        command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload", "--insecure"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/live/")
            take(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    """Until the server answers, 30 seconds at most."""
    for _ in range(60):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("演示系统没有启动，未能截图。")


def pictures() -> list[tuple[str, str, str, dict]]:
    """(file, person, address, viewport), the addresses looked up in the demo county."""
    from matters.models import Matter

    def one(**fields) -> int:
        return (
            Matter.objects.filter(sensitivity="ordinary", **fields)
            .order_by("-changed_at")
            .values_list("pk", flat=True)[0]
        )

    mine = {"handler__user__username": "zhangmingyuan"}
    theirs = {"participations__organisation__code": "JZG-SCJG", "participations__role": "recipient"}
    draft, waiting = one(state="draft", **mine), one(state="rectifying", **theirs)
    answered, approval = one(state="replied", **mine), one(state="in_approval")
    return [
        ("login", "", "/login/", WIDE),
        ("home-handler", "zhangmingyuan", "/", WIDE),
        ("list", "zhangmingyuan", "/matters/", WIDE),
        ("register", "zhangmingyuan", "/recommendations/new/register_issued/", WIDE),
        ("draft", "zhangmingyuan", f"/recommendations/{draft}/draft/", WIDE),
        ("matter", "zhangmingyuan", f"/matters/{answered}/", WIDE),
        ("review", "zhangmingyuan", f"/matters/{answered}/steps/review_rectification/", WIDE),
        ("home-chief", "zhouzhengping", "/", WIDE),
        ("approve", "zhouzhengping", f"/matters/{approval}/steps/approve/", WIDE),
        ("home-liaison", "jiaguohua", "/", WIDE),
        ("home-liaison-phone", "jiaguohua", "/", PHONE),
        ("matter-agency", "jiaguohua", f"/matters/{waiting}/", WIDE),
        ("reply", "jiaguohua", f"/matters/{waiting}/steps/reply/", WIDE),
        ("board", "fengxuemei", "/board/", WIDE),
        ("home-bureau", "fengxuemei", "/", WIDE),
        ("home-office", "sunlihua", "/", WIDE),
        ("liaisons", "sunlihua", "/liaisons/", WIDE),
        ("inbox", "jiaguohua", "/notices/", WIDE),
    ]


def take(base: str) -> None:
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    from organisations.demo_accounts import PASSWORD
    from tests import chromium

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    wanted = pictures()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        for name, person, address, viewport in wanted:
            page = browser.new_context(viewport=viewport, locale="zh-CN").new_page()
            if person:
                page.goto(f"{base}/login/")
                page.fill("input[name=username]", person)
                page.fill("input[name=password]", PASSWORD)
                page.click("button.btn-primary")
            page.goto(base + address)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()

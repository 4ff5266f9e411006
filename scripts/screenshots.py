"""`make screenshots`: the pictures of README and guides, taken from the demo county in a scratch folder.

The county is loaded as of a fixed day, so that a picture changes only when the portal does.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DAY = date(2026, 11, 3)
sys.path.insert(0, str(ROOT))


def main() -> int:
    from tests import chromium

    if not chromium.path():
        print(chromium.ABSENT, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {
            "PORTAL_DEMO": "1",
            "PORTAL_VAR": scratch,
            "PORTAL_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "fujian_portal.settings",
            # Playwright keeps a loop in this thread, which Django would take for async code.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        with the_day(), served() as address:
            take_all(address)
    return 0


@contextmanager
def the_day() -> Iterator[None]:
    """The county as it stands on the day, the clock held at nine in the morning."""
    from django.core.management import call_command

    from common import clock

    with clock.set_to(DAY):
        call_command("prepare")
        yield


@contextmanager
def served() -> Iterator[str]:
    """In a thread of this process, since the clock is held here. Gives the address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def take_all(address: str) -> None:
    from pictures import PICTURES, Studio
    from playwright.sync_api import sync_playwright

    from tests import chromium

    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        studio = Studio(browser, address)
        for picture in PICTURES:
            studio.take(picture, IMAGES / f"{picture.name}.png")
            print(f"docs/images/{picture.name}.png", flush=True)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())

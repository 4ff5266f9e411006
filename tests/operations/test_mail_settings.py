"""EMAIL_URL as docs/operations.md writes it, and the demo's mails where it says they are."""

import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from fujian_portal.environment import mail

SSL, STARTTLS = {"EMAIL_USE_SSL": True}, {"EMAIL_USE_TLS": True}


@pytest.mark.parametrize(
    ("url", "port", "encrypted"),
    [
        ("smtps://mail.example.cn", 465, SSL),
        ("smtps://mail.example.cn:994", 994, SSL),
        ("smtp+ssl://mail.example.cn", 465, SSL),
        ("smtp+tls://mail.example.cn", 587, STARTTLS),
        ("smtp+tls://mail.example.cn:25", 25, STARTTLS),
        ("smtp://mail.example.cn", 25, {}),
    ],
)
def test_the_scheme_says_how_the_server_is_reached(url, port, encrypted):
    found = mail(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.cn", port)
    assert {name: value for name, value in found.items() if name.startswith("EMAIL_USE")} == encrypted


def test_user_and_password_are_what_was_encoded():
    found = mail("smtps://portal%40example.cn:p%40s%3A%2F%3F%23%25+s@mail.example.cn:465")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("portal@example.cn", "p@s:/?#%+s")


@pytest.mark.parametrize(
    "url",
    [
        "smtps://u:p#x@mail:465",
        "smtps://u:p/x@mail:465",
        "imap://mail",
        "mail.example.cn",
        "smtp://",
        "smtp://m:x",
    ],
)
def test_what_cannot_be_read_is_told_with_how_to_write_it(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL 的写法不能识别"):
        mail(url)


def test_every_way_of_the_manual_is_understood():
    manual = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    written = re.findall(r"`((?:smtp|smtps|smtp\+\w+)://[^`]+)`", manual)
    assert {url.partition(":")[0] for url in written} >= {"smtps", "smtp+tls"}
    for url in written:
        assert mail(url)["EMAIL_HOST"]


def test_the_mails_of_a_demo_lie_in_its_folder(tmp_path):
    """From whatever directory it is started, and nowhere else."""
    asked = "from django.conf import settings; print(settings.EMAIL_FILE_PATH)"
    environment = {
        "PORTAL_DEMO": "1",
        "PORTAL_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "fujian_portal.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert told.stdout.strip() == str(tmp_path / "mail"), told.stderr
    connection = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=told.stdout.strip()
    )
    assert connection.file_path == str(tmp_path / "mail")

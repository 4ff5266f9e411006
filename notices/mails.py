"""What an e-mail says: subject, text and HTML, each from a template with declared variables."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from common.dates import chinese_date
from matters.kinds import Sensitivity
from matters.models import Matter
from notices import links
from notices.models import Delivery, Notice

#: Variables every mail may use.
COMMON = frozenset({"portal_name", "name", "inbox_url", "preferences_url"})
PARTS = ("subject.txt", "body.txt", "body.html")


@dataclass(frozen=True)
class Mail:
    """Three templates in `templates/notices/mail/<name>/` and the variables they may use."""

    name: str
    variables: frozenset[str]

    def template(self, part: str) -> str:
        return f"notices/mail/{self.name}/{part}"

    def render(self, **values: Any) -> tuple[str, str, str]:
        """Subject, text and HTML. Raises TypeError when the variables are not exactly the declared ones."""
        if values.keys() != self.variables:
            raise TypeError(f"{self.name} 邮件的变量应为 {sorted(self.variables)}")
        subject, text, html = (render_to_string(self.template(part), values) for part in PARTS)
        return " ".join(subject.split()), text, html


STEP = Mail("step", COMMON | {"item"})
BUNDLE = Mail("bundle", COMMON | {"items", "day"})
INVITATION = Mail("invitation", COMMON | {"item"})
MAILS = (STEP, BUNDLE, INVITATION)


def message_for(delivery: Delivery, notices: list[Notice]) -> EmailMultiAlternatives:
    """The message of `delivery`. Sent again it bears the same Message-ID, so that it can be told from a new one."""
    subject, text, html = _render(delivery, notices)
    headers = {"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, text, to=[delivery.address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def message_id(delivery: Delivery) -> str:
    return f"<{delivery.uuid}@{urlsplit(settings.PORTAL_URL).hostname}>"


def _render(delivery: Delivery, notices: list[Notice]) -> tuple[str, str, str]:
    common = {
        "portal_name": settings.PORTAL_NAME,
        "name": delivery.recipient.full_name,
        "inbox_url": address(reverse("notices:inbox")),
        "preferences_url": address(reverse("notices:preferences")),
    }
    items = [item(notice) for notice in notices]
    if delivery.bundle_day is None and notices[0].verb == links.INVITED:
        return INVITATION.render(item=items[0], **common)
    if delivery.bundle_day is None:
        return STEP.render(item=items[0], **common)
    return BUNDLE.render(items=items, day=chinese_date(delivery.bundle_day), **common)


def item(notice: Notice) -> dict[str, str]:
    """One notice as a mail shows it: which matter, what, until when, what next and where."""
    return {
        "matter": matter_name(notice.matter),
        "organisation": notice.organisation.short_name,
        "text": notice.text,
        "due": chinese_date(notice.due) if notice.due else "",
        "next_step": notice.next_step,
        "url": address(links.path_of(notice)),
    }


def matter_name(matter: Matter | None) -> str:
    """Number and title; of a matter that is not for everyone the number alone, since titles name people."""
    if matter is None:
        return ""
    if matter.sensitivity == Sensitivity.ORDINARY:
        return f"《{matter.title}》（{matter.number}）" if matter.number else f"《{matter.title}》"
    return matter.number or "一件事项"


def address(path: str) -> str:
    """`path` as it is reached from a mail, which knows of no request."""
    return settings.PORTAL_URL.rstrip("/") + path

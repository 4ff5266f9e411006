"""Whom to call about a paper, and what is enclosed with it: the last lines of every letter."""

from pathlib import PurePath

from organisations.models import Membership


def contact_of(matter) -> str:
    """联系人 and 电话 of the lead: its handler's, or the duty line where the roster has no other."""
    handler = matter.handler if matter.handler_id else None
    return _words(str(handler.user) if handler else "", (handler and handler.phone) or matter.lead.phone)


def contact_at_recipient(matter, taking) -> str:
    """Those of the recipient: whoever writes there; entered by the procuratorate, its duty line alone."""
    actor = taking.actor
    if isinstance(actor, Membership) and actor.organisation_id == matter.recipient_id:
        return _words(str(actor.user), actor.phone or matter.recipient.phone)
    return _words("", matter.recipient.phone)


def _words(person: str, phone: str) -> str:
    parts = [f"联系人：{person}" if person else "", f"电话：{phone}" if phone else ""]
    return "　".join(part for part in parts if part)


def enclosed(taking) -> tuple[str, ...]:
    """The names of the files that go with a letter."""
    return names_of(taking.data.get("files") or ())


def names_of(uploads) -> tuple[str, ...]:
    """The names of files without their endings, each once."""
    return tuple(dict.fromkeys(PurePath(upload.original_name).stem for upload in uploads))

"""One page of an inbox, by key, so that page 100 costs what page 1 costs."""

from typing import Any
from urllib.parse import urlencode

from notices.models import Notice
from notices.queries import NoticeQuerySet

SIZE = 30


def page(notices: NoticeQuerySet, after: str, shown: str) -> tuple[list[Notice], dict[str, Any]]:
    """The notices behind the key `after` (of the filter `shown`), and the pager's context."""
    ordered = notices.inbox_order().select_related("organisation", "matter")
    rows = list((ordered.after(*_read(after)) if after else ordered)[: SIZE + 1])
    following = {"show": shown, "after": _key(rows[SIZE - 1])} if len(rows) > SIZE else None
    first = {"show": shown} if after else None
    return rows[:SIZE], {
        "previous_url": first and f"?{urlencode(first)}",
        "next_url": following and f"?{urlencode(following)}",
    }


def _key(notice: Notice) -> str:
    return f"{int(notice.is_unread)}-{notice.pk}"


def _read(key: str) -> tuple[bool, int]:
    """Raises ValueError for what is no key."""
    unread, pk = key.split("-")
    return unread == "1", int(pk)

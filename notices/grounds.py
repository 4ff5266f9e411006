"""Why a notice was sent, asked again just before it leaves. Rooms above register theirs for their verbs."""

from collections.abc import Callable

from notices.models import Notice
from notices.sight import is_seen
from organisations.models import Membership

GONE = "所提示的事已办理或已取消"
UNSEEN = "收件人已不能查阅该事项"
LEFT = "收件人已不在该单位任职"

_grounds: dict[str, Callable[[Notice], bool]] = {}


def register(verb: str, stands: Callable[[Notice], bool]) -> None:
    """`stands(notice)` says whether what a notice with `verb` tells is still so. Without one it always is."""
    _grounds[verb] = stands


def unregister(verb: str) -> None:
    _grounds.pop(verb, None)


def why_gone(notice: Notice) -> str:
    """The reason why `notice` must not leave any more, or nothing."""
    places = Membership.objects.active().filter(user=notice.recipient_id, organisation=notice.organisation_id)
    if not places:
        return LEFT
    if not is_seen(notice, places):
        return UNSEEN
    stands = _grounds.get(notice.verb)
    return "" if stands is None or stands(notice) else GONE

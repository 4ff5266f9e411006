"""Loading the example county in one transaction: all of it, or nothing. Emptying before loading again."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from common import clock
from common.append_only import allow_emptying
from deadlines.calendar import ONE_DAY
from deadlines.days import calendar_in_use
from demo.people import give_addresses, load_people
from demo.plans import Plan, load_plans
from demo.story import Story
from demo.tales import load_tales
from matters.models import Matter
from matters.seals import seal_today
from notices.models import Notice
from organisations.models import User

#: Everybody has held their place for longer than the oldest example.
IN_OFFICE = timedelta(days=900)
#: What came on these last working days may be unread, and of it what came last.
UNREAD_DAYS, UNREAD = 3, 10
READ_WITHIN = timedelta(hours=3)


def is_loaded() -> bool:
    return Matter.objects.filter(is_example=True).exists()


@transaction.atomic
def load(plans: list[Plan] | None = None) -> None:
    """People, matters and their past as of today; all examples where no `plans` are given."""
    since = clock.today() - IN_OFFICE
    with clock.set_to(clock.at(since, 9)):
        load_people(since)
    is_whole = plans is None
    Story().tell(load_plans() if is_whole else plans, load_tales() if is_whole else [])
    _read_old_notices()
    give_addresses()
    # Its days are past, and no beat sealed them.
    seal_today()
    # What the past steps wanted sent after commit is past.
    transaction.get_connection().run_on_commit.clear()


def _read_old_notices() -> None:
    """Notices are not audited, so they may change at once."""
    for notice in _read(
        Notice.objects.filter(is_unread=True, withdrawn_at=None).order_by("-created_at", "-pk")
    ):
        Notice.objects.filter(pk=notice.pk).update(is_unread=False, read_at=_read_at(notice))


def _read(unread: Iterable[Notice]) -> Iterator[Notice]:
    """All but the newest few of each person's last working days; on rest days nobody is told and nobody reads."""
    since, left = clock.at(_unread_since()), Counter[int]()
    for notice in unread:
        left[notice.recipient_id] += 1
        if notice.created_at < since or left[notice.recipient_id] > UNREAD:
            yield notice


def _read_at(notice: Notice) -> datetime:
    return min(notice.created_at + READ_WITHIN, clock.now())


def _unread_since() -> date:
    calendar, day = calendar_in_use(), clock.today() + ONE_DAY
    for _ in range(UNREAD_DAYS):
        day = calendar.previous_working_day(day - ONE_DAY)
    return day


def empty() -> None:
    """Remove everything, also what was entered by hand, and its files; tables and calendar stay."""
    allow_emptying()
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def number_of_matters() -> int:
    return Matter.objects.filter(is_example=True).count()


def number_of_people() -> int:
    return User.objects.filter(is_example=True).count()

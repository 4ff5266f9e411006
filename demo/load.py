"""Loading the example county in one transaction: all of it, or nothing. Emptying before loading again."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from common import clock
from deadlines import reminders
from deadlines.calendar import WorkingCalendar
from deadlines.days import calendar_in_use
from demo.people import give_addresses, load_people
from demo.plans import load_plans
from demo.story import Story
from matters.models import Matter
from notices.models import Notice
from organisations.models import User

#: Everybody has held their place for longer than the oldest example.
IN_OFFICE = timedelta(days=900)
#: Days after which a notice has been read.
READ_AFTER = 4
READ_WITHIN = timedelta(hours=3)


def is_loaded() -> bool:
    return Matter.objects.filter(is_example=True).exists()


@transaction.atomic
def load() -> None:
    """People, matters and their past as of today."""
    since = clock.today() - IN_OFFICE
    with clock.set_to(clock.at(since, 9)):
        load_people(since)
    Story().tell(load_plans())
    _remind()
    _read_old_notices()
    give_addresses()
    # What the past steps wanted sent after commit is past.
    transaction.get_connection().run_on_commit.clear()


def _remind() -> None:
    """One sweep, as of the last morning on which reminders leave: the latest rung of each deadline, no flood."""
    calendar = calendar_in_use()
    with clock.set_to(_last_morning(calendar)):
        reminders.sweep()


def _last_morning(calendar: WorkingCalendar) -> datetime:
    today = clock.at(clock.today(), 9)
    latest = clock.today() if today <= clock.now() else clock.today() - timedelta(days=1)
    return clock.at(calendar.previous_working_day(latest), 9)


def _read_old_notices() -> None:
    """What came some days ago has been read since; notices are not audited, so they may change at once."""
    old = Notice.objects.filter(
        is_unread=True, withdrawn_at=None, created_at__lt=clock.now() - timedelta(days=READ_AFTER)
    )
    for notice in old:
        Notice.objects.filter(pk=notice.pk).update(is_unread=False, read_at=notice.created_at + READ_WITHIN)


def empty() -> None:
    """Remove everything, also what was entered by hand, and its files; tables and calendar stay."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def number_of_matters() -> int:
    return Matter.objects.filter(is_example=True).count()


def number_of_people() -> int:
    return User.objects.filter(is_example=True).count()

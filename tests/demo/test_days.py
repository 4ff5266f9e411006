"""The county can be loaded on every day: one of each sort, with the examples whose days hang together."""

from collections import Counter
from datetime import date

import pytest

from common import clock
from demo import load
from demo.given import DAYS, MOMENTS
from demo.plans import Plan, load_plans
from matters.models import Matter
from notices.models import Notice

#: The Spring Festival of 2026 stands in the State Council's notice, that of 2028 in none yet.
SORTS = {
    "a Saturday": date(2026, 11, 28),
    "a Sunday that is worked": date(2026, 9, 20),
    "before the Spring Festival": date(2026, 2, 13),
    "in the Spring Festival": date(2026, 2, 19),
    "after the Spring Festival": date(2026, 2, 24),
    "29 February": date(2028, 2, 29),
    "31 December": date(2026, 12, 31),
}


def with_days_of_their_own() -> list[Plan]:
    """What an agency asks until, what was agreed or held on a day, what was urged once it was late, what was judged."""
    return [plan for plan in load_plans() if any(_has_days(act) for act in plan.acts)]


def _has_days(act) -> bool:
    return act.do in ("urge", "record_judgment") or any(
        name in act.data for name in (*DAYS, *MOMENTS, "happened")
    )


@pytest.mark.parametrize("sort", SORTS)
def test_the_county_can_be_loaded_on(sort, db, settings):
    settings.PORTAL_DEMO = True
    plans = with_days_of_their_own()
    with clock.set_to(SORTS[sort]):
        load.load(plans)
        assert Matter.objects.count() >= len(plans)
        assert max(Matter.objects.values_list("events__recorded_at", flat=True)) <= clock.now()


def test_whoever_is_told_much_has_read_all_but_the_last(cast, settings):
    settings.PORTAL_DEMO = True
    tell = {
        "organisation": cast.agency_a,
        "verb": "issue",
        "text": "收到一份检察建议书，请签收。",
        "next_step": "签收",
    }
    for number in range(30):
        Notice.objects.create(recipient=cast.liaison_a.user, unique=f"{number}", **tell)
    load._read_old_notices()
    unread = Notice.objects.filter(is_unread=True)
    assert Counter(unread.values_list("recipient", flat=True)) == {cast.liaison_a.user_id: load.UNREAD}
    assert {notice.unique for notice in unread} == {f"{number}" for number in range(30 - load.UNREAD, 30)}

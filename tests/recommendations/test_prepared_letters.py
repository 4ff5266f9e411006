"""提示函 made ready seven days before the last day, 督促函 on the day after it; people send them, or do not."""

import io
from datetime import date

import docx
import pytest

from common import clock
from deadlines.statute import Stated
from recommendations.records import PreparedLetter
from recommendations.tasks import prepare_letters
from tests.courses import Course
from tests.recommendations.served import REPLY, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
#: Received on 2 September 2026: the last day is Monday, 2 November.
SEVENTH, LAST, AFTER = date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 3)


def on(day: date) -> int:
    with clock.set_to(day):
        return prepare_letters()


def letters() -> list[tuple[str, str, int | None]]:
    return list(PreparedLetter.objects.values_list("moment", "ground", "stated_length"))


REMINDER, URGING = ("before", "due_soon", None), ("after", "no_reply", 15)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2026, 10, 25)], []),
        ([SEVENTH], [REMINDER]),
        ([SEVENTH, SEVENTH, LAST], [REMINDER]),
        ([LAST], [REMINDER]),
        ([AFTER], [URGING]),
        ([SEVENTH, AFTER, date(2026, 12, 1)], [REMINDER, URGING]),
    ],
)
def test_before_the_last_day_a_reminder_and_after_it_an_urging_each_once(cast, days, expected):
    served(cast)
    for day in days:
        on(day)
    assert letters() == expected


def test_none_in_a_paused_matter(cast):
    matter = served(cast).matter
    matter.paused_on = "2026-10-01"
    matter.save()
    assert on(AFTER) == 0


def test_no_event_is_written(cast):
    matter = served(cast).matter
    before = matter.last_event_number
    assert on(SEVENTH) == 1
    matter.refresh_from_db()
    assert matter.last_event_number == before


def test_none_after_the_reply(cast):
    course = served(cast)
    course.reply(actor=cast.handler, occurred_at=None)
    assert on(AFTER) == 0


def urge(course: Course, day: date) -> None:
    with clock.set_to(day):
        course.take("urge", course.cast.department_head, ground="no_reply", stated=Stated(7))


def test_none_while_a_letter_is_on_its_way_or_its_period_runs(cast):
    course = served(cast)
    urge(course, AFTER)
    assert on(date(2026, 11, 4)) == 0
    with clock.set_to(date(2026, 11, 5)):
        course.take("sign_for_letter", cast.liaison_a, consents=True)
    assert (on(date(2026, 11, 12)), on(date(2026, 11, 13))) == (0, 1)


def test_an_extended_period_has_letters_of_its_own(cast):
    course = served(cast)
    assert on(SEVENTH) == 1
    course.take("request_extension", cast.liaison_a, reason="雨季", asked_until=date(2026, 12, 2))
    course.take("grant_extension", cast.chief, reason="属实", granted_until=date(2026, 12, 2))
    assert on(date(2026, 11, 25)) == 1


def test_the_handler_finds_the_reminder_among_what_is_theirs_until_it_is_sent(cast, sign_in):
    course = served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        client = sign_in(cast.handler)
        assert "提示函已备好" in client.get("/").content.decode()
        course.take("remind", cast.handler, text="请回复")
        assert "提示函已备好" not in client.get("/").content.decode()
    assert PreparedLetter.objects.get().event.verb == "remind"


def test_once_the_day_is_over_the_urging_lies_ready_in_its_place_until_it_is_sent(cast, sign_in):
    course = served(cast)
    on(SEVENTH)
    on(AFTER)
    with clock.set_to(AFTER):
        page = sign_in(cast.handler).get("/").content.decode()
        assert "督促函已备好" in page
        assert "提示函已备好" not in page
        urge(course, AFTER)
        assert "督促函已备好" not in sign_in(cast.handler).get("/").content.decode()


def test_it_falls_away_when_it_was_answered(cast, sign_in):
    course = served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        course.reply(actor=cast.handler)
        assert "提示函已备好" not in sign_in(cast.handler).get("/").content.decode()


def test_another_handler_does_not_find_it(cast, sign_in):
    served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        assert "提示函已备好" not in sign_in(cast.second_handler).get("/").content.decode()


def test_the_step_begins_with_its_words(cast, sign_in):
    matter = served(cast).matter
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        page = sign_in(cast.handler).get(f"/matters/{matter.pk}/steps/remind/").content.decode()
    assert "于2026年11月2日前（含当日）书面回复" in page
    assert f"/recommendations/{matter.pk}/urging-letter/" in page


def test_it_can_be_read_as_the_paper_it_will_be(cast, sign_in):
    matter = served(cast).matter
    on(AFTER)
    with clock.set_to(AFTER):
        answer = sign_in(cast.handler).get(f"/recommendations/{matter.pk}/urging-letter/")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs)
    assert "书面回复期限已于2026年11月2日届满" in text
    assert not matter.documents.filter(kind="urging_letter").exists()


def test_without_one_there_is_nothing_to_read(cast, sign_in):
    matter = served(cast).matter
    assert sign_in(cast.handler).get(f"/recommendations/{matter.pk}/urging-letter/").status_code == 404


def test_in_a_matter_that_reminds_nobody_none_is_made(cast):
    matter = Course(cast).served().matter
    row = matter.deadlines.get(rule=REPLY)
    row.quiet = True
    row.save()
    assert on(date(2027, 1, 5)) == 0

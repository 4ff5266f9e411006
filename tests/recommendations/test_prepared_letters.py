"""督促函 made ready: seven days before the last day and on the day after it; the handler sends it, or does not."""

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


def letters() -> list[tuple[str, int]]:
    return list(PreparedLetter.objects.values_list("moment", "stated_length"))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2026, 10, 25)], []),
        ([SEVENTH], [("before", 7)]),
        ([SEVENTH, SEVENTH, LAST], [("before", 7)]),
        ([LAST], [("before", 1)]),
        ([AFTER], [("after", 15)]),
        ([SEVENTH, AFTER, date(2026, 12, 1)], [("before", 7), ("after", 15)]),
    ],
)
def test_each_once_also_late_and_twice(cast, days, expected):
    served(cast)
    for day in days:
        on(day)
    assert letters() == expected


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


def test_none_while_a_letter_that_was_sent_still_runs(cast):
    course = served(cast)
    with clock.set_to(date(2026, 10, 20)):
        course.take("urge", cast.handler, ground="no_reply", stated=Stated(30))
    assert on(AFTER) == 0


def test_the_second_once_the_day_of_the_letter_that_was_sent_is_over(cast):
    course = served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        course.take("urge", cast.handler, ground="no_reply", stated=Stated(7))
    assert (on(LAST), on(AFTER)) == (0, 1)


def test_an_extended_period_has_letters_of_its_own(cast):
    course = served(cast)
    assert on(SEVENTH) == 1
    course.take("request_extension", cast.liaison_a, reason="雨季", asked_until=date(2026, 12, 2))
    course.take("grant_extension", cast.chief, granted_until=date(2026, 12, 2))
    assert on(date(2026, 11, 25)) == 1


def test_the_handler_finds_it_among_what_is_theirs_until_it_is_sent(cast, sign_in):
    course = served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        client = sign_in(cast.handler)
        assert "督促函已备好" in client.get("/").content.decode()
        course.take("urge", cast.handler, ground="no_reply", demand="请回复", stated=Stated(7))
        assert "督促函已备好" not in client.get("/").content.decode()
    assert PreparedLetter.objects.get().event.verb == "urge"


def test_it_falls_away_when_it_was_answered(cast, sign_in):
    course = served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        course.reply(actor=cast.handler)
        assert "督促函已备好" not in sign_in(cast.handler).get("/").content.decode()


def test_another_handler_does_not_find_it(cast, sign_in):
    served(cast)
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        assert "督促函已备好" not in sign_in(cast.second_handler).get("/").content.decode()


def test_the_step_begins_with_its_words(cast, sign_in):
    matter = served(cast).matter
    on(SEVENTH)
    with clock.set_to(SEVENTH):
        page = sign_in(cast.handler).get(f"/matters/{matter.pk}/steps/urge/").content.decode()
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

"""A column that came when events had spoken for rows: each digest holds in the edition in which it was written."""

import json

import pytest

from common.evidence import agree, covers
from matters.models import Event
from matters.standing import joined
from tests.courses import Course
from tests.matters import tampering
from tests.matters.test_what_stands import found, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def as_before(matter) -> None:
    """As the release before left it: every digest of the first edition alone."""
    previous = ""
    for event in Event.objects.defer(None).filter(matter=matter.pk).order_by("number"):
        event.stands = {
            table: {key: [digest.split("+")[0] for digest in digests] for key, digests in rows.items()}
            for table, rows in event.stands.items()
        }
        event.previous_hash, stands = previous, json.dumps(event.stands)
        event.hash = previous = event.compute_hash()
        tampering.change(event, stands=stands, previous_hash=event.previous_hash, hash=event.hash)
    tampering.sql("UPDATE matters_matter SET head_hash = %s WHERE id = %s", previous, matter.pk)


def visited(course: Course) -> None:
    course.take("record_visit", course.cast.handler, way="走访", findings="又去了一次。")


@pytest.fixture
def old(cast) -> Course:
    course = Course(cast).registered()
    as_before(course.matter)
    return course


def test_an_old_matter_agrees(old):
    assert "全部相符" in verified()


def test_a_change_of_an_old_column_is_found_in_it(old):
    tampering.sql("UPDATE matters_matter SET title = '另一件' WHERE id = %s", old.matter.pk)
    assert f"“检察建议”{old.matter.pk} 与登记不符" in found()


def test_old_and_new_digests_of_one_row_agree(old):
    visited(old)
    assert "全部相符" in verified()
    first, *_, last = Event.objects.defer(None).filter(matter=old.matter.pk).order_by("number")
    said = [event.stands["recommendation"][str(old.matter.pk)][-1] for event in (first, last)]
    assert [digest.count("+") for digest in said] == [0, 1]


def test_a_change_of_an_old_column_is_found_by_the_next_event(old):
    tampering.sql("UPDATE matters_matter SET title = '另一件' WHERE id = %s", old.matter.pk)
    visited(old)
    assert "在这一条登记之前已被绕过平台改动" in found()


def test_a_change_of_a_new_column_is_found_once_an_event_has_written_the_row(old):
    visited(old)
    tampering.sql("UPDATE matters_matter SET open_to_superior = %s WHERE id = %s", False, old.matter.pk)
    assert f"“检察建议”{old.matter.pk} 与登记不符" in found()


@pytest.mark.parametrize("column", ["open_to_superior", "open_to_government"])
def test_who_sees_an_old_matter_is_compared_with_what_its_kind_says_until_an_event_speaks_for_it(old, column):
    """Otherwise whoever reaches the database hides it from those above, or shows them what is sealed, unfound."""
    before = getattr(old.matter, column)
    tampering.sql(f"UPDATE matters_matter SET {column} = %s WHERE id = %s", not before, old.matter.pk)
    assert "谁可以查阅与其办理状态不符" in found()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", "", True),
        ("", "a", False),
        ("a", "", False),
        ("a", "a+b", True),
        ("a+b", "a+c", False),
        ("x", "a+b", False),
    ],
)
def test_digests_are_compared_as_far_as_both_speak(one, other, same):
    assert agree(one, other) is same


def test_what_was_saved_before_is_taken_over_by_an_event_of_today():
    earlier, later = {"t": {"1": ["", "a"]}}, {"t": {"1": ["a+b", "c+d"]}}
    assert joined(earlier, later) == {"t": {"1": ["", "c+d"]}}


def test_every_column_that_came_later_is_covered_and_no_edition_is_left_out():
    for cover in covers():
        assert set(cover.since) <= set(cover.columns)
        assert all(cover.editions)

"""verify_events: what was said cannot be changed, removed, inserted or cut off unseen."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from matters.models import Event
from tests.courses import Course
from tests.matters import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def visited(cast) -> list[Event]:
    """A matter with three visits at its end, on which nothing else depends."""
    course = Course(cast).registered()
    return [
        course.take("record_visit", cast.handler, way="走访", findings=f"第{n}次走访。") for n in (1, 2, 3)
    ]


def verified() -> str:
    """What the command says; it fails where something is found."""
    said = StringIO()
    call_command("verify_events", stdout=said)
    return said.getvalue()


def found() -> str:
    said = StringIO()
    with pytest.raises(CommandError, match="不符"):
        call_command("verify_events", stdout=said)
    return said.getvalue()


def test_an_untouched_chain_holds(cast):
    visited(cast)
    assert "校验1件，全部相符" in verified()


def test_a_changed_event_is_found(cast):
    event = visited(cast)[1]
    tampering.change(event, data='{"findings": "另一种说法"}')
    assert f"第 {event.number} 条：内容与校验值不符" in found()


def test_an_event_changed_together_with_its_hash_is_found_at_the_next(cast):
    _, event, after = visited(cast)
    event.actor_name = "李某"
    tampering.change(event, actor_name="李某", hash=event.compute_hash())
    assert f"第 {after.number} 条：与前一条不衔接" in found()


def test_a_last_event_changed_together_with_its_hash_is_found_by_the_head(cast):
    event = visited(cast)[-1]
    event.actor_name = "李某"
    tampering.change(event, actor_name="李某", hash=event.compute_hash())
    assert "末尾与事项记载不符" in found()


def test_a_removed_event_is_found(cast):
    event = visited(cast)[1]
    tampering.remove(event)
    assert f"第 {event.number} 条：缺少记录" in found()


def test_an_event_inserted_at_the_end_is_found(cast):
    last = visited(cast)[-1]
    tampering.insert_copy(last, last.number + 1)
    assert "不衔接" in found()


def test_an_event_inserted_in_place_of_another_is_found(cast):
    event = visited(cast)[1]
    tampering.replace_with_copy(event)
    assert f"第 {event.number + 1} 条：与前一条不衔接" in found()


def test_a_cut_off_end_is_found(cast):
    last = visited(cast)[-1]
    tampering.remove(last)
    assert f"第 {last.number} 条：末尾与事项记载不符" in found()


@pytest.mark.parametrize("audience", ["lead", "everyone"])
def test_the_hash_covers_for_whom_the_event_is_meant(cast, audience):
    event = visited(cast)[1]
    tampering.change(event, audience_id=None if audience == "everyone" else cast.agency_a.pk)
    assert f"第 {event.number} 条：内容与校验值不符" in found()


def test_the_time_at_which_it_was_entered_is_covered_too(cast):
    event = visited(cast)[1]
    tampering.change(event, recorded_at="2026-10-01 00:00:00")
    assert f"第 {event.number} 条" in found()


def test_one_matter_is_verified_by_itself(cast):
    event = visited(cast)[1]
    other = Course(cast).registered(number="川九检建〔2026〕98号").matter
    tampering.change(event, actor_name="李某")
    said = StringIO()
    call_command("verify_events", matter=other.pk, stdout=said)
    assert "校验1件，全部相符" in said.getvalue()


def test_the_model_refuses_to_change_an_event(cast):
    event = visited(cast)[1]
    event.actor_name = "李某"
    with pytest.raises(ValidationError, match="不能修改"):
        event.save()


def test_the_model_refuses_to_delete_an_event(cast):
    with pytest.raises(ValidationError, match="不能删除"):
        visited(cast)[1].delete()

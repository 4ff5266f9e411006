"""A step is one transaction: whatever fails in it, nothing of it stays."""

import pytest

from recommendations.models import IntendedRecipient, Recommendation
from tests.courses import Course, upload
from tests.workflow.rows import grown, rows
from workflow import carry
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
EFFECTS = [
    "number", "_records", "_participations", "_deadlines", "_attachments", "_papers", "_notices", "link", "wake_up",
]  # fmt: skip


class Failure(RuntimeError):
    """Something that nobody foresaw."""


def fail_after(monkeypatch, name: str) -> None:
    """Let the effect be carried out, then fail."""
    real = getattr(carry, name)

    def failing(*args, **kwargs):
        real(*args, **kwargs)
        raise Failure

    monkeypatch.setattr(carry, name, failing)


def approved_for_two(cast) -> Course:
    course = Course(cast).approved()
    IntendedRecipient.objects.create(recommendation=course.matter, organisation=cast.agency_b)
    return course


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_failure_in_any_effect_leaves_nothing(cast, monkeypatch, effect):
    course = approved_for_two(cast)
    files, before = [upload(cast.handler.user)], rows()
    fail_after(monkeypatch, effect)
    with pytest.raises(Failure):
        perform(matter=course.matter, step="issue", actor=cast.handler, files=files)
    assert grown(before) == {}
    stored = Recommendation.objects.get(pk=course.matter.pk)
    assert (stored.state, stored.number, stored.version) == ("approved", "", course.matter.version)


@pytest.mark.parametrize("effect", ["number", "_deadlines", "_papers", "_notices"])
def test_a_failure_while_registering_leaves_no_matter(cast, monkeypatch, effect):
    course = Course(cast)
    data = {"recipients": [cast.agency_a], "paper_scans": [upload(cast.handler.user)], "number": "2026年7号"}
    before = rows()
    fail_after(monkeypatch, effect)
    with pytest.raises(Failure):
        perform(matter=course.new(), step="register_issued", actor=cast.handler, **data)
    assert grown(before) == {}


def test_what_was_to_be_created_is_as_it_was(cast, monkeypatch):
    new = Course(cast).new(handler=cast.handler)
    fail_after(monkeypatch, "_notices")
    with pytest.raises(Failure):
        perform(matter=new, step="decide_investigation", actor=cast.chief)
    assert (new.pk, new.state, new.version) == (None, "new", 0)


def test_without_a_failure_everything_is_there(cast):
    course, told = approved_for_two(cast), cast.liaison_a
    before = rows()
    course.take("issue", cast.handler, files=[upload(cast.handler.user)])
    more = grown(before)
    written = {"matters.Event": 2, "recommendations.Recommendation": 1, "documents.DocumentNumber": 1}
    assert written.items() <= more.items()
    assert {"deadlines.Deadline", "documents.Document", "matters.Attachment"} <= more.keys()
    assert told.user.notices.count() == more["notices.Notice"] == 1


def test_the_workers_are_woken_once_after_the_commit(cast, django_capture_on_commit_callbacks):
    _ = cast.liaison_a
    with django_capture_on_commit_callbacks() as waiting:
        Course(cast).issued()
    assert [callback.__name__ for callback in waiting] == ["_ring"]

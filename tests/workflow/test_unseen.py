"""A mark of direction turns names and dates round for whoever reads them: no way into the portal keeps one."""

import pytest

from matters.models import Event
from notices.models import Notice
from organisations.models import Organisation
from recommendations.models import Recommendation
from tests import factories
from tests.courses import Course, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
TURNED = "\u202e"


def test_nothing_that_is_typed_turns_the_timeline_round(cast, sign_in):
    matter = Course(cast).registered().matter
    sent = {"version": matter.version, "key": "k", "reason": f"误录{TURNED}一件\r\n另行\x07登记"}
    answer = sign_in(cast.department_head).post(f"/matters/{matter.pk}/steps/annul/", sent, follow=True)
    assert Event.objects.get(verb="annul").data["reason"] == "误录一件\r\n另行登记"
    assert TURNED not in answer.content.decode()


def test_nor_does_what_comes_to_the_one_door_otherwise(cast):
    course = Course(cast).registered(paper_scans=[upload(cast.handler.user, f"扫描{TURNED}fdp.exe")])
    event = course.take("annul", cast.department_head, reason=f"误录{TURNED}\n另行登记")
    assert event.data["reason"] == "误录\n另行登记"
    assert event.compute_hash() == event.hash
    assert TURNED not in Recommendation.objects.get().documents.get().file_name


def test_no_row_keeps_what_is_not_seen_however_it_was_made(cast):
    unit = factories.organisation("测试局", short_name=f"{TURNED}测试")
    unit.address = f"{TURNED}建设路1号"
    unit.save()
    assert TURNED not in str(Organisation.objects.values().get(pk=unit.pk))


def test_a_person_named_before_names_were_cleaned_signs_in_plain_words(cast):
    type(cast.handler.user).objects.filter(pk=cast.handler.user_id).update(full_name=f"张{TURNED}明")
    cast.handler.user.refresh_from_db()
    event = Course(cast).registered().matter.events.get()
    assert event.actor_name.startswith("张明（")
    assert event.compute_hash() == event.hash
    assert not Notice.objects.filter(text__contains=TURNED).exists()

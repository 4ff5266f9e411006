"""What is typed is kept for forms that exist, and for no invented name: else a person could fill the table."""

import pytest
from django.urls import reverse

from matters.models import Scratch
from tests.recommendations.urged import late
from tests.workflow.handing import hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
TYPED = {"reason": "雨季无法施工"}


def test_nothing_is_kept_under_an_invented_name(cast, sign_in):
    course = late(cast)
    assert cast.department_head
    asked = hand_over(course, "urge", cast.handler)
    client, pk = sign_in(cast.handler), course.matter.pk
    places = [
        reverse("matters:scratch", args=[pk, "nonsense"]),
        reverse("matters:new_scratch", args=["recommendation", "nonsense"]),
        *(
            reverse("matters:scratch", args=[pk, asked.step]) + f"?about={about}"
            for about in ("9999.1", f"{asked.pk}.{asked.version + 1}", "1.99999999")
        ),
    ]
    assert [client.post(place, TYPED).status_code for place in places] == [403, 403, 404, 404, 404]
    assert not Scratch.objects.exists()


def test_what_is_typed_about_a_proposal_is_kept_for_it(cast, sign_in):
    course = late(cast)
    assert cast.department_head
    asked = hand_over(course, "urge", cast.handler)
    place = reverse("matters:scratch", args=[course.matter.pk, asked.step]) + f"?about={asked.handing}"
    assert sign_in(cast.department_head).post(place, TYPED).status_code == 200
    assert Scratch.objects.get().form.endswith(asked.handing)

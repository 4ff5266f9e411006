"""The values of a new matter reach it through the step that begins it, whoever calls it."""

import pytest

from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.courses import Course
from tests.workflow.handing import address, page
from workflow.errors import Invalid, Refused
from workflow.perform import perform
from workflow.proposals import Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def values(cast, **more) -> dict:
    return {"kind": Kind.SOCIAL_GOVERNANCE, "title": "河道采砂", "handler": cast.handler, **more}


def begin(cast, step: str = "decide_investigation", **given):
    lead = Recommendation(lead=cast.procuratorate)
    event = perform(matter=lead, step=step, actor=cast.chief, **given)
    return lead, Recommendation.objects.get(pk=event.matter_id)


def test_a_matter_begins_with_what_its_step_is_given(cast):
    Course(cast)
    _, matter = begin(cast, values=values(cast, domain="生态环境"))
    assert (matter.title, matter.domain, matter.handler) == ("河道采砂", "生态环境", cast.handler)


def test_the_callers_own_instance_stays_as_it_was(cast):
    Course(cast)
    own, _ = begin(cast, values=values(cast))
    assert (own.pk, own.title) == (None, "")


def test_conditions_are_asked_of_the_matter_as_it_would_be(cast):
    with pytest.raises(Refused, match="立案"):
        begin(cast, values=values(cast, kind=Kind.PUBLIC_INTEREST))


def test_what_is_no_field_of_the_matter_is_refused(cast):
    with pytest.raises(TypeError, match="titel"):
        begin(cast, values=values(cast, titel="河道采砂"))


def test_what_does_not_hold_begins_nothing(cast):
    with pytest.raises(Invalid):
        begin(cast, values=values(cast, handler=None))
    assert not Recommendation.objects.exists()


def test_a_matter_that_is_handed_over_begins_with_them_too(cast):
    cast.everyone()
    prepared = Prepared("file_case", {"title": ["河道采砂"]})
    given = values(cast, kind=Kind.PUBLIC_INTEREST)
    event = perform(matter=Recommendation(lead=cast.procuratorate), step="propose_new", actor=cast.handler,
                    prepared=prepared, values=given)  # fmt: skip
    matter = Recommendation.objects.get(pk=event.matter_id)
    assert (matter.state, matter.title) == ("proposed", "河道采砂")


def test_the_pages_hand_on_what_was_typed(cast, sign_in):
    cast.everyone()
    typed = {"version": 0, "kind": "social_governance", "title": "河道采砂", "sensitivity": "ordinary",
             "source": "deputy", "source_number": "第7号"}  # fmt: skip
    answer = sign_in(cast.handler).post("/matters/new/recommendation/decide_investigation/propose/", typed)
    assert answer.status_code == 302
    matter = Recommendation.objects.get()
    assert (matter.title, matter.source_number, matter.handler) == ("河道采砂", "第7号", cast.handler)
    changed = page(
        matter, **typed | {"title": "白水江采砂", "version": matter.version, "handler": cast.handler.pk}
    )
    where = address(matter, "decide_investigation")
    assert sign_in(cast.chief).post(where, changed).status_code == 302
    matter.refresh_from_db(fields=["title"])
    assert matter.title == "白水江采砂"

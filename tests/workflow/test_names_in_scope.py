"""A key in an address, a number that is taken and a link name nobody and nothing that the reader may not know."""

import pytest

from documents import numbers
from documents.numbers import NumberTaken
from matters.models import MatterLink
from tests import factories
from tests.courses import Course
from tests.workflow.matters import issued, sheet
from workflow import together
from workflow.lists.filters import Filters
from workflow.lists.wording import conditions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
TITLE = "某未成年人被害一案"


def asked(membership, **query) -> str:
    return "；".join(conditions(Filters(**{name: str(value) for name, value in query.items()}), membership))


@pytest.mark.parametrize("who", ["liaison_b", "assessor", "superior_handler"])
def test_a_handlers_key_names_nobody_of_another_house(cast, sign_in, who):
    issued(cast)
    reader, name = getattr(cast, who), cast.handler.user.full_name
    assert name not in asked(reader, handler=cast.handler.pk)
    client, query = sign_in(reader), {"handler": cast.handler.pk}
    assert name not in client.get("/matters/", query | {"q": "没有"}).content.decode()
    assert name not in str(sheet(client.get("/matters/export/", query | {"q": "没有"}), "说明"))
    assert name in asked(cast.second_handler, handler=cast.handler.pk)


def test_a_handler_of_another_house_narrows_nothing(cast, sign_in):
    issued(cast)
    rows = sign_in(cast.assessor).get("/matters/", {"handler": cast.handler.pk}).context["rows"]
    assert rows == []


def test_an_organisations_key_names_those_alone_that_take_part_in_what_is_seen(cast, sign_in):
    issued(cast)
    hidden = factories.organisation("隐名调查组", "agency")
    page = sign_in(cast.liaison_a).get("/matters/", {"organisation": hidden.pk}).content.decode()
    assert hidden.short_name not in page
    assert cast.procuratorate.short_name in asked(cast.liaison_a, organisation=cast.procuratorate.pk)


def sealed(cast):
    return issued(cast, TITLE, number="川九检建〔2026〕900号", sensitivity="sealed")


def test_a_number_that_is_taken_does_not_name_what_is_masked(cast):
    sealed(cast)
    with pytest.raises(NumberTaken) as taken:
        numbers.register(organisation=cast.procuratorate, text="川九检建〔2026〕900号")
    assert TITLE not in str(taken.value)
    issued(cast, "河道垃圾", number="川九检建〔2026〕901号")
    with pytest.raises(NumberTaken, match="河道垃圾"):
        numbers.register(organisation=cast.procuratorate, text="川九检建〔2026〕901号")


def test_an_agencys_own_number_says_nothing_of_the_procuratorates_papers(cast):
    """Typed twice by an agency, the number of somebody else's paper told it kind, unit and day."""
    matter = issued(cast, "河道垃圾", number="川九检建〔2026〕902号", recipient=cast.agency_b)
    mine = issued(cast)
    number = numbers.register(organisation=cast.agency_a, text=matter.number)
    told = mine.number_taken(NumberTaken(number, None))
    assert cast.agency_b.name not in told
    assert "902" in told


def test_a_link_does_not_name_what_is_masked(cast):
    hidden, other = sealed(cast), Course(cast).registered(number="川九检建〔2026〕903号").matter
    MatterLink.objects.create(earlier=hidden, later=other, relation="successor")
    shown = {who: str(together.links(other, getattr(cast, who))) for who in ("handler", "clerk")}
    assert [who for who, links in shown.items() if TITLE in links] == ["handler"]
    assert "900" in shown["clerk"]

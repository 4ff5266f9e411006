"""Who sees whose figures."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessment.scope import ROLES, counted
from assessment.urls import urlpatterns
from matters.models import Matter
from organisations.models import WITHOUT_MATTERS, Role
from tests import factories
from tests.assessment.conftest import EARLY, Paper

BOARD = reverse("assessment:board")
COMPARING = ["assessor", "liaison_bureau", "superior_assessor", "liaison_government", "assessor_government"]
LEADING = ["handler", "chief", "case_manager", "mechanism_liaison", "superior_handler"]


def agencies(membership) -> set[str]:
    return set(counted(membership).values_list("recipient__code", flat=True))


def test_bureau_government_and_procuratorate_see_all_agencies(cast, by_hand):
    for name in COMPARING + LEADING:
        assert agencies(getattr(cast, name)) == {"JZG-SCJG", "JZG-SWJ"}, name


def test_an_agency_sees_its_own_line_alone(cast, by_hand):
    for name in ("liaison_a", "substitute_a", "intake_a", "head_a"):
        assert agencies(getattr(cast, name)) == {"JZG-SCJG"}, name


def test_a_stranger_sees_nothing(cast, by_hand, sign_in):
    assert agencies(cast.liaison_police) == set()
    page = sign_in(cast.liaison_police).get(BOARD).content.decode()
    assert "县市场监管局" not in page
    assert "没有可以统计的检察建议" in page


def test_another_agency_is_not_found(cast, by_hand, sign_in):
    client = sign_in(cast.liaison_b)
    assert client.get(reverse("assessment:agency", args=[cast.agency_b.pk])).status_code == 200
    assert client.get(reverse("assessment:agency", args=[cast.agency_a.pk])).status_code == 404


def test_nothing_is_counted_that_the_reader_may_not_see(cast, by_hand):
    readers = {name: place for name, place in cast.everyone().items() if place.role in ROLES}
    for name, membership in readers.items():
        seen = Matter.objects.visible_to(membership).values("pk")
        assert not counted(membership).exclude(pk__in=seen).exists(), name


@pytest.fixture
def overseer(cast):
    """政法委: oversight and evaluation, nothing else."""
    committee = factories.organisation("中共九寨沟县委政法委员会", "oversight", short_name="县委政法委")
    return factories.membership(committee, Role.ASSESSOR)


def test_who_oversees_reads_the_figures_of_the_area_and_no_matter(cast, by_hand, overseer, sign_in):
    assert agencies(overseer) == {"JZG-SCJG", "JZG-SWJ"}
    assert not Matter.objects.visible_to(overseer).exists()
    client = sign_in(overseer)
    assert "县市场监管局" in client.get(BOARD).content.decode()
    listed = client.get(reverse("assessment:all")).content.decode()
    matter = counted(overseer).filter(issued_on__startswith="2026").first()
    assert matter.number in listed
    assert matter.title not in listed
    assert reverse("matters:matter", args=[matter.pk]) not in listed
    assert client.get(reverse("matters:matter", args=[matter.pk])).status_code == 404


def test_who_oversees_finds_at_home_who_is_late(cast, by_hand, overseer, sign_in):
    page = sign_in(overseer).get(reverse("home")).content.decode()
    assert "逾期未回复的单位" in page
    assert "在办" not in page


@pytest.mark.parametrize("page", ["board", "all", "export"])
def test_section_officers_are_refused_with_the_reason(cast, sign_in, page):
    answer = sign_in(cast.officer_a).get(reverse(f"assessment:{page}"))
    assert answer.status_code == 403
    assert "您当前的身份是" in answer.content.decode()


def test_every_page_declares_its_roles():
    of_evaluation = {"evaluation", "evaluation_paper"}
    assert all(
        page.callback.roles == frozenset(ROLES) for page in urlpatterns if page.name not in of_evaluation
    )
    assert set(Role) - set(ROLES) == WITHOUT_MATTERS | {"section_officer"}


def test_a_court_has_no_board(cast, sign_in):
    judge = factories.membership(cast.court, Role.LIAISON)
    with pytest.raises(PermissionDenied, match="行政机关"):
        counted(judge)
    assert sign_in(judge).get(BOARD).status_code == 403


def test_a_prefecture_does_not_see_another_ones_county(cast, today):
    Paper(cast, cast.agency_a).served(EARLY, "1")
    rows = counted(cast.superior_assessor)
    assert rows.count() == 1
    cast.superior_bureau.jurisdiction = cast.county.parent.parent.children.create(
        code="513300", name="甘孜藏族自治州", short_name="甘孜州", level="prefecture"
    )
    cast.superior_bureau.save()
    assert not counted(cast.superior_assessor).exists()


def test_a_visitor_is_sent_to_the_log_in(client, db):
    assert client.get(BOARD).url.startswith("/login/?next=")

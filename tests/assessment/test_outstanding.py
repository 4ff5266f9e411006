"""Nobody is accused wrongly: of all the deadlines that have passed, each list holds only those it is about."""

import re
from datetime import date

import pytest
from django.db.models import Exists, OuterRef
from django.test import Client

from assessment import outstanding
from assessment.filters import Filters
from assessment.rows import matters_of
from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.statute import Stated
from matters.models import Matter
from recommendations.choices import Finding, Kind, Result
from tests.assessment.conftest import EARLY, LATE, Paper
from tests.courses import Course, upload
from tests.recommendations.test_pausing import PAUSE
from workflow.lists.due import duties

pytestmark = pytest.mark.django_db
PUBLIC = Kind.PUBLIC_INTEREST
DECEMBER = date(2026, 12, 1)
EARLIER = "2026-07-06"


def reply(course: Course, result: str, on: str = "2026-10-20", **data) -> Course:
    scans = {"build_letter": False, "paper_scans": [upload(course.cast.handler.user)]}
    course.reply(result, course.cast.handler, occurred_at=When.parse(on), **scans, **data)
    return course


def found_wanting(course: Course, days: int) -> None:
    """Answered, found wanting, and what is left is to be done within `days` of the letter's receipt."""
    reply(course, Result.DONE, on="2026-09-20")
    course.review(Finding.PARTLY, follow_up=Stated(days), occurred_at=When.parse("2026-09-25"))


def received(course: Course) -> None:
    data = {"way": "direct", "received_on": When.parse("2026-09-28")}
    course.take("record_letter_service", course.cast.handler, **data)


def urged(course: Course) -> None:
    """Found wanting and urged to do the rest: the letter's ten days are over, those of the review are not."""
    found_wanting(course, 90)
    data = {"ground": "partly", "stated": Stated(10), "occurred_at": When.parse("2026-09-26")}
    course.take("urge", course.cast.department_head, **data)
    received(course)


def assigned_inside(course: Course) -> None:
    with clock.set_to(date(2026, 11, 2)):
        course.take("assign_inside", course.cast.liaison_a, section="食品股", due_on=date(2026, 11, 9))


@pytest.fixture
def passed(cast, today) -> dict[str, Course]:
    """By its name one matter for each sort of deadline that has passed by 24 November."""
    paper = Paper(cast, cast.agency_a)
    public = Paper(cast, cast.agency_a, PUBLIC)
    made = {
        "sign": paper.served(None, "1"),
        "reply": paper.served(EARLY, "2"),
        "replied in time": paper.replied(EARLY, "3", on="2026-10-20"),
        "replied late": paper.replied(EARLY, "4", on="2026-11-10"),
        "extended": paper.extended(EARLY, "5", until=DECEMBER),
        "inside": paper.served(LATE, "6"),
        "neither replied nor rectified": public.served(EARLY, "7"),
        "going on": reply(public.served(EARLY, "8"), Result.ONGOING),
        "reported as done": reply(public.served(EARLY, "9"), Result.DONE),
        "paused": public.served(EARLY, "10"),
        "followed up": paper.served(EARLIER, "11", issued="2026-07-01"),
        "urged": paper.served(EARLIER, "12", issued="2026-07-01"),
        "court": Paper(cast, cast.court, Kind.RETRIAL).served(EARLIER, "13", issued="2026-07-01"),
        "sealed": paper.served(EARLY, "14", sensitivity="sealed"),
    }
    assigned_inside(made["inside"])
    made["paused"].take("pause", cast.chief, **PAUSE)
    found_wanting(made["followed up"], 10)
    received(made["followed up"])
    urged(made["urged"])
    return made


#: Which of them are in which list, by hand.
IN = {
    outstanding.OVERDUE: {"reply", "neither replied nor rectified"},
    outstanding.UNRECTIFIED: {"neither replied nor rectified", "going on", "followed up", "urged"},
}


def test_each_list_holds_only_what_it_is_about(cast, passed, sign_in):
    names = {course.matter.pk: name for name, course in passed.items()}
    late = Deadline.objects.awake().passed().filter(matter__in=names).values_list("matter", flat=True)
    assert {names[pk] for pk in late} == set(passed)  # in each of them something is over
    bureau = sign_in(cast.assessor)
    for code, expected in IN.items():
        filters = Filters(year="all", status=code)
        assert {names[row.pk] for row in matters_of(cast.assessor, filters)} == expected, code
        (line,) = outstanding.by_agency(cast.assessor, code)
        assert (line["debtor"], line["count"]) == (cast.agency_a.pk, len(expected)), code
    listed = {
        row.pk
        for row in Matter.objects.filter(
            Exists(duties(cast.assessor, "overdue").filter(matter=OuterRef("pk")))
        )
    }
    assert {names[pk] for pk in listed} & set(passed) - {"court", "sealed"} == set.union(*IN.values())
    assert the_same_numbers_stand_on_each_home(cast, bureau, sign_in(cast.liaison_a))


def the_same_numbers_stand_on_each_home(cast, bureau: Client, agency: Client) -> bool:
    parts = {part.get("title"): part for part in bureau.get("/").context["parts"]}
    sentence = next(part for part in agency.get("/").context["parts"] if "next_day" in part)
    said = {each["label"]: each for each in sentence["late"]}
    for label, code in (("逾期未回复", outstanding.OVERDUE), ("逾期未整改", outstanding.UNRECTIFIED)):
        (line,) = parts[f"{label}的单位"]["lines"]
        assert line["count"] == said[label]["count"] == len(IN[code]), label
        for client, url in ((bureau, line["url"]), (agency, said[label]["url"])):
            answer = client.get(url)
            assert len(answer.context["rows"]) == len(IN[code]), (label, url)
    text = agency.get("/").content.decode()
    return "逾期未回复" in text and "逾期未整改" in text


def test_what_is_long_to_be_rectified_says_until_when(cast, today, sign_in):
    reply(Paper(cast, cast.agency_a, PUBLIC).served(EARLY, "1"), Result.ONGOING)
    page = sign_in(cast.assessor).get(outstanding.list_url(outstanding.UNRECTIFIED)).content.decode()
    assert re.search("逾期未整改（最迟11月2日（含当日）[^<]*）", page), re.findall("逾期未整改[^<]*", page)
    assert "按期回复" in page


def test_a_court_is_named_to_the_superior_procuratorate_alone(cast, today):
    Paper(cast, cast.court, Kind.RETRIAL).served(EARLIER, "1", issued="2026-07-01")
    assert outstanding.by_agency(cast.assessor, outstanding.OVERDUE) == []
    (line,) = outstanding.by_agency(cast.superior_chief, outstanding.OVERDUE)
    assert (line["debtor"], line["matter__to_administrative_body"]) == (cast.court.pk, False)
    assert outstanding.of_house(cast.court) == {"overdue": 1, "unrectified": 0}

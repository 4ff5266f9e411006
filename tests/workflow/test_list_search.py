"""Searching the list: words of the title, numbers in any writing, organisations by name and initials."""

import pytest

from tests.courses import Course
from tests.workflow.matters import issued, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def search(cast, sign_in):
    client = sign_in(cast.handler)
    return lambda text: sorted(titles(client.get("/matters/", {"q": text})))


@pytest.fixture
def _three(cast):
    issued(cast, "关于餐饮油烟的检察建议", number="川九检建〔2026〕1号")
    issued(cast, "关于河道采砂的检察建议", number="川九检建(2026)12号", recipient=cast.agency_b)
    issued(cast, "关于油库安全的检察建议", number="川九检行建〔2025〕3号", recipient=cast.police)


OIL, SAND, DEPOT = "关于餐饮油烟的检察建议", "关于河道采砂的检察建议", "关于油库安全的检察建议"


FOUND = {
    "油烟": [OIL],
    "采砂": [SAND],
    "油": [OIL, DEPOT],
    "检察建议 油": [OIL, DEPOT],
    "水务": [SAND],
    "shuiwu": [SAND],
    "swj": [SAND],
    "采\u200b砂": [SAND],
    "ＳＷＪ": [SAND],
    "县水务局（公章）": [SAND],
    "公安局 油": [DEPOT],
    "水务 油": [],
    "川九检建〔2026〕1号": [OIL],
    "川九检建[2026]1号": [OIL],
    "（2026）12号": [SAND],
    "2026〕0012号": [SAND],
    "%": [],
    "_": [],
}


@pytest.mark.usefixtures("_three")
def test_every_word_is_found_in_title_number_or_party(search):
    assert {text: search(text) for text in FOUND} == {text: sorted(found) for text, found in FOUND.items()}


def test_a_number_is_found_by_those_alone_who_see_the_matter(cast, sign_in):
    course = Course(cast).served()
    course.take("remind", cast.handler, text="请尽快回复。")
    number = course.matter.number
    assert titles(sign_in(cast.liaison_a).get("/matters/", {"q": number})) == [course.matter.title]
    assert titles(sign_in(cast.liaison_b).get("/matters/", {"q": number})) == []


def test_the_words_searched_for_stay_in_the_field_and_in_the_chips(cast, sign_in):
    issued(cast, "油烟")
    answer = sign_in(cast.handler).get("/matters/", {"q": "油烟", "kind": "social_governance"})
    assert 'value="油烟"' in answer.content.decode()
    chip = answer.context["filters"]["groups"][-1]["chips"][0]
    assert chip["selected"]
    assert "q=%E6%B2%B9%E7%83%9F" in chip["url"]

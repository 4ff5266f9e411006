"""Two people at one draft: told of each other by name; fields are merged, what both changed is shown to be chosen."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from common import clock
from matters.models import Scratch
from recommendations.models import Recommendation
from tests.courses import Course
from workflow import merging, scratch

pytestmark = pytest.mark.django_db


class Writer:
    """Somebody with the draft open: what their page posts, changed by `types`."""

    def __init__(self, client: Client, matter: Recommendation) -> None:
        self.client, self.where = client, f"/recommendations/{matter.pk}/draft/"
        self.open()

    def open(self) -> "Writer":
        self.take(self.client.get(self.where))
        return self

    def take(self, answer) -> None:
        self.answer, form = answer, answer.context["form"]
        self.page = merging.stored_in(form)
        for name in ("version", merging.BASE):
            self.page[name] = [str(form[name].value())]

    def types(self, **fields: str | list[str]) -> "Writer":
        for name, text in fields.items():
            self.page[name] = text if isinstance(text, list) else [text]
        return self

    def keeps(self) -> dict:
        return self.client.post(f"{self.where}autosave/", self.page).json()

    def saves(self, **more) -> "Writer":
        self.answer = self.client.post(self.where, self.page | more)
        return self

    @property
    def words(self) -> str:
        return self.answer.content.decode()


@pytest.fixture
def matter(cast) -> Recommendation:
    return Course(cast).draft().matter


@pytest.fixture
def first(cast, sign_in, matter) -> Writer:
    return Writer(sign_in(cast.handler), matter)


@pytest.fixture
def second(cast, sign_in, matter) -> Writer:
    return Writer(sign_in(cast.clerk), matter)


def stands(matter: Recommendation) -> Recommendation:
    return Recommendation.objects.get(pk=matter.pk)


def test_what_each_changed_alone_is_merged(first, second, matter):
    first.types(facts="甲查明的事实。", is_emergency=[]).saves()
    answer = second.types(problem="乙写的问题。", advice_2="乙加的第二项。").saves().answer
    assert answer.status_code == 302
    found = stands(matter)
    assert (found.facts, found.problem) == ("甲查明的事实。", "乙写的问题。")
    assert [row.text for row in found.advices.all()][1] == "乙加的第二项。"


def test_whoever_saves_second_reads_whose_changes_came_in(first, second, cast):
    first.types(facts="甲查明的事实。").saves()
    second.types(problem="乙写的问题。").saves()
    told = second.client.get(second.where).content.decode()
    assert f"{cast.handler.user.full_name}（" in told
    assert "已经并入" in told


def test_what_both_changed_shows_both_texts_and_writes_neither(first, second, matter, cast):
    first.types(problem="甲写的问题。").saves()
    second.types(problem="乙写的问题。", facts="乙查明的事实。").saves()
    assert second.answer.status_code == 409
    for words in (
        "甲写的问题。",
        "乙写的问题。",
        "乙查明的事实。",
        cast.handler.user.full_name,
        "请逐栏选定",
    ):
        assert words in second.words
    assert (stands(matter).problem, stands(matter).facts) != ("乙写的问题。", "乙查明的事实。")
    assert stands(matter).problem == "甲写的问题。"


@pytest.mark.parametrize(
    ("chosen", "text"), [([], "乙写的问题。"), (["problem"], "甲写的问题。")], ids=["own", "the other's"]
)
def test_the_second_chooses(first, second, matter, chosen, text):
    first.types(problem="甲写的问题。").saves()
    second.types(problem="乙写的问题。", facts="乙查明的事实。").saves()
    second.take(second.answer)
    second.types(problem="乙写的问题。", facts="乙查明的事实。").saves(**{merging.TAKE: chosen})
    assert second.answer.status_code == 302
    assert (stands(matter).problem, stands(matter).facts) == (text, "乙查明的事实。")


def test_a_choice_is_asked_anew_where_the_other_saved_once_more(first, second, matter):
    first.types(problem="甲写的问题。").saves()
    second.types(problem="乙写的问题。").saves()
    second.take(second.answer)
    first.open().types(problem="甲再改的问题。").saves()
    second.types(problem="乙写的问题。").saves(**{merging.TAKE: ["problem"]})
    assert second.answer.status_code == 409
    assert "甲再改的问题。" in second.words


def test_recipients_that_both_changed_are_named(first, second, cast):
    first.types(recipients=[str(cast.agency_a.pk), str(cast.agency_b.pk)]).saves()
    second.types(recipients=[str(cast.agency_b.pk)]).saves()
    assert second.answer.status_code == 409
    assert f"{cast.agency_a}、{cast.agency_b}" in second.words


def test_text_kept_by_itself_meets_what_was_saved_since(first, second, matter):
    first.types(problem="甲写的问题。").keeps()
    with clock.set_to(clock.now() + timedelta(minutes=5)):
        second.types(problem="乙写的问题。", facts="乙查明的事实。").saves()
        first.open()
    assert first.answer.context["form"]["facts"].value() == "乙查明的事实。"
    assert first.answer.context["form"]["problem"].value() == "甲写的问题。"
    assert "乙写的问题。" in first.words


def test_each_is_told_of_the_other_by_name_and_since_when(first, second, cast):
    first.types(problem="甲写的问题。").keeps()
    told = second.types(facts="乙查明的事实。").keeps()["others"]
    begun = clock.local(Scratch.objects.get(user=cast.handler.user).begun_at)
    assert told.startswith(f"{cast.handler.user.full_name}正在填写同一份内容（{begun:%H:%M} 开始")
    assert cast.clerk.user.full_name in first.types(problem="甲接着写。").keeps()["others"]
    assert cast.handler.user.full_name in second.open().words


def test_who_has_kept_nothing_lately_is_not_named(first, second):
    first.types(problem="甲写的问题。").keeps()
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        assert second.types(facts="乙查明的事实。").keeps()["others"] == ""


def test_whoever_still_writes_is_told_that_the_other_has_saved(first, second, cast):
    second.types(problem="乙写的问题。").saves()
    told = first.types(facts="甲查明的事实。").keeps()["others"]
    assert told.startswith(f"您打开之后，{cast.clerk.user.full_name}（")


def test_nobody_outside_the_house_is_named(cast, sign_in):
    course = Course(cast).served()
    where = f"/matters/{course.matter.pk}/steps/add_note/scratch/"
    for user in (cast.handler.user, cast.substitute_a.user):
        Scratch.objects.create(user=user, form=scratch.name_of(course.matter.pk, "reply"))
    answer = sign_in(cast.liaison_a).post(where.replace("add_note", "reply"), {"text": "一"}).json()
    assert cast.substitute_a.user.full_name in answer["others"]
    assert cast.handler.user.full_name not in answer["others"]


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_lose_nothing(cast, sign_in):
    matter = Course(cast).draft().matter
    writers = [Writer(sign_in(cast.handler), matter), Writer(sign_in(cast.clerk), matter)]
    writers[0].types(facts="甲查明的事实。")
    writers[1].types(problem="乙写的问题。")
    start = threading.Barrier(2)

    def save(writer: Writer) -> None:
        start.wait()
        writer.saves()
        connection.close()

    both = [threading.Thread(target=save, args=[writer]) for writer in writers]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert [writer.answer.status_code for writer in writers] == [302, 302]
    assert (stands(matter).facts, stands(matter).problem) == ("甲查明的事实。", "乙写的问题。")

"""Numbers: in order, without gap or double, and the same number in whatever brackets it was typed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from documents import numbers, patterns
from documents.models import DocumentNumber, NumberPattern


@pytest.fixture
def allot(cast, pattern):
    def next_text(kind: str = "social_governance", year: int = 2026) -> str:
        return numbers.allot(organisation=cast.procuratorate, kind=kind, year=year).text

    return next_text


@pytest.fixture
def register(cast):
    def registered(text: str, **options) -> DocumentNumber:
        return numbers.register(organisation=cast.procuratorate, text=text, **options)

    return registered


def test_numbers_go_up_by_one(allot) -> None:
    assert [allot() for _ in range(3)] == [f"川九检建〔2026〕{n}号" for n in (1, 2, 3)]


def test_each_year_begins_at_one(allot) -> None:
    allot()
    assert allot(year=2027) == "川九检建〔2027〕1号"


def test_a_series_begun_elsewhere_goes_on_in_its_year_only(allot, pattern) -> None:
    pattern.starts_at, pattern.starts_in = 13, 2026
    pattern.save()
    assert allot(year=2026) == "川九检建〔2026〕13号"
    assert allot(year=2027) == "川九检建〔2027〕1号"


def test_kinds_with_the_same_pattern_share_one_series(allot, pattern) -> None:
    NumberPattern.objects.create(organisation=pattern.organisation, kind="retrial", pattern=pattern.pattern)
    allot()
    assert allot("retrial") == "川九检建〔2026〕2号"


def test_a_kind_with_its_own_pattern_has_its_own_series(allot, pattern) -> None:
    NumberPattern.objects.create(
        organisation=pattern.organisation, kind="public_interest", pattern="川九检行公建〔{year}〕{n}号"
    )
    allot()
    assert allot("public_interest") == "川九检行公建〔2026〕1号"


def test_a_pattern_without_year_runs_on(allot, pattern) -> None:
    pattern.pattern = "九检字第{n}号"
    pattern.save()
    assert [allot(year=2026), allot(year=2027)] == ["九检字第1号", "九检字第2号"]


def test_without_a_pattern_it_says_what_to_do(cast) -> None:
    with pytest.raises(numbers.NoPattern) as refusal:
        numbers.allot(organisation=cast.procuratorate, kind="retrial", year=2026)
    assert "文号格式" in refusal.value.message_zh


def test_a_rollback_leaves_no_gap(allot) -> None:
    with transaction.atomic():
        allot()
        transaction.set_rollback(True)
    assert allot() == "川九检建〔2026〕1号"


def test_a_number_registered_by_hand_is_not_allotted_again(allot, register) -> None:
    register("川九检建(2026)２号")
    assert [allot(), allot()] == ["川九检建〔2026〕1号", "川九检建〔2026〕3号"]


def test_a_released_number_is_allotted_before_the_next(allot) -> None:
    for _ in range(3):
        allot()
    numbers.release(DocumentNumber.objects.get(position=2))
    assert [allot(), allot()] == ["川九检建〔2026〕2号", "川九检建〔2026〕4号"]


def test_a_released_number_can_be_registered(register) -> None:
    numbers.release(register("川九检建〔2024〕1号"))
    assert register("川九检建〔2024〕1号").released_at is None


def test_a_released_number_keeps_the_first_day_of_its_release(register) -> None:
    number = register("川九检建〔2024〕1号")
    numbers.release(number)
    first = number.released_at
    numbers.release(number)
    assert number.released_at == first


@pytest.mark.parametrize(
    "typed",
    [
        "川九检建(2024)1号",
        "川九检建（2024）1号",
        "川九检建[2024]1号",
        "川九检建【２０２４】１号",
        " 川九检建 〔2024〕 1 号 ",
        "川九检建〔2024〕第001号",
        "川九检建\u200b〔2024〕1号",
    ],
)
def test_the_same_number_typed_otherwise_is_taken(register, typed: str) -> None:
    register("川九检建〔2024〕1号")
    with pytest.raises(numbers.NumberTaken):
        register(typed)


@pytest.mark.parametrize("other", ["川九检建〔2024〕10号", "川九检建〔2025〕1号", "川九检行公建〔2024〕1号"])
def test_another_number_is_free(register, other: str) -> None:
    register("川九检建〔2024〕1号")
    assert register(other).text == other


def test_another_organisation_may_bear_the_same_number(register, cast) -> None:
    register("检建〔2024〕1号")
    assert numbers.register(organisation=cast.superior, text="检建〔2024〕1号").pk


def test_a_taken_number_names_the_matter_it_belongs_to(register, make_matter) -> None:
    number = register("川九检建〔2024〕1号")
    matter = make_matter("水源保护", number=number.text)
    with pytest.raises(numbers.NumberTaken) as refusal:
        register("川九检建(2024)1号")
    assert "“水源保护”" in refusal.value.message_zh
    assert (refusal.value.number, refusal.value.matter) == (number, matter)


def test_another_recipient_of_the_same_paper_shares_its_number(register) -> None:
    number = register("川九检建〔2024〕1号")
    assert register("川九检建(2024)1号", shared=True) == number


@pytest.mark.parametrize("text", ["", "   ", "无", "检建〔　　〕　号", "1" * 81])
def test_what_is_no_number_is_refused(register, text: str) -> None:
    with pytest.raises(numbers.NumberRefused):
        register(text)


def test_the_database_refuses_a_double_too(register, cast) -> None:
    number = register("川九检建〔2024〕1号")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentNumber.objects.create(organisation=cast.procuratorate, text="x1", normal=number.normal)


def test_the_number_of_an_annulled_matter_is_released(register, make_matter) -> None:
    matter = make_matter(number=register("川九检建〔2024〕1号").text, state="annulled")
    assert len(numbers.release_for(matter)) == 1
    assert register("川九检建〔2024〕1号")


def test_a_number_that_another_matter_of_the_paper_bears_is_kept(register, make_matter) -> None:
    number = register("川九检建〔2024〕1号")
    make_matter("另一单位", number=number.text)
    assert numbers.release_for(make_matter(number=number.text, state="annulled")) == []


def test_a_matter_without_number_releases_nothing(register, make_matter) -> None:
    register("川九检建〔2024〕1号")
    assert numbers.release_for(make_matter(state="annulled")) == []


@pytest.mark.parametrize(
    "pattern", ["川九检建号", "{n}{n}", "{year}{year}{n}", "{n.real}", "{}{n}", "{n", "{m}{n}"]
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        patterns.validate_pattern(pattern)


@given(st.integers(2000, 2099), st.integers(1, 9999), st.sampled_from(["()", "[]", "〔〕", "（）", "【】"]))
def test_brackets_never_matter_and_positions_always_do(year: int, position: int, brackets: str) -> None:
    typed = f"川九检建{brackets[0]}{year}{brackets[1]}{position}号"
    allotted = patterns.written("川九检建〔{year}〕{n}号", year, position)
    assert patterns.normal_form(typed) == patterns.normal_form(allotted)
    assert patterns.normal_form(typed) != patterns.normal_form(allotted.replace("号", "0号"))


@given(st.text("川检建第号（）()[]〔〕【】 　00１1２9aＡ", max_size=30))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert patterns.normal_form(patterns.normal_form(text)) == patterns.normal_form(text)

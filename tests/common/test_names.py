"""One name is one name, however it was typed, pasted or exported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import bare, tidy

UNSEEN = [
    "\u200b",
    "\u200e",
    "\u202a",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\ufe0f",
    "_x000D_",
    "\u00a0",
    "\u3000",
    "\u3164",
    "\x07",
]


@pytest.mark.parametrize(
    "typed",
    [
        "九寨沟县水务局（公章）",
        "九寨沟县水务局(盖章)",
        "九寨沟县水务局 （加盖公章）",
        "九寨沟县水务局公章",
        "【九寨沟县水务局】",
        "九寨沟县 水务局",
        "九寨沟县\u200b水务局",
        "\ufeff九寨沟县水务局_x000D_\n",
        "九寨沟县\u00a0水务局\u202c",
    ],
)
def test_unseen_characters_brackets_and_seals_make_no_other_name(typed):
    assert bare(typed) == "九寨沟县水务局"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("应急管理局（贵溪市）", "应急管理局(贵溪市)"),
        ("ＡＢＣ公司", "abc公司"),
        ("第１中学", "第1中学"),
        ("㈱测试", "(株)测试"),
    ],
)
def test_full_and_half_width_are_the_same(one, other):
    assert bare(one) == bare(other)


def test_what_stands_in_brackets_counts():
    assert bare("应急管理局（贵溪市）") != bare("应急管理局（茂县）")


@pytest.mark.parametrize("typed", ["", "  ", "（公章）", "\u200b", "_x000D_", "【】"])
def test_a_name_that_says_nothing_is_none(typed):
    assert bare(typed) == ""


def test_a_name_is_kept_as_it_is_written_but_for_what_is_not_seen():
    assert tidy(" 县水务局（甲）_x000D_\u200b\n 二 股 ") == "县水务局（甲） 二 股"


@given(
    st.text("九寨沟县水务局公章（）A1", max_size=12),
    st.lists(st.sampled_from(UNSEEN), max_size=4),
    st.randoms(),
)
def test_wherever_something_unseen_is_put_in_the_name_stays(name, unseen, random):
    for each in unseen:
        at = random.randint(0, len(name))
        name_with = name[:at] + each + name[at:]
        assert bare(name_with) == bare(name)


@given(st.text(max_size=30))
def test_tidying_twice_is_doing_it_once(text):
    once = tidy(text.replace("_", ""))
    assert tidy(once) == once

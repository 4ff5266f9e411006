"""办理结果 in the words of clerks and of publications, as far as they say something certain."""

import pytest

from recommendations.ledgers.outcomes import in_words, read

pytestmark = pytest.mark.usefixtures("tuesday")
SUED = "sued（2020-09-17诉镇政府，2020-12-02判决支持）"


@pytest.mark.parametrize(
    ("text", "outcome", "is_ended"),
    [
        ("rectified", "rectified", True),
        ("已整改到位", "rectified", True),
        ("已全部整改", "rectified", True),
        ("整改完成，终结案件", "rectified", True),
        ("rectified（截至2020-12底）", "rectified", True),
        ("adopted（按期回复）", "adopted", True),
        ("采纳", "adopted", False),
        ("已办结", "", True),
        ("not adopted（书面回复不予采纳）→ 提请上级跟进", "not_adopted", False),
        ("未采纳", "not_adopted", False),
        ("部分已整改，陵园修缮待资金", "partly", False),
        ("整改不到位", "partly", False),
        ("部分整改，办结", "partly", True),
        ("尚未整改", "unrectified", False),
        ("未完成整改", "unrectified", False),
        ("均按期回复但未整改", "unrectified", False),
        ("存在属性争议，未到位", "", False),
        ("未办结", "", False),
        ("尚未结案", "", False),
        ("正在办理，未办结", "", False),
        ("整改到位，尚未结案", "rectified", False),
        ("尚未完全整改到位", "partly", False),
        ("未全部整改到位", "partly", False),
        ("没有整改到位", "partly", False),
        ("正在整改，预计年底整改到位", "", False),
        ("承诺整改到位", "", False),
        ("没有采纳", "not_adopted", False),
        ("未完全采纳", "", False),
        ("拟采纳", "", False),
        ("不完全采纳", "", False),
        ("未批先建已整改到位", "rectified", True),
        ("未成年人保护问题整改到位", "rectified", True),
        ("不规范停车问题整改到位", "rectified", True),
        ("已形成共识，落实结果未载明", "", False),
        ("", "", False),
    ],
)
def test_the_outcome_is_read(text, outcome, is_ended):
    ending = read(text)
    assert (ending.outcome, ending.is_ended) == (outcome, is_ended)


CERTAIN = {
    "已采纳，正在整改": ("adopted", False),
    "既未整改也未书面回复": ("unrectified", False),
    "拒不整改": ("unrectified", False),
    "未采取整改措施": ("unrectified", False),
    "未依法履行职责": ("unrectified", False),
    "已采纳，未整改": ("not_rectified", False),
    "采纳未实际整改": ("not_rectified", False),
    "采纳": ("adopted", False),
    "检察建议已被采纳": ("adopted", False),
    "采纳建议并制定方案": ("adopted", False),
    "不予采纳，理由充分": ("not_adopted", False),
    "已整改，但未到位": ("partly", False),
    "已整改，未完全到位": ("partly", False),
    "仅部分整改": ("partly", False),
    "整改不彻底": ("partly", False),
    "将整改": ("", False),
    "承诺年底前整改到位": ("", False),
    "被建议单位当场表示整改": ("", False),
    "整改中": ("", False),
    "持续整改": ("", False),
    "回复称已整改到位": ("", False),
    "已按要求整改到位，结案": ("rectified", True),
    "经督促已整改到位": ("rectified", True),
    "检察建议被采纳并整改完毕": ("rectified", True),
    "整改到位，尚未结案": ("rectified", False),
    "采纳；办结": ("adopted", True),
    "河道内仍有垃圾未清理，现已整改到位": ("rectified", True),
    "已整改到位，未再发现类似问题": ("rectified", True),
    "已整改到位，经验收合格": ("rectified", True),
    "不起诉后制发，已整改到位": ("rectified", True),
}
UNCERTAIN = [
    "部分问题已整改，其余正在整改",
    "基本整改到位",
    "大部分整改完毕",
    "初步整改",
    "并非未整改",
    "不存在未整改情形",
    "未发现整改不到位",
    "不是没有整改",
    "尚未采纳",
    "未按期整改到位",
    "责令限期整改到位",
    "要求整改到位",
    "整改完成率80%",
    "整改到位后又反弹",
    "整改不到位，已整改到位",
    "采纳，但不予采纳第二项",
    "是否采纳待核",
    "同意结案",
    "可以结案",
    "建议终结案件",
    "办结，正在整改",
    "已落实",
    "县政府已召开协调会",
    "提起行政公益诉讼",
    "判决违法并责令履职",
    "撤诉",
    "2026-05-06起诉，法院已判决",
    "2026-05-06起诉，判决支持",
    "已整改，待验收",
    "整改完成，验收未通过",
    "整改完成（部分）",
    "整改完成，除一处外",
    "整改完成，但仍有两处未清理",
    "已整改到位，尚有一处待复查",
    "已整改到位，未经验收",
    "已整改，后又反弹",
    "办结，后续问题待跟踪",
]


@pytest.mark.parametrize("text", CERTAIN)
def test_what_is_plainly_said_is_read_and_nothing_else_ends_a_matter(text):
    ending = read(text)
    assert (ending.outcome, ending.is_ended, ending.doubt) == (*CERTAIN[text], "")


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_not_certain_is_asked_and_says_nothing_until_it_is_answered(text):
    ending = read(text)
    assert (ending.outcome, ending.is_ended) == ("", False)
    assert ending.doubt


@pytest.mark.parametrize("said", ["整改到位", "采纳", "办结"])
@pytest.mark.parametrize(
    "before",
    ["未", "尚未", "没有", "拟", "将", "预计", "承诺", "争取", "要求", "不能", "无法", "是否", "基本"],
)
def test_no_word_that_takes_it_back_leaves_it_standing(before, said):
    assert not read(f"{before}{said}").is_ended


@pytest.mark.parametrize(
    ("text", "sued_on", "judged_on", "judgment", "is_ended"),
    [
        ("2026-05-06提起行政公益诉讼", "2026-05-06", "", "", False),
        ("2026年5月6日向成都铁路运输法院提起行政公益诉讼", "2026-05-06", "", "", False),
        ("提起行政公益诉讼（2026-05-06）", "2026-05-06", "", "", False),
        (
            "2026-05-06提起行政公益诉讼，2026-06-01判决违法并责令履职",
            "2026-05-06",
            "2026-06-01",
            "supported",
            True,
        ),
        ("2026-05-06起诉，2026-09-10判决支持", "2026-05-06", "2026-09-10", "supported", False),
        ("2026-05-06起诉，2026-09-10判决支持，双方未上诉", "2026-05-06", "2026-09-10", "supported", True),
        ("2020-05-06起诉，2020-12-01判决支持，被告上诉", "2020-05-06", "2020-12-01", "supported", False),
        (
            "2026-05-06起诉，2026-06-01判决确认违法，驳回其他诉讼请求",
            "2026-05-06",
            "2026-06-01",
            "partly",
            True,
        ),
        ("2026-05-06起诉，2026-06-20撤诉", "2026-05-06", "", "", True),
        ("拟提起行政公益诉讼", "", "", "", False),
        ("2026-05-06拟起诉", "", "", "", False),
    ],
)
def test_a_suit_of_public_interest_is_read_to_its_end(text, sued_on, judged_on, judgment, is_ended):
    ending = read(text)
    assert (ending.sued_on, ending.judged_on, ending.judgment, ending.is_ended) == (
        sued_on, judged_on, judgment, is_ended,
    )  # fmt: skip


def test_a_withdrawn_suit_is_no_withdrawn_recommendation():
    ending = read("2026-05-06起诉，2026-06-20撤回起诉")
    assert (ending.is_withdrawn, ending.closed_on) == (False, "2026-06-20")


@pytest.mark.parametrize(
    ("text", "sued_on", "judged_on", "judgment"),
    [
        ("sued（2019-07-16起诉，2019-11-15判决支持，后完成处置）", "2019-07-16", "2019-11-15", "supported"),
        ("sued（2016-05-11起诉，2016-12-28判决确认违法）", "2016-05-11", "2016-12-28", "supported"),
        ("2019年7月16日提起诉讼", "2019-07-16", "", ""),
        ("2019年7月起诉，2019年12月裁定驳回起诉", "2019-07", "2019-12", "dismissed"),
        ("2019.7.16向某法院起诉，2019.12.1判决驳回诉讼请求", "2019-07-16", "2019-12-01", "refused"),
        ("2019-07-16起诉，2019-12-01判决部分支持诉讼请求", "2019-07-16", "2019-12-01", "partly"),
        ("rectified（另提民事公益诉讼，2024-04-28判决，2024-06-04赔偿缴清）", "", "", ""),
        ("rectified（民事公益诉讼2021-06-01判决支持）", "", "", ""),
        ("2021-03-16提起公诉", "", "", ""),
    ],
)
def test_a_suit_is_read_with_its_days(text, sued_on, judged_on, judgment):
    ending = read(text)
    assert (ending.sued_on, ending.judged_on, ending.judgment) == (sued_on, judged_on, judgment)


@pytest.mark.parametrize(
    ("recipient", "concerned"),
    [
        ("太子镇人民政府", True),
        ("开发区·铁山区农业农村局", False),
        ("黄石市自然资源和规划局铁山区分局", False),
    ],
)
def test_a_suit_concerns_whom_it_names(recipient, concerned):
    assert read(SUED).concerns(recipient) is concerned


@pytest.mark.parametrize(
    ("text", "replied"),
    [
        ("按期回复", True),
        ("函复约谈与专项整治", True),
        ("逾期未回复（两次催办未果）", False),
        ("rectified（具体回复日期未载）", True),
        ("现场签收", False),
        ("待整改完成后回复", False),
        ("尚未书面回复", False),
        ("正在办理，已回复", True),
    ],
)
def test_a_reply_without_a_day_is_read(text, replied):
    assert read(text).is_replied is replied


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ("现场签收", True),
        ("未签收，留置送达", True),
        ("制发后未收到回复", True),
        ("未送达", False),
        ("尚未签收", False),
    ],
)
def test_whether_it_arrived_is_read(text, received):
    assert read(text).is_received is received


@pytest.mark.parametrize(
    ("text", "withdrawn"),
    [("已撤回", True), ("撤回检察建议", True), ("撤回监督申请", False), ("未撤回", False)],
)
def test_a_withdrawal_is_read(text, withdrawn):
    assert read(text).is_withdrawn is withdrawn


def test_a_recommendation_that_was_not_issued_is_known():
    assert read("rectified（磋商后完成整改，未发建议）").is_dropped


def test_codes_are_shown_in_the_words_of_the_field():
    assert in_words("not adopted → sued；rectified") == "未采纳 → 提起诉讼；整改到位"

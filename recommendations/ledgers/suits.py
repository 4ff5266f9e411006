"""The suit that 办理结果 tells of: when it was brought, against whom, and how it ended."""

import re
from dataclasses import dataclass
from datetime import timedelta

from common import clock
from common.dates import parse_date
from common.when import When
from recommendations.choices import Judgment

DAY = r"\d{4}(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年(?:\d{1,2}月(?:\d{1,2}日)?)?)"
ACT = r"(?:提起(?:行政)?(?:公益)?诉讼|(?<![移查不公])提?起诉(?!前))"
SUED = re.compile(
    rf"({DAY})(?:[^，；。、（）→民刑拟将未]*?)(?:{ACT}|诉(?!讼|前|请)([^，；。、（）→]+))"
    rf"|(?<![拟将未]){ACT}(?:[（(]|于)({DAY})"
)
JUDGED = re.compile(rf"({DAY})[^，；。（）→]*?((?:判决|裁定|调解|判令)[^，；。（）→]*)")
ANY_JUDGMENT = re.compile(r"(?:判决|裁定|调解(?!委)|判令)[^，；。（）→]*")
DROPPED = re.compile(rf"(?:({DAY})[^，；。（）→]*?)?(?:撤诉|撤回起诉|撤回公益诉讼)")
#: Spoken of, and not done.
NOT_DONE = re.compile(r"(?:拟|将|未|不|准备|可以|符合|是否|如|再|诉前|考虑|或者?|待)[^，；。（）→已]{0,12}$")
JUDGMENTS = (
    ("改判部分支持", Judgment.CHANGED_PARTLY),
    ("改判支持", Judgment.CHANGED_SUPPORTED),
    ("改判驳回", Judgment.CHANGED_REFUSED),
    ("驳回其", Judgment.PARTLY),
    ("部分支持", Judgment.PARTLY),
    ("不予支持", Judgment.REFUSED),
    ("支持", Judgment.SUPPORTED),
    ("违法", Judgment.SUPPORTED),
    ("责令", Judgment.SUPPORTED),
    ("判令", Judgment.SUPPORTED),
    ("驳回起诉", Judgment.DISMISSED),
    ("驳回", Judgment.REFUSED),
    ("调解", Judgment.MEDIATED),
    ("终结", Judgment.DISCONTINUED),
)
#: What says that a judgment stands; and that it is fought.
FINAL = re.compile(
    r"生效|终审|二审(?:判决|裁定|维持|改判)|维持原判|(?:未|没有|不)(?:提出)?上诉|上诉期(?:已)?(?:满|过)|履行完毕|执行完毕"
)
APPEALED = re.compile(r"上诉|抗诉")


#: After so long an appeal that nobody speaks of was not made: ten days to send the judgment, fifteen to appeal
#: (行政诉讼法 80, 85 条), and rest days.
STANDS_AFTER = timedelta(days=60)


@dataclass(frozen=True)
class Suit:
    """Days as they are known. `sued`: whom the suit names; `doubt`: what is told of a suit and not certain."""

    sued_on: str = ""
    sued: str = ""
    judged_on: str = ""
    judgment: str = ""
    performance: str = ""
    ended_on: str = ""
    is_dropped: bool = False
    is_final: bool = False
    is_appealed: bool = False
    doubt: str = ""
    begins: int = -1


def read(text: str) -> Suit:
    """What `text` tells of a suit on the recommendation; of any other proceeding nothing."""
    sued = SUED.search(text)
    if sued is None:
        return Suit(doubt=_undated(text))
    suit = {
        "sued_on": written(sued.group(1) or sued.group(3)),
        "sued": sued.group(2) or "",
        "begins": sued.start(),
    }
    after = text[sued.end() :]
    if dropped := DROPPED.search(after):
        day = dropped.group(1)
        return Suit(**suit, is_dropped=True, ended_on=written(day) if day else "")
    return Suit(**suit, **_judgment(after))


def _undated(text: str) -> str:
    """A suit or a judgment that the words tell of without the day of the suit."""
    for found in re.finditer(rf"{ACT}|撤诉|撤回起诉|(?:判决|裁定)(?!书)", text):
        clause = re.split(r"[，；。（）→]", text[: found.start()])[-1]
        if not NOT_DONE.search(clause) and not re.search(
            r"民事|刑事|抗诉|改判|公诉|再审|原|法院", clause + found.group()
        ):
            return "写有起诉或者裁判，没有写明起诉日期。"
    return ""


def _judgment(after: str) -> dict:
    dated, told = JUDGED.search(after), ANY_JUDGMENT.search(after)
    if told is None:
        return {}
    words = dated.group(2) if dated else told.group()
    judgment = _named(words, after)
    if not judgment:
        return {"doubt": f"“{words[:30]}”不能确定是什么裁判结果。"}
    if not dated:
        return {"doubt": "写有裁判结果，没有写明裁判日期。"}
    rest = after[dated.end() :]
    judged_on = written(dated.group(1))
    is_final = bool(FINAL.search(after)) or (not APPEALED.search(after) and _is_long_past(judged_on))
    is_appealed = not is_final and bool(APPEALED.search(after))
    return {
        "judged_on": judged_on,
        "judgment": judgment,
        "performance": _afterwards(rest),
        "is_final": is_final,
        "is_appealed": is_appealed,
    }


def _is_long_past(judged_on: str) -> bool:
    return When.parse(judged_on).before(When.on(clock.today() - STANDS_AFTER))


def _named(words: str, after: str) -> str:
    """What the court did; 驳回其他诉讼请求 in the next clause makes it a part."""
    if re.search(r"驳回其[他余]", after):
        return Judgment.PARTLY
    return next((value for word, value in JUDGMENTS if word in words), "")


def _afterwards(text: str) -> str:
    """What is told after the judgment, if anything is."""
    told = text.strip("→，；。（） ")
    return told if re.search(r"[一-鿿]", told) else ""


def written(text: str) -> str:
    """A date as the fields keep it. Raises ValueError for what is none."""
    return When.isoformat(parse_date(text))

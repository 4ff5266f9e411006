"""Reading 办理结果: the free words of a ledger or a publication, as far as they say something certain."""

import re
from dataclasses import dataclass

from common.dates import parse_date
from common.when import When
from recommendations.choices import Judgment, Outcome

DAY = r"\d{4}(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年(?:\d{1,2}月(?:\d{1,2}日)?)?)"
SUED = re.compile(rf"({DAY})(?:向[^，；。]*?)?(?:提?起诉(?!前)|诉(?!讼|前|请)([^，；。、（）→]+))")
JUDGED = re.compile(rf"({DAY})[^，；。（）→]*?((?:判决|裁定|调解)[^，；。（）→]*)")
UNSENT = re.compile(r"未(?:再)?(?:制发|发)(?:检察)?建议")
REPLIED = re.compile(r"回复|复函|函复|回函")
NOT_REPLIED = re.compile(r"(?<!具体)未(?:书面)?回复")
#: The most certain words first; what comes after the suit is not the recipient's answer any more.
OUTCOMES = (
    (re.compile(r"not adopted|未采纳|不予采纳|不采纳"), Outcome.NOT_ADOPTED),
    (re.compile(r"整改不到位|未整改到位|部分(?:已)?整改|partly"), Outcome.PARTLY),
    (re.compile(r"(?:未|尚未|未实际|未完成|拒不)整改|not rectified"), Outcome.NOT_RECTIFIED),
    (re.compile(r"rectified|整改到位|已(?:全部)?整改|(?:整改完成|完成整改|全部整改)"), Outcome.RECTIFIED),
)
ADOPTED = re.compile(r"(?<!not )(?:adopted|采纳)")
ENDED = re.compile(r"办结|结案|终结案件|终结审查")
JUDGMENTS = (
    ("部分支持", Judgment.PARTLY),
    ("支持", Judgment.SUPPORTED),
    ("确认违法", Judgment.SUPPORTED),
    ("驳回起诉", Judgment.DISMISSED),
    ("驳回", Judgment.REFUSED),
    ("调解", Judgment.MEDIATED),
    ("终结", Judgment.DISCONTINUED),
)
#: The codes that publications are indexed with, in the words of the field.
WORDS = (
    ("not adopted", "未采纳"),
    ("adopted", "采纳"),
    ("not rectified", "未整改"),
    ("rectified", "整改到位"),
    ("sued", "提起诉讼"),
)


@dataclass(frozen=True)
class Ending:
    """What the words say. Dates as they are known; empty where nothing is said.

    `sued`: whom the suit names, where the words name one of several recipients.
    """

    outcome: str = ""
    is_ended: bool = False
    is_received: bool = False
    is_replied: bool = False
    is_dropped: bool = False
    sued_on: str = ""
    sued: str = ""
    judged_on: str = ""
    judgment: str = ""
    performance: str = ""

    def concerns(self, recipient: str) -> bool:
        """Whether the suit is against `recipient`: 镇政府 is 太子镇人民政府."""
        return not self.sued or _bare(self.sued) in _bare(recipient)


def _bare(name: str) -> str:
    return name.replace("人民", "")


def read(text: str) -> Ending:
    """What `text` says of how a recommendation went; words that say nothing certain leave it under way."""
    sued = SUED.search(text)
    before = text[: sued.start()] if sued else text
    outcome = next((value for pattern, value in OUTCOMES if pattern.search(before)), "")
    suit = _suit(text, sued) if sued else {}
    judged = bool(suit.get("judgment"))
    refused = outcome in (Outcome.NOT_ADOPTED, Outcome.PARTLY, Outcome.NOT_RECTIFIED)
    accepted = not refused and bool(outcome or ADOPTED.search(text))
    ended = judged or (not sued and (accepted or bool(ENDED.search(text))))
    return Ending(
        outcome=outcome,
        is_ended=ended,
        is_received=bool(text.strip()),
        is_replied=bool(REPLIED.search(text)) and not NOT_REPLIED.search(text),
        is_dropped=bool(UNSENT.search(text)),
        **suit,
    )


def _suit(text: str, sued: re.Match) -> dict[str, str]:
    judged = JUDGED.search(text, sued.end())
    words = judged.group(2) if judged else ""
    judgment = next((value for word, value in JUDGMENTS if word in words), "")
    return {
        "sued_on": written(sued.group(1)),
        "sued": sued.group(2) or "",
        "judged_on": written(judged.group(1)) if judgment else "",
        "judgment": judgment,
        "performance": _afterwards(text[judged.end() :]) if judgment else "",
    }


def _afterwards(text: str) -> str:
    """What is told after the judgment, if anything is."""
    told = text.strip("→，；。（） ")
    return told if re.search(r"[一-鿿]", told) else ""


def written(text: str) -> str:
    """A date as the fields keep it. Raises ValueError for what is none."""
    return When.isoformat(parse_date(text))


def in_words(text: str) -> str:
    for code, word in WORDS:
        text = text.replace(code, word)
    return text

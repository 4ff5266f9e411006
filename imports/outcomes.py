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
#: A clause: what stands before a word in it can deny the word.
CLAUSE = re.compile(r"[，。；（）→,;()]")
#: What says, up to the word it is about, that it did not happen yet; 已 in between takes it back.
NOT_YET = re.compile(
    r"(?:未(?!成年)|没有|拟|预计|计划|承诺|(?<![接招对虐])待|正在|not )[^已]*$"
    r"|不(?:予|予以|同意|愿|能|会|再|完全|全部)?.$"
)
REPLIED = re.compile(r"回复|复函|函复|回函")
RECEIVED = re.compile(r"送达|签收|收到(?!.{0,4}[回复])")
WITHDRAWN = re.compile(r"撤回(?=$|该|本|检察建议|建议)")
#: The most certain words first; what comes after the suit is not the recipient's answer any more.
OUTCOMES = (
    (re.compile(r"not adopted|未采纳|没有采纳|不予采纳|不采纳"), Outcome.NOT_ADOPTED),
    (re.compile(r"整改不到位|(?:未|没有)(?:完全|全部)?整改到位|部分(?:已)?整改|partly"), Outcome.PARTLY),
    (re.compile(r"(?:未|没有|未实际|未完成|拒不)整改|not rectified"), Outcome.NOT_RECTIFIED),
)
RECTIFIED = re.compile(r"rectified|整改到位|已(?:全部)?整改|(?:整改完成|完成整改|全部整改)")
ADOPTED = re.compile(r"adopted|采纳")
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
    is_withdrawn: bool = False
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
    outcome = _outcome(before)
    suit = _suit(text, sued) if sued else {}
    judged = bool(suit.get("judgment"))
    refused = outcome in (Outcome.NOT_ADOPTED, Outcome.PARTLY, Outcome.NOT_RECTIFIED)
    accepted = not refused and bool(outcome or _says(ADOPTED, text))
    ended = judged or (not (sued or _denies(ENDED, text)) and (accepted or _says(ENDED, text)))
    return Ending(
        outcome=outcome,
        is_ended=ended,
        is_received=bool(text.strip()) and not _denies(RECEIVED, text),
        is_replied=_says(REPLIED, text),
        is_dropped=bool(UNSENT.search(text)),
        is_withdrawn=_says(WITHDRAWN, text),
        **suit,
    )


def _outcome(text: str) -> str:
    found = next((value for pattern, value in OUTCOMES if pattern.search(text)), "")
    return found or (Outcome.RECTIFIED if _says(RECTIFIED, text) else "")


def _says(pattern: re.Pattern, text: str) -> bool:
    """Whether a clause says it and does not deny it: 办结, but not 尚未办结."""
    return any(
        not NOT_YET.search(clause[: found.start() + 1])
        for clause in CLAUSE.split(text)
        for found in pattern.finditer(clause)
    )


def _denies(pattern: re.Pattern, text: str) -> bool:
    """Whether it is spoken of, and each time as something that is still to come."""
    return bool(pattern.search(text)) and not _says(pattern, text)


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

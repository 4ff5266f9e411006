"""Reading 办理结果: what the free words of a ledger or a publication say for certain; the rest is asked about."""

import re
from dataclasses import dataclass, replace

from common.names import tidy
from recommendations.choices import Outcome
from recommendations.ledgers import suits
from recommendations.ledgers.wording import Said, clauses, meaning, takes_back

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
#: The codes that publications are indexed with, in the words of the field. They are conclusions.
WORDS = (
    ("not adopted", "未采纳"),
    ("adopted", "采纳"),
    ("not rectified", "未整改"),
    ("rectified", "整改到位"),
    ("sued", "提起诉讼"),
)
CODED = {
    "not adopted": Outcome.NOT_ADOPTED,
    "not rectified": Outcome.UNRECTIFIED,
    "partly": Outcome.PARTLY,
    "rectified": Outcome.RECTIFIED,
    "adopted": Outcome.ADOPTED,
}
#: What a ledger of this portal writes, and what else says in one what other clauses say in two.
WHOLE = {
    "采纳未实际整改": (Said.ADOPTED, Said.NOT_RECTIFIED),
    "采纳并整改到位": (Said.ADOPTED, Said.RECTIFIED),
    "采纳并已整改": (Said.ADOPTED, Said.RECTIFIED),
}
#: What cannot be true together.
AGAINST = (
    {Said.RECTIFIED, Said.NOT_RECTIFIED},
    {Said.RECTIFIED, Said.PARTLY},
    {Said.RECTIFIED, Said.NOT_ADOPTED},
    {Said.RECTIFIED, Said.RUNNING},
    {Said.ADOPTED, Said.NOT_ADOPTED},
    {Said.ENDED, Said.NOT_ENDED},
    {Said.ENDED, Said.RUNNING},
    {Said.PARTLY, Said.NOT_RECTIFIED},
)
UNCLEAR = "不能确定是什么结论。"


@dataclass(frozen=True)
class Ending:
    """What the words say. Dates as they are known; empty where nothing is said.

    `sued`: whom the suit names, where the words name one of several recipients. `doubt`: why it has to be asked what
    they say; until it is answered they say nothing of the outcome.
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
    closed_on: str = ""
    is_appealed: bool = False
    doubt: str = ""

    def concerns(self, recipient: str) -> bool:
        """Whether the suit is against `recipient`: 镇政府 is 太子镇人民政府."""
        return not self.sued or _bare(self.sued) in _bare(recipient)


def _bare(name: str) -> str:
    return name.replace("人民", "")


def read(text: str) -> Ending:
    """What `text` says of how a recommendation went; words that say nothing certain leave it under way."""
    text = tidy(text)
    suit = suits.read(text)
    before = text[: suit.begins] if suit.sued_on else text
    coded = _coded(before, text)
    outcome, is_ended, doubt = coded or _told(before)
    ending = Ending(
        outcome=outcome,
        is_ended=_is_over(suit, text) if suit.sued_on else is_ended,
        is_received=bool(text.strip()) and not _denies(RECEIVED, text),
        is_replied=_says(REPLIED, text),
        is_dropped=bool(UNSENT.search(text)),
        is_withdrawn=_says(WITHDRAWN, text),
        sued_on=suit.sued_on,
        sued=suit.sued,
        judged_on=suit.judged_on,
        judgment=suit.judgment,
        performance=suit.performance,
        closed_on=suit.ended_on,
        is_appealed=suit.is_appealed,
    )
    return ending if coded else replace(ending, doubt=suit.doubt or _doubt(ending, doubt))


def _is_over(suit: suits.Suit, text: str) -> bool:
    """A suit is over where it was dropped, where its judgment stands, and where the words say so."""
    said = _signals(text[suit.begins :])
    if Said.NOT_ENDED in said or (suit.judgment and not suit.is_final):
        return False
    return suit.is_dropped or bool(suit.judgment) or Said.ENDED in said


def _doubt(ending: Ending, doubt: str) -> str:
    """Words that tell of something else alone leave nothing to ask where it is what the matter waits for."""
    told = ending.is_dropped or ending.is_withdrawn or (ending.sued_on and doubt == SILENT)
    return "" if told else doubt


def _coded(before: str, text: str) -> tuple[str, bool, str] | None:
    """A publication's own conclusion; what stands beside it explains it."""
    found = next(
        (outcome for code, outcome in CODED.items() if re.search(rf"(?<![a-z]){code}", before)), None
    )
    if found is None:
        return (
            ("", False, "") if re.search(r"(?<![a-z])sued", text) and not before.strip("→（ sued(") else None
        )
    accepted = found in (Outcome.RECTIFIED, Outcome.ADOPTED)
    return found, not _denied_end(text) and (accepted or Said.ENDED in _signals(text)), ""


def _denied_end(text: str) -> bool:
    return Said.NOT_ENDED in _signals(text)


SILENT = "没有写明结论。"


def _told(text: str) -> tuple[str, bool, str]:
    """Outcome, whether it is over, and what is not certain of it."""
    if not text.strip("→ "):
        return "", False, ""
    said = _signals(text)
    if Said.UNSURE in said:
        unsure = next(clause for clause in clauses(text) if meaning(clause) is Said.UNSURE)
        return "", False, f"“{unsure[:40]}”{UNCLEAR}"
    if any(pair <= said for pair in AGAINST) and not _partly(said):
        return "", False, f"前后说法不一，{UNCLEAR}"
    if not said and not (_says(REPLIED, text) or RECEIVED.search(text)) and not REPLIED.search(text):
        return "", False, SILENT
    if left := _taken_back(text):
        return "", False, f"“{left[:40]}”{UNCLEAR}"
    outcome = _outcome(said)
    return outcome, Said.ENDED in said or (outcome == Outcome.RECTIFIED and Said.NOT_ENDED not in said), ""


def _taken_back(text: str) -> str:
    """What stands behind the words that end a matter and leaves them open: 整改完成，验收未通过; "" where nothing does."""
    found = clauses(text)
    ending = (at for at, clause in enumerate(found) if meaning(clause) in (Said.RECTIFIED, Said.ENDED))
    behind = found[next(ending, len(found)) + 1 :]
    return next((clause for clause in behind if takes_back(clause)), "")


def _signals(text: str) -> set[Said]:
    found: set[Said] = set()
    for clause in clauses(text):
        whole = next((said for words, said in WHOLE.items() if clause.endswith(words)), None)
        found |= set(whole) if whole else {meaning(clause)} - {None}
    return found


def _partly(said: set[Said]) -> bool:
    """已整改，但未到位."""
    return Said.NOT_IN_PLACE in said and Said.RECTIFIED in said and not said & {Said.RUNNING, Said.ENDED}


def _outcome(said: set[Said]) -> str:
    if Said.NOT_ADOPTED in said:
        return Outcome.NOT_ADOPTED
    if Said.PARTLY in said or _partly(said):
        return Outcome.PARTLY
    if Said.NOT_RECTIFIED in said:
        return Outcome.NOT_RECTIFIED if Said.ADOPTED in said else Outcome.UNRECTIFIED
    if Said.RECTIFIED in said:
        return Outcome.RECTIFIED
    return Outcome.ADOPTED if Said.ADOPTED in said else ""


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


def in_words(text: str) -> str:
    for code, word in WORDS:
        text = text.replace(code, word)
    return text

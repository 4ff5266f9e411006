"""What a person answers where the words of a ledger are not certain, and what a row says with the answer."""

from dataclasses import dataclass, field, replace

from imports import contract
from recommendations.choices import Outcome
from recommendations.ledgers.facts import Facts
from recommendations.ledgers.outcomes import Ending, read


@dataclass(frozen=True)
class Answer(contract.Answer):
    """The day that goes with it is that of the suit."""

    outcome: str = field(default="", kw_only=True)
    is_ended: bool = field(default=False, kw_only=True)


#: The choices by the word that a command takes.
ANSWERS = {
    "running": Answer("尚未办结，结论未定"),
    "adopted": Answer("采纳，尚未办结", outcome=Outcome.ADOPTED),
    "partly": Answer("整改不到位，尚未办结", outcome=Outcome.PARTLY),
    "not_rectified": Answer("采纳未实际整改，尚未办结", outcome=Outcome.NOT_RECTIFIED),
    "unrectified": Answer("未整改，尚未办结", outcome=Outcome.UNRECTIFIED),
    "not_adopted": Answer("未采纳，尚未办结", outcome=Outcome.NOT_ADOPTED),
    "in_court": Answer("已起诉，尚在诉讼中", needs_day=True),
    "rectified": Answer("采纳并整改到位，已办结", outcome=Outcome.RECTIFIED, is_ended=True),
    "adopted_ended": Answer("采纳，已办结", outcome=Outcome.ADOPTED, is_ended=True),
    "ended": Answer("已办结，结论没有写明", is_ended=True),
}


def ending_of(facts: Facts) -> Ending:
    """What the row says of how it went: by its words where they are certain, else by what was answered."""
    ending = read(facts.outcome)
    answer = ANSWERS.get(facts.answer)
    if not ending.doubt or answer is None:
        return ending
    suit = {"sued_on": facts.sued_on, "sued": "", "judged_on": "", "judgment": ""} if answer.needs_day else {}
    return replace(ending, doubt="", outcome=answer.outcome, is_ended=answer.is_ended, **suit)

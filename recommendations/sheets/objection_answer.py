"""异议审查答复: what became of a recipient's objection (检察建议工作规定 23 条)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.papers import letter
from documents.parts import Writer
from documents.wording import addressed, chinese_day

RESULTS = {
    "rejected": "经审查，异议不成立，{noun}的内容不变",
    "modified": "经审查，异议成立，本院决定变更{noun}，变更后的文书另行送达",
    "withdrawn": "经审查，异议成立，本院决定撤回{noun}",
}


@dataclass(frozen=True, kw_only=True)
class Content:
    """`result` is one of RESULTS; `due` the last day of the reply, which an objection does not move."""

    organisation: str
    recipient: str
    recommendation: str
    result: str
    reasons: str
    number: str = ""
    recommendation_number: str = ""
    objected_on: date | None = None
    grounds: str = ""
    due: date | None = None
    day: date | None = None
    contact: str = ""


def build(content: Content) -> bytes:
    """The answer as docx, in letter format."""
    return set_paper(front(content), write, content)


def title_of(content: Content) -> str:
    return f"关于对{content.recommendation}所提异议的答复"


def front(content: Content) -> dict[str, Any]:
    return letter.front_of(content, title_of(content))


def write(writer: Writer, content: Content) -> None:
    """The letter from top to bottom."""
    with letter.framed(writer, content, title_of(content), content.recipient):
        writer.text(_opening(content))
        writer.text(content.grounds)
        writer.text(f"{RESULTS[content.result].format(noun=content.recommendation)}。")
        writer.text(content.reasons)
        writer.text(_reply(content))


def _opening(content: Content) -> str:
    number = f"（{content.recommendation_number}）" if content.recommendation_number else ""
    objected = f"于{chinese_day(content.objected_on)}" if content.objected_on else ""
    return f"{addressed(content.recipient)}{objected}对本院{content.recommendation}{number}提出的异议，本院已经审查，现答复如下："


def _reply(content: Content) -> str:
    if content.result != "rejected":
        return ""
    due = (
        f"，请于{chinese_day(content.due)}前（含当日）书面回复本院" if content.due else "，请按期书面回复本院"
    )
    return f"审查异议期间，书面回复期限继续计算{due}。"

"""督促函: asks a recipient that has not answered, not adopted or not carried out (检察建议工作规定 24 条)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.papers import letter
from documents.parts import Writer
from documents.wording import addressed, chinese_day, full_stop

GROUNDS = {
    "unanswered": "期限已经届满，本院尚未收到{you}的书面回复",
    "not_adopted": "{you}未采纳{noun}的内容",
    "not_rectified": "{you}虽已采纳{noun}，但尚未实际整改",
    "partly": "{you}虽已采纳{noun}并进行整改，但整改不到位",
}


@dataclass(frozen=True, kw_only=True)
class Content:
    """`ground` is one of GROUNDS; `due` the last day of the reply, where one could be computed."""

    organisation: str
    recipient: str
    recommendation: str
    ground: str
    stated_period: str
    number: str = ""
    recommendation_number: str = ""
    served_on: date | None = None
    due: date | None = None
    details: str = ""
    requests: str = ""
    day: date | None = None
    contact: str = ""
    attachments: tuple[str, ...] = ()


def title_of(content: Content) -> str:
    return f"关于督促落实{content.recommendation}的函"


def paragraphs(content: Content) -> list[str]:
    """The body of the letter, for who reads it before it goes."""
    texts = (_what_was_asked(content), content.details, _what_is_asked(content))
    return [line for text in texts for line in text.splitlines() if line.strip()]


def build(content: Content) -> bytes:
    """The letter as docx, in letter format."""
    return set_paper(front(content), write, content)


def front(content: Content) -> dict[str, Any]:
    return letter.front_of(content, title_of(content))


def write(writer: Writer, content: Content) -> None:
    """The letter from top to bottom."""
    enclosed = content.attachments
    with letter.framed(writer, content, title_of(content), content.recipient, attachments=enclosed):
        for line in paragraphs(content):
            writer.text(line)


def _what_was_asked(content: Content) -> str:
    you = addressed(content.recipient)
    ground = GROUNDS[content.ground].format(you=you, noun=content.recommendation)
    number = f"（{content.recommendation_number}）" if content.recommendation_number else ""
    served = f"，已于{chinese_day(content.served_on)}送达" if content.served_on else ""
    due = f"，书面回复期限至{chinese_day(content.due)}" if content.due else ""
    return f"本院向{you}发出{content.recommendation}{number}{served}{due}。{ground}。"


def _what_is_asked(content: Content) -> str:
    basis = "根据《人民检察院检察建议工作规定》第二十四条的规定，现予督促。"
    within = f"请{addressed(content.recipient)}自收到本函之日起{content.stated_period}内"
    if content.requests.strip():
        return f"{basis}{within}办理以下事项：\n{full_stop(content.requests.strip())}"
    return f"{basis}{within}落实{content.recommendation}，将落实情况书面回复本院，并附相关证明材料；有正当理由的，请一并说明。"

"""复函: the recipient's formal reply, advice by advice, made from the reply form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.papers import letter
from documents.parts import Writer
from documents.wording import addressed, chinese_day, chinese_number, full_stop, paragraphs


@dataclass(frozen=True)
class Answer:
    """What was done about one advice: the advice, the result as ticked (已完成…), text where any was written."""

    advice: str
    result: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    organisation: str
    addressee: str
    recommendation: str
    answers: tuple[Answer, ...]
    number: str = ""
    recommendation_number: str = ""
    received_on: date | None = None
    late_reason: str = ""
    summary: str = ""
    next_steps: str = ""
    attachments: tuple[str, ...] = ()
    day: date | None = None
    contact: str = ""


def build(content: Content) -> bytes:
    """The reply as docx, in letter format."""
    return set_paper(front(content), write, content)


def title_of(content: Content) -> str:
    return f"关于{content.recommendation}落实情况的复函"


def front(content: Content) -> dict[str, Any]:
    return letter.front_of(content, title_of(content))


def write(writer: Writer, content: Content) -> None:
    """The letter from top to bottom."""
    ends = {"attachments": content.attachments, "seal": "（公章）"}
    with letter.framed(writer, content, title_of(content), content.addressee, **ends):
        writer.text(_opening(content))
        for position, (heading, write) in enumerate(_sections(writer, content), start=1):
            writer.heading(f"{chinese_number(position)}、{heading}")
            write()
        writer.text("专此函复。")


def _opening(content: Content) -> str:
    number = f"（{content.recommendation_number}）" if content.recommendation_number else ""
    received = f"于{chinese_day(content.received_on)}" if content.received_on else "已"
    we = "我院" if addressed(content.organisation) == "你院" else "我单位"
    return f"你院{content.recommendation}{number}{we}{received}收悉。现将落实情况函复如下："


def _sections(writer: Writer, content: Content) -> list[tuple[str, Callable[[], None]]]:
    parts = [
        ("逾期回复的原因", content.late_reason, lambda: writer.text(content.late_reason)),
        ("总体情况", content.summary, lambda: writer.text(content.summary)),
        ("逐项落实情况", content.answers, lambda: _write_answers(writer, content.answers)),
        ("下一步工作", content.next_steps, lambda: writer.text(content.next_steps)),
    ]
    return [(heading, write) for heading, given, write in parts if given]


def _write_answers(writer: Writer, answers: tuple[Answer, ...]) -> None:
    for position, answer in enumerate(answers, start=1):
        advice = "".join(paragraphs(answer.advice))
        writer.subheading(f"（{chinese_number(position)}）{full_stop(advice)}")
        writer.text(f"落实结果：{full_stop(answer.result)}\n{answer.text}")

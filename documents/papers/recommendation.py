"""检察建议书: contents in the order of article 16 of the 检察建议工作规定.

For public interest, in the order of article 75 of the 公益诉讼办案规则.
"""

from dataclasses import dataclass
from datetime import date

from documents.layout import Sheet
from documents.wording import addressed, chinese_number, full_stop, listed

PUBLIC_INTEREST, RETRIAL = "public_interest", "retrial"


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a recommendation says. Texts may have several lines; what is empty is left out.

    Periods are words, such as `wording.period(15, "day")`; they run from receipt.
    """

    kind: str
    organisation: str
    recipients: tuple[str, ...]
    advices: tuple[str, ...]
    number: str = ""
    day: date | None = None
    source: str = ""
    facts: str = ""
    evidence: str = ""
    problems: str = ""
    harm: str = ""
    duty_failure: str = ""
    legal_basis: str = ""
    objection_period: str = ""
    reply_period: str = ""
    rectification_period: str = ""
    other: str = ""
    attachments: tuple[str, ...] = ()
    contact: str = ""
    copies: tuple[str, ...] = ()

    @property
    def you(self) -> str:
        if len(self.recipients) > 1:
            return "各单位"
        return addressed(self.recipients[0] if self.recipients else "")

    @property
    def name(self) -> str:
        return "再审检察建议书" if self.kind == RETRIAL else "检察建议书"


def build(content: Content) -> bytes:
    """The paper as docx."""
    sheet = Sheet(title=f"{content.organisation}{content.name}", author=content.organisation, day=content.day)
    sheet.title(content.organisation, content.name)
    sheet.gap()
    sheet.number(content.number, blank="检建〔　　〕　号")
    sheet.addressee(listed(content.recipients))
    for position, (heading, text) in enumerate(sections(content), start=1):
        sheet.heading(f"{chinese_number(position)}、{heading}")
        sheet.text(text)
    _close(sheet, content)
    return sheet.save()


def sections(content: Content) -> list[tuple[str, str]]:
    """The headings and texts of the body in their order; empty ones are left out."""
    parts = _public_interest(content) if content.kind == PUBLIC_INTEREST else _general(content)
    return [(heading, text) for heading, text in parts if text.strip()]


def _general(content: Content) -> list[tuple[str, str]]:
    return [
        ("案件或者问题的来源", content.source),
        ("认定的事实及证据", _joined(content.facts, content.evidence)),
        ("存在的违法情形或者应当消除的隐患", _joined(content.problems, content.harm, content.duty_failure)),
        ("建议的具体内容及其依据", _joined(content.legal_basis, _advices(content))),
        ("提出异议和书面回复的期限", _joined(_objection(content), _reply(content))),
        ("其他需要说明的事项", content.other),
    ]


def _public_interest(content: Content) -> list[tuple[str, str]]:
    return [
        ("案件来源", content.source),
        ("国家利益或者社会公共利益受到侵害的事实", _joined(content.harm, content.facts, content.evidence)),
        (f"{_subject(content)}不依法履行职责的事实和理由", _joined(content.duty_failure, content.problems)),
        ("提出检察建议的法律依据", content.legal_basis),
        ("建议的具体内容", _advices(content)),
        ("整改和书面回复的期限", _joined(_rectification(content), _objection(content), _reply(content))),
        ("其他需要说明的事项", content.other),
    ]


def _subject(content: Content) -> str:
    return "行政机关" if len(content.recipients) > 1 else content.you


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text.strip())


def _advices(content: Content) -> str:
    advices = [advice.strip() for advice in content.advices if advice.strip()]
    if not advices:
        return ""
    if len(advices) == 1:
        return f"综上，向{content.you}提出如下检察建议：\n{full_stop(advices[0])}"
    numbered = (f"（{chinese_number(n)}）{full_stop(advice)}" for n, advice in enumerate(advices, start=1))
    return "\n".join((f"综上，向{content.you}提出如下检察建议：", *numbered))


def _objection(content: Content) -> str:
    if not content.objection_period:
        return ""
    return (
        f"{content.you}对本检察建议有异议的，请自收到本检察建议书之日起{content.objection_period}内"
        "向本院书面提出，并说明理由和依据。提出异议期间，书面回复期限继续计算。"
    )


def _rectification(content: Content) -> str:
    if not content.rectification_period:
        return ""
    return f"请{content.you}自收到本检察建议书之日起{content.rectification_period}内依法履行职责、完成整改。"


def _reply(content: Content) -> str:
    if not content.reply_period:
        return ""
    return f"请{content.you}自收到本检察建议书之日起{content.reply_period}内，将落实情况书面回复本院，并附相关证明材料。"


def _close(sheet: Sheet, content: Content) -> None:
    sheet.attachments(content.attachments)
    sheet.signature("（院印）")
    sheet.note(content.contact)
    sheet.copies(content.copies)

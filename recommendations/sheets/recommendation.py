"""检察建议书: contents in the order of article 16 of the 检察建议工作规定.

For public interest, in the order of article 75 of the 公益诉讼办案规则; to courts, in the form of papers to courts:
现查明, 本院认为, 综上, 此致, and no clause on objection (规定 30 条).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.parts import Writer
from documents.wording import addressed, by_law, chinese_number, full_stop, listed

PUBLIC_INTEREST, RETRIAL = "public_interest", "retrial"
#: What the form to courts says itself, and people write before their text all the same.
SAID_BY_FORM = re.compile(r"^\s*(?:现查明|经查明|经查|查明|本院(?:经审查)?认为)[：:，,]?")
NO_VOLUMES = ("检察卷宗　　册",)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a recommendation says. Texts may have several lines; what is empty is left out.

    `paper`: what it is called on its day. Periods are words, such as `wording.period(15, "day")`; they run from
    receipt, and none is printed that is not given. `blank`: the number of a draft, with room for the figure.
    """

    kind: str
    organisation: str
    recipients: tuple[str, ...]
    advices: tuple[str, ...]
    paper: str = "检察建议书"
    number: str = ""
    blank: str = ""
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
            return "各院" if self.is_to_court else "各单位"
        return addressed(self.recipients[0] if self.recipients else "")

    @property
    def noun(self) -> str:
        """检察建议: what the paper makes."""
        return self.paper.removesuffix("书")

    @property
    def is_to_court(self) -> bool:
        return bool(self.recipients) and all(addressed(name) == "你院" for name in self.recipients)


def build(content: Content) -> bytes:
    """The paper as docx."""
    return set_paper(front(content), write, content)


def front(content: Content) -> dict[str, Any]:
    """What the package says of the paper, and who signs it when."""
    title = f"{content.organisation}{content.paper}"
    return {"title": title, "author": content.organisation, "day": content.day}


def write(writer: Writer, content: Content) -> None:
    """The paper from top to bottom."""
    writer.title(content.organisation, content.paper)
    writer.gap()
    writer.number(content.number, blank=content.blank or f"{content.noun[-4:]}〔　　〕　号")
    if content.is_to_court:
        _write_to_court(writer, content)
    else:
        _write_to_unit(writer, content)
    writer.note(content.contact)
    writer.copies(content.copies)


def _write_to_unit(writer: Writer, content: Content) -> None:
    writer.addressee(listed(content.recipients) or "（被建议单位）")
    for position, (heading, text) in enumerate(sections(content), start=1):
        writer.heading(f"{chinese_number(position)}、{heading}")
        writer.text(text)
    writer.attachments(content.attachments)
    writer.signature("（院印）")


def _write_to_court(writer: Writer, content: Content) -> None:
    """The official forms of papers to courts have neither headings nor an addressee above the text."""
    writer.gap()
    for text in _court_paragraphs(content):
        writer.text(text)
    writer.text("此致")
    writer.flush(listed(content.recipients))
    writer.signature("（院印）")
    writer.text(_enclosed(content.attachments or NO_VOLUMES))


def sections(content: Content) -> list[tuple[str, str]]:
    """The headings and texts of the body in their order; empty ones are left out."""
    parts = _public_interest(content) if content.kind == PUBLIC_INTEREST else _general(content)
    return [(heading, text) for heading, text in parts if text.strip()]


def _general(content: Content) -> list[tuple[str, str]]:
    periods = "提出异议和书面回复的期限" if content.objection_period else "书面回复的期限"
    return [
        ("案件或者问题的来源", content.source),
        ("认定的事实及证据", _joined(content.facts, content.evidence)),
        ("存在的违法情形或者应当消除的隐患", _joined(content.problems, content.harm, content.duty_failure)),
        ("建议的具体内容及其依据", _advices(content)),
        (periods, _joined(_objection(content), _reply(content))),
        ("其他需要说明的事项", content.other),
    ]


def _public_interest(content: Content) -> list[tuple[str, str]]:
    return [
        ("案件来源", content.source),
        ("国家利益或者社会公共利益受到侵害的事实", _joined(content.harm, content.facts, content.evidence)),
        (f"{_subject(content)}不依法履行职责的事实和理由", _joined(content.duty_failure, content.problems)),
        (f"提出{content.noun}的法律依据和具体内容", _advices(content)),
        ("整改和书面回复的期限", _joined(_rectification(content), _objection(content), _reply(content))),
        ("其他需要说明的事项", content.other),
    ]


def _court_paragraphs(content: Content) -> list[str]:
    facts = _joined(content.facts, content.evidence)
    reasons = _joined(content.problems, content.harm, content.duty_failure)
    advices = _advices(content)
    return [
        content.source,
        f"现查明：{SAID_BY_FORM.sub('', facts)}" if facts else "",
        f"本院认为：{SAID_BY_FORM.sub('', reasons)}" if reasons else "",
        f"综上，{advices}" if advices else "",
        f"请在收到后{content.reply_period}内将处理结果书面回复本院。" if content.reply_period else "",
        content.other,
    ]


def _enclosed(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"附：{names[0]}"
    return "\n".join(f"{'附：' if n == 1 else ''}{n}．{name}" for n, name in enumerate(names, start=1))


def _subject(content: Content) -> str:
    return "行政机关" if len(content.recipients) > 1 else content.you


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text.strip())


def _advices(content: Content) -> str:
    """The rules it rests on, and the advices: numbered where there are several."""
    advices = [advice.strip() for advice in content.advices if advice.strip()]
    if not advices:
        return content.legal_basis
    lead = by_law(content.legal_basis, f"现提出如下{content.noun}：")
    if len(advices) == 1:
        return f"{lead}\n{full_stop(advices[0])}"
    numbered = (f"（{chinese_number(n)}）{full_stop(advice)}" for n, advice in enumerate(advices, start=1))
    return "\n".join((lead, *numbered))


def _objection(content: Content) -> str:
    if not content.objection_period:
        return ""
    return (
        f"{content.you}对本{content.noun}有异议的，请自收到本{content.paper}之日起{content.objection_period}内"
        "向本院书面提出，并说明理由和依据。提出异议期间，书面回复期限继续计算。"
    )


def _rectification(content: Content) -> str:
    if not content.rectification_period:
        return ""
    return f"请{content.you}自收到本{content.paper}之日起{content.rectification_period}内依法履行职责、完成整改。"


def _reply(content: Content) -> str:
    if not content.reply_period:
        return ""
    return f"请{content.you}自收到本{content.paper}之日起{content.reply_period}内，将落实情况书面回复本院，并附相关证明材料。"

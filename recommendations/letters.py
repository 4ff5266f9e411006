"""What the letters, decisions and records of a recommendation say beside its trunk papers (`papers`)."""

from datetime import date

from common import clock
from common.when import When
from documents.papers import letter, minutes
from documents.wording import addressed, chinese_day, full_stop
from matters.names import as_called
from recommendations.choices import Decided
from recommendations.contact import contact_at_recipient, contact_of, enclosed


def consultation_content(matter, taking) -> minutes.Content:
    rows = (
        ("案由", matter.title),
        ("方式", taking.get("way", "")),
        ("时间", str(taking.occurred)),
        ("地点", taking.get("place", "")),
        ("磋商单位", taking.get("agency", "")),
        ("参加人员", taking.get("people", "")),
        ("磋商情况", taking.get("minutes", "")),
        ("商定的整改方案", taking.get("plan", "")),
    )
    signers = ("检察官", "行政机关参加人", "记录人")
    return minutes.Content(organisation=matter.lead.name, title="磋商记录", rows=rows, signers=signers)


def termination_content(matter, taking, number: str, *, agency: str) -> letter.Content:
    """终结案件决定书 to the agency (办 74 条; after a recommendation 80 条); `agency` where none was made."""
    article = "七十四" if agency else "八十"
    filed = f"本院于{When.parse(matter.filed_on)}" if matter.filed_on else "本院"
    sent = f"，{_sent(matter)}" if matter.issued_on and not agency else "。"
    reasons = full_stop(taking.get("reasons") or taking.get("reason") or "")
    text = (
        f"{filed}对“{matter.title}”一案立案调查{sent}经审查，{reasons}\n"
        f"根据《人民检察院公益诉讼办案规则》第{article}条的规定，本院决定终结案件。"
    )
    return letter.Content(
        organisation=matter.lead.name,
        title=as_called("终结案件决定书", _day(taking), matter),
        recipient=agency or matter.recipient.name,
        number=number,
        text=text,
        day=_day(taking),
        contact=contact_of(matter),
    )


def review_report_content(matter, taking) -> letter.Content:
    """审查终结报告 (办 80 条), kept by the procuratorate."""
    return letter.Content(
        organisation=matter.lead.name,
        title=f"关于{matter.title}一案的审查终结报告",
        text=f"{taking.get('report', '')}\n处理意见：终结案件。",
        day=_day(taking),
    )


def _day(taking) -> date:
    """The day that a paper bears: that of the decision, today where only its month is known."""
    return taking.decided.day or clock.today()


def withdrawal_content(matter, taking, *, upheld: bool) -> letter.Content:
    text = (
        f"本院{_sent(matter)}{_objected(matter, upheld)}{_ordered(taking)}"
        f"根据《人民检察院检察建议工作规定》{_article(upheld)}的规定，{_by(taking)}决定撤回该{matter.noun}。\n"
        f"理由如下：{full_stop(taking.get('reasons', ''))}\n"
        f"自收到本通知之日起，{addressed(matter.recipient.name)}不再按该{matter.noun}办理和回复。\n特此通知。"
    )
    return _notice(matter, "撤回检察建议通知书", text, taking)


def modification_content(matter, taking, changed: list[str], *, upheld: bool) -> letter.Content:
    text = (
        f"本院{_sent(matter)}{_objected(matter, upheld)}{_ordered(taking)}"
        f"根据《人民检察院检察建议工作规定》{_article(upheld)}的规定，{_by(taking)}决定变更该{matter.noun}的以下内容："
        f"{'、'.join(changed)}。\n"
        f"理由如下：{full_stop(taking.get('reasons', ''))}\n"
        f"变更后的{matter.paper_name}随本通知送达，原{matter.paper_name}不再适用；"
        f"书面回复期限自收到变更后的{matter.paper_name}之日起重新计算。\n"
        "特此通知。"
    )
    return _notice(matter, "变更检察建议通知书", text, taking)


def _notice(matter, title: str, text: str, taking) -> letter.Content:
    return letter.Content(
        organisation=matter.lead.name,
        title=as_called(title, _day(taking), matter),
        recipient=matter.recipient.name,
        text=text,
        day=_day(taking),
        contact=contact_of(matter),
    )


def _sent(matter, to: str = "") -> str:
    """That it was sent: to the reader of a letter, or `to` whom a report names."""
    number = f"（{matter.number}）" if matter.number else ""
    to = to or addressed(matter.recipient.name)
    return f"于{When.parse(matter.issued_on)}向{to}发出{matter.paper_name}{number}。"


def _objected(matter, upheld: bool) -> str:
    """That the recipient's objection was found right, where that is the ground."""
    if not upheld:
        return ""
    return f"{addressed(matter.recipient.name)}提出异议，本院经审查认为异议成立。"


def _article(upheld: bool) -> str:
    return "第二十三条" if upheld else "第二十二条"


def _by(taking) -> str:
    return "经本院检察委员会讨论，本院" if taking.get("decided_in") == Decided.COMMITTEE else "本院"


def _ordered(taking) -> str:
    number = taking.get("order_number")
    return f"上级人民检察院于{taking.get('ordered_on')}以{number}指令处理。" if number else ""


def invitation_content(matter, taking) -> letter.Content:
    """The recipient's letter to the procuratorate; its own seal stands under it."""
    wanted = taking.get("wanted_on")
    on = f"，时间为{chinese_day(wanted)}" if wanted else ""
    number = f"（{matter.number}）" if matter.number else ""
    text = (
        f"贵院{matter.paper_name}{number}收悉，我单位正在整改。现就“{taking.get('occasion', '')}”"
        f"商请贵院派员参与、监督{on}。请予函复。"
    )
    return letter.Content(
        organisation=matter.recipient.name,
        title="关于商请参与、监督整改的函",
        recipient=matter.lead.name,
        text=text,
        day=_day(taking),
        seal="（公章）",
        contact=contact_at_recipient(matter, taking),
        attachments=enclosed(taking),
    )


def look_back_content(matter, taking) -> letter.Content:
    ended = f"，于{When.parse(matter.closed_on)}办结" if matter.closed_on else ""
    relapse = f"核查发现问题反弹，拟另行提出{matter.noun}。" if taking.get("relapse") else "未发现问题反弹。"
    people = f"核查人员：{taking.get('people')}。" if taking.get("people") else ""
    sent = _sent(matter, matter.recipient.name)[:-1]
    text = f"本院{sent}{ended}。现对整改成效开展回头看。\n{people}{full_stop(taking.get('findings', ''))}\n{relapse}"
    return letter.Content(
        organisation=matter.lead.name, title=f"{matter.noun}回头看报告", text=text, day=_day(taking)
    )


def feedback_content(matter, taking) -> letter.Content:
    return letter.Content(
        organisation=matter.lead.name,
        title=f"关于{matter.get_source_display()}办理结果的函",
        recipient=taking.get("told", ""),
        text=taking.get("text", ""),
        day=_day(taking),
        contact=contact_of(matter),
        attachments=enclosed(taking),
    )


def result_in_words(matter) -> str:
    """What became of a matter, for who raised it."""
    number = f"（{matter.source_number}）" if matter.source_number else ""
    opening = f"您提出的{matter.get_source_display()}{number}收悉，本院依法办理。"
    if not matter.issued_on:
        return f"{opening}\n经调查核实，本院决定不提出{matter.noun}。"
    sent = f"本院于{When.parse(matter.issued_on)}向{matter.recipient.name}发出{matter.noun}。"
    if matter.state == "withdrawn":
        return f"{opening}{sent}\n该{matter.noun}现已撤回。"
    replied = f"该单位于{When.parse(matter.replied_on)}书面回复。" if matter.replied_on else ""
    outcome = f"经审查，{matter.get_outcome_display()}。" if matter.outcome else ""
    return f"{opening}{sent}\n{replied}{outcome}".strip()

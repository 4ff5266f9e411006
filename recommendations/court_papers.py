"""What the papers about a suit and about escalation say; how they look is `documents.papers`."""

from common import clock
from common.when import When
from documents.papers import letter, minutes
from documents.wording import addressed, by_law, full_stop
from matters.names import as_called
from recommendations.choices import Kind
from recommendations.contact import contact_of, enclosed


def addressed_to(matter, title: str, recipient: str, text: str, day=None, **more) -> letter.Content:
    """A letter or decision of the lead with its day, today where none is given."""
    day = day or clock.today()
    return letter.Content(
        organisation=matter.lead.name,
        title=as_called(title, day, matter),
        recipient=recipient,
        text=text,
        day=day,
        **{"contact": contact_of(matter), **more},
    )


def named(matter, to: str = "") -> str:
    """The recommendation as its papers name it: with its number and whom it was issued to.

    `to`: how a letter to the recipient itself calls it, 你单位.
    """
    number = f"（{matter.number}）" if matter.number else ""
    issued = f"于{When.parse(matter.issued_on)}" if matter.issued_on else ""
    return f"本院{issued}向{to or matter.recipient.name}发出的{matter.noun}{number}"


def suit_withdrawal_content(matter, taking, number: str = "") -> letter.Content:
    sued = When.parse(matter.sued_on)
    text = "\n".join(
        [
            f"本院就{matter.title}一案，于{sued}向你院提起公益诉讼。",
            full_stop(taking.get("reasons") or "提起诉讼后，诉讼请求已经全部实现"),
            "依照《人民检察院公益诉讼办案规则》第八十四条的规定，本院决定撤回起诉。",
        ]
    )
    return addressed_to(matter, "撤回起诉决定书", matter.court, text, taking.decided.day, number=number)


def record_form_content(matter, said: dict, taking) -> minutes.Content:
    """检察建议备案表: what is recorded with the superior, with the days that are known."""
    days = (
        ("制发日期", matter.issued_on),
        ("收到日期", matter.received_on),
        ("中止审查日期", matter.paused_on),
        ("起诉日期", matter.sued_on),
        ("裁判日期", matter.judged_on),
    )
    return minutes.Content(
        organisation=matter.lead.name,
        title=as_called("检察建议备案表", None, matter),
        rows=(
            ("备案事项", said["what"]),
            ("报送单位", said["to"] or ""),
            ("类型", matter.kind_label),
            ("文号", matter.number),
            ("标题", matter.title),
            ("被建议单位", matter.recipient.name),
            ("提出途径", f"{matter.get_route_display()} {matter.route_note}".strip()),
            *((label, str(When.parse(day))) for label, day in days if day),
            ("受诉法院", matter.court),
            ("案号", matter.court_number),
            ("裁判结果", matter.get_judgment_display()),
            ("承办人", str(matter.handler.user) if matter.handler_id else ""),
            ("备案日期", str(When.on(taking.occurred.day) if taking.occurred.day else taking.occurred)),
        ),
        signers=("填表人",),
    )


def referral_content(matter, taking) -> letter.Content:
    replied = f"被建议单位于{When.parse(matter.replied_on)}书面回复。" if matter.replied_on else ""
    text = "\n".join(
        [
            f"{named(matter)}，仍需继续监督。{replied}",
            full_stop(taking.get("reasons") or ""),
            "现提请跟进监督。",
        ]
    )
    return addressed_to(
        matter,
        "关于提请跟进监督的报告",
        matter.lead.superior.name,
        text,
        taking.decided.day,
        attachments=enclosed(taking),
    )


def transfer_content(matter, house, taking) -> letter.Content:
    text = "\n".join(
        [
            f"{named(matter)}，标题为“{matter.title}”，{by_law(_article_on_transfer(matter), '现移送你院办理。')}",
            full_stop(taking.get("reasons") or ""),
            "有关材料随函移送。",
        ]
    )
    return addressed_to(matter, "移送函", house.name, text, taking.decided.day, attachments=enclosed(taking))


def _article_on_transfer(matter) -> str:
    """Only for public interest does an article name it."""
    return "《人民检察院公益诉讼办案规则》第七十九条" if matter.kind == Kind.PUBLIC_INTEREST else ""


def suspension_content(matter, taking, number: str = "") -> letter.Content:
    you = addressed(matter.recipient.name)
    text = "\n".join(
        [
            f"对{named(matter, you)}，{you}已经依法作出决定或者制定整改方案，因下列客观障碍不能按期完成整改：",
            full_stop(taking.get("cause") or ""),
            full_stop(taking.get("reasons") or ""),
            "依照《人民检察院公益诉讼办案规则》第七十八条的规定，本院决定中止审查。障碍消除后，请及时恢复整改并告知本院。",
        ]
    )
    return addressed_to(
        matter, "中止审查决定书", matter.recipient.name, text, taking.decided.day, number=number
    )


def resumption_content(matter, taking, number: str = "") -> letter.Content:
    what = named(matter, addressed(matter.recipient.name))
    text = "\n".join(
        [
            f"{what}一案，本院此前决定中止审查。{full_stop(taking.get('reasons') or '客观障碍已经消除')}",
            "依照《人民检察院公益诉讼办案规则》第七十八条的规定，本院决定恢复审查，请继续整改。",
        ]
    )
    return addressed_to(
        matter, "恢复审查决定书", matter.recipient.name, text, taking.decided.day, number=number
    )

"""What an event of a recommendation keeps, in the words a reader knows. Long values stand as a quotation.

What the steps of every kind say stands in `workflow.said`.
"""

from recommendations import rules
from workflow.said import SHARED, facts, quoted

LABELS = {
    "source": "来源",
    "source_number": "来源编号",
    "what": "备案事项",
    "to": "报送",
    "recipient": "被建议单位",
    "route": "提出途径",
    "number": SHARED["number"],
    "paper": "文书",
    "paper_number": "文书文号",
    "issued_on": "制发日期",
    "approved_on": "批准日期",
    "filed_on": "立案日期",
    "signer": "签发人",
    "received_on": "收到日期",
    "found_on": "发现日期",
    "replied_on": "回复日期",
    "closed_on": "办结日期",
    "sued_on": "起诉日期",
    "judged_on": "裁判日期",
    "appealed_on": "上诉日期",
    "way": "方式",
    "agency": "行政机关",
    "copied_to": SHARED["copied_to"],
    "occasion": "事由",
    "wanted_on": "商请参加日期",
    "invitation": "答复",
    "held_on": "参加日期",
    "relapse": "问题反弹",
    "told": "反馈对象",
    "place": "地点",
    "receiver": "签收人",
    "conclusion": "审查意见",
    "noted_on": "审查日期",
    "sealed_file": "盖章件",
    "signed": "签收文书",
    "digest": "校验值",
    "replaced": "原盖章件校验值",
    "witnesses": "见证人",
    "people": "参加人员",
    "incoming_number": "收文编号",
    "section": "承办股室",
    "person": "经办人",
    "due_on": "期限",
    "asked_until": "申请延至",
    "granted_until": "延至",
    "statutory": "法定期限",
    "type": "类别",
    "letter_number": "复函文号",
    "found_reason": "认定",
    "jointly": "联合单位",
    "ground": "情形",
    "stated": "督促期限",
    "stated_days": "督促期限（日）",  # before a period had a unit
    "outcome": "结论",
    "ending": "办结",
    "entry": "更正",
    **{name: SHARED[name] for name in ("sight_ended", "before", "after")},
    "changed": "变更内容",
    "paper_version": "文书版本",
    "decided_in": "由谁决定",
    "committee_number": "检察委员会会议纪要、决定文号",
    "committee_on": "检察委员会决定日期",
    "order_number": "上级检察院指令",
    "ordered_on": "指令日期",
    "continues": "续接",
    "addressee": "送交",
    "dated": "日期",
    "cause": "客观障碍",
    "from": "移交单位",
    "superior_number": "批准文号",
    "court": "受诉法院",
    "judging_court": "作出裁判的法院",
    "basis": "起诉时机",
    "court_number": "案号",
    "judgment": "裁判结果",
    **SHARED,
}

#: What stands in earlier events under another name.
CALLED_BEFORE = {("import_registered", "text"): "import_note"}

QUOTED = (
    "measures",
    "import_note",
    "note",
    "route_note",
    "report",
    "opinion",
    "reason",
    "stated_by_agency",
    "evidence",
    "reasons",
    "beyond_reason",
    "grounds",
    "instruction",
    "text",
    "findings",
    "demand",
    "minutes",
    "plan",
    "performance",
    "appeal",
    "word",
)


def words_of(event, hidden: frozenset[str] = frozenset()) -> list[str]:
    """The short facts of an event beside its verb, but for those that are `hidden` from the reader."""
    words = facts(event, LABELS, hidden)
    if event.verb == "object" and event.data.get("in_time") is False:
        words.append("在异议期届满后提出，作为情况说明处理")
    if event.data.get("receipt_assumed"):
        words.append("收到日期未知，以制发日期代替")
    if event.data.get("recipient_consents"):
        words.append("被建议单位已同意宣告送达")
    if event.data.get("with_rectification"):  # as pauses were entered until 2026-11-28
        words.append("整改期限同时中止")
    if event.data.get("by_superior"):
        words.append("经上一级院批准")
    if event.data.get("is_appealed"):
        words.append("被告已经上诉，尚未生效")
    if event.data.get("is_performed"):
        words.append("已经全部履行")
    if event.data.get("consent"):
        words.append("同时确认同意电子送达")
    return words + (_in_time(event) if event.verb == "reply" else [])


def _in_time(event) -> list[str]:
    """Whether the reply came in time, by the deadline as it stands: what was said at the time may be corrected since."""
    met = (
        row for row in event.closed_deadlines.all() if row.status == "closed" and row.rule in rules.REPLIES
    )
    late = next((row.late_days for row in met if row.late_days is not None), None)
    return [] if late is None else [f"逾期{late}天" if late else "按期回复"]


def quote_of(event, hidden: frozenset[str] = frozenset()) -> str:
    """The longer words of an event, one paragraph each, results advice by advice; not what is `hidden`."""
    shown = [name for name in QUOTED if CALLED_BEFORE.get((event.verb, name), name) not in hidden]
    lines = quoted(event, shown, hidden=frozenset())
    if reason := event.data.get("late_reason"):
        lines.append(f"逾期回复的原因：{reason}")
    for item in event.data.get("results", []):
        lines.append(f"{item['advice']}——{item['result']}。{item.get('text') or ''}")
    found = event.data.get("findings")
    for item in found if isinstance(found, list) else []:
        lines.append(
            f"{item['advice']}——{item['finding']}{_justified(item.get('justified'))}。{item.get('text') or ''}"
        )
    return "\n".join(lines)


def _justified(justified: bool | None) -> str:
    return {True: "，有正当理由", False: "，无正当理由"}.get(justified, "")

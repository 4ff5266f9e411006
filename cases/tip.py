"""线索移送: whoever comes upon something hands it to the house whose task it is, and hears what became of it.

Of organised crime nothing but the fact is kept here; it goes to the police, and nobody may decline it
(反有组织犯罪法第25条). Who reported it is sealed (第61条).
"""

from cases.table import Case
from matters.kinds import Phase, Sensitivity
from workflow import asking as ask
from workflow.clocks import Clock
from workflow.houses import copied, lead, recipient
from workflow.kinds import kind
from workflow.letters import Letter
from workflow.moves import begin, move
from workflow.states import States
from workflow.steps import condition

sender = lead("移送单位")
receiver = recipient("接收单位")
watching = copied("抄送单位")

RECEIPT = Clock("target.receive", receiver)
ASSESSMENT = Clock("lead.assessment", receiver)
RESULT = Clock("target.tell_result", receiver)

ORGANISED_CRIME, OFFICIAL = "organised_crime", "official"
DOMAINS = {
    "public_interest": "公益诉讼",
    "administrative": "行政违法行为",
    "minors": "未成年人保护",
    "wages": "劳动报酬",
    "crime": "涉嫌犯罪",
    OFFICIAL: "公职人员违纪违法、职务犯罪",
    ORGANISED_CRIME: "涉黑涉恶",
    "other": "其他",
}
SOURCES = {
    "duty": "履行职责中发现",
    "report": "群众举报、控告",
    "hotline": "12345热线",
    "told": "其他单位告知",
}
DEALT = {"filed": "已立案", "handled": "已依法处理", "merged": "并入其他案件办理", "nothing": "经查不属实"}
SEEN_BY_ALL = "抄送单位也能看到，材料中不得出现举报人的姓名、住址和单位。"
#: By domain, what a receiver has to be able to be, and the sentence for one that is not.
COMPETENT = {
    ORGANISED_CRIME: ("police", "涉黑涉恶线索应当移送公安机关（反有组织犯罪法第25条），请选择公安机关。"),
    OFFICIAL: ("supervisory", "公职人员违纪违法、职务犯罪线索应当移送监察机关，请选择监察机关。"),
}
ON_PAPER = (
    "涉黑涉恶线索的内容、来源和举报人不得在本平台填写或者上传，请以纸质或者专网移送；这里只登记移送的事实。"
)
NO_COPIES = "涉黑涉恶线索不抄送其他单位，只有移送单位和公安机关知道。"
#: What is asked of any other tip, and of one about organised crime goes another way.
CONTENT = (
    "summary",
    "source",
    "source_number",
    "reporter",
    "reporter_contact",
    "files",
    "letter_scan",
    "added",
    "result",
)
#: By step, what has to be written of any other tip.
NEEDED = {
    "send": {"summary": "请写明内容。", "source": "请选择线索来源。"},
    "add": {"added": "请写明内容。"},
}


class S(States):
    SENT = "sent", Phase.AWAITING_RECEIPT, "待签收"
    RECEIVED = "received", Phase.IN_PROGRESS, "评估中"
    DECLINED = "declined", Phase.CLOSED, "不予受理"
    TAKEN_UP = "taken_up", Phase.IN_PROGRESS, "已受理，办理中"
    CLOSED = "closed", Phase.CLOSED, "已反馈"


def is_organised(tip) -> bool:
    return tip.values.get("domain") == ORGANISED_CRIME


@condition("涉黑涉恶线索不能不予受理。不属于本单位办理的，请“转送”有管辖权的公安机关。")
def may_be_declined(tip) -> bool:
    return not is_organised(tip)


def told_on_paper(tip, given) -> str:
    about = f"现将{DOMAINS[given['domain']]}线索移送你单位"
    if is_organised(tip):
        return f"{about}，线索内容另行移送。请签收后依法处理。"
    return f"{about}，请签收后评估，并反馈处理结果。\n{given['summary']}"


LETTER = Letter("tip_letter", "线索移送函", told_on_paper, to=receiver)


@kind("tip", "线索移送", paper="线索移送函")
class Tip(Case):
    parties = (sender, receiver, watching)
    states, line = S, (S.SENT, S.RECEIVED, S.TAKEN_UP, S.CLOSED)
    outcomes = {"used": "已办理", "declined": "不予受理"}
    fields = {
        "domain": ask.choice("线索类别", DOMAINS),
        "source": ask.choice(
            "线索来源", SOURCES, required=False, help_text="涉黑涉恶线索不选，其他线索必选。"
        ),
        "source_number": ask.line(
            "来源编号", longest=60, required=False, help_text="12345工单号、举报登记号等。"
        ),
        "summary": ask.text("线索内容", required=False, help_text=f"写明时间、地点和主要事实。{ON_PAPER}"),
        "reporter": ask.line(
            "举报人", longest=60, required=False, sealed=True, help_text="加密保存，只有移送、接收双方看到。"
        ),
        "reporter_contact": ask.line("举报人的住址、单位和联系方式", required=False, sealed=True),
    }

    send = begin(
        "移送线索", S.SENT, by=sender.worker, starts=[RECEIPT], letter=LETTER, files="线索材料", files_help=SEEN_BY_ALL,
        brings={"receiver": receiver, "copies": watching},
        asks={
            "title": ask.line("标题", help_text="不写举报人、被举报人的姓名。"),
            **fields,
            "receiver": ask.one(receiver),
            "copies": ask.several(watching),
            "concerns_minor": ask.box("涉及未成年人"),
        },
        hint="把履职中发现、属于其他单位职责的线索移送给它，并跟踪评估和反馈。",
    )  # fmt: skip
    sign_for = move(
        "签收线索", S.SENT, S.RECEIVED, by=receiver.worker, weight="primary", meets=[RECEIPT], starts=[ASSESSMENT],
    )  # fmt: skip
    take_up = move(
        "受理", S.RECEIVED, S.TAKEN_UP, by=receiver.head, weight="primary", meets=[ASSESSMENT], starts=[RESULT],
        asks={"decision": ask.line("立案（受理）文书名称和文号", required=False)},
    )  # fmt: skip
    decline = move(
        "不予受理", S.RECEIVED, S.DECLINED, by=receiver.head, meets=[ASSESSMENT], outcome="declined",
        needs=[may_be_declined], asks=ask.reasons("评估意见和不予受理的理由"),
    )  # fmt: skip
    pass_on = move(
        "转送", (S.SENT, S.RECEIVED), S.SENT, by=receiver.worker, drops=[RECEIPT, ASSESSMENT],
        starts=[RECEIPT], brings={"receiver": receiver},
        asks={"receiver": ask.one(receiver, label="转送给")} | ask.reasons("转送的理由"),
        hint="不属于本单位职责的，转送有权办理的单位；移送单位会收到通知。",
    )  # fmt: skip
    add = move(
        "补充线索", (S.SENT, S.RECEIVED, S.TAKEN_UP), by=sender.worker, files="补充材料", files_help=SEEN_BY_ALL,
        asks={"added": ask.text("补充内容", required=False, help_text=ON_PAPER)},
    )  # fmt: skip
    feed_back = move(
        "反馈办理结果", S.TAKEN_UP, S.CLOSED, by=receiver.worker, weight="primary", meets=[RESULT], outcome="used",
        files="反馈函", files_help=SEEN_BY_ALL,
        asks={"dealt": ask.choice("处理结果", DEALT), "result": ask.text("说明", required=False)},
    )  # fmt: skip

    class Meta:
        proxy = True

    def refuses_copies(self) -> str:
        return NO_COPIES if is_organised(self) else ""

    def titled(self) -> str:
        return "涉黑涉恶线索" if is_organised(self) else self.title

    def keep(self, move, given, taking) -> None:
        super().keep(move, given, taking)
        is_known = any(self.values.get(name) for name in self.sealed_names())
        if is_known or is_organised(self) or self.concerns_minor:
            self.sensitivity = Sensitivity.SEALED

    def problems_with(self, step, given) -> dict[str, str]:
        domain = given.get("domain") or self.values.get("domain")
        wrong = self._wrong_receiver(domain, given.get("receiver"))
        if domain == ORGANISED_CRIME:
            told = {name: ON_PAPER for name in CONTENT if given.get(name)}
            return wrong | told | ({"copies": NO_COPIES} if given.get("copies") else {})
        asked = NEEDED.get(step, {})
        missing = {name: problem for name, problem in asked.items() if not given.get(name)}
        return wrong | missing

    def _wrong_receiver(self, domain, receiver) -> dict[str, str]:
        needed, sentence = COMPETENT.get(domain, ("", ""))
        return {"receiver": sentence} if needed and receiver and not receiver.has(needed) else {}

"""行刑正向移送: an agency hands a suspected crime to the police (国务院令第310号, 2020年修订; articles named below).

No content of the case stands here: parties, days, the names of papers and their numbers. The file itself goes on paper.
"""

from cases.table import Case
from common import clock
from common.when import When
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.local import rule_for
from deadlines.statute import Stated
from imports.steps import entering
from matters.kinds import Phase
from workflow import asking as ask
from workflow.clocks import Clock
from workflow.content import Content
from workflow.effects import Close, Effects, Open, Replace
from workflow.houses import copied, invited, lead, recipient, supervising
from workflow.kinds import kind
from workflow.letters import Letter
from workflow.moves import begin, move
from workflow.states import States
from workflow.steps import condition

agency = lead("移送机关", "enforcement")
police = recipient("公安机关", "police")
supervisor = supervising("立案监督机关", "procuratorate")
watching = copied("抄送单位", "procuratorate", "judicial_bureau")
#: No party: the others do not learn that it was written to.
commission = invited("监察机关", "supervisory")


def is_economic(case) -> bool:
    return bool(case.values.get("is_economic"))


def is_plain(case) -> bool:
    return not is_economic(case)


DECISION = Clock("referral.agency_decision", agency, inside=True)  # 第5条第2款: three days
TRANSFER = Clock("referral.transfer", agency, inside=True)  # 第5条第2款: twenty-four hours
RECEIPT = Clock("referral.receipt", police)  # 第7条: signed on receipt, no figure
SUPPLEMENT = Clock("referral.supplement", agency)
FILING = Clock("referral.police_decision", police, given=is_plain)  # 第8条: three days
ECONOMIC = Clock("referral.police_decision_economic", police, given=is_economic)  # 经侦规定第16条
COMPLEX = Clock("referral.police_decision_economic_complex", police, given=is_economic)
DECIDING = (FILING, ECONOMIC, COMPLEX)
HANDOVER = Clock("referral.handover", agency, creditor=police)  # 第12条: three days
RECONSIDERATION = Clock("referral.reconsideration_request", agency, creditor=police)  # 第9条第1款: a right
REVIEW = Clock("referral.reconsideration_decision", police)  # 第9条第1款: three days
SUPERVISION = Clock("referral.supervision_request", agency)  # 第9条: a right
SUPERVISING = Clock("target.supervise_filing", supervisor)

MATERIALS = {
    "transfer": "涉嫌犯罪案件移送书",
    "report": "涉嫌犯罪案件情况的调查报告",
    "goods": "涉案物品清单",
    "opinions": "有关检验报告或者鉴定结论",
    "others": "其他有关涉嫌犯罪的材料",
}
#: Why a period is longer, in the words of the article and no others: what the police find out stands nowhere here.
GROUNDS = {"major": "重大案件", "difficult": "疑难案件", "complex": "复杂案件", "regional": "跨区域案件"}
SPECIAL = {
    "major": "特别重大案件",
    "difficult": "特别疑难案件",
    "complex": "特别复杂案件",
    "regional": "跨区域案件",
}
NO_CASE = "只写法律上的理由，不写当事人、案情和证据；审批材料由本机关存档。"
DECIDED_AS = {"head": "正职负责人", "acting": "主持工作的负责人"}


class S(States):
    REPORTED = "reported", Phase.DRAFTING, "待负责人决定"
    APPROVED = "approved", Phase.DRAFTING, "待移送"
    KEPT = "kept", Phase.CLOSED, "决定不移送"
    TRANSFERRED = "transferred", Phase.AWAITING_RECEIPT, "待公安机关接受"
    INCOMPLETE = "incomplete", Phase.IN_PROGRESS, "待补正材料"
    ACCEPTED = "accepted", Phase.IN_PROGRESS, "公安机关审查中"
    REFUSED = "refused", Phase.AWAITING_REVIEW, "公安机关不予立案"
    RECONSIDERED = "reconsidered", Phase.AWAITING_REVIEW, "公安机关复议中"
    UPHELD = "upheld", Phase.AWAITING_REVIEW, "复议维持不予立案"
    SUPERVISED = "supervised", Phase.AWAITING_REVIEW, "检察机关立案监督中"
    FILED = "filed", Phase.IN_PROGRESS, "已立案，待移交"
    CLOSED = "closed", Phase.CLOSED, "已办结"


#: In which the police may still file: they may at any time before the end, whatever they decided before.
FILEABLE = (S.ACCEPTED, S.INCOMPLETE, S.REFUSED, S.RECONSIDERED, S.UPHELD, S.SUPERVISED)


def materials_listed(case, given) -> str:
    """What goes along on paper, by its names alone."""
    names = [MATERIALS[code] for code in given["materials"]]
    listed = "\n".join(f"{number}．{name}" for number, name in enumerate(names, 1))
    about = f"现将涉嫌{case.values['offence']}一案（行政案件编号：{case.values['own_number']}）移送你单位"
    return f"根据《行政执法机关移送涉嫌犯罪案件的规定》，{about}，所附材料如下：\n{listed}\n请接收后在移送书回执上签字。"


LIST = Letter("crime_referral_list", "移送案件材料清单", materials_listed, to=police, may_be_scan=False)


@condition(
    "公安机关作出决定的期限还没有届满，不能以逾期未决定为由建议立案监督。期限届满后可以提出；"
    "公安机关一直没有签回执的，自移送之日起按三日计算。"
)
def police_are_late(case) -> bool:
    if (
        case.deadlines.running()
        .passed()
        .filter(rule__in=[each.rule for each in (*DECIDING, REVIEW)])
        .exists()
    ):
        return True
    unsigned = case.deadlines.running().passed().filter(rule=RECEIPT.rule).first()
    return unsigned is not None and _deciding_is_over(case, unsigned)


def _deciding_is_over(case, unsigned) -> bool:
    """Police who do not sign win no time by it: they have no longer than if they had signed on the day of the transfer."""
    start = unsigned.start
    last = compute(rule_for(FILING.rule, case, start.day), start, calendar=calendar_in_use(case)).due_at
    return last is not None and last <= clock.now()


@condition("公安机关已经决定不予立案，正在立案监督中。立案的，请办理“决定立案”。")
def is_undecided(case) -> bool:
    return case.outcome != "not_filed"


@condition(
    "公安机关立案以后才办理移送行政机关处罚（第13条）；不予立案的，随不予立案通知书退回案卷材料（第8条）。"
)
def was_filed(case) -> bool:
    return case.outcome == "filed"


@condition("只有尚未延长的经济犯罪案件可以延长审查期限。其他移送案件应当在接受之日起三日内决定（第8条）。")
def may_be_extended(case) -> bool:
    return case.deadlines.running().filter(rule=ECONOMIC.rule).exists()


@condition("已经延长过一次、还没有再次延长的经济犯罪案件，才可以再次延长，最多延长两次（经侦规定第16条）。")
def may_be_extended_again(case) -> bool:
    return case.deadlines.running().filter(rule=COMPLEX.rule, change_kind="").exists()


def lengthened(case, given, effects: Effects) -> None:
    """The longer period of the article, from the same day."""
    first = case.deadlines.running().get(rule=ECONOMIC.rule)
    effects.closes = [Close(ECONOMIC.rule, fall_away=True)]
    starts = When(first.starts_at, first.starts_precision)
    effects.opens = [Open(COMPLEX.rule, first.debtor, first.creditor, starts=starts)]


def lengthened_again(case, given, effects: Effects) -> None:
    reason = f"{SPECIAL[given['grounds']]}，{given['approved_by']}批准"
    effects.replaces = [Replace(COMPLEX.rule, "extension", reason, granted=Stated(30))]


@kind("crime_referral", "涉嫌犯罪案件移送", paper="涉嫌犯罪案件移送书")
class CrimeReferral(entering(S.after_drafting(S.KEPT)), Case):
    parties = (agency, police, supervisor, watching)
    content = Content.NONE
    states, line = S, (S.REPORTED, S.APPROVED, S.TRANSFERRED, S.ACCEPTED, S.FILED, S.CLOSED)
    outcomes = {
        "kept": "不移送",
        "filed": "公安机关立案",
        "not_filed": "公安机关不予立案",
        "returned": "移送行政机关处罚",
    }
    fields = {
        "offence": ask.line("涉嫌的罪名", longest=60, help_text="只写罪名，不写当事人和案情。例：销售假药罪"),
        "own_number": ask.line("行政案件编号", longest=60, help_text="本机关的立案号或者案件编号。"),
        "team": ask.count(
            "专案组人数", least=2, help_text="两名以上行政执法人员组成专案组（移送规定第5条第1款）。"
        ),
        "is_economic": ask.box("属于公安机关经济犯罪侦查部门管辖的案件"),
    }

    report_crime = begin(
        "报告涉嫌犯罪", S.REPORTED, by=agency.worker, inside=agency, starts=[DECISION],
        keeps=("offence", "own_number", "team"), asks={"is_enterprise": ask.box("当事人是企业")},
        hint="查处违法行为中发现涉嫌犯罪的，专案组核实后写出书面报告，报本机关正职负责人决定。",
    )  # fmt: skip
    approve = move(
        "批准移送", S.REPORTED, S.APPROVED, by=agency.head, inside=agency, weight="primary",
        meets=[DECISION], starts=[TRANSFER], asks={"decided_as": ask.choice("决定人", DECIDED_AS)},
        hint="由正职负责人或者主持工作的负责人决定，分管负责人不能代为决定。",
    )  # fmt: skip
    keep_on_file = move(
        "不批准移送", S.REPORTED, S.KEPT, by=agency.head, inside=agency, meets=[DECISION], outcome="kept",
        asks={
            "decided_as": ask.choice("决定人", DECIDED_AS),
            "reason": ask.text("不予批准的理由（记录在案）", help_text=NO_CASE),
        },
    )  # fmt: skip
    transfer = move(
        "移送公安机关", S.APPROVED, S.TRANSFERRED, by=agency.worker, weight="primary",
        meets=[TRANSFER], starts=[RECEIPT], brings={"police": police, "copies": watching}, letter=LIST,
        asks={
            "police": ask.one(police, near=True),
            "materials": ask.several_of("移送的材料", MATERIALS, help_text="只登记材料名称，材料本身以纸质移送。"),
            "copies": ask.several(watching, near=True),
        },
    )  # fmt: skip
    accept = move(
        "接受并签回执", S.TRANSFERRED, S.ACCEPTED, by=police.worker, weight="primary",
        meets=[RECEIPT], starts=[FILING, ECONOMIC], keeps=("is_economic",),
        asks={"receipt_number": ask.line("回执编号", longest=80, required=False)},
        hint="材料不全的，也应当接受，并在24小时内书面告知补正。",
    )  # fmt: skip
    ask_supplement = move(
        "告知补正材料", S.ACCEPTED, S.INCOMPLETE, by=police.worker, drops=[ECONOMIC, COMPLEX], starts=[SUPPLEMENT],
        asks={"missing": ask.text("缺少的材料", help_text="只写材料名称。")},
        hint="一般案件的审查期限照常计算；经济犯罪案件自材料符合规定时重新计算。",
    )  # fmt: skip
    supply = move(
        "补正材料", S.INCOMPLETE, S.ACCEPTED, by=agency.worker, weight="primary",
        meets=[SUPPLEMENT], starts=[ECONOMIC],
        asks={"materials": ask.several_of("补正的材料", MATERIALS)},
    )  # fmt: skip
    forward = move(
        "转送有管辖权的公安机关", (S.TRANSFERRED, S.ACCEPTED, S.INCOMPLETE), S.TRANSFERRED, by=police.worker,
        drops=[RECEIPT, *DECIDING, SUPPLEMENT], starts=[RECEIPT], brings={"police": police},
        asks={"police": ask.one(police), "notice_number": ask.line("转送通知文号", longest=80, required=False)},
        hint="不属于本机关管辖的，24小时内转送有管辖权的机关，并书面告知移送案件的行政执法机关（第7条）。",
    )  # fmt: skip
    extend = move(
        "延长审查期限", S.ACCEPTED, by=police.head, needs=[may_be_extended], within=[ECONOMIC], then=lengthened,
        asks={"grounds": ask.choice("延长的情形", GROUNDS)},
        hint="县级以上公安机关负责人批准，自接受案件起30日（经侦规定第16条）。",
    )  # fmt: skip
    extend_again = move(
        "再次延长审查期限", S.ACCEPTED, by=police.head, needs=[may_be_extended_again], within=[COMPLEX],
        then=lengthened_again,
        asks={
            "grounds": ask.choice("再次延长的情形", SPECIAL),
            "approved_by": ask.line("批准的上一级公安机关", longest=60),
            "approval_number": ask.line("批准文书文号", longest=80, required=False),
        },
        hint="须经上一级公安机关负责人批准，再延长30日（经侦规定第16条）。",
    )  # fmt: skip
    file = move(
        "决定立案", FILEABLE, S.FILED, by=police.head,
        weight="primary", meets=[*DECIDING, REVIEW], starts=[HANDOVER], outcome="filed",
        drops=[RECONSIDERATION, SUPERVISION, SUPPLEMENT, SUPERVISING],
        asks={"notice_number": ask.line("立案通知书文号", longest=80)},
    )  # fmt: skip
    refuse = move(
        "决定不予立案", (S.ACCEPTED, S.INCOMPLETE, S.SUPERVISED), S.REFUSED, by=police.head, outcome="not_filed",
        needs=[is_undecided], meets=[*DECIDING], drops=[SUPPLEMENT, SUPERVISING], starts=[RECONSIDERATION, SUPERVISION],
        asks={
            "notice_number": ask.line("不予立案通知书文号", longest=80),
            "returned": ask.box("案卷材料已经退回", help_text="不予立案的，应当说明理由并退回案卷材料（第8条）。"),
        },
    )  # fmt: skip
    ask_reconsideration = move(
        "提请复议", S.REFUSED, S.RECONSIDERED, by=agency.worker, within=[RECONSIDERATION],
        meets=[RECONSIDERATION], drops=[SUPERVISION], starts=[REVIEW],
        asks={"number_of_request": ask.line("提请复议书文号", longest=80, required=False)},
    )  # fmt: skip
    uphold = move(
        "复议维持", S.RECONSIDERED, S.UPHELD, by=police.head, meets=[REVIEW], starts=[SUPERVISION],
        asks={"notice_number": ask.line("复议决定文号", longest=80)},
    )  # fmt: skip
    ask_supervision = move(
        "建议立案监督", (S.REFUSED, S.UPHELD), S.SUPERVISED, by=agency.worker,
        meets=[SUPERVISION], drops=[RECONSIDERATION], starts=[SUPERVISING], brings={"supervisor": supervisor},
        asks={"supervisor": ask.one(supervisor, near=True), "number_of_request": ask.line("建议立案监督函文号", longest=80)},
        hint="对不予立案可以提请复议，也可以不经复议直接建议检察机关立案监督（第9条）。",
    )  # fmt: skip
    ask_over_silence = move(
        "以逾期未决定建议立案监督", (S.TRANSFERRED, S.ACCEPTED, S.INCOMPLETE, S.RECONSIDERED), S.SUPERVISED, by=agency.worker,
        needs=[police_are_late], drops=[RECEIPT, SUPPLEMENT], starts=[SUPERVISING],
        brings={"supervisor": supervisor},
        asks={"supervisor": ask.one(supervisor, near=True), "number_of_request": ask.line("建议立案监督函文号", longest=80)},
    )  # fmt: skip
    tell_result = move(
        "告知不立案理由成立", S.SUPERVISED, S.CLOSED, by=supervisor.head, weight="primary", meets=[SUPERVISING],
        outcome="not_filed", asks={"notice_number": ask.line("审查意见通知书文号", longest=80, required=False)},
        hint="不立案理由不成立、公安机关据通知立案的，由公安机关办理“决定立案”。",
    )  # fmt: skip
    hand_over_goods = move(
        "移交涉案物品和材料", S.FILED, S.CLOSED, by=agency.worker, weight="primary", meets=[HANDOVER],
        asks={"handed": ask.several_of("移交的内容", {"goods": "涉案物品", "papers": "与案件有关的其他材料"})},
        hint="三日内移交并办结交接手续（第12条）。",
    )  # fmt: skip
    transfer_back = move(
        "移送行政机关处罚", (S.FILED, S.CLOSED), S.CLOSED, by=police.head, needs=[was_filed], outcome="returned",
        asks={"notice_number": ask.line("移送文书文号", longest=80)},
        hint="立案侦查后认为不需要追究刑事责任，但依法应当给予行政处罚的（第13条）；物品已经移交、事项已经办结的，同样办理。",
    )  # fmt: skip
    close = move(
        "办结归档", (S.REFUSED, S.UPHELD), S.CLOSED, by=agency.worker, outcome="not_filed",
        hint="不提请复议，也不建议立案监督的，办结后依法作行政处理。",
    )  # fmt: skip

    class Meta:
        proxy = True

    inform_commission = move(
        "移送监察机关", tuple(S), by=agency.worker, inside=agency,
        asks={"commission": ask.one(commission, near=True), "number_of_letter": ask.line("移送函文号", longest=80)},
        hint="发现公职人员涉嫌违纪、职务违法或者职务犯罪的（第18条）。只登记移送的日期和文号，其他各方不知道。",
    )  # fmt: skip

    def titled(self) -> str:
        """No name of a person or a unit can be in a title that nobody types."""
        return f"{self.values['offence']}移送案（{self.values['own_number']}）"

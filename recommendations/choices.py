"""The fixed vocabularies of recommendations."""

from django.db.models import TextChoices

from matters.kinds import ANNULLED, Phase


class Kind(TextChoices):
    RETRIAL = "retrial", "再审检察建议"
    CORRECTION = "correction", "纠正违法检察建议"
    PUBLIC_INTEREST = "public_interest", "公益诉讼检察建议"
    SOCIAL_GOVERNANCE = "social_governance", "社会治理检察建议"
    OTHER_RECOMMENDATION = "other_recommendation", "其他检察建议"


#: In the order in which forms offer them.
KINDS = (
    Kind.PUBLIC_INTEREST,
    Kind.SOCIAL_GOVERNANCE,
    Kind.CORRECTION,
    Kind.RETRIAL,
    Kind.OTHER_RECOMMENDATION,
)
#: What the paper of each kind is called, until a jurisdiction enters another name.
PAPER_NAMES = {kind.value: "再审检察建议书" if kind == Kind.RETRIAL else "检察建议书" for kind in KINDS}


class State(TextChoices):
    PROPOSED = "proposed", "待检察长决定"
    INVESTIGATING = "investigating", "调查核实"
    DRAFT = "draft", "起草"
    IN_REVIEW = "in_review", "部门审核"
    IN_POLICY_REVIEW = "in_policy_review", "法律政策审核"
    IN_APPROVAL = "in_approval", "检察长审批"
    APPROVED = "approved", "待制发"
    ISSUED = "issued", "待签收"
    RECTIFYING = "rectifying", "整改中"
    REPLIED = "replied", "待审查"
    IN_COURT = "in_court", "诉讼中"
    CLOSED = "closed", "办结"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "不提出检察建议"
    ANNULLED = ANNULLED, "误录作废"


FINAL = (State.CLOSED, State.WITHDRAWN, State.DROPPED, State.ANNULLED)
OPEN = (State.ISSUED, State.RECTIFYING, State.REPLIED, State.IN_COURT)
BEFORE_ISSUE = (
    State.PROPOSED,
    State.INVESTIGATING,
    State.DRAFT,
    State.IN_REVIEW,
    State.IN_POLICY_REVIEW,
    State.IN_APPROVAL,
    State.APPROVED,
)
#: The draft is finished and lies before somebody.
DECIDED_ON = (State.IN_REVIEW, State.IN_POLICY_REVIEW, State.IN_APPROVAL, State.APPROVED)
NOT_FINAL = (*BEFORE_ISSUE, *OPEN)

PHASES = {
    **dict.fromkeys(BEFORE_ISSUE, Phase.DRAFTING),
    State.ISSUED: Phase.AWAITING_RECEIPT,
    State.RECTIFYING: Phase.IN_PROGRESS,
    State.REPLIED: Phase.AWAITING_REVIEW,
    State.IN_COURT: Phase.IN_PROGRESS,
    **dict.fromkeys(FINAL, Phase.CLOSED),
}


#: The colour of a state's badge; the word and the shape stand beside it.
TONES = {
    **dict.fromkeys(BEFORE_ISSUE, "draft"),
    State.ISSUED: "soon",
    State.RECTIFYING: "progress",
    State.REPLIED: "progress",
    State.IN_COURT: "progress",
    State.CLOSED: "done",
    **dict.fromkeys((State.WITHDRAWN, State.DROPPED, State.ANNULLED), "withdrawn"),
}


class Source(TextChoices):
    OWN_CASE = "own_case", "办案发现"
    PUBLIC = "public", "群众反映"
    DEPUTY = "deputy", "代表建议"
    CPPCC = "cppcc", "政协提案"
    TRANSFERRED = "transferred", "线索移送"
    HOTLINE = "hotline", "12345热线"
    PENALTY = "penalty", "行政处罚信息"
    MEDIA = "media", "舆情反映"
    SPECIAL = "special", "专项监督"
    OTHER = "other", "其他"


class Ground(TextChoices):
    """《人民检察院检察建议工作规定》第十一条：社会治理检察建议的情形."""

    PREVENTION = "prevention", "预防违法犯罪的制度不健全、不落实，管理不完善，存在违法犯罪隐患"
    FREQUENT = "frequent", "一定时期某类违法犯罪案件多发、频发，或者已发案件暴露出明显的管理监督漏洞"
    DISPUTE = "dispute", "涉及一定群体的民间纠纷问题突出，可能导致群体性事件或者恶性案件"
    DUTY = "duty", "不依法及时履行职责，致使合法权益受到损害或者存在损害危险，需要及时整改消除"
    LIABILITY = "liability", "需要给予有关涉案人员行政处罚、政务处分、行业惩戒，或者需要追究责任"
    OTHER = "other", "其他需要提出检察建议的情形"


class SubKind(TextChoices):
    """Of 其他检察建议: those whose reply has a basis of its own."""

    COMMUNITY_CORRECTION = "community_correction", "社区矫正纠正违法"
    ADMINISTRATIVE_VIOLATION = "administrative_violation", "行政违法行为监督"


class CourtStage(TextChoices):
    """For a 纠正违法检察建议 to a court: which of its periods applies."""

    TRIAL = "trial", "审判活动"
    ENFORCEMENT = "enforcement", "执行活动"


class Route(TextChoices):
    """《人民检察院检察建议工作规定》第三条：向上级、下级、异地单位提出的途径."""

    IN_CASE = "in_case", "该单位是本院所办案件的涉案单位，直接提出"
    DECIDED_THERE = "decided_there", "向上级单位：层报其同级人民检察院决定并提出"
    PASSED_ON = "passed_on", "向上级单位：本院制作，报其同级人民检察院审核并转送"
    ORDERED = "ordered", "向下级单位：指令对应的下级人民检察院提出"
    CONSULTED = "consulted", "向异地单位：已征求其所在地同级人民检察院的意见"
    DECIDED_ABOVE = "decided_above", "向异地单位：意见不一致，已层报共同的上级人民检察院决定"


class Result(TextChoices):
    """What the recipient says of one advice."""

    DONE = "done", "已整改到位"
    ONGOING = "ongoing", "正在整改"
    PARTLY = "partly", "部分整改"
    REFUSED = "refused", "不予采纳"


class Finding(TextChoices):
    """What the review finds of one advice."""

    DONE = "done", "采纳并整改到位"
    PARTLY = "partly", "采纳，整改不到位"
    NOT = "not", "采纳，未实际整改"
    NOT_ADOPTED = "not_adopted", "未采纳"


class Decided(TextChoices):
    """Who found an objection right (规定 23 条)."""

    CHIEF = "chief", "检察长决定"
    COMMITTEE = "committee", "检察委员会决定"


class UrgeGround(TextChoices):
    """What a letter rests on. The first is no ground for a 督促: before the last day there is only 提示.

    Whether the agency has a justified reason is decided by itself (`ReasonFinding`).
    """

    DUE_SOON = "due_soon", "期限将至，提醒落实"
    NO_REPLY = "no_reply", "不回复"
    NOT_ADOPTED = "not_adopted", "不采纳"
    NOT_RECTIFIED = "not_rectified", "未实际整改"
    PARTLY = "partly", "整改不到位"


class Outcome(TextChoices):
    RECTIFIED = "rectified", "采纳并整改到位"
    PARTLY = "partly", "整改不到位"
    NOT_RECTIFIED = "not_rectified", "采纳未实际整改"
    NOT_ADOPTED = "not_adopted", "未采纳"
    #: Of what a ledger tells: that it was adopted and no more, and that nothing was done, whether adopted or not.
    ADOPTED = "adopted", "采纳"
    UNRECTIFIED = "unrectified", "未整改"


#: What a review here may conclude.
REVIEWED = (Outcome.RECTIFIED, Outcome.PARTLY, Outcome.NOT_RECTIFIED, Outcome.NOT_ADOPTED)


class SuitGround(TextChoices):
    """《人民检察院公益诉讼办案规则》第八十二条：可以认定行政机关未依法履行职责的情形."""

    NO_REPLY = "no_reply", "逾期不回复检察建议，也没有采取有效整改措施"
    NOT_CARRIED_OUT = "not_carried_out", "已经制定整改措施，但没有实质性执行"
    PARTLY = "partly", "虽按期回复，但未采取整改措施或者仅采取部分整改措施"
    CRIMINAL = "criminal", "违法行为人已被追究刑事责任或者案件已移送，行政机关仍应继续履职而未履职"
    NOT_RESUMED = "not_resumed", "因客观障碍未能按期执行，障碍消除后未及时恢复整改"
    UNLAWFUL = "unlawful", "整改措施违反法律法规规定"
    OTHER = "other", "其他没有依法履行职责的情形"


class Judgment(TextChoices):
    """How the court ended the suit."""

    SUPPORTED = "supported", "支持诉讼请求"
    PARTLY = "partly", "部分支持诉讼请求"
    REFUSED = "refused", "驳回诉讼请求"
    DISMISSED = "dismissed", "裁定驳回起诉"
    MEDIATED = "mediated", "调解结案"
    DISCONTINUED = "discontinued", "裁定终结诉讼"
    CHANGED_SUPPORTED = "changed_supported", "改判支持诉讼请求"
    CHANGED_PARTLY = "changed_partly", "改判部分支持诉讼请求"
    CHANGED_REFUSED = "changed_refused", "改判驳回诉讼请求"
    REMANDED = "remanded", "撤销原裁判，发回重审"


class RecordOpinion(TextChoices):
    """What the superior makes of what was recorded with it 备案审查 (规 21, 22 条)."""

    AGREED = "agreed", "同意备案"
    PROBLEM = "problem", "指出问题"
    CHANGE = "change", "确有错误，指令变更"
    WITHDRAW = "withdraw", "确有错误，指令撤回"


#: The subject of the period in which an order of the superior is carried out.
SUPERIOR_ORDER = "superior_order"


class Appellant(TextChoices):
    """Who appealed against the judgment of first instance."""

    LEAD = "lead", "检察院"
    DEFENDANT = "defendant", "被告"
    BOTH = "both", "检察院和被告"


#: What only a court of second instance does.
OF_SECOND_INSTANCE = (
    Judgment.CHANGED_SUPPORTED,
    Judgment.CHANGED_PARTLY,
    Judgment.CHANGED_REFUSED,
    Judgment.REMANDED,
)
#: 办案规则第六十条, 行政诉讼法第八十五条: days to appeal, by how the first instance ended; others none.
APPEAL_DAYS = {Judgment.SUPPORTED: 15, Judgment.PARTLY: 15, Judgment.REFUSED: 15, Judgment.DISMISSED: 10}

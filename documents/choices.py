"""Which papers the portal makes or keeps."""

from django.db.models import TextChoices

from matters import names


class PaperKind(TextChoices):
    """Named after the files in `documents/papers`; the last one is for scans of any other paper."""

    RECOMMENDATION = "recommendation", "检察建议书"
    PROOF_OF_SERVICE = "proof_of_service", "送达回证"
    REMINDER_LETTER = "reminder_letter", "提示函"
    URGING_LETTER = "urging_letter", "督促函"
    REVIEW_LETTER = "review_letter", "整改审查意见"
    REPLY_LETTER = "reply_letter", "复函"
    OBJECTION_ANSWER = "objection_answer", "异议审查答复"
    CIRCULAR = "circular", "通报"
    INTERVIEW_NOTICE = "interview_notice", "约谈通知书"
    INTERVIEW_MINUTES = "interview_minutes", "约谈记录"
    REPORT_LETTER = "report_letter", "检察建议落实情况的报告"
    REFERRAL_REPORT = "referral_report", "提请上级院跟进的报告"
    TRANSFER_LETTER = "transfer_letter", "移送函"
    WITHDRAWAL_NOTICE = "withdrawal_notice", "撤回检察建议通知书"
    MODIFICATION_NOTICE = "modification_notice", "变更检察建议通知书"
    RECORD_FORM = "record_form", "检察建议备案表"
    SUSPENSION_DECISION = "suspension_decision", "中止审查决定书"
    RESUMPTION_DECISION = "resumption_decision", "恢复审查决定书"
    TERMINATION_DECISION = "termination_decision", "终结案件决定书"
    REVIEW_REPORT = "review_report", "审查终结报告"
    SUIT_WITHDRAWAL_DECISION = "suit_withdrawal_decision", "撤回起诉决定书"
    CONSULTATION_MINUTES = "consultation_minutes", "磋商记录"
    INVITATION_LETTER = "invitation_letter", "商请函"
    FEEDBACK_LETTER = "feedback_letter", "办理结果反馈函"
    LOOK_BACK_REPORT = "look_back_report", "回头看报告"
    EFFECT_EVALUATION = "effect_evaluation", "落实效果评估报告"
    OTHER = "other", "其他文书"


names.declare(
    names.DOCUMENT,
    {kind.value: kind.label for kind in PaperKind if kind not in (PaperKind.RECOMMENDATION, PaperKind.OTHER)},
)

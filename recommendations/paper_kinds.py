"""The papers of a recommendation, in the order in which they are offered."""

from documents import registry
from documents.papers import minutes
from recommendations.sheets import objection_answer, recommendation, reply_letter, urging_letter

RECOMMENDATION, URGING_LETTER = "recommendation", "urging_letter"
SUSPENSION_DECISION, RESUMPTION_DECISION = "suspension_decision", "resumption_decision"
TERMINATION_DECISION, SUIT_WITHDRAWAL_DECISION = "termination_decision", "suit_withdrawal_decision"

registry.register({RECOMMENDATION: "检察建议书"}, recommendation, is_own=True)
registry.register({"reminder_letter": "提示函"})
registry.register({URGING_LETTER: "督促函"}, urging_letter)
registry.register({"review_letter": "整改审查意见"})
registry.register({"reply_letter": "复函"}, reply_letter)
registry.register({"objection_answer": "异议审查答复"}, objection_answer)
registry.register({"circular": "通报", "interview_notice": "约谈通知书"})
registry.register({"interview_minutes": "约谈记录"}, minutes)
registry.register(
    {
        "report_letter": "检察建议落实情况的报告",
        "referral_report": "提请上级院跟进的报告",
        "transfer_letter": "移送函",
        "withdrawal_notice": "撤回检察建议通知书",
        "modification_notice": "变更检察建议通知书",
    }
)
registry.register({"record_form": "检察建议备案表"}, minutes)
registry.register(
    {
        SUSPENSION_DECISION: "中止审查决定书",
        RESUMPTION_DECISION: "恢复审查决定书",
        TERMINATION_DECISION: "终结案件决定书",
        "review_report": "审查终结报告",
        SUIT_WITHDRAWAL_DECISION: "撤回起诉决定书",
    }
)
registry.register({"consultation_minutes": "磋商记录"}, minutes)
registry.register(
    {"invitation_letter": "商请函", "feedback_letter": "办理结果反馈函", "look_back_report": "回头看报告"}
)

"""One flat list of what a matter may be, over all rooms, and one small vocabulary of phases."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """Flat, because a child table cannot redeclare a column of `Matter`."""

    RETRIAL = "retrial", "再审检察建议"
    CORRECTION = "correction", "纠正违法检察建议"
    PUBLIC_INTEREST = "public_interest", "公益诉讼检察建议"
    SOCIAL_GOVERNANCE = "social_governance", "社会治理检察建议"
    OTHER_RECOMMENDATION = "other_recommendation", "其他检察建议"


class Phase(TextChoices):
    """Where any matter stands, whatever its kind; derived from the state."""

    DRAFTING = "drafting", "起草审批"
    AWAITING_RECEIPT = "awaiting_receipt", "待签收"
    IN_PROGRESS = "in_progress", "整改中"
    AWAITING_REVIEW = "awaiting_review", "待审查"
    CLOSED = "closed", "已结束"


class Sensitivity(TextChoices):
    """About persons and inquiries, never a 密级."""

    ORDINARY = "ordinary", "一般"
    INTERNAL = "internal", "内部"
    SEALED = "sealed", "封存"


class ParticipationRole(TextChoices):
    LEAD = "lead", "主办"
    RECIPIENT = "recipient", "被建议单位"
    COPIED = "copied", "抄送"
    INVITED = "invited", "受邀"
    SUPERVISING = "supervising", "监督"
    ENTERING = "entering", "导入单位"

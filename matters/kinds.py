"""What is said of any matter, whatever its kind. The kinds themselves are registered by their rooms (`registry`)."""

from typing import NamedTuple

from django.db.models import TextChoices

#: The state of what was entered by mistake 误录作废, the one that any matter may come to.
ANNULLED = "annulled"


class Phase(TextChoices):
    """Where any matter stands, whatever its kind; derived from the state."""

    DRAFTING = "drafting", "起草审批"
    AWAITING_RECEIPT = "awaiting_receipt", "待签收"
    IN_PROGRESS = "in_progress", "办理中"
    AWAITING_REVIEW = "awaiting_review", "待审查"
    CLOSED = "closed", "已结束"


class Sensitivity(TextChoices):
    """About persons and inquiries, never a 密级."""

    ORDINARY = "ordinary", "一般"
    INTERNAL = "internal", "内部"
    SEALED = "sealed", "封存"


class OpenTo(NamedTuple):
    """Who of those that look after a jurisdiction sees a matter without taking part in it."""

    superior: bool = False
    government: bool = False


class ParticipationRole(TextChoices):
    LEAD = "lead", "主办"
    RECIPIENT = "recipient", "收文单位"
    COPIED = "copied", "抄送"
    INVITED = "invited", "受邀"
    SUPERVISING = "supervising", "监督"
    ENTERING = "entering", "导入单位"

"""Which papers the portal makes or keeps."""

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """Named after the files in `documents/papers`; the last one is for scans of any other paper."""

    RECOMMENDATION = "recommendation", "检察建议书"
    PROOF_OF_SERVICE = "proof_of_service", "送达回证"
    URGING_LETTER = "urging_letter", "督促函"
    REPLY_LETTER = "reply_letter", "复函"
    OBJECTION_ANSWER = "objection_answer", "异议审查答复"
    OTHER = "other", "其他文书"

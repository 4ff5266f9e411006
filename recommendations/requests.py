"""What the recipient asks of the procuratorate and waits for."""

from organisations.models import Role
from recommendations import rules
from recommendations.records import ExtensionRequest, Invitation, Objection
from workflow.requests import Petition

OBJECTION = Petition(
    row=Objection,
    rule=rules.OBJECTION_REVIEW,
    answer="reject_objection",
    role=Role.HANDLER,
    hears=(Role.LIAISON, Role.ORGANISATION_HEAD),
    already="已有一项异议正在审查，请等待答复后再提。",
    missing="没有待审查的异议。",
)
EXTENSION = Petition(
    row=ExtensionRequest,
    rule=rules.ANSWER_REQUEST,
    subject="extension",
    label="答复延期申请",
    answer="grant_extension",
    role=Role.CHIEF,
    hears=(Role.LIAISON, Role.ORGANISATION_HEAD),
    already="已有一项延期申请等待答复。",
    missing="没有待答复的延期申请。",
)
INVITATION = Petition(
    row=Invitation,
    rule=rules.ANSWER_REQUEST,
    subject="invitation",
    label="答复商请参与、监督整改",
    answer="answer_invitation",
    role=Role.HANDLER,
    hears=(Role.LIAISON,),
    already="已有一项商请等待答复。",
    missing="没有待答复的商请。",
)

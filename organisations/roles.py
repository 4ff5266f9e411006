"""The places that people hold in a house, and which of them do what whatever the matter."""

from django.db import models

from organisations.chained import RecordHead as RecordHead  # every model of the room is found here
from organisations.sensitive import (
    SensitiveChange as SensitiveChange,  # every model of the room is found here
)


class Role(models.TextChoices):
    HANDLER = "handler", "承办检察官"
    CLERK = "clerk", "检察官助理／书记员"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    POLICY_REVIEWER = "policy_reviewer", "法律政策研究部门审核人"
    CHIEF = "chief", "检察长"
    CASE_MANAGER = "case_manager", "案件管理人员"
    LIAISON = "liaison", "联络员"
    INTAKE = "intake", "办公室收文员"
    SECTION_OFFICER = "section_officer", "承办股室经办人"
    ORGANISATION_HEAD = "organisation_head", "单位负责人"
    MECHANISM_LIAISON = "mechanism_liaison", "府检联动专职联络员"
    ASSESSOR = "assessor", "考核人员"
    ORGANISATION_ADMIN = "organisation_admin", "单位管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计员"


#: Who finds what is sent to an organisation, and answers for it.
RECEIVERS = (Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD)
#: Who heads a house: a procuratorate, any other organisation.
HEADS = (Role.CHIEF, Role.ORGANISATION_HEAD)
#: Who binds an organisation to electronic service.
CONSENT_GIVERS = (Role.LIAISON, Role.ORGANISATION_HEAD)
#: 三员: nobody holds two of these places, nor one of them beside a place that sees matters.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
#: Places from which no matter is seen.
WITHOUT_MATTERS = ADMINISTRATORS | {Role.ORGANISATION_ADMIN}
#: Whose identity nobody takes over alone, and whose places nobody gives alone (`two_hands`).
PROTECTED = WITHOUT_MATTERS | {*HEADS}
SEPARATED = (
    "系统管理员、安全管理员、审计员不得由一人兼任，也不得兼任其他职务。请先终止此人现有的任职，或者另选人员。"
)

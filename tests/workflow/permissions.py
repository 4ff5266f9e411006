"""Who may take which step in which state. Each model of a matter has its table; that of the recommendation is the
county's own table of steps.

Letters: H handler (or clerk), D department head, P policy reviewer, C chief, L the recipient's liaison, intake
or head, A its office without the head, R its head, O its liaison or head, U the section that does the work,
S the system, J the overseer (司法局, or the government for it), V the procuratorate above.
`+H`: H may record or enter it; `+A`: A may record what R decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from organisations.models import Role

LEAD = {
    "H": {Role.HANDLER, Role.CLERK},
    "D": {Role.DEPARTMENT_HEAD},
    "P": {Role.POLICY_REVIEWER},
    "C": {Role.CHIEF},
}
RECIPIENT = {
    "L": {Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD},
    "A": {Role.LIAISON, Role.INTAKE},
    "R": {Role.ORGANISATION_HEAD},
    "O": {Role.LIAISON, Role.ORGANISATION_HEAD},
    "U": {Role.SECTION_OFFICER},
}
SUPERIOR = {"V": {Role.HANDLER, Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER}}
OVERSEER = {"J": {Role.ASSESSOR, Role.LIAISON, Role.ORGANISATION_HEAD}}
BEFORE_ISSUE = "proposed investigating draft in_review in_policy_review in_approval approved"
OPEN = "issued rectifying replied in_court"
FINAL = "closed withdrawn dropped annulled"
NOT_ANNULLED = FINAL.replace("annulled", "").strip()
EVERY = f"{BEFORE_ISSUE} {OPEN} {FINAL}"

#: step: (state by state, who)
STEPS: dict[str, dict[str, str]] = {
    "propose_new": {"new": "H"},
    "decide_investigation": {"new proposed": "C +H"},
    "file_case": {"new proposed": "C +H"},
    "notify_filing": {"investigating draft": "H"},
    "start_draft": {"investigating": "H"},
    "consult": {"investigating draft": "H"},
    "end_without": {"investigating draft": "C +H"},
    "submit": {"draft": "H"},
    "send_back": {"in_review": "D +H", "in_policy_review": "P +H", "in_approval": "C +H"},
    "review": {"in_review": "D +H"},
    "review_policy": {"in_policy_review": "P +H"},
    "approve": {"in_approval": "C +H"},
    "decline": {"proposed in_approval": "C +H"},
    "issue": {"approved": "H"},
    "issue_to_another": {"new": "H"},
    "register_issued": {"new investigating draft": "H"},
    "record_with_superior": {f"{OPEN} closed withdrawn": "H"},
    "seal_paper": {"issued rectifying replied": "H"},
    "replace_sealed": {"issued": "H D", "rectifying replied": "D +H"},
    "sealed_along": {f"{OPEN} closed withdrawn": "H D"},
    "note_record": {f"{OPEN} closed withdrawn": "V"},
    "sign_for": {"issued": "L"},
    "return_unsigned": {"issued": "L +H"},
    "record_service": {"issued": "H"},
    "sign_for_letter": {f"{OPEN} closed withdrawn dropped": "L"},
    "record_letter_service": {f"{OPEN} closed withdrawn dropped": "H"},
    "assign_inside": {"rectifying replied": "L"},
    "invite_procuratorate": {"rectifying": "L +H"},
    "answer_invitation": {"rectifying replied": "H"},
    "add_copy": {OPEN: "C +H"},
    "look_back": {"closed": "H"},
    "feed_back_result": {"replied closed dropped withdrawn": "H"},
    "object": {"rectifying": "R +A +H"},
    "uphold_objection": {"rectifying replied": "C +H"},
    "modify": {"issued rectifying": "C +H"},
    "withdraw": {"issued rectifying": "C +H"},
    "number_corrected_along": {f"{BEFORE_ISSUE} {OPEN} {NOT_ANNULLED}": "H D"},
    "changed_along": {"issued rectifying replied": "C +H"},
    "withdrawn_along": {"issued rectifying replied": "C +H"},
    "draft_for_another": {"issued": "H"},
    "draft_anew": {"new": "H"},
    "reject_objection": {"rectifying replied": "C +H"},
    "request_extension": {"rectifying": "L +H"},
    "grant_extension": {"rectifying": "C +H"},
    "refuse_extension": {"rectifying": "C +H"},
    "report_progress": {"rectifying replied": "O +H"},
    "correct_entered": {"rectifying replied closed": "L"},
    "reply": {"rectifying": "L +H"},
    "record_visit": {OPEN: "H"},
    "review_rectification": {"replied rectifying": "D +H"},
    "terminate": {"replied rectifying": "C +H"},
    "remind": {"rectifying": "H"},
    "urge": {"rectifying replied": "D +H"},
    "decide_reason": {"rectifying": "C +H"},
    "circulate": {"rectifying": "C +H J"},
    "interview": {"rectifying": "C +H J"},
    "report_up": {"rectifying": "C +H"},
    "close_unanswered": {"rectifying": "C +H"},
    "refer_to_superior": {"rectifying replied": "C +H"},
    "transfer_other": {OPEN: "C +H"},
    "take_over": {"new": "S"},
    "pause": {"rectifying replied": "C +H"},
    "resume": {"rectifying replied": "C +H"},
    "extend_decision": {"rectifying replied": "C +H"},
    "sue": {"rectifying replied": "C +H"},
    "record_judgment": {"in_court": "H"},
    "appeal": {"in_court rectifying closed": "C +H"},
    "record_appeal": {"in_court rectifying closed": "H"},
    "waive_appeal": {"in_court": "C +H"},
    "appeal_period_ended": {"in_court": "S"},
    "record_summons": {"in_court": "H"},
    "notify_appearance": {"in_court": "H"},
    "record_performance": {"rectifying closed": "H"},
    "withdraw_suit": {"in_court": "C +H"},
    "submit_withdrawal": {"closed": "H"},
    "rectification_ended": {"rectifying replied": "S"},
    "months_to_act_ended": {"rectifying replied": "S"},
    "objection_ended": {"rectifying replied": "S"},
    "reassign": {f"{BEFORE_ISSUE} {OPEN}": "D C"},
    "correct": {f"{BEFORE_ISSUE} issued": "H D", f"rectifying replied in_court {NOT_ANNULLED}": "D +H"},
    "seal_off": {f"{OPEN} closed withdrawn": "D C +H"},
    "lift_seal": {f"{OPEN} closed withdrawn": "C +H"},
    "withdraw_sight": {f"{OPEN} closed withdrawn": "D C +H"},
    "annul": {f"{BEFORE_ISSUE} {OPEN}": "D +H"},
    "import_registered": {"new": "S"},
    "take_on": {OPEN: "H"},
    "undo_import": {f"{BEFORE_ISSUE} {OPEN} {NOT_ANNULLED}": "S"},
    "note_moved_deadline": {EVERY: "S"},
    "take_stock": {EVERY: "S"},
    "hand_over": {EVERY: "S"},
    "keep_inside": {EVERY: "H D P C"},
    "propose": {EVERY: "H A U"},
    "send_back_proposal": {EVERY: "D P C R A"},
    "withdraw_proposal": {EVERY: "H A U"},
}


@dataclass(frozen=True)
class Table:
    """`sides`: the roles behind each letter, by side. `steps`: for each step state by state the letters."""

    sides: Mapping[str, Mapping[str, set[str]]]
    steps: Mapping[str, Mapping[str, str]]

    def letters(self, step: str, state: str) -> list[str]:
        """Who may take `step` in `state`; nobody where the table names no such state."""
        found = [who for states, who in self.steps[step].items() if state in states.split()]
        return found[0].replace("+", "").split() if found else []

    def may(self, step: str, state: str, side: str | None, role: str) -> bool:
        roles = self.sides.get(side or "", {})
        return any(role in roles.get(letter, ()) for letter in self.letters(step, state))


RECOMMENDATION = Table(
    {"lead": LEAD, "recipient": RECIPIENT, "overseer": OVERSEER, "superior": SUPERIOR}, STEPS
)

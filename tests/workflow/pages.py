"""Who gets which page, written out: a page without a row here fails the matrix."""

from dataclasses import dataclass

EVERY_ROLE = (
    "handler clerk department_head policy_reviewer chief case_manager liaison intake section_officer "
    "organisation_head mechanism_liaison assessor organisation_admin system_admin security_admin auditor"
)
#: Who signs in with a second factor in the tests.
WITH_CODE = "system_admin security_admin auditor"
OFFICE = "mechanism_liaison system_admin"
KEEPERS = "handler clerk department_head liaison intake organisation_head"
BOARD = (
    "handler clerk department_head policy_reviewer chief case_manager mechanism_liaison assessor "
    "liaison intake organisation_head"
)


@dataclass(frozen=True)
class Page:
    """`roles` get `code`, all others 403; a visitor is sent to the login.

    Whoever sees no matter gets 404 for every page of a room that holds matters, whatever stands here.
    """

    roles: str = EVERY_ROLE
    method: str = "get"
    code: int = 200
    #: What the address asks for: names of `subjects`, or the words themselves.
    argument: str = ""


#: Pages that show no single matter.
PAGES = {
    "home": Page(),
    "access_log": Page("auditor"),
    "audit": Page("auditor", argument="logins"),
    "audit_export": Page("auditor", argument="logins"),
    "audit_seals": Page("auditor"),
    "audit_seals_text": Page("auditor"),
    "matters:list": Page(),
    "matters:export": Page(),
    "matters:kinds": Page("mechanism_liaison"),
    "matters:calls": Page("mechanism_liaison"),
    "matters:called": Page("mechanism_liaison", "post", 302, "deadline"),
    "notices:inbox": Page(),
    "notices:read_all": Page(method="post", code=302),
    "notices:preferences": Page(),
    "notices:failing": Page(OFFICE),
    "notices:retry": Page(OFFICE, "post", 404, "nothing"),
    "notices:open": Page(code=404, argument="nothing"),
    "organisations:search": Page(
        "handler clerk department_head policy_reviewer chief case_manager liaison intake organisation_head"
    ),
    "organisations:own_people": Page(),
    "organisations:phones": Page("liaison organisation_head"),
    "organisations:consent": Page(),
    "organisations:reset_code": Page("mechanism_liaison security_admin", argument="somebody"),
    "organisations:disable": Page(OFFICE, argument="somebody"),
    "organisations:invite": Page("organisation_admin"),
    "organisations:invite_again": Page("", "post", argument="somebody"),
    "organisations:reset_factor": Page("", argument="somebody"),
    "organisations:release": Page("", "post", argument="somebody"),
    "organisations:change": Page(code=404, argument="nothing"),
    "organisations:security": Page("security_admin"),
    "organisations:security_end_sessions": Page("security_admin", "post", 302),
    "organisations:security_release": Page("security_admin", "post", 404),
    "organisations:liaisons": Page(f"{OFFICE} security_admin"),
    "organisations:people": Page(f"{OFFICE} security_admin", argument="agency"),
    "organisations:replace": Page("mechanism_liaison", argument="agency"),
    "organisations:profile": Page(),
    "organisations:end_sessions": Page(method="post", code=302),
    "organisations:second_factor": Page(code=302),
    "organisations:second_factor_set_up": Page(EVERY_ROLE.removesuffix(f" {WITH_CODE}")),
    "organisations:recovery_codes": Page(WITH_CODE),
    "organisations:second_factor_remove": Page(WITH_CODE),
    "organisations:switch": Page(method="post", code=302),
    "organisations:password_change": Page(),
    "recommendations:recorded": Page("handler clerk department_head policy_reviewer chief case_manager"),
    "matters:choose": Page(),
    "matters:new": Page("handler clerk", argument="recommendation register_issued"),
    "matters:propose_new": Page("handler clerk", argument="recommendation file_case"),
    "matters:new_scratch": Page("handler clerk", method="post", argument="recommendation register_issued"),
    "matters:new_drop": Page(method="post", code=302, argument="recommendation register_issued"),
    "imports:list": Page(KEEPERS),
    "imports:template": Page(KEEPERS, code=404, argument="nothing"),
    "imports:ledger": Page(KEEPERS, code=404, argument="nothing"),
    "imports:confirm": Page(KEEPERS, "post", 404, "nothing"),
    "imports:undo": Page(KEEPERS, "post", 404, "nothing"),
    "assessment:board": Page(BOARD),
    "assessment:export": Page(BOARD),
    "assessment:all": Page(BOARD),
    "assessment:evaluation": Page("handler department_head policy_reviewer chief"),
    "assessment:evaluation_paper": Page("handler department_head policy_reviewer chief"),
    "assessment:agency": Page(BOARD, argument="agency"),
    "organisations:logged_in": Page(),
    "organisations:session": Page(),
    "organisations:logout": Page(method="post", code=302),
}
#: Open to visitors too.
OPEN_PAGES = {
    "organisations:login": 200,
    "organisations:password_reset": 200,
    "organisations:invitation": 410,
    "health-live": 200,
    "health-ready": 200,
}

COLUMNS = (
    "handler second_handler chief liaison_a intake_a officer_a assessor superior_handler liaison_b "
    "system_admin security_admin auditor"
).split()
NOBODY = "404 404 404 404 404 404 404 404 404 404 404 404"
NOT_AT_ALL = "405 405 405 405 405 405 405 405 405 404 404 404"
OWN_ONLY = "200 200 200 404 404 404 404 404 404 404 404 404"
ALL_WHO_SEE = "200 200 200 200 200 404 200 200 404 404 404 404"
#: Back to the page of the matter's files, where what was asked for is shown.
OWN_BACK = "302 302 302 404 404 404 404 404 404 404 404 404"
ALL_BACK = "302 302 302 302 302 404 302 302 404 404 404 404"
DRAFTER = "200 403 403 404 404 404 404 404 404 404 404 404"
NOT_YET = "403 403 403 404 404 404 404 404 404 404 404 404"
LATE_DRAFTER = "403 403 403 403 403 404 403 403 404 404 404 404"

#: Pages of a matter: (page, method, step), and the codes in the order of COLUMNS, for a draft and when issued.
MATTER_PAGES = {
    ("matters:matter", "get", ""): (OWN_ONLY, ALL_WHO_SEE),
    ("matters:dossier", "get", ""): (OWN_ONLY, ALL_WHO_SEE),
    ("matters:dossier_progress", "get", ""): (OWN_ONLY, ALL_WHO_SEE),
    # Who gets the files themselves: tests/workflow/test_dossier.py.
    ("matters:dossier_pdf", "post", ""): (OWN_BACK, ALL_BACK),
    ("matters:dossier_zip", "post", ""): (OWN_BACK, ALL_BACK),
    ("matters:history", "get", ""): (OWN_ONLY, OWN_ONLY),
    ("matters:due", "get", ""): (
        "302 302 302 404 404 404 404 404 404 404 404 404",
        "302 302 302 302 302 404 302 302 404 404 404 404",
    ),
    ("matters:attachment", "get", ""): (OWN_ONLY, ALL_WHO_SEE),
    ("documents:download", "get", ""): (OWN_ONLY, ALL_WHO_SEE),
    # Of a scan, which has none; papers of the portal's own: tests/documents/test_pdf.py.
    ("documents:pdf", "get", ""): (NOBODY, NOBODY),
    ("documents:blank_proof_of_service", "get", ""): (OWN_ONLY, OWN_ONLY),
    ("documents:blank_proof_of_service_pdf", "get", ""): (OWN_ONLY, OWN_ONLY),
    ("matters:step", "get", "submit"): (
        "200 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 403 403 404 403 403 404 404 404 404",
    ),
    # Without the consent to electronic service, which an intake clerk does not give.
    ("matters:step", "get", "sign_for"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 200 403 404 403 403 404 404 404 404",
    ),
    ("matters:step", "post", "sign_for"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 422 403 404 403 403 404 404 404 404",
    ),
    ("matters:step", "post", "remind"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 403 403 404 403 403 404 404 404 404",
    ),
    ("matters:step", "get", "rectification_ended"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 403 403 404 403 403 404 404 404 404",
    ),
    ("matters:propose", "get", "annul"): (
        "200 403 403 404 404 404 404 404 404 404 404 404",
        "200 403 403 403 403 404 403 403 404 404 404 404",
    ),
    ("matters:propose", "post", "correct"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 403 403 404 403 403 404 404 404 404",
    ),
    ("matters:answer", "get", "send_back"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 404 404 404 404 404 404 404 404 404",
    ),
    ("matters:answer", "post", "withdraw"): (
        "422 403 403 404 404 404 404 404 404 404 404 404",
        "422 403 403 404 404 404 404 404 404 404 404 404",
    ),
    ("matters:proposal_file", "get", ""): (OWN_ONLY, OWN_ONLY),
    ("matters:scratch", "post", "sign_for"): (
        "403 403 403 404 404 404 404 404 404 404 404 404",
        "403 403 403 200 403 404 403 403 404 404 404 404",
    ),
    ("matters:drop_scratch", "post", "sign_for"): (
        "302 302 302 404 404 404 404 404 404 404 404 404",
        "302 302 302 302 302 404 302 302 404 404 404 404",
    ),
    ("recommendations:draft", "get", ""): (DRAFTER, LATE_DRAFTER),
    ("recommendations:urging_letter", "get", ""): (NOT_YET, LATE_DRAFTER),
    ("recommendations:draft", "post", ""): (DRAFTER.replace("200", "422"), LATE_DRAFTER),
    ("recommendations:autosave", "post", ""): (DRAFTER, LATE_DRAFTER),
    ("recommendations:preview", "post", ""): (DRAFTER, LATE_DRAFTER),
    ("recommendations:drop_autosave", "post", ""): (
        "302 302 302 404 404 404 404 404 404 404 404 404",
        "302 302 302 302 302 404 302 302 404 404 404 404",
    ),
}

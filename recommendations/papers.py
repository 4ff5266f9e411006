"""What the papers of a recommendation say, taken from its fields; how they look is `documents.papers`."""

from datetime import date

from common import clock
from common.when import When
from deadlines import statutes
from deadlines.statute import Stated, Unit
from documents import numbers, services
from documents.papers import proof_of_service
from documents.parts import Line
from documents.wording import paragraphs, period
from recommendations import rules
from recommendations.choices import Kind, Result, UrgeGround
from recommendations.contact import contact_at_recipient, contact_of, enclosed, names_of
from recommendations.paper_kinds import RECOMMENDATION
from recommendations.sheets import objection_answer, recommendation, reply_letter, urging_letter
from recommendations.urged import Standing
from workflow import service

PERIOD_UNITS = {Unit.DAYS: "day", Unit.WORKING_DAYS: "working_day", Unit.MONTHS: "month"}
URGED_FOR = {
    UrgeGround.NO_REPLY: "unanswered",
    UrgeGround.NOT_ADOPTED: "not_adopted",
    UrgeGround.NOT_RECTIFIED: "not_rectified",
    UrgeGround.PARTLY: "partly",
}


def in_words(stated: Stated) -> str:
    """The period in the words of a paper, e.g. 两个月, 十五日."""
    return period(stated.length, PERIOD_UNITS[stated.unit])


def period_of(rule: str, stated: Stated | None) -> str:
    """The period of `rule`: as stated, else the law's own."""
    statute = statutes.get(rule)
    return in_words(stated or Stated(statute.length, statute.unit))


def periods(matter, recipients=()) -> dict[str, str]:
    """The periods that the paper states: the reply's, in public interest the rectification's, and an objection's
    where one is stated."""
    to = next(iter(recipients), None)
    stated = {"reply_period": period_of(*rules.reply_rule(matter, to))}
    if matter.kind == Kind.PUBLIC_INTEREST:
        stated["rectification_period"] = period_of(rules.RECTIFICATION, matter.stated_rectification)
    if matter.stated_objection and not rules.is_to_court(matter, recipients):
        stated["objection_period"] = in_words(matter.stated_objection)
    return stated


def draft_to_read(matter) -> list[Line]:
    """The draft as the paper it will be, for those who decide on it (recommendations/paper.html)."""
    recipients = [row.organisation for row in matter.intended.select_related("organisation")]
    content = recommendation_content(matter, matter.number, recipients, copies=matter.copies_decided())
    return as_read(content)


def as_read(content: recommendation.Content) -> list[Line]:
    """The lines of the paper: those that the docx has."""
    return services.read(RECOMMENDATION, content)


def recommendation_content(
    matter, number: str, recipients, advices=None, copies=(), files=()
) -> recommendation.Content:
    """The paper's content; `advices` in place of the stored ones for a preview, `copies` for its imprint.

    `files`: uploads that go with it, named beside what the draft names itself.
    """
    stored = matter.advices.all() if matter.pk and advices is None else ()
    on = matter.changed_on or matter.issued_on
    return recommendation.Content(
        kind=matter.kind,
        paper=matter.paper_name,
        blank="" if number else numbers.blank(organisation=matter.lead, kind=matter.kind),
        organisation=matter.lead.name,
        recipients=tuple(organisation.name for organisation in recipients),
        advices=tuple(advices if advices is not None else [row.text for row in stored]),
        number=number,
        day=day_of(on),
        source=matter.origin,
        facts=matter.facts,
        problems=matter.problem,
        legal_basis=matter.legal_basis,
        other=matter.other,
        attachments=attachments_of(matter, files),
        contact=contact_of(matter),
        copies=tuple(organisation.name for organisation in copies),
        **periods(matter, recipients),
    )


def letter_proof_content(matter, letter, taking) -> proof_of_service.Content:
    """送达回证 of a letter or decision that is served by itself: it names the paper that it proves."""
    return service.proof(
        matter,
        taking,
        paper=letter.title,
        number=letter.number,
        recipient=letter.addressee_name,
        address=letter.addressee.address if letter.addressee_id else "",
        way=letter.get_way_display(),
        received_at=str(letter.received),
    )


def attachments_of(matter, files=()) -> tuple[str, ...]:
    """附件: what the draft names, and files that go along under other names."""
    return tuple(dict.fromkeys([*paragraphs(matter.enclosures), *names_of(files)]))


def reply_letter_content(matter, reply, items, taking) -> reply_letter.Content:
    answers = tuple(
        reply_letter.Answer(advice=item.advice.text, result=Result(item.result).label, text=item.text)
        for item in items
    )
    return reply_letter.Content(
        organisation=matter.recipient.name,
        addressee=matter.lead.name,
        recommendation=matter.noun,
        recommendation_number=matter.number,
        received_on=day_of(matter.received_on),
        answers=answers,
        late_reason=matter.late_reason,
        summary=reply.text,
        number=taking.get("letter_number", ""),
        contact=contact_at_recipient(matter, taking),
        attachments=enclosed(taking),
        day=taking.occurred.day or clock.today(),
    )


def urging_letter_content(matter, urging, taking, number: str = "") -> urging_letter.Content:
    """`due` is the day as it stood on the letter's own day."""
    stated = taking.get("stated")
    period = Standing(matter, taking.decided).period
    return urging_letter.Content(
        organisation=matter.lead.name,
        recipient=matter.recipient.name,
        recommendation=matter.noun,
        recommendation_number=matter.number,
        number=number,
        ground=URGED_FOR[urging.ground],
        stated_period=in_words(stated) if stated else "（督促期限）",
        served_on=day_of(matter.received_on),
        due=period.due_on if period else None,
        requests=urging.demand,
        contact=contact_of(matter),
        attachments=enclosed(taking),
        day=taking.decided.day or clock.today(),
    )


def objection_answer_content(matter, objection, taking) -> objection_answer.Content:
    return objection_answer.Content(
        organisation=matter.lead.name,
        recipient=matter.recipient.name,
        recommendation=matter.noun,
        recommendation_number=matter.number,
        result="rejected",
        reasons=objection.answer,
        objected_on=objection.event.when.day,
        due=_reply_due(matter),
        day=taking.occurred.day or clock.today(),
        contact=contact_of(matter),
    )


def _reply_due(matter) -> date | None:
    running = matter.deadlines.filter(rule__in=rules.REPLIES).order_by("-id").first()
    return running.due_on if running else None


def day_of(written: str) -> date | None:
    """The day of a partial date, None where it is no day."""
    return When.parse(written).day if written else None

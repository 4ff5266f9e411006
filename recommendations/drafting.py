"""Who may write the draft, and how its rows are kept."""

from common.dates import chinese_moment
from organisations.models import Membership, Organisation
from recommendations.advices import as_items
from recommendations.choices import State
from recommendations.records import Advice, IntendedCopy, IntendedRecipient
from recommendations.who import handler


def refusal(matter, actor: Membership) -> str:
    """Why `actor` may not write the draft now; empty when they may."""
    if matter.state != State.DRAFT:
        return f"事项现为“{matter.get_state_display()}”，{matter.paper_name}不能再修改。"
    return handler().refusal(matter, actor)


def last_saved(matter) -> str:
    """Who saved the matter last, and when, for whoever had it open meanwhile."""
    row = matter.history.select_related("history_user").order_by("-history_id").first()
    who = row.history_user.full_name if row and row.history_user else "他人"
    return f"{who}（{chinese_moment(row.history_date)}）" if row else who


def keep_rows(
    matter, texts: list[str], recipients: list[Organisation], copies: list[Organisation] = ()
) -> None:
    """The advices as typed, in their order, the intended recipients and copies. Rows that stay keep their history."""
    existing, texts = list(matter.advices.all()), as_items(texts)
    for order, text in enumerate(texts, start=1):
        row = existing[order - 1] if order <= len(existing) else Advice(recommendation=matter, order=order)
        if row.text != text:
            row.text = text
            row.save()
    for row in existing[len(texts) :]:
        row.delete()
    _keep_intended(IntendedRecipient, matter, recipients)
    _keep_intended(IntendedCopy, matter, copies)


def _keep_intended(model: type, matter, chosen: list[Organisation]) -> None:
    rows = model.objects.filter(recommendation=matter)
    rows.exclude(organisation__in=[organisation.pk for organisation in chosen]).delete()
    for order, organisation in enumerate(chosen, start=1):
        model.objects.update_or_create(
            recommendation=matter, organisation=organisation, defaults={"order": order}
        )

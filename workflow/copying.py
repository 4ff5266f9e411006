"""抄送: a house that reads along from some event on, and takes no step."""

from collections.abc import Iterable

from matters.kinds import ParticipationRole
from matters.parties import Party
from organisations.models import Organisation
from workflow.effects import Effects, Join, Tell
from workflow.errors import Invalid
from workflow.telling import name_of
from workflow.who import OFFICE


def watcher(matter) -> Party:
    """The party as which somebody is brought in to read along; a kind that names none has 抄送."""
    named = (matter.party(role) for role in matter.watching)
    return next(named, None) or Party(ParticipationRole.COPIED.value, "抄送单位", watches=True)


def copy_to(matter, effects: Effects, organisations: Iterable[Organisation]) -> None:
    """Those of `organisations` that take no part yet see the matter from this event on. Raises Invalid."""
    party, taking_part = watcher(matter), {matter.lead_id, matter.recipient_id}
    if matter.pk:
        taking_part |= set(matter.participations.values_list("organisation", flat=True))
    chosen = [each for each in organisations if each.pk not in taking_part]
    for each in chosen:
        if not party.admits(each):
            raise Invalid({"copied_to": f"{each.name}没有作为“{party.word}”的职能，请核对。"})
    effects.said |= {"copied_to": "、".join(each.name for each in chosen)}
    effects.joins += [Join(each, party.role) for each in chosen]
    text = f"{matter.lead.name}向贵单位抄送{name_of(matter)}，请阅知；不需要签收和回复。"
    effects.tells += [_tell_reader(text, each) for each in chosen]


def copied_now(matter, organisations: Iterable[Organisation]) -> Effects:
    """A step that does nothing but copy. Raises Invalid where it would reach nobody new."""
    effects = Effects()
    copy_to(matter, effects, organisations)
    if not effects.joins:
        raise Invalid({"copied_to": "请选择尚未参与本事项的单位。"})
    return effects


def tell_copied(matter, text: str) -> list[Tell]:
    """Those to whom it was copied are told what becomes of it."""
    rows = (
        matter.participations.filter(role=watcher(matter).role) if matter.pk else matter.participations.none()
    )
    return [_tell_reader(text, row.organisation) for row in rows.select_related("organisation")]


def _tell_reader(text: str, organisation: Organisation) -> Tell:
    return Tell(text, organisation, OFFICE)

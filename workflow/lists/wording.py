"""A list's conditions in words: for the empty page and for the sheet 说明 of an export."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from matters.models import Matter, Participation
from matters.names import kind_label
from organisations.models import Membership, Organisation
from workflow.lists.due import DUE
from workflow.lists.filters import NOBODY, NOBODY_WORD, Filters, phases, state_labels, sub_kinds

OTHER_SIDE = "对方单位"


def other_side(models: Iterable[type[Matter]]) -> str:
    """What those on the other side of matters of these kinds are called: by their kind's word where it is one for all."""
    words = {party.word for model in models if (party := model.other_side())}
    return words.pop() if len(words) == 1 else OTHER_SIDE


def conditions(filters: Filters, membership: Membership) -> list[str]:
    """每个条件一项，如 期限：已逾期. A query for an organisation and one for a handler, if asked for.

    A key in the address names nobody whom the list itself would not show to `membership`.
    """
    where = membership.organisation.jurisdiction
    named = {
        "期限": DUE.get(filters.due),
        "阶段": phases(*filter(None, [filters.kind])).get(filters.phase),
        "类型": filters.kind and kind_label(filters.kind, None, where),
        "细类": sub_kinds().get(filters.sub_kind),
        "状态": state_labels().get(filters.state),
        "单位": filters.organisation and _organisation(filters.organisation, membership),
        "承办人": filters.handler and _handler(filters.handler, membership),
        "制发年度": filters.year,
    }
    words = [f"{title}：{value}" for title, value in named.items() if value]
    return [*words, f"搜索：{filters.q}"] if filters.q else words


def _organisation(pk: str, membership: Membership) -> str:
    return organisations_named([pk], membership).get(pk, "（没有此单位）")


def _handler(pk: str, membership: Membership) -> str:
    return handlers_named([pk], membership).get(pk, "（没有此人）")


def organisations_named(keys: list[str], membership: Membership) -> dict[str, str]:
    """Short names by key, of those that take part in what the reader sees."""
    seen = Matter.objects.visible_to(membership).values("pk")
    parties = Participation.objects.filter(organisation=OuterRef("pk"), matter__in=seen)
    rows = Organisation.objects.filter(Q(pk=membership.organisation_id) | Exists(parties), pk__in=keys)
    return {str(pk): name for pk, name in rows.values_list("pk", "short_name")}


def handlers_named(keys: list[str], membership: Membership) -> dict[str, str]:
    """Names by key, of one's own house alone: who in another one handles what is no filter."""
    people = Membership.objects.filter(pk__in=keys, organisation=membership.organisation_id)
    names = {str(pk): name for pk, name in people.values_list("pk", "user__full_name")}
    return names | ({NOBODY: NOBODY_WORD} if NOBODY in keys else {})

"""A list's conditions in words: for the empty page and for the sheet 说明 of an export."""

from matters.names import kind_label
from organisations.models import Jurisdiction, Membership, Organisation
from workflow.lists.due import DUE
from workflow.lists.filters import NOBODY, NOBODY_WORD, PHASES, Filters, state_labels, sub_kinds


def conditions(filters: Filters, where: Jurisdiction | None = None) -> list[str]:
    """每个条件一项，如 类型：公益诉讼检察建议. A query for an organisation and one for a handler, if asked for."""
    named = {
        "期限": DUE.get(filters.due),
        "阶段": PHASES.get(filters.phase),
        "类型": filters.kind and kind_label(filters.kind, None, where),
        "细类": sub_kinds().get(filters.sub_kind),
        "状态": state_labels().get(filters.state),
        "单位": filters.organisation and _organisation(filters.organisation),
        "承办人": filters.handler and _handler(filters.handler),
        "制发年度": filters.year,
    }
    words = [f"{title}：{value}" for title, value in named.items() if value]
    return [*words, f"搜索：{filters.q}"] if filters.q else words


def _organisation(pk: str) -> str:
    return Organisation.objects.filter(pk=pk).values_list("short_name", flat=True).first() or "（没有此单位）"


def _handler(pk: str) -> str:
    if pk == NOBODY:
        return NOBODY_WORD
    people = Membership.objects.filter(pk=pk).values_list("user__full_name", flat=True)
    return people.first() or "（没有此人）"

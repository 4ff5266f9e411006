"""Rules as they hold in a place: the law, and what a jurisdiction has shortened or added by its own document."""

from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db.models import Q

from common import clock
from deadlines import statutes
from deadlines.models import LocalRule
from deadlines.statute import Law, Mark, Statute, Unit


class Placed(Protocol):
    """A matter or a deadline: it carries the codes of its jurisdiction and of those above."""

    county: str
    prefecture: str
    province: str


def rule_for(
    code: str, where: Placed, on: date | None = None, *, known_at: datetime | None = None
) -> Statute:
    """The rule `code` in that place, as in force on the day that starts the period. Raises UnknownRule.

    `known_at`: a place's own rule that was entered after this moment is left out.
    """
    local = _nearest(code, where, on or clock.today(), known_at)
    if local is None:
        return statutes.get(code, on)
    law = Law(local.citation)()
    if code not in statutes.STATUTES:
        return _own(local)
    statute = statutes.get(code, on)
    return replace(statute, length=local.length, basis=(law, *statute.basis), in_force_from=statute.since)


def _nearest(code: str, where: Placed, on: date, known_at: datetime | None) -> LocalRule | None:
    """The county's before the prefecture's before the province's."""
    codes = [each for each in (where.county, where.prefecture, where.province) if each]
    rules = LocalRule.objects.filter(rule=code, jurisdiction__code__in=codes, in_force_from__lte=on)
    rules = rules.filter(Q(in_force_until=None) | Q(in_force_until__gte=on)).select_related("jurisdiction")
    if known_at:
        rules = rules.filter(entered_at__lte=known_at)
    newest_first = rules.order_by("-in_force_from")
    return min(newest_first, key=lambda rule: codes.index(rule.jurisdiction.code), default=None)


def _own(local: LocalRule) -> Statute:
    return Statute(
        code=local.rule,
        owes=local.owes,
        duty=local.duty,
        act=local.act,
        length=local.length,
        unit=Unit(local.unit),
        starts=local.starts,
        basis=(Law(local.citation, "", local.in_force_from, local.in_force_until)(),),
        mark=Mark.READ,
        role=local.role or "handler",
    )


def check(local: LocalRule) -> None:
    """Raises ValidationError for a longer statutory period and for an own rule that is not whole."""
    statute = statutes.STATUTES.get(local.rule)
    if statute is None:
        missing = [name for name in ("unit", "owes", "duty", "act", "starts") if not getattr(local, name)]
        if missing:
            raise ValidationError(dict.fromkeys(missing, "本地增加的规则，此项必填。"))
    elif statute.unit is Unit.NONE:
        raise ValidationError({"rule": "法律规定“立即”办理，不能另定期限。"})
    elif statute.length and local.length > statute.length and not statute.is_target:
        raise ValidationError({"length": f"法定期限为{statute.length_text}，本地规则只能缩短，不能延长。"})

"""Rules as they hold in a place: the law, and what a jurisdiction has shortened or added by its own document."""

from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from common import clock
from deadlines import statutes
from deadlines.days import Place, Placed
from deadlines.models import LocalRule
from deadlines.shorter import longer_case
from deadlines.statute import Law, Mark, Statute, Unit

FIXED_ONCE_IN_FORCE = (
    "jurisdiction_id", "rule", "length", "unit", "citation", "in_force_from", "owes", "duty", "act", "starts", "role"
)  # fmt: skip


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
    return replace(
        statute,
        length=local.length,
        unit=Unit(local.unit),
        basis=(law, *statute.basis),
        in_force_from=statute.since,
    )


def _nearest(code: str, where: Placed, on: date, known_at: datetime | None) -> LocalRule | None:
    """The county's before the prefecture's before the province's."""
    codes = list(reversed(Place.of(where).codes))
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
    """Raises ValidationError: a statutory period made longer, an own rule that is not whole, a first day in the
    past, a rule in force that is changed otherwise than by its last day."""
    _check_days(local)
    if local.unit and local.length:
        _check_length(local)
    if local.rule in statutes.STATUTES:
        return
    missing = [name for name in ("unit", "owes", "duty", "act", "starts") if not getattr(local, name)]
    if missing:
        raise ValidationError(dict.fromkeys(missing, "本地增加的规则，此项必填。"))


def _check_length(local: LocalRule) -> None:
    statute = statutes.STATUTES.get(local.rule)
    if statute is None or statute.is_target:
        return
    if statute.unit is Unit.NONE:
        raise ValidationError({"rule": "法律规定“立即”办理，不能另定期限。"})
    case = longer_case(local.length, Unit(local.unit), statute) if statute.length else ""
    if case:
        raise ValidationError(
            {"length": f"法定期限为{statute.length_text}，本地规则只能缩短，不能延长。{case}。"}
        )


def _check_days(local: LocalRule) -> None:
    """What has begun under a rule keeps it: a rule holds from today at the earliest, and is ended, not rewritten."""
    today, before = clock.today(), LocalRule.objects.filter(pk=local.pk).first()
    if before and before.in_force_from <= today:
        changed = [name for name in FIXED_ONCE_IN_FORCE if getattr(before, name) != getattr(local, name)]
        if changed:
            raise ValidationError(
                dict.fromkeys(
                    changed, "规则已经施行，只能填写失效日期；需要改动的，请另加一条，自新的施行日期起适用。"
                )
            )
    elif local.in_force_from and local.in_force_from < today:
        raise ValidationError(
            {
                "in_force_from": "施行日期不能早于今天：已经开始计算的期限仍按开始时的规则，不因后来登记的规则改变。"
            }
        )
    last = local.in_force_until
    if last and last != (before and before.in_force_until) and last < today:
        raise ValidationError({"in_force_until": "失效日期不能早于今天。"})
    if last and local.in_force_from and last < local.in_force_from:
        raise ValidationError({"in_force_until": "失效日期不能早于施行日期。"})


def name_of(rule: str) -> str:
    """The Chinese name under which a rule is chosen: what is owed and by whom; an own rule has its own."""
    statute = statutes.STATUTES.get(rule)
    return f"{statute.duty}（{statute.owes}，{statute.length_text}）" if statute else rule

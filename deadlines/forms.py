"""What an administrator enters of days and rules; each form tells what it would touch before anything is saved."""

from django import forms

from common import dates
from common.foretold import ForetellingForm, Foretold
from deadlines import statutes
from deadlines.calendar import Day
from deadlines.days import lies_in
from deadlines.local import name_of
from deadlines.models import CalendarDay, Deadline, LocalRule
from deadlines.new_days import Moved, would_move
from matters.kinds import Sensitivity

OWN = "own"


def moves(moved: list[Moved]) -> Foretold:
    """Each deadline that changed days would move."""
    lines = [
        f"{_named(new)}：{_day(old)} 改为 {_day(new)}{'（已办结，重新计算是否逾期）' if new.is_ended else ''}"
        for old, new in moved
    ]
    return Foretold(f"保存后，{len(moved)} 项期限随之变更，在办的通知义务单位。", lines)


def _named(row: Deadline) -> str:
    """As much as whoever keeps days and rules may know, who sees no matter: never its title, of an ordinary one
    that was issued its number and who owes what, of a restricted one nothing."""
    if row.matter.sensitivity != Sensitivity.ORDINARY:
        return "限制知悉的事项"
    number = row.matter.number if row.matter.is_issued else ""
    return f"{number}　{row.debtor.short_name}{row.label}".strip("　")


def _day(row: Deadline) -> str:
    return row.due_on.isoformat() if row.due_on else "未定"


class CalendarDayForm(ForetellingForm, forms.ModelForm):
    class Meta:
        model = CalendarDay
        fields = ("date", "jurisdiction", "status", "occasion", "notice", "announces_year")

    def foretell(self) -> Foretold:
        row = self.instance
        day = Day(row.date, row.status, row.occasion, row.notice)
        return moves(would_move([day], announces_year=row.announces_year, jurisdiction=row.jurisdiction))


class LocalRuleForm(ForetellingForm, forms.ModelForm):
    """A rule is chosen by its name; a rule of the place's own gets one."""

    rule = forms.ChoiceField(label="规则")
    own_name = forms.CharField(
        label="自行增加的规则的名称", max_length=80, required=False, help_text="仅选“自行增加”时填写。"
    )

    class Meta:
        model = LocalRule
        fields = (
            "jurisdiction", "rule", "own_name", "length", "unit", "citation", "in_force_from", "in_force_until",
            "owes", "duty", "act", "starts", "role",
        )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "rule" not in self.fields:  # a page that only shows the rule
            return
        self.fields["rule"].choices = rule_choices()
        if self.instance.pk and self.instance.rule not in statutes.STATUTES:
            self.initial |= {"rule": OWN, "own_name": self.instance.rule}

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("rule") == OWN:
            cleaned["rule"] = cleaned.get("own_name", "").strip()
            if not cleaned["rule"]:
                self.add_error("own_name", "请填写自行增加的规则的名称。")
            elif cleaned["rule"] in statutes.STATUTES:
                self.add_error("own_name", "这是法定规则的代码，请在“规则”中按名称选择。")
        return cleaned

    def foretell(self) -> Foretold:
        """What runs keeps its rule; it is named, so that nobody expects otherwise."""
        rule = self.instance
        running = Deadline.objects.running().filter(lies_in(rule.jurisdiction), rule=rule.rule)
        rows = running.select_related("matter", "debtor").order_by("due_at", "id")
        lines = [f"{_named(row)}：仍为 {_day(row)}" for row in rows]
        first = dates.chinese_date(rule.in_force_from)
        return Foretold(
            f"{first}起开始计算的“{rule.name}”按{rule.length}{rule.get_unit_display()}计算；"
            f"此前已经开始、正在计算的 {len(lines)} 项期限不受影响。",
            lines,
        )


def rule_choices() -> list:
    """Every rule by its name, in the chapters in which docs/statutes lists them; the place's own first."""
    found = [("", "—"), (OWN, "本辖区自行增加的规则（请填写名称）")]
    for chapter, rows in statutes.CHAPTERS.items():
        codes = dict.fromkeys(row.code for row in rows)
        found.append((chapter, [(code, name_of(code)) for code in codes]))
    return found

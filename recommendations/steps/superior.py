"""备案审查: what the superior procuratorate notes on what was recorded with it (规 21, 22 条)."""

from common.fields import written
from common.when import When
from organisations.models import Role
from recommendations import rules
from recommendations.choices import OPEN, SUPERIOR_ORDER, RecordOpinion, State
from recommendations.records import SuperiorRecord
from recommendations.steps.before_issue import FORMS
from recommendations.who import superior
from workflow.effects import Effects, Open, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of

ORDERS = (RecordOpinion.CHANGE, RecordOpinion.WITHDRAW)


@condition("没有等待审查的备案材料。")
def record_waits_for_note(matter) -> bool:
    return bool(matter.records_to_note())


class SuperiorSteps:
    """Mixed into Recommendation."""

    def records_to_note(self) -> list[SuperiorRecord]:
        return list(self.superiorrecord_set.filter(noted=None).select_related("event")) if self.pk else []

    @step(
        "备案审查",
        source=[*OPEN, State.CLOSED, State.WITHDRAWN],
        who=superior(),
        conditions=[record_waits_for_note],
        form=f"{FORMS}.superior.NoteRecordForm",
        weight="primary",
        hint="对下级检察院报备的材料记录审查意见；认为确有错误的，指令变更或者撤回（规定第二十二条）。",
    )
    def note_record(self, taking: Taking) -> Effects:
        rows = self._checked_note(taking)
        opinion, what = RecordOpinion(taking.get("opinion")), "、".join(row.what for row in rows)
        for row in rows:
            row.opinion, row.text = opinion, taking.get("text", "")
            row.order_number, row.ordered_on = (
                taking.get("order_number", ""),
                written(taking.get("ordered_on")),
            )
        house = rows[0].superior
        effects = Effects(said={"what": what, "conclusion": opinion.label}, audience=house, records=rows)
        effects.said |= {
            name: taking.get(name) for name in ("text", "noted_on", "order_number", "ordered_on")
        }
        text = f"{house.name}对{name_of(self)}的备案材料（{what}）提出审查意见：{opinion.label}。"
        effects.tells = [Tell(text, self.lead, (Role.DEPARTMENT_HEAD,))]
        effects.tells += [Tell(text, self.lead, person=self.handler)] if self.handler_id else []
        if opinion in ORDERS:
            self._order(effects, taking, opinion, text)
        return effects

    def _checked_note(self, taking: Taking) -> list[SuperiorRecord]:
        """What is noted on. Raises Invalid: no reason for what was found wrong, an order without its paper."""
        waiting, opinion = self.records_to_note(), taking.get("opinion")
        rows = [row for row in waiting if row.pk in taking.get("records", [each.pk for each in waiting])]
        if not rows or opinion not in RecordOpinion.values:
            raise Invalid({"opinion": "请选择备案材料和审查意见。"})
        if opinion != RecordOpinion.AGREED and not taking.get("text"):
            raise Invalid({"text": "请写明存在的问题和意见。"})
        if opinion in ORDERS:
            self._check_order_given(taking)
        self._check_days_of_note(rows, taking)
        return rows

    def _check_order_given(self, taking: Taking) -> None:
        if not (taking.get("order_number") and taking.get("ordered_on")):
            raise Invalid({"order_number": "指令变更或者撤回的，请填写指令文号和日期。"})
        if self.state not in (State.ISSUED, State.RECTIFYING):
            state = self.get_state_display()
            raise Invalid({"opinion": f"事项现为“{state}”，不能再指令变更或者撤回；请改为指出问题。"})
        if self.superior_order():
            raise Invalid({"opinion": "此前的指令还没有办理，不能再次指令。"})

    def _check_days_of_note(self, rows: list[SuperiorRecord], taking: Taking) -> None:
        recorded = When.parse(max(row.event.when.isoformat()[:10] for row in rows))
        for name in ("noted_on", "ordered_on"):
            day = taking.get(name)
            if day and day.in_future:
                raise Invalid({name: "日期不能晚于今天。"})
            if day and day.before(recorded):
                raise Invalid({name: f"日期不能早于报备日期（{recorded}），请核对。"})

    def _order(self, effects: Effects, taking: Taking, opinion: RecordOpinion, text: str) -> None:
        """The lead carries it out: the chief finds the step, with the order filled in."""
        name = "modify" if opinion == RecordOpinion.CHANGE else "withdraw"
        effects.tells.append(Tell(text, self.lead, (Role.CHIEF,), step=name))
        effects.opens = [
            Open(
                rules.ANSWER_REQUEST,
                self.lead,
                creditor=effects.audience,
                starts=taking.occurred,
                responsible_role=Role.CHIEF,
                audience=self.lead,
                label=f"按上级院指令{'变更' if name == 'modify' else '撤回'}{self.noun}",
                subject=SUPERIOR_ORDER,
            )
        ]

    def superior_order(self) -> SuperiorRecord | None:
        """The order that still waits to be carried out."""
        waiting = self.deadlines.filter(subject=SUPERIOR_ORDER, status="open") if self.pk else None
        if waiting is None or not waiting.exists():
            return None
        return self.superiorrecord_set.filter(opinion__in=ORDERS).order_by("-noted").first()

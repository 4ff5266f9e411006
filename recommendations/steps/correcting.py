"""更正: what was registered wrong is put right, and what was computed from it moves along."""

from django.core.exceptions import ValidationError

from common.fields import written
from common.when import When
from organisations.models import Role
from recommendations import correcting, court_days, rules
from recommendations.advices import as_items
from recommendations.choices import BEFORE_ISSUE, Kind, State
from recommendations.contradictions import contradictions, number_refusal
from recommendations.correctable import (
    CHOICE,
    COLUMNS,
    DAY,
    ORGANISATION,
    PERIOD,
    SCAN,
    WHEN,
    YES_NO,
    Item,
    find,
    is_online,
)
from recommendations.order_of_days import SEQUENCE, check_sequence
from recommendations.siblings import sharing, siblings
from recommendations.steps.before_issue import FORMS
from recommendations.who import department_head
from workflow.effects import Also, Effects, Join, Number, Taking, Tell
from workflow.errors import Invalid
from workflow.served import ServiceWay
from workflow.steps import step
from workflow.telling import name_of
from workflow.who import HANDLERS

TOLD = (Role.LIAISON,)
#: What a correction of a shared paper has of its own: its files, and the proposal from which it is taken.
OF_ONE = ("files", "taken_from")
#: Before service the handler corrects alone; after it the department head decides.
BEFORE_SERVICE = tuple(
    (state, role) for state in (*BEFORE_ISSUE, State.ISSUED) for role in (*HANDLERS, Role.DEPARTMENT_HEAD)
)
#: Two kinds of proceedings: one begins with a case that is filed, the other with an investigation.
ACROSS = "公益诉讼检察建议以立案为前提，与其他检察建议的办理程序不同；{why}，请用“误录作废”后重新登记。"


class CorrectingSteps:
    """Mixed into Recommendation."""

    @step(
        "更正",
        source=[state for state in State if state != State.ANNULLED],
        who=department_head(by_state=BEFORE_SERVICE),
        form=f"{FORMS}.keeping.CorrectForm",
        hint="更正后原值仍可查看；由该项计算的期限、逾期和统计同时更换，已经制发、送达的文书原样保留。",
        takes=("is_along",),
        aside=True,
    )
    def correct(self, taking: Taking) -> Effects:
        item = find(self, taking.get("field", ""))
        if item is None:
            problem = self._why_not(taking.get("field", ""))
            raise Invalid({"field": problem})
        new, reason = self._right_value(item, taking), f"更正{item.label}：{taking.get('reason')}"
        old = self.stands_at(item)
        effects = Effects(audience=self._audience_of(item))
        effects.said = {"field": item.label, "old": item.words(old, self), "new": item.words(new, self)}
        if item.sort == SCAN:
            effects.said |= {"new": "随本次更正上传的扫描件"}
        effects.said |= {"of": correcting.entry_of(self, item), "reason": taking.get("reason")}
        if item.event:
            self._correct_entry(effects, item, new, reason)
        else:
            self._correct_column(effects, item, old, new, reason, taking)
        effects.also = self._on_same_paper(item, old, new, taking)
        effects.tells += self._tell_of_correction(effects, item)
        return effects

    def _audience_of(self, item: Item):
        """Whoever knows of what is put right, and nobody else."""
        if item.event and item.event.audience_id:
            return item.event.audience
        return self.lead if item.inside or not self.is_issued else None

    def _why_not(self, name: str) -> str:
        label = next((item.label for item in COLUMNS if item.name == name), "")
        return f"{label}还没有登记，不能更正。" if label else "请选择要更正的事项。"

    def stands_at(self, item: Item):
        """What is registered of `item` now."""
        if item.event is None:
            return item.of(self)
        if item.name.startswith("grant-"):
            return correcting.granted_until(self, item.event)
        if item.name.startswith("held-"):
            held = self.escalation_set.filter(event=item.event).first()
            return held and held.held_on
        return correcting.day_of(self, item.event)

    def _right_value(self, item: Item, taking: Taking):
        """What is right, of the item's own type. Raises Invalid for nothing, where something has to stand."""
        new = taking.get("new")
        if item.sort == SCAN:
            if not taking.get("paper_scans"):
                raise Invalid({"paper_scans": "请上传正确的扫描件。"})
            return None
        if item.sort == YES_NO:
            return bool(new) and new not in ("no", "False")
        if new in (None, "", []) and not item.optional:
            raise Invalid({"new": "请填写更正后的内容。"})
        if item.sort in (WHEN, DAY) and new:
            return self._right_day(item, new)
        if item.sort == CHOICE and new and new not in dict(item.offered()):
            raise Invalid({"new": "请选择列出的一项。"})
        return new

    def _right_day(self, item: Item, new):
        try:
            when = new if isinstance(new, When) else When.parse(str(new))
        except ValueError as problem:
            raise Invalid({"new": "请填写日期，如 2026-11-05；只知道年月的，写 2026-11。"}) from problem
        if item.sort == WHEN:
            if when.in_future:
                raise Invalid({"new": "日期不能晚于今天。"})
            return when
        return when.day

    def _correct_entry(self, effects: Effects, item: Item, new, reason: str) -> None:
        if item.name.startswith("grant-"):
            correcting.another_grant(effects, self, item, new, reason)
        elif item.name.startswith("held-"):
            held = self.escalation_set.get(event=item.event)
            held.held_on = written(new)
            effects.rewrites.append(held)
        else:
            correcting.another_day(effects, self, item.event, new, reason)

    def _correct_column(self, effects: Effects, item: Item, old, new, reason: str, taking: Taking) -> None:
        before, agreed = correcting.periods(self), self._contradictions()
        if item.name == "recipient":
            self._correct_recipient(effects, old, new, reason)
        elif item.name == "advices":
            self._correct_advices(effects, new)
        elif item.name == "number":
            if problem := number_refusal(new, self.kind):
                raise Invalid({"new": problem})
            effects.release_number = True
            effects.number = Number(self.lead, text=new)
        elif item.name == "kind":
            self._check_kind(new)
        elif item.sort == SCAN:
            effects.scan_is_paper = "recommendation"
        if item.name not in ("advices", "number", "paper_scans"):
            self._set(item, new)
        if item.name == "received_on":
            self._check_receipt()
            self.receipt_assumed = False
        self._check_dates()
        for name, problem in self._contradictions().items():
            if name not in agreed:
                raise Invalid({"new": problem})
        correcting.follow(effects, self, before, reason)
        if item.name == "judgment":
            court_days.another_judgment(effects, self, old, reason)
        if item.name == "judged_on":
            court_days.another_day_of_judgment(effects, self, old, new, reason)
        if item.sort == WHEN and old and new:
            correcting.follow_entry(effects, self, item, old, new, reason)

    def _contradictions(self) -> dict[str, str]:
        """In what the matter as it stands contradicts itself or the law: a correction adds nothing to it."""
        recipients = [self.recipient] if self.recipient else []
        return contradictions(self, recipients, number=self.number, received=self.received, issued=True)

    def _set(self, item: Item, new) -> None:
        """The column as its field takes it. Raises Invalid."""
        if item.sort in (PERIOD, ORGANISATION):
            setattr(self, item.name, new)
            return
        value = written(new) if isinstance(new, When) else "" if new is None else new
        try:
            setattr(self, item.name, self._meta.get_field(item.name).clean(value, self))
        except ValidationError as problem:
            raise Invalid({"new": problem.messages[0]}) from problem

    def _check_receipt(self) -> None:
        """Raises Invalid where the portal itself knows when it was received."""
        signed = self.events.filter(verb="sign_for").order_by("-number").first()
        if signed and self.service_way == ServiceWay.ONLINE and is_online(self, signed):
            raise Invalid({"field": "被建议单位在线签收的，收到日期由系统记录，不能更正。"})

    def _check_dates(self) -> None:
        for name, _ in SEQUENCE:
            value = getattr(self, name)
            if value and When.parse(value).in_future:
                raise Invalid({"new": "日期不能晚于今天。"})
        check_sequence(self, "new")
        sued = self.sued_on and When.parse(self.sued_on)
        if sued and self.received and sued.before(self.received):
            raise Invalid({"new": f"起诉日期（{sued}）不能早于收到日期（{self.received}），请核对。"})
        if sued and self.judged_on and When.parse(self.judged_on).before(sued):
            raise Invalid({"new": f"裁判日期（{self.judged_on}）不能早于起诉日期（{sued}），请核对。"})
        correcting.check_judgment(self)

    def _check_kind(self, kind: str) -> None:
        """Raises Invalid where another kind would have taken another way."""
        if Kind.PUBLIC_INTEREST in (kind, self.kind):
            if not self.is_issued:
                raise Invalid({"new": ACROSS.format(why="尚未制发的")})
            if self.state not in (State.ISSUED, State.RECTIFYING):
                raise Invalid({"new": ACROSS.format(why="已经回复、起诉或者办结的")})
        if self.recipient and (why := rules.why_unfit(kind, "", self.recipient)):
            raise Invalid({"new": why})
        if rules.why_not_this_sub_kind(kind, self.sub_kind):
            self.sub_kind = ""

    def _correct_recipient(self, effects: Effects, old, new, reason: str) -> None:
        """The wrong unit loses sight of the matter, the right one takes part and is told. Raises Invalid."""
        own = self.events.filter(actor__organisation=old).exists()
        if own:
            raise Invalid(
                {"new": f"{old.name}已经在线办理过本件，不能改为其他单位；送错的，请撤回后另行制发。"}
            )
        if new == old or new.pk == self.lead_id or new.has("procuratorate"):
            raise Invalid({"new": "请选择正确的被建议单位。"})
        if any(each.recipient_id == new.pk for each in sharing(self)):
            raise Invalid(
                {"new": f"同一文书已另有一件登记为发往{new.name}；本件是重复登记的，请用“误录作废”。"}
            )
        if reason := rules.why_not_to(self.kind, self.sub_kind, new):
            raise Invalid({"new": reason})
        self.to_administrative_body = new.is_administrative
        effects.removes += list(self.participations.filter(organisation=old, role="recipient"))
        effects.joins.append(Join(new, "recipient"))
        effects.amends += correcting.hand_over(self, old, new, reason)
        effects.tells += [
            Tell(
                f"{self.lead.name}登记{self.noun}时误列贵单位为被建议单位，现已更正，贵单位不必办理。",
                old,
                TOLD,
                leaving=True,
            ),
            Tell(f"{name_of(self)}的被建议单位更正为贵单位，请核对并办理。", new, TOLD),
        ]

    def _correct_advices(self, effects: Effects, texts: list[str]) -> None:
        """Texts change in their rows; what was answered item by item keeps its items. Raises Invalid."""
        rows, texts = list(self.advices.all()), as_items(texts)
        answered = self.reply_set.exists()
        if answered and len(texts) != len(rows):
            raise Invalid({"new": f"已经逐项回复的，建议事项仍应为{len(rows)}项，请核对。"})
        for row, text in zip(rows, texts, strict=False):
            row.text = text
            effects.rewrites.append(row)
        model = type(self).advices.rel.related_model
        effects.removes += rows[len(texts) :]
        effects.records += [
            model(recommendation=self, order=order, text=text)
            for order, text in enumerate(texts[len(rows) :], len(rows) + 1)
        ]

    def _on_same_paper(self, item: Item, old, new, taking: Taking) -> list[Also]:
        """What the paper says is corrected for all its recipients in one transaction."""
        if item.name == "number":
            return self.correct_number_of_others(old, new, taking)
        if not item.of_paper or taking.get("is_along") or not self.is_issued:
            return []
        data = {name: value for name, value in taking.data.items() if name not in OF_ONE} | {"is_along": True}
        others = [each for each in siblings(self).filter(number=self.number) if find(each, item.name)]
        return [Also("correct", data, matter=other) for other in others]

    def _tell_of_correction(self, effects: Effects, item: Item) -> list[Tell]:
        """The recipient, where it may know."""
        if effects.audience or item.name == "recipient" or not self.is_issued:
            return []
        return [Tell(f"{name_of(self)}的{item.label}已更正，请核对期限。", self.recipient, (Role.LIAISON,))]

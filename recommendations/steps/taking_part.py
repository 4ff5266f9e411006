"""Others beside the two sides: the procuratorate invited to the rectification, bodies to whom it is copied."""

from django.utils.functional import cached_property

from organisations.models import Organisation, Role
from recommendations import rules
from recommendations.choices import OPEN, State
from recommendations.letters import invitation_content
from recommendations.records import Invitation
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, handler, liaison
from workflow.effects import Call, Close, Effects, Join, Open, Paper, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step

INVITATION = "invitation"
TOOK_PART = "参与、监督整改"
NOT_INVITED = "被建议单位没有商请检察院参与、监督整改（府检联动机制要求商请）。"
ANSWERED = {None: "尚未答复", True: "已答复派员参加", False: "已答复不派员参加"}


@condition("已有一项商请等待答复。")
def no_open_invitation(matter) -> bool:
    return matter.open_invitation() is None


@condition("没有待答复的商请。")
def invitation_is_open(matter) -> bool:
    return matter.open_invitation() is not None


class TakingPartSteps:
    """Mixed into Recommendation."""

    @cached_property
    def _open_invitation(self) -> Invitation | None:
        return self.invitation_set.filter(accepted=None).first()

    def open_invitation(self) -> Invitation | None:
        return self._open_invitation

    def invited_in_words(self) -> str:
        """Whether the recipient asked the procuratorate to take part, for those who review the rectification."""
        invitations = self.invitation_set.select_related("event")
        said = [f"{row.event.when}商请：{row.occasion}，{ANSWERED[row.accepted]}。" for row in invitations]
        visits = self.events.filter(verb="record_visit", data__way=TOOK_PART).count()
        came = f"检察院参与、监督整改{visits}次。" if visits else ""
        return ("".join(said) or NOT_INVITED) + came

    @step(
        "商请参与、监督整改",
        source=State.RECTIFYING,
        who=liaison(),
        conditions=[no_open_invitation],
        form=f"{FORMS}.taking_part.InviteForm",
        hint="府检联动机制要求：整改方案论证、现场验收等环节，商请检察院派员参与、监督。",
    )
    def invite_procuratorate(self, call: Call) -> Effects:
        occasion, wanted_on = call.get("occasion", ""), call.get("wanted_on")
        effects = Effects(said={"occasion": occasion, "wanted_on": wanted_on})
        effects.records = [Invitation(occasion=occasion, wanted_on=wanted_on)]
        effects.opens = [
            Open(
                rules.ANSWER_REQUEST,
                self.lead,
                creditor=self.recipient,
                starts=call.occurred,
                responsible_role=Role.HANDLER,
                label="答复商请参与、监督整改",
                subject=INVITATION,
            )
        ]
        if not call.entered_for:
            effects.papers = [
                Paper("invitation_letter", "商请函", lambda number: invitation_content(self, call))
            ]
        text = f"{self.recipient.name}就{self._name()}商请派员参与、监督整改，请答复。"
        effects.tells = self._tell_handler(text, "answer_invitation")
        return effects

    @step(
        "答复商请",
        source=[State.RECTIFYING, State.REPLIED],
        who=handler(),
        conditions=[invitation_is_open],
        form=f"{FORMS}.taking_part.AnswerInvitationForm",
        weight="primary",
        fulfils=[rules.ANSWER_REQUEST],
    )
    def answer_invitation(self, call: Call) -> Effects:
        invitation = self.open_invitation()
        invitation.accepted, invitation.answer = bool(call.get("accepted")), call.get("answer", "")
        said = {"invitation": ANSWERED[invitation.accepted], "people": call.get("people")}
        effects = Effects(said=said | {"held_on": call.get("held_on"), "text": invitation.answer})
        effects.records = [invitation]
        effects.closes = [Close(rules.ANSWER_REQUEST, subject=INVITATION)]
        words = "派员参加" if invitation.accepted else "不派员参加"
        text = f"{self.lead.name}答复贵单位就{self._name()}的商请：{words}，详见办理经过。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON,))]
        return effects

    @step(
        "抄送",
        source=list(OPEN),
        who=chief(),
        form=f"{FORMS}.taking_part.AddCopyForm",
        hint="可以抄送同级党委、人大、政府、监察机关，或者被建议单位的上级机关、行业主管部门和自律组织（规定第二十条），由检察长决定。",
    )
    def add_copy(self, call: Call) -> Effects:
        effects = Effects()
        self._copy(effects, call)
        if not effects.joins:
            raise Invalid({"copied_to": "请选择尚未参与本事项的单位。"})
        return effects

    def _copy(self, effects: Effects, call: Call) -> None:
        """Those chosen see the matter from this event on, read it and take no step."""
        self._join_copied(effects, call.get("copied_to", []))

    def _join_copied(self, effects: Effects, organisations: list[Organisation]) -> None:
        taking_part = {self.lead_id, self.recipient_id}
        if self.pk:
            taking_part |= set(self.participations.values_list("organisation", flat=True))
        chosen = [each for each in organisations if each.pk not in taking_part]
        if reason := next(filter(None, map(rules.why_not_chosen, chosen)), ""):
            raise Invalid({"copied_to": reason})
        effects.said |= {"copied_to": "、".join(each.name for each in chosen)}
        effects.joins += [Join(organisation, "copied") for organisation in chosen]
        text = f"{self.lead.name}向贵单位抄送{self._name()}，请阅知；不需要签收和回复。"
        effects.tells += [_tell_reader(text, organisation) for organisation in chosen]

    def _tell_copied(self, text: str) -> list[Tell]:
        """Those to whom it was copied are told what becomes of it."""
        rows = self.participations.filter(role="copied").select_related("organisation") if self.pk else []
        return [_tell_reader(text, row.organisation) for row in rows]


def _tell_reader(text: str, organisation: Organisation) -> Tell:
    return Tell(text, organisation, (Role.LIAISON, Role.INTAKE))

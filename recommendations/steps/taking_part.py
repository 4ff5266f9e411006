"""Beside what the two sides owe each other: the procuratorate invited to the rectification."""

from django.utils.functional import cached_property

from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.letters import invitation_content
from recommendations.records import Invitation
from recommendations.steps.before_issue import FORMS
from recommendations.who import handler, liaison
from workflow.effects import Call, Close, Effects, Open, Paper, Tell
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

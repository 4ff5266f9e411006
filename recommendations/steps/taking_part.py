"""Beside what the two sides owe each other: the procuratorate invited to the rectification."""

from recommendations import rules
from recommendations.choices import State
from recommendations.letters import invitation_content
from recommendations.requests import INVITATION
from recommendations.steps.before_issue import FORMS
from recommendations.who import handler, liaison
from workflow.effects import Effects, Paper, Taking
from workflow.steps import step
from workflow.telling import name_of

TOOK_PART = "参与、监督整改"
NOT_INVITED = "被建议单位没有商请检察院参与、监督整改（府检联动机制要求商请）。"
ANSWERED = {None: "尚未答复", True: "已答复派员参加", False: "已答复不派员参加"}


class TakingPartSteps:
    """Mixed into Recommendation."""

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
        conditions=[INVITATION.waits_not],
        form=f"{FORMS}.taking_part.InviteForm",
        hint="府检联动机制要求：整改方案论证、现场验收等环节，商请检察院派员参与、监督。",
    )
    def invite_procuratorate(self, taking: Taking) -> Effects:
        text = f"{self.recipient.name}就{name_of(self)}商请派员参与、监督整改，请答复。"
        facts = {"occasion": taking.get("occasion", ""), "wanted_on": taking.get("wanted_on")}
        effects = INVITATION.asked(self, taking, text, **facts)
        if not taking.entered_for:
            effects.papers = [
                Paper("invitation_letter", "商请函", lambda number: invitation_content(self, taking))
            ]
        return effects

    @step(
        "答复商请",
        source=[State.RECTIFYING, State.REPLIED],
        who=handler(),
        conditions=[INVITATION.waits],
        form=f"{FORMS}.taking_part.AnswerInvitationForm",
        weight="primary",
        fulfils=[rules.ANSWER_REQUEST],
    )
    def answer_invitation(self, taking: Taking) -> Effects:
        accepted, answer = bool(taking.get("accepted")), taking.get("answer", "")
        words = "派员参加" if accepted else "不派员参加"
        text = f"{self.lead.name}答复贵单位就{name_of(self)}的商请：{words}，详见办理经过。"
        effects = INVITATION.answered(self, text, accepted=accepted, answer=answer)
        effects.said = {"invitation": ANSWERED[accepted], "text": answer}
        effects.said |= {name: taking.get(name) for name in ("people", "held_on")}
        return effects

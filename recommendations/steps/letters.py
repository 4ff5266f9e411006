"""Letters and decisions that are served by themselves: each bears a number, is signed for or its service entered.

A step that sends one calls `send_letter`; what receipt starts, the letter says itself (`rule`, `stated`).
"""

from django.utils.functional import cached_property

from common.fields import written
from common.when import When
from matters.parties import RECIPIENT
from organisations.models import Role
from recommendations import rules
from recommendations.choices import OPEN, Kind, State
from recommendations.papers import letter_proof_content
from recommendations.records import ServedLetter
from recommendations.steps.before_issue import FORMS
from recommendations.who import handler
from workflow.effects import Close, Effects, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.served import ServiceWay
from workflow.service import ON_THE_PROOF, Signer, check_receipt, consent
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler

#: Also after the end: the decision that ends a case is served then.
SERVED_IN = (*OPEN, State.CLOSED, State.WITHDRAWN, State.DROPPED)
AT_RECIPIENT = (Role.LIAISON, Role.INTAKE)
#: After these a letter that is still on its way asks for what has been answered, or rests on an earlier paper.
ANSWERED_BY = ("reply", "review_rectification", "modify", "uphold_objection")


@condition("没有待签收的文书。")
def letter_is_to_be_signed(matter) -> bool:
    return any(letter.addressee_id == matter.recipient_id for letter in matter.letters_awaiting())


@condition("没有待送达的文书。")
def letter_is_to_be_served(matter) -> bool:
    return bool(matter.letters_awaiting())


class LetterSteps:
    """Mixed into Recommendation."""

    def letters_awaiting(self) -> list[ServedLetter]:
        """Letters of which no receipt is known, the earliest first."""
        return [letter for letter in self.letters_sent if not letter.received_on]

    @cached_property
    def letters_sent(self) -> list[ServedLetter]:
        """Every letter with what became of it. Read once for the instance: its page and its steps ask."""
        rows = self.servedletter_set.select_related("addressee").order_by("order")
        return list(rows) if self.pk else []

    @property
    def is_filed(self) -> bool:
        """Whether it is a filed public-interest case. What was issued had been filed, though nobody knows the day."""
        return self.kind == Kind.PUBLIC_INTEREST and bool(self.filed_on or self.is_issued)

    @step(
        "签收文书",
        source=list(SERVED_IN),
        who=Signer(RECIPIENT, (*AT_RECIPIENT, Role.ORGANISATION_HEAD)),
        conditions=[letter_is_to_be_signed],
        form=f"{FORMS}.letters.SignForLetterForm",
        weight="primary",
        fulfils=[rules.SIGN_FOR_LETTER],
        hint="检察院送达的函件、决定书，签收当日为收到日。",
    )
    def sign_for_letter(self, taking: Taking) -> Effects:
        letters = self._chosen_letters(taking)
        effects = self._letters_received(letters, taking.occurred, ServiceWay.ONLINE, taking)
        consent(self.recipient, taking, effects)
        names = "、".join(letter.title for letter in letters)
        effects.tells = tell_handler(self, f"{self.recipient.name}已签收{name_of(self)}的{names}。")
        return effects

    @step(
        "登记文书送达",
        source=list(SERVED_IN),
        who=handler(),
        conditions=[letter_is_to_be_served],
        form=f"{FORMS}.letters.RecordLetterServiceForm",
        fulfils=[rules.SIGN_FOR_LETTER, rules.SERVE_LETTER],
        hint="函件、决定书纸质送达、邮寄或者留置送达的，按送达回证登记。",
    )
    def record_letter_service(self, taking: Taking) -> Effects:
        letters = self._chosen_letters(taking)
        received = When.of(taking.get("received_on") or taking.occurred)
        way = taking.get("way") or ServiceWay.DIRECT
        self._check_letter_service(letters, received, way)
        effects = self._letters_received(letters, received, way, taking)
        effects.said |= {name: taking.get(name) for name in ON_THE_PROOF}
        if self.recipient_id and self.is_issued:
            names = "、".join(letter.title for letter in letters)
            text = f"{name_of(self)}的{names}已登记送达，收到日期为{received}。"
            effects.tells = [Tell(text, self.recipient, AT_RECIPIENT)]
        else:
            effects.audience = self.lead
        return effects

    def _chosen_letters(self, taking: Taking) -> list[ServedLetter]:
        """Of those that wait the ones named in `letters` (primary keys), all where none is named. Raises Invalid."""
        waiting = self.letters_awaiting()
        if self.side_of(taking.actor) == "recipient":
            waiting = [letter for letter in waiting if letter.addressee_id == self.recipient_id]
        named = {int(key) for key in taking.get("letters", [])}
        chosen = [letter for letter in waiting if letter.pk in named] if named else waiting
        if not chosen:
            raise Invalid({"letters": "所选文书已经登记收到，本次没有登记。请刷新页面核对。"})
        return chosen

    def _check_letter_service(self, letters: list[ServedLetter], received: When, way: str) -> None:
        """Raises Invalid: in the future, before the letter was made, left in place where no article allows it."""
        for letter in letters:
            check_receipt(received, letter.issued, letter.title)
        if way == ServiceWay.LEFT and self.kind != Kind.PUBLIC_INTEREST:
            raise Invalid({"way": "留置送达只适用于公益诉讼案件（办案规则第七十六条），请改用其他方式。"})

    def _letters_received(
        self, letters: list[ServedLetter], received: When, way: str, taking: Taking
    ) -> Effects:
        """What every way of service does: the day of receipt, the proof, the period that receipt starts."""
        said = {"paper": "、".join(str(letter) for letter in letters), "received_on": written(received)}
        effects = Effects(said=said | {"way": ServiceWay(way).label}, records=list(letters))
        for letter in letters:
            letter.received_on, letter.way = written(received), way
            effects.closes += [
                Close(rule, on=received, subject=letter.subject)
                for rule in (rules.SIGN_FOR_LETTER, rules.SERVE_LETTER)
            ]
            effects.papers.append(self._letter_proof(letter, taking))
            self._start_stated(effects, letter, received, letters)
        return effects

    def _letter_proof(self, letter: ServedLetter, taking: Taking) -> Paper:
        return Paper(
            "proof_of_service",
            f"{letter.title}送达回证",
            lambda number: letter_proof_content(self, letter, taking),
            audience=None if letter.addressee_id else self.lead,
        )

    def _start_stated(
        self, effects: Effects, letter: ServedLetter, received: When, together: list[ServedLetter]
    ) -> None:
        """The period that the letter states runs from its receipt; of an earlier one of the sort no more."""
        if not letter.rule or self.state != State.RECTIFYING or self._is_overtaken(letter, together):
            return
        effects.closes.append(Close(letter.rule, fall_away=True))
        effects.opens.append(
            Open(
                letter.rule,
                self.recipient,
                creditor=self.lead,
                starts=received,
                stated=letter.stated,
                responsible_role=Role.LIAISON,
                subject=letter.subject,
            )
        )

    def _is_overtaken(self, letter: ServedLetter, together: list[ServedLetter]) -> bool:
        """Whether a later letter of the sort has arrived before it or with it, or it was answered meanwhile."""
        if any(other.rule == letter.rule and other.order > letter.order for other in together):
            return True
        later = self.servedletter_set.filter(rule=letter.rule, order__gt=letter.order)
        since = self.events.filter(verb__in=ANSWERED_BY, number__gt=letter.event.number)
        return later.exclude(received_on="").exists() or since.exists()

    def waits_lapsing(self, rule: str) -> list[Close]:
        """The waits for the receipt of letters of the sort that nobody needs to sign for any more."""
        waiting = [letter for letter in self.letters_awaiting() if letter.rule == rule]
        return [Close(rules.SIGN_FOR_LETTER, subject=each.subject, fall_away=True) for each in waiting]

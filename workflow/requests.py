"""What one side asks of another and waits for: an objection, more time, a visit, reconsideration, a statement.

A kind declares each once (`Petition`), beside a row that keeps what was asked, what was answered, and the events of both.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from matters.models import Event, Matter
from matters.parties import LEAD, RECIPIENT
from organisations.models import Role
from workflow.effects import Close, Effects, Open, Taking, Tell
from workflow.rows import OfStep, columns_of
from workflow.steps import condition
from workflow.telling import tell_handler


class Request(OfStep):
    """It waits until the event `answered_by` answers it or lets it lapse."""

    answered_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    answered_in = "answered_by"

    class Meta(OfStep.Meta):
        abstract = True


def one_waits(matter: str) -> models.UniqueConstraint:
    """Of one sort a single request waits in a matter; `matter` is the column of that."""
    return models.UniqueConstraint(
        fields=[matter], condition=Q(answered_by=None), name="one_waiting_%(class)s"
    )


@dataclass(frozen=True, kw_only=True)
class Petition:
    """One sort of request: kept by `row`, made by `asker`, owed an answer by `role` of `answerer`.

    `rule` sets the period for the answer; `subject` and `label` tell it from others of that rule.
    `answer` is the step that answers, `hears` are those of `asker` who are told.
    `already` is read by whoever asks while one waits, `missing` by whoever would answer what nobody asks.
    """

    row: type[Request]
    rule: str
    answer: str
    role: str
    hears: Sequence[str]
    already: str
    missing: str
    subject: str = ""
    label: str | None = None
    asker: str = RECIPIENT
    answerer: str = LEAD

    @property
    def waits(self) -> Callable[[Matter], bool]:
        """For the steps that answer it."""
        return condition(self.missing)(lambda matter: self.of(matter) is not None)

    @property
    def waits_not(self) -> Callable[[Matter], bool]:
        """For the step that asks."""
        return condition(self.already)(lambda matter: self.of(matter) is None)

    def of(self, matter: Matter) -> Any:
        """The one that waits. Read once for the instance: the conditions of several steps ask for it."""
        known = matter.__dict__.setdefault("_requests_waiting", {})
        if self.row not in known:
            known[self.row] = self._waiting(matter) if matter.pk else None
        return known[self.row]

    def _waiting(self, matter: Matter) -> Request | None:
        (column,) = columns_of(matter, self.row)
        return self.row.objects.filter(**{column.name: matter.pk}, answered_by=None).first()

    def asked(self, matter: Matter, taking: Taking, text: str, **facts: Any) -> Effects:
        """It is made with `facts`: the answer is owed from then on, and whoever owes it is told `text`."""
        house = matter.house_on(self.answerer)
        owed = Open(
            self.rule,
            house,
            creditor=matter.house_on(self.asker),
            starts=taking.occurred,
            responsible_role=self.role,
            label=self.label,
            subject=self.subject,
        )
        return Effects(
            said=facts, records=[self.row(**facts)], opens=[owed], tells=self._tell_answerer(matter, text)
        )

    def _tell_answerer(self, matter: Matter, text: str) -> list[Tell]:
        """In a procuratorate whoever handles the matter, and nobody else."""
        if self.role != Role.HANDLER:
            return [Tell(text, matter.house_on(self.answerer), (self.role,), step=self.answer)]
        return tell_handler(matter, text, self.answer)

    def answered(self, matter: Matter, text: str = "", **answer: Any) -> Effects:
        """What waits is answered: `answer` are its columns, `text` is told to those who asked."""
        told = [Tell(text, matter.house_on(self.asker), self.hears)] if text else []
        return Effects(records=[self._with(matter, answer)], closes=[self._close()], tells=told)

    def lapsed(self, matter: Matter, **answer: Any) -> Effects:
        """What waits, if anything, is overtaken: nobody owes the answer any more."""
        if self.of(matter) is None:
            return Effects()
        return Effects(records=[self._with(matter, answer)], closes=[self._close(fall_away=True)])

    def _with(self, matter: Matter, answer: dict[str, Any]) -> Request:
        """A copy: a step that is only tried must leave what was read as it was."""
        row = copy.copy(self.of(matter))
        for name, value in answer.items():
            setattr(row, name, value)
        return row

    def _close(self, *, fall_away: bool = False) -> Close:
        return Close(self.rule, subject=self.subject, fall_away=fall_away)

"""Afterwards: what was accepted is there once, what fell due was told once, and nothing hangs."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.core.management import CommandError, call_command
from django.db.models import Count, Q

from deadlines import ladder, people
from deadlines.days import calendar_in_use
from deadlines.models import Deadline, Ladder, Reminder
from documents.models import Document
from matters.models import Attachment, Event, Matter, Upload
from matters.registry import registered_models
from matters.verifying import verify
from notices.mails import message_id
from notices.models import Delivery, Notice
from organisations.models import Membership
from tests.faults.lanes import COURSE, Book
from workflow.actors import System
from workflow.steps import steps_of
from workflow.tasks import waiting

SINGLE_VERBS = {"register_issued", *(verb for _, verb, _ in COURSE)} - {"report_progress"}


def unrest(moment: datetime) -> Counter[str]:
    """What was due by `moment` and is not yet dealt with; empty when the portal has come to rest."""
    return +Counter(
        {
            "rungs": Ladder.objects.filter(next_at__lte=moment).count(),
            "deliveries": Delivery.objects.filter(state__in=Delivery.OPEN, created_at__lte=moment).count(),
            "bundles": Notice.objects.waiting_for_bundle().filter(created_at__lte=moment).count(),
            "steps of the system": sum(_due_steps(moment)),
        }
    )


def _due_steps(moment: datetime) -> Iterator[int]:
    for model in registered_models():
        for step in steps_of(model).values():
            if step.on_expiry:
                due = waiting(model, step, moment)
                yield sum(not step.refusal(matter, System("期限届满")) for matter in due)


class Audit:
    """Each check yields a sentence for each thing that is wrong. `lost` and `doubled` count the worst of them."""

    def __init__(self, book: Book, arrived: Counter[str], twin: int, moment: datetime) -> None:
        self.book, self.arrived, self.twin, self.moment = book, arrived, twin, moment
        self.lost = self.doubled = self.repeated = self.rungs = 0

    def faults(self) -> list[str]:
        checks = (
            self.steps,
            self.footprints,
            self.deadlines,
            self.rungs_told,
            self.notices,
            self.mails,
            self.chains,
            self.files,
        )
        return [fault for check in checks for fault in check()]

    def _lost(self, what: str) -> str:
        self.lost += 1
        return f"lost: {what}"

    def _doubled(self, what: str) -> str:
        self.doubled += 1
        return f"doubled: {what}"

    def steps(self) -> Iterator[str]:
        """Every accepted form has one event, and no person's event comes from a form that nobody sent."""
        names = dict(Membership.objects.values_list("pk", "user__username"))
        rows = Event.objects.exclude(key="").values_list("actor", "key", "verb", "matter")
        found = Counter((names[actor], key, verb, matter) for actor, key, verb, matter in rows)
        for each in self.book.accepted:
            times = found[(each.person, each.key, each.verb, each.matter)]
            if times != 1:
                yield (self._doubled if times else self._lost)(f"{each} has {times} events")
        for _, key, verb, matter in found:
            if key not in self.book.sent:
                yield self._doubled(f"{verb} of {matter} with a token that nobody sent")
        single = Event.objects.filter(verb__in=SINGLE_VERBS).values("matter", "verb")
        for row in single.annotate(times=Count("pk")).filter(times__gt=1):
            yield self._doubled(f"{row}")

    def footprints(self) -> Iterator[str]:
        """Each step left what the same step left on the matter that was walked before the faults."""
        expected = {event.verb: footprint(event) for event in self._walked(Q(matter=self.twin))}
        for event in self._walked(~Q(matter=self.twin)):
            left = footprint(event)
            if left != expected[event.verb]:
                side = self._lost if len(left) < len(expected[event.verb]) else self._doubled
                yield side(f"{event} left {left}, undisturbed {expected[event.verb]}")

    def _walked(self, which: Q):
        keys = [each.key for each in self.book.accepted]
        return Event.objects.filter(which, key__in=keys).order_by("pk")

    def deadlines(self) -> Iterator[str]:
        """An extension replaces one deadline; a rule runs once for a debtor (also a constraint)."""
        granted = Event.objects.filter(verb="grant_extension").values_list("matter", flat=True)
        extended = Counter(Deadline.objects.filter(change_kind="extension").values_list("matter", flat=True))
        for matter in granted:
            if extended[matter] != 1:
                yield self._doubled(f"matter {matter}: {extended[matter]} deadlines of one extension")
        running = Deadline.objects.filter(status__in=Deadline.RUNNING)
        for row in (
            running.values("matter", "rule", "debtor", "subject").annotate(n=Count("pk")).filter(n__gt=1)
        ):
            yield self._doubled(f"deadline {row}")

    def rungs_told(self) -> Iterator[str]:
        """Every rung since a deadline was entered: told once to all, or skipped for a reason."""
        self.calendar = calendar_in_use()
        standing = Deadline.objects.open().filter(quiet=False).exclude(due_at=None)
        for deadline in standing.select_related("ladder", "matter", "debtor"):
            if deadline.is_right:
                continue  # nobody's duty: it is on no ladder
            since = deadline.ladder.since if hasattr(deadline, "ladder") else deadline.entered_at
            for rung in ladder.passed(deadline, self.moment, self.calendar):
                if rung.at >= since:
                    self.rungs += 1
                    yield from self._rung(deadline, rung)

    def _rung(self, deadline: Deadline, rung: ladder.Rung) -> Iterator[str]:
        name = f"rung {rung.offset} of deadline {deadline.pk} ({deadline.rule})"
        rows = deadline.reminders.filter(rung=rung.offset)
        sent = Counter(row.recipient_id for row in rows if row.status == Reminder.Status.SENT)
        skipped = [row for row in rows if row.status == Reminder.Status.SKIPPED]
        reached = {person.user_id for person in people.recipients(deadline, rung.offset)}
        if skipped:
            if sent or (reached and not self._overtaken(deadline, rung, skipped[0].recorded_at)):
                yield self._lost(f"{name} was skipped without a reason")
        elif sent != Counter(reached):
            side = self._doubled if sum(sent.values()) > len(reached) else self._lost
            yield side(f"{name} went to {sent} instead of {reached}")

    def _overtaken(self, deadline: Deadline, rung: ladder.Rung, moment: datetime) -> bool:
        """Whether a later rung was due, too, when this one was looked at."""
        return ladder.passed(deadline, moment, self.calendar)[-1].offset > rung.offset

    def notices(self) -> Iterator[str]:
        """One notice for each reminder; each notice in one message, withdrawn, or waiting for a bundle."""
        reminders = Counter(
            Reminder.objects.filter(status=Reminder.Status.SENT).values_list("notice", flat=True)
        )
        notices = Counter(Notice.objects.filter(verb=ladder.REMINDER).values_list("pk", flat=True))
        if reminders != notices:
            yield self._doubled(f"reminders without a notice of their own: {reminders - notices}")
        counted = Notice.objects.exclude(recipient__email="").annotate(times=Count("deliveries"))
        for notice in counted.exclude(times=1):
            if notice.times > 1:
                yield self._doubled(f"notice {notice.pk} in {notice.times} messages")
            elif not notice.withdrawn_at and not notice.awaits_bundle:
                yield self._lost(f"notice {notice.pk} in no message")

    def mails(self) -> Iterator[str]:
        """Each accepted message once at the server, or shown as possibly repeated; no lease is stuck."""
        arrived = self.arrived.copy()
        for delivery in Delivery.objects.select_related("recipient"):
            times = arrived.pop(message_id(delivery), 0)
            name = f"delivery {delivery.pk} ({delivery.state}, {delivery.last_error}) arrived {times} times"
            self.repeated += times > 1
            if delivery.state == Delivery.State.LEASED:
                yield f"stuck: {name}"
            elif delivery.state == Delivery.State.FAILED or (
                delivery.state == Delivery.State.SENT and not times
            ):
                yield self._lost(name)
            elif not _explained(delivery, times):
                yield self._doubled(name)
        if arrived:
            yield self._doubled(f"{len(arrived)} messages that no row knows of")

    def chains(self) -> Iterator[str]:
        """Each chain by itself, and all against the daily seals."""
        for matter in Matter.objects.all():
            yield from (f"chain: {problem}" for problem in verify(matter))
        try:
            call_command("verify_events", all=True, stdout=StringIO())
        except CommandError as problem:
            yield f"chain: {problem}"

    def files(self) -> Iterator[str]:
        """Every upload and paper is there, byte for byte."""
        for row in [*Upload.objects.all(), *Document.objects.all()]:
            with row.file.open() as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != row.sha256:
                    yield self._lost(f"file of {type(row).__name__} {row.pk}")


def footprint(event: Event) -> list[tuple[str, str]]:
    """The child rows that a step made: deadlines, papers, attachments, notices."""
    opened = Deadline.objects.filter(starts_event=event, replaces=None)
    notices = Notice.objects.filter(unique__startswith=f"event:{event.pk}:")
    return sorted(
        [
            *(("deadline", rule) for rule in opened.values_list("rule", flat=True)),
            *(
                ("paper", kind)
                for kind in Document.objects.filter(made_by=event).values_list("kind", flat=True)
            ),
            *(("attachment", "") for _ in Attachment.objects.filter(event=event)),
            *(("notice", name) for name in notices.values_list("recipient__username", flat=True)),
        ]
    )


def _explained(delivery: Delivery, times: int) -> bool:
    """Whether a message may have arrived so often: one that was cut off may have been taken."""
    if delivery.state == Delivery.State.SENT and times == 1:
        return True
    cut_off = delivery.possibly_repeated_reason or delivery.sending_started_at
    return times == 0 or bool(cut_off)

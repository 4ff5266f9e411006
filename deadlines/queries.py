"""Worklists. Each branch begins with one indexed column and is ordered and limited by itself, never by OR."""

import heapq
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db.models import F, Q

from common import clock
from matters.kinds import Phase
from matters.queries import AudienceQuerySet, jurisdiction_filter, open_above
from organisations.models import Membership, Organisation, Role

Key = tuple[datetime, int]
#: What the recipient has reported as done waits for the review: it runs on without reminders, and nobody is late with it.
IS_REPORTED = Q(quiet=True, matter__phase=Phase.AWAITING_REVIEW) & ~Q(debtor=F("matter__lead"))


class DeadlineQuerySet(AudienceQuerySet):
    def open(self) -> "DeadlineQuerySet":
        return self.filter(status="open")

    def awake(self) -> "DeadlineQuerySet":
        """Open, and not resting with a matter whose examination stands still 中止审查."""
        return self.open().filter(rests=False)

    def resting_for(self, organisation: Organisation | int) -> "list[DeadlineQuerySet]":
        """What `organisation` owes, and what it waits for, in matters whose examination stands still, by its day."""
        resting = self.open().filter(rests=True).order_by("due_at", "id")
        return [resting.filter(debtor=organisation), resting.filter(creditor=organisation, audience=None)]

    def running(self) -> "DeadlineQuerySet":
        return self.filter(status__in=["open", "paused"])

    def dated(self) -> "DeadlineQuerySet":
        return self.filter(due_at__isnull=False)

    def owed_by(self, organisation: Organisation | int) -> "DeadlineQuerySet":
        """Open, with a day, most urgent first. What an organisation owes is always meant for it too."""
        return self.awake().dated().filter(debtor=organisation).order_by("due_at", "id")

    def owed_to(self, organisation: Organisation | int) -> "DeadlineQuerySet":
        """Open, with a day, most urgent first; without what others keep for themselves."""
        return self.awake().dated().filter(creditor=organisation, audience=None).order_by("due_at", "id")

    def within(self, membership: Membership) -> "DeadlineQuerySet":
        """Open ones of the membership's jurisdiction whose matter is open to it."""
        is_open = open_above(membership, "matter__")
        if is_open is None:
            return self.none()
        rows = self.awake().dated().filter(is_open, audience=None, **jurisdiction_filter(membership))
        return rows.order_by("due_at", "id")

    def passed(self) -> "DeadlineQuerySet":
        """Whose last day is over."""
        return self.filter(due_at__lte=clock.now())

    def without_day(self) -> "DeadlineQuerySet":
        return self.open().filter(due_at=None)

    def after(self, key: Key | None) -> "DeadlineQuerySet":
        """What follows the row with this (due_at, id) in the order of the worklists."""
        if key is None:
            return self
        moment, pk = key
        return self.filter(due_at__gte=moment).exclude(due_at=moment, id__lte=pk)

    def branches(self, membership: Membership) -> Sequence["DeadlineQuerySet"]:
        """The ways by which open deadlines concern `membership`: owed by it, owed to it, in its jurisdiction."""
        if membership is None or not membership.is_active or membership.is_administrator:
            return [self.none()]
        organisation = membership.organisation
        if membership.role == Role.SECTION_OFFICER:
            return [self.owed_by(organisation).filter(matter__participations__responsible=membership)]
        return [self.owed_by(organisation), self.owed_to(organisation), self.within(membership)]

    def page(self, membership: Membership, *, after: Key | None = None, limit: int = 50) -> list:
        """The next `limit` open deadlines that concern `membership`, most urgent first, each once."""
        rows = [branch.after(after)[:limit] for branch in self.branches(membership)]
        merged = heapq.merge(*rows, key=lambda row: (row.due_at, row.pk))
        return list(islice(_each_once(merged), limit))


def _each_once(rows):
    last = None
    for row in rows:
        if row.pk != last:
            yield row
        last = row.pk

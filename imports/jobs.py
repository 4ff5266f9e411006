"""Entering what was confirmed: one import at a time is claimed, entered in one transaction, or given up with a reason."""

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from common import clock
from imports import ledgers, reading
from imports.models import LedgerImport
from workflow.errors import Invalid, Refused

logger = logging.getLogger(__name__)
State = LedgerImport.State
KEPT_UNCONFIRMED = timedelta(days=30)
GAVE_UP = "导入多次在中途中断，已经停止，没有登记任何一行。请稍后重新上传；再次出现的，请与系统管理员联系。"


def sweep() -> int:
    """Read what was left to the worker, then enter every import that waits or whose worker vanished. How many were entered.

    May run twice, late and beside others: each is claimed before anything is done with it.
    """
    _clear_old()
    reading.sweep()
    waiting = LedgerImport.objects.filter(state__in=[State.QUEUED, State.RUNNING], due_at__lte=clock.now())
    return sum(_take(ledger) for ledger in waiting.order_by("due_at", "pk"))


def _clear_old() -> None:
    """What was looked at and never confirmed holds facts of cases that nobody needs any more."""
    before = clock.now() - KEPT_UNCONFIRMED
    LedgerImport.objects.filter(state__in=[State.REFUSED, State.PREVIEW], created_at__lt=before).delete()


def _take(ledger: LedgerImport) -> bool:
    if not claim(ledger):
        return False
    if ledger.attempts > LedgerImport.MOST_ATTEMPTS:
        return _give_up(ledger, GAVE_UP)
    try:
        return _enter(ledger)
    except (Invalid, Refused) as problem:
        return _give_up(ledger, f"没有登记任何一行：{problem}")
    except IntegrityError:
        # Another import has entered the same row meanwhile; the next try recognises it.
        logger.info("ledger %s met another import, tried again", ledger.pk)
        LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at).update(due_at=clock.now())
        return False


def claim(ledger: LedgerImport) -> bool:
    """Take `ledger`, as it was read, for this worker. False when somebody else has been quicker."""
    waiting = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at)
    taken = waiting.filter(state__in=[State.QUEUED, State.RUNNING]).update(
        state=State.RUNNING, due_at=clock.now() + LedgerImport.LEASE, attempts=F("attempts") + 1
    )
    if taken:
        ledger.refresh_from_db()
    return taken == 1


@transaction.atomic
def _enter(ledger: LedgerImport) -> bool:
    """Whole or not at all, and only while this worker holds the lease."""
    mine = LedgerImport.objects.select_for_update().filter(pk=ledger.pk, due_at=ledger.due_at)
    held = mine.filter(state=State.RUNNING).first()
    if held is None:
        return False
    ledgers.enter_rows(held)
    return True


def _give_up(ledger: LedgerImport, error: str) -> bool:
    mine = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at)
    mine.update(state=State.FAILED, error=error[:500], due_at=None, finished_at=clock.now())
    return False

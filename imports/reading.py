"""Reading the long ledgers that were left to the worker: each is claimed, read, and shown or refused with its reason."""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F

from common import clock
from imports import ledgers
from imports.books import NOTHING_DONE
from imports.models import LedgerImport
from imports.sheets import UnreadableLedger

logger = logging.getLogger(__name__)
State = LedgerImport.State
GAVE_UP = f"读取没有完成，已经停止。{NOTHING_DONE}，请只保留台账一张工作表，分成几个文件后再上传。"


def sweep() -> int:
    """How many were read. May run twice, late and beside others."""
    waiting = LedgerImport.objects.filter(state=State.READING, due_at__lte=clock.now())
    return sum(_take(ledger) for ledger in waiting.order_by("due_at", "pk"))


def _take(ledger: LedgerImport) -> bool:
    mine = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at, state=State.READING)
    if not mine.update(due_at=clock.now() + LedgerImport.LEASE, attempts=F("attempts") + 1):
        return False
    ledger.refresh_from_db()
    if ledger.attempts > LedgerImport.MOST_ATTEMPTS:
        return _fail(ledger, GAVE_UP)
    try:
        return ledgers.read_kept(ledger)
    except UnreadableLedger as problem:
        return _fail(ledger, str(problem))
    except SoftTimeLimitExceeded:
        return _fail(ledger, GAVE_UP)


def _fail(ledger: LedgerImport, error: str) -> bool:
    logger.info("ledger %s was not read: %s", ledger.pk, error)
    mine = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at, state=State.READING)
    mine.update(state=State.FAILED, error=error[:500], content=None, due_at=None, finished_at=clock.now())
    return False

"""The daily seal: the ends of all chains in one digest, so that an end cut off and rewritten is found later.

A chain rewritten together with its head holds in itself. What it cannot agree with is the seal of a day before:
each seal keeps the heads that had changed, and its digest covers them and the digest before. Who rewrites the
seals too is found by a digest that was kept outside (docs/operations.md).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from common import clock
from matters.chain import Break
from matters.models import ChainSeal, Event, Matter, SealedHead

BATCH = 2000


class Digest:
    """SHA-256 over the seal before, the day, the moment, each head in the order of matters, and the counts."""

    def __init__(self, previous: str, sealed_on: date, made_at: datetime) -> None:
        self._sum = hashlib.sha256()
        self._line(previous, sealed_on.isoformat(), made_at.astimezone(clock.UTC).isoformat())

    def head(self, matter: int, number: int, head_hash: str) -> None:
        self._line(matter, number, head_hash)

    def close(self, *, changed: int, matters: int) -> str:
        self._line(changed, matters)
        return self._sum.hexdigest()

    def _line(self, *parts: object) -> None:
        self._sum.update(f"{' '.join(map(str, parts))}\n".encode())


# --- Sealing ---------------------------------------------------------------------------------


def seal_today() -> ChainSeal | None:
    """Seal the heads for the local day, once; None where that was done before, by whomever."""
    day, last = clock.today(), ChainSeal.objects.last()
    if last and last.sealed_on >= day:
        return None
    try:
        with transaction.atomic():
            return _seal(day, last)
    except IntegrityError:
        if ChainSeal.objects.filter(pk=day).exists():
            return None
        raise


def unsealed() -> QuerySet:
    """Matters whose chain has grown since it was sealed, in order."""
    sealed = SealedHead.objects.filter(matter=OuterRef("pk"), number=OuterRef("last_event_number"))
    return Matter.objects.filter(~Exists(sealed), last_event_number__gt=0).order_by("pk")


def _seal(day: date, last: ChainSeal | None) -> ChainSeal:
    """One statement reads the heads, so that all are of one moment; 1 M of them pass through in batches."""
    seal = ChainSeal(sealed_on=day, made_at=clock.now(), previous_digest=last.digest if last else "")
    seal.changed, seal.matters = 0, last.matters if last else 0
    digest = Digest(seal.previous_digest, day, seal.made_at)
    earlier = Exists(SealedHead.objects.filter(matter=OuterRef("pk")))
    heads = unsealed().annotate(is_known=earlier)
    rows = heads.values_list("pk", "last_event_number", "head_hash", "is_known")
    for batch in _batches(rows.iterator(chunk_size=BATCH)):
        # The rows name a seal that is written after them: the database looks at the end of the transaction.
        SealedHead.objects.bulk_create(
            SealedHead(seal_id=day, matter=matter, number=number, head_hash=head)
            for matter, number, head, _ in batch
        )
        for matter, number, head, is_known in batch:
            digest.head(matter, number, head)
            seal.changed += 1
            seal.matters += not is_known
    seal.digest = digest.close(changed=seal.changed, matters=seal.matters)
    seal.save()
    return seal


def _batches(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


# --- Verifying -------------------------------------------------------------------------------


@dataclass(frozen=True)
class SealBreak:
    """A seal that does not hold."""

    sealed_on: date
    problem: str

    def __str__(self) -> str:
        return f"{self.sealed_on:%Y-%m-%d} 的封存：{self.problem}"


def verify_seals(kept_outside: Mapping[date, str] | None = None) -> Iterator[Break | SealBreak]:
    """Every seal that was changed, and every event that is not any more what it was when it was sealed.

    `kept_outside` holds digests that were printed or mailed, by day.
    """
    kept, previous = dict(kept_outside or {}), ""
    for seal in ChainSeal.objects.order_by("sealed_on").iterator():
        if seal.previous_digest != previous:
            yield SealBreak(seal.sealed_on, "与前一次封存不衔接，前面的封存记录被改动、删除或插入")
        if kept.pop(seal.sealed_on, seal.digest) != seal.digest:
            yield SealBreak(seal.sealed_on, "与另行保存的摘要不符，封存记录被改动")
        yield from _verify_heads(seal)
        previous = seal.digest
    for day in sorted(kept):
        yield SealBreak(day, "另行保存有摘要，平台上却没有这一日的封存，封存记录被删除")


def _verify_heads(seal: ChainSeal) -> Iterator[Break | SealBreak]:
    digest, changed = Digest(seal.previous_digest, seal.sealed_on, seal.made_at), 0
    now = Event.objects.filter(matter=OuterRef("matter"), number=OuterRef("number")).values("hash")
    heads = seal.heads.order_by("matter").annotate(now=Subquery(now))
    for head in heads.iterator(chunk_size=BATCH):
        digest.head(head.matter, head.number, head.head_hash)
        changed += 1
        if head.now != head.head_hash:
            yield Break(head.matter, head.number, _what_became(seal, head.now))
    if digest.close(changed=changed, matters=seal.matters) != seal.digest or changed != seal.changed:
        yield SealBreak(seal.sealed_on, "内容与封存摘要不符，封存记录被改动")


def _what_became(seal: ChainSeal, now: str | None) -> str:
    became = "已不存在，办理经过被截去" if now is None else "不是现在这一条，办理经过被改写"
    return f"{seal.sealed_on:%Y-%m-%d} 封存时的记录{became}"


def days_without_seal() -> list[date]:
    """Days between the first and the last seal on which none was made: the portal stood still, or one was lost."""
    days = list(ChainSeal.objects.order_by("sealed_on").values_list("sealed_on", flat=True))
    if not days:
        return []
    span = (days[-1] - days[0]).days
    return sorted({days[0] + timedelta(n) for n in range(span)} - set(days))

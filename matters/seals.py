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
from matters.models import ChainSeal, Event, Matter, SealedHead, SealedRecords
from organisations.chained import Chained, RecordHead, chained_models, head_of

BATCH = 2000


#: The name under which the chain of the seals has its own head.
SEALS = ChainSeal._meta.db_table


class Digest:
    """SHA-256 over the seal before, the day, the moment, each head in the order of matters, where the chains of
    records end, and the counts."""

    def __init__(self, previous: str, sealed_on: date, made_at: datetime) -> None:
        self._sum = hashlib.sha256()
        self._line(previous, sealed_on.isoformat(), made_at.astimezone(clock.UTC).isoformat())

    def head(self, matter: int, number: int, head_hash: str) -> None:
        self._line(matter, number, head_hash)

    def records(self, name: str, position: int, head_hash: str) -> None:
        self._line(name, position, head_hash)

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
    # Were the seals taken away, the next one still follows the last that was there, and does not fit.
    count, previous = head_of(SEALS)
    seal = ChainSeal(sealed_on=day, made_at=clock.now(), previous_digest=previous)
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
    _seal_records(day, digest)
    seal.digest = digest.close(changed=seal.changed, matters=seal.matters)
    seal.save()
    _keep_head(RecordHead(name=SEALS, position=count + 1, hash=seal.digest))
    return seal


def _keep_head(head: RecordHead) -> None:
    if not RecordHead.objects.filter(name=head.name).update(position=head.position, hash=head.hash):
        head.save(force_insert=True)


def _seal_records(day: date, digest: Digest) -> None:
    heads = RecordHead.objects.exclude(name=SEALS).order_by("name")
    rows = [
        SealedRecords(seal_id=day, name=head.name, position=head.position, hash=head.hash) for head in heads
    ]
    SealedRecords.objects.bulk_create(rows)
    for row in rows:
        digest.records(row.name, row.position, row.hash)


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


@dataclass(frozen=True)
class LastSealBreak:
    """What is wrong with the seals as a whole."""

    problem: str

    def __str__(self) -> str:
        return f"每日封存：{self.problem}"


def verify_seals(
    kept_outside: Mapping[date, str] | None = None,
) -> Iterator[Break | SealBreak | LastSealBreak]:
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
    if head_of(SEALS) != (ChainSeal.objects.count(), previous):
        yield LastSealBreak("最后一次与记载不符，封存记录被删除或添加")
    if not previous and Event.objects.filter(recorded_at__lt=clock.at(clock.today())).exists():
        yield LastSealBreak(
            "今天以前已有办理经过，却一次也没有；没有运行过定时器的，先运行 manage.py seal_events"
        )


def _verify_heads(seal: ChainSeal) -> Iterator[Break | SealBreak]:
    digest, changed = Digest(seal.previous_digest, seal.sealed_on, seal.made_at), 0
    now = Event.objects.filter(matter=OuterRef("matter"), number=OuterRef("number")).values("hash")
    heads = seal.heads.order_by("matter").annotate(now=Subquery(now))
    for head in heads.iterator(chunk_size=BATCH):
        digest.head(head.matter, head.number, head.head_hash)
        changed += 1
        if head.now != head.head_hash:
            yield Break(head.matter, head.number, _what_became(seal, head.now))
    for end in seal.records.order_by("name"):
        digest.records(end.name, end.position, end.hash)
        if _record_hash(end) != end.hash:
            yield SealBreak(seal.sealed_on, f"其中{_named(end.name)}的第 {end.position} 条已不存在或者被改写")
    if digest.close(changed=changed, matters=seal.matters) != seal.digest or changed != seal.changed:
        yield SealBreak(seal.sealed_on, "内容与封存摘要不符，封存记录被改动")


def _record_model(table: str) -> type[Chained] | None:
    return next((model for model in chained_models() if model._meta.db_table == table), None)


def _record_hash(end: SealedRecords) -> str | None:
    model = _record_model(end.name)
    found = model.objects.filter(position=end.position).values_list("hash", flat=True) if model else None
    return found.first() if found is not None else None


def _named(table: str) -> str:
    model = _record_model(table)
    return str(model._meta.verbose_name) if model else table


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

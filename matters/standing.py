"""What stands after an event: the digests of the covered rows it wrote, held in the event and covered by its hash.

An event holds {table: {key: [before, after]}}, empty text where there was or is no row; `before` tells for ever
whether somebody had changed the row past the portal meanwhile. What is written between events lies in `Interim` and is
taken over by the next one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from common import touched
from common.evidence import agree, canonical, covers, digest_of
from common.touched import Before, Touched
from matters.models import Event, Interim, Matter

#: {table: {key: [before, after, before, after…]}}; in pairs, more than one where they do not join.
Rows = dict[str, dict[str, list[str]]]


@contextmanager
def collecting() -> Iterator[Touched]:
    """Inside a transaction: what is written of matters and taken into no event lies in their `Interim` at the end."""
    with touched.collecting(_keep_rest) as found:
        yield found


def seal(event: Event, found: Touched, *, whole: bool = False) -> None:
    """Give `event` what stands after it, and its hash. `whole`: every row of its matter, written or not."""
    interim = Interim.objects.filter(matter=event.matter_id).first()
    written = found.take(event.matter_id)
    event.stands = (
        everything(event.matter_id) if whole else joined(interim.rows if interim else {}, _now(written))
    )
    event.hash = event.compute_hash()
    Event.objects.filter(pk=event.pk).update(stands=event.stands, hash=event.hash)
    if interim:
        interim.delete()


def everything(matter: int) -> Rows:
    """All covered rows of `matter` as they are now, whatever was said of them before."""
    found: Rows = {}
    for cover in covers():
        rows = {str(key): ["", cover.digest(values)] for _, key, values in cover.of_matters([matter])}
        found |= {cover.name: rows} if rows else {}
    return found


def _now(written: Before) -> Rows:
    """Each row as it was before and as the database has it now; one that came and went is none."""
    found: Rows = {}
    for cover, before in written.items():
        after = cover.digests(before.keys())
        pairs = {
            str(key): [was, after.get(key, "")] for key, was in before.items() if was != after.get(key, "")
        }
        found |= {cover.name: pairs} if pairs else {}
    return found


def joined(earlier: Rows, later: Rows) -> Rows:
    """What both say, the one after the other."""
    found: Rows = {table: dict(rows) for table, rows in earlier.items()}
    for table, rows in later.items():
        known = found.setdefault(table, {})
        for key, digests in rows.items():
            before = known.get(key, [])
            fits = before and agree(before[-1], digests[0])
            known[key] = [*before[:-1], *digests[1:]] if fits else [*before, *digests]
    return found


def _keep_rest(found: Touched) -> None:
    for matter in found.matters():
        if rows := _now(found.take(matter)):
            _keep(matter, rows)


def _keep(matter: int, rows: Rows) -> None:
    number, head = Matter.objects.values_list("last_event_number", "head_hash").get(pk=matter)
    interim = Interim.objects.filter(matter=matter).first() or Interim(matter_id=matter)
    interim.number, interim.rows = number, joined(interim.rows, rows)
    interim.hash = interim_hash(head, interim)
    interim.save()


def interim_hash(head: str, interim: Interim) -> str:
    """Over the hash of the event before and everything that was written since."""
    said: list[Any] = [interim.matter_id, interim.number, interim.rows, head]
    return digest_of(canonical(said))

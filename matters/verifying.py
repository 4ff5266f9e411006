"""Whether a matter is what its events say: the chain, every covered row, and every file."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import FileField

from common.evidence import Cover, agree, covers
from matters.chain import Break, verify_events
from matters.models import Event, Interim, Matter
from matters.registry import model_for
from matters.standing import Rows, interim_hash
from matters.storage import private_storage

#: The step that takes stock of what was there before; `workflow/shared_steps.py` declares it.
TAKE_STOCK = "take_stock"
NO_STOCK = "还没有盘点，各项资料无从核对；请运行 manage.py take_stock"
OPENED = "谁可以查阅与其办理状态不符，被绕过平台改动"
Known = dict[tuple[str, str], str]


def verify(matter: Matter, *, with_files: bool = True) -> Iterator[Break]:
    """Everything about `matter` that does not hold. `with_files`: also that every file is still the one kept.

    Its page reads the tables in which a matter of its kind can have rows; `verify_all` reads every one.
    """
    table = model_for(matter.kind)._meta.concrete_model
    return _verify([matter], [cover for cover in covers() if issubclass(table, cover.kept_of)], with_files)


def verify_all(matters: Sequence[Matter], *, with_files: bool = True) -> Iterator[Break]:
    """The same of several, read together, in their order."""
    return _verify(matters, covers(), with_files)


def _verify(matters: Sequence[Matter], tables: Sequence[Cover], with_files: bool) -> Iterator[Break]:
    keys = [matter.pk for matter in matters]
    events = Event.objects.defer(None).filter(matter__in=keys).order_by("matter_id", "number")
    by_matter = {key: list(rows) for key, rows in groupby(events, lambda event: event.matter_id)}
    interims = {row.matter_id: row for row in Interim.objects.filter(matter__in=keys)}
    now, files = _now(keys, tables, with_files)
    for matter in matters:
        said = _Said(matter, by_matter.get(matter.pk, []), interims.get(matter.pk))
        yield from said.breaks(now.get(matter.pk, {}))
        yield from (
            Break(matter.pk, matter.last_event_number, problem) for problem in files.get(matter.pk, ())
        )


def is_whole(event: Event) -> bool:
    """Whether it speaks for every row of its matter: the first one does, and one that takes stock."""
    return event.stands is not None and (event.number == 1 or event.verb == TAKE_STOCK)


class _Said:
    """What the events of one matter say stands, followed from the first that speaks for every row."""

    def __init__(self, matter: Matter, events: Sequence[Event], interim: Interim | None) -> None:
        self.matter, self.events, self.interim = matter, events, interim
        self.known: Known | None = None

    def breaks(self, now: Known) -> Iterator[Break]:
        yield from verify_events(self.matter, self.events)
        for event in self.events:
            if is_whole(event):
                self.known = {}
            yield from self._follow(event.number, event.stands or {})
        yield from self._between()
        if self.known is None:
            yield self._break(NO_STOCK)
            return
        for place in sorted(self.known.keys() | now.keys()):
            if problem := _difference(self.known.get(place, ""), now.get(place, "")):
                yield self._break(f"{_named(place)}{problem}")
        if self._is_sight_unsaid(now) and not _is_open_as_its_kind_says(self.matter):
            yield self._break(OPENED)

    def _is_sight_unsaid(self, now: Known) -> bool:
        """Whether no event has spoken for its row since the columns of its sight came (`matters.evidence.SINCE`)."""
        table = model_for(self.matter.kind)._meta.concrete_model
        name = next((cover.name for cover in covers() if cover.model is table), "")
        place = (name, str(self.matter.pk))
        said, is_now = self.known.get(place, ""), now.get(place, "")
        return bool(said and is_now) and said.count("+") < is_now.count("+")

    def _follow(self, number: int, rows: Rows) -> Iterator[Break]:
        if self.known is None:
            return
        for table, entries in rows.items():
            for key, digests in entries.items():
                place = (table, key)
                for was, after in zip(digests[::2], digests[1::2], strict=True):
                    if not agree(self.known.get(place, ""), was):
                        problem = f"{_named(place)}在这一条登记之前已被绕过平台改动"
                        yield Break(self.matter.pk, number, problem)
                    self.known[place] = after

    def _between(self) -> Iterator[Break]:
        if self.interim is None:
            return
        is_next = self.interim.number == self.matter.last_event_number
        if not is_next or self.interim.hash != interim_hash(self.matter.head_hash, self.interim):
            yield self._break("上一条以后的保存情况与校验值不符，记录被改动")
        yield from self._follow(self.interim.number, self.interim.rows)

    def _break(self, problem: str) -> Break:
        return Break(self.matter.pk, self.matter.last_event_number, problem)


def _is_open_as_its_kind_says(matter: Matter) -> bool:
    """As the migration filled it and every save writes it."""
    row = matter.concrete
    return (row.open_to_superior, row.open_to_government) == row.open_to()


def _difference(said: str, now: str) -> str:
    if agree(said, now):
        return ""
    if not now:
        return "已不存在，被绕过平台删除"
    return "与登记不符，内容被改动" if said else "不是经平台登记的，被绕过平台添加"


def _named(place: tuple[str, str]) -> str:
    table, key = place
    model = next((cover.model for cover in covers() if cover.name == table), None)
    return f"“{model._meta.verbose_name if model else table}”{key} "


def _now(
    matters: Sequence[int], tables: Sequence[Cover], with_files: bool
) -> tuple[dict[int, Known], dict[int, list[str]]]:
    """By matter: the digests of all rows of `tables` as the database has them, and what is wrong with their files."""
    now: dict[int, Known] = {}
    files: dict[int, list[str]] = {}
    for cover in tables:
        held = _files(cover) if with_files else []
        for matter, key, values in cover.of_matters(matters):
            now.setdefault(matter, {})[(cover.name, str(key))] = cover.digest(values)
            for name, digest in held:
                if problem := _file_problem(values[name], values[digest]):
                    files.setdefault(matter, []).append(f"{_named((cover.name, str(key)))}{problem}")
    return now, files


def _files(cover: Cover) -> list[tuple[str, str]]:
    """The columns that name a file, each with the column that keeps its digest."""
    named = [name for name, column in cover.columns.items() if isinstance(column, FileField)]
    return [(name, f"{name.removesuffix('file')}sha256") for name in named]


def _file_problem(name: str | None, digest: str) -> str:
    if not name:
        return ""
    try:
        with private_storage().open(name) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "的文件打不开或者已不存在"
    return "" if found == digest else "的文件与登记的校验值不符，文件被改动"

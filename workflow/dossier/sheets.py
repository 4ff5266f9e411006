"""The sheets of a 卷宗 that are written for it: cover and 目录, 送达情况, 期限, 办理经过, 校验值."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from common import clock
from deadlines.models import Deadline
from documents.papers import dossier
from documents.papers.dossier import Columns, Entry, Front, Listing
from matters.kinds import Phase
from matters.models import Matter
from matters.parties import LEAD
from organisations.models import Membership
from workflow import timeline
from workflow.dossier.pieces import Piece, proofs_of_service
from workflow.together import origin_of

SERVICE: Columns = (("时间", 30), ("送达情况", 58), ("证明材料", 54), ("页号", 14))
DEADLINES: Columns = (("单位", 28), ("期限", 28), ("办理结果", 32), ("计算说明", 68))
TIMELINE: Columns = (("序号", 14), ("时间", 30), ("办理人", 36), ("办理情况", 76))
DIGESTS: Columns = (("序号", 14), ("文件", 60), ("SHA-256 校验值", 82))
DIGEST_NOTE = (
    "以上为收存时的校验值。核对方法：在压缩包解压后的文件夹中运行 sha256sum -c SHA256SUMS，"
    "或者用其他工具计算 SHA-256 后比对。"
)


@dataclass(frozen=True)
class Dossier:
    """A matter as one reader sees it, with what goes into its 卷宗."""

    matter: object
    reader: Membership
    pieces: list[Piece]

    @property
    def is_final(self) -> bool:
        return self.matter.phase == Phase.CLOSED

    @property
    def organisation(self) -> str:
        return self.matter.lead.name

    @property
    def title(self) -> str:
        return (
            f"{'卷宗' if self.is_final else '卷宗（预览）'} {self.matter.number or self.matter.title}".strip()
        )


@dataclass
class Places:
    """Where in the PDF each piece and each sheet begins, and why one is not in it."""

    pages: dict[object, int] = field(default_factory=dict)
    remarks: dict[object, str] = field(default_factory=dict)

    def page(self, what: object) -> str:
        return str(self.pages.get(what, ""))


def front(given: Dossier, places: Places, *, has_pages: bool) -> bytes:
    """Cover and 目录."""
    entries = [
        Entry(
            title=piece.title,
            number=piece.number,
            author=piece.author,
            day=piece.day,
            page=places.page(piece.position),
            remark=places.remarks.get(piece.position, ""),
        )
        for piece in given.pieces
    ]
    entries += [Entry(title=name, author="平台", page=places.page(name)) for name in SHEETS]
    return dossier.front(
        Front(
            organisation=given.organisation,
            about=_about(given),
            entries=tuple(entries),
            notes=_notes(given),
            has_pages=has_pages,
        )
    )


def _about(given: Dossier) -> tuple[tuple[str, str], ...]:
    matter = given.matter
    rows = (
        ("事项", matter.title),
        ("类型", matter.kind_label),
        ("文号", matter.number),
        ("主办单位", matter.lead.name),
        *_others(matter),
        ("承办人", matter.handler.user.full_name if matter.handler_id else ""),
        ("办理状态", matter.get_state_display()),
        ("卷内文件", f"{len(given.pieces)}件"),
    )
    return tuple((label, value) for label, value in rows if value)


def _others(matter: Matter) -> list[tuple[str, str]]:
    """Who acts in it beside the one that leads, each under the word of the kind."""
    sides = [side for side in matter.acting_sides() if side != LEAD]
    rows = matter.participations.filter(role__in=sides).select_related("organisation").order_by("pk")
    named = [(row.role, row.organisation.name) for row in rows]
    return [
        (matter.side_word(side), "、".join(name for role, name in named if role == side)) for side in sides
    ]


def _notes(given: Dossier) -> tuple[str, ...]:
    reader = given.reader
    notes = (dossier.for_whom(reader.user.full_name, reader.organisation.name, clock.today()),)
    if origin := origin_of(given.matter, reader):
        notes = (*notes, f"制发前的经过和材料为各单位共有，记于{origin.unit}一件，随该件校验。")
    return notes if given.is_final else ("预览：本件尚未办结，内容截至打印之日。", *notes)


def service(given: Dossier, places: Places) -> bytes:
    rows, hidden = [], given.matter.hidden_from(given.reader)
    for event, found in proofs_of_service(given.pieces):
        words = "；".join(given.matter.words_of(event, hidden))
        label = timeline.label_of(given.matter, event)
        proofs = "\n".join(f"{piece.position}. {piece.title}" for piece in found)
        pages = "\n".join(places.page(piece.position) or "—" for piece in found)
        rows.append((str(event.when), f"{label}（{words}）" if words else label, proofs, pages))
    return _listing(given, "送达情况", SERVICE, rows)


def deadlines(given: Dossier, _: Places) -> bytes:
    found = (
        Deadline.objects.filter(matter_id=given.matter.pk)
        .in_audience(given.reader)
        .select_related("debtor", "creditor", "closing_event")
        .order_by("id")
    )
    rows = [
        (
            row.debtor.short_name,
            f"{row.label}{f'（{row.soft_word}）' if row.is_target else ''}",
            row.pill,
            row.explanation,
        )
        for row in found
    ]
    return _listing(given, "期限及其计算", DEADLINES, rows)


def events(given: Dossier, _: Places) -> bytes:
    shown = reversed(timeline.entries(given.matter, given.reader))
    rows = [
        (str(number), _when(entry), entry["actor"], _what(entry))
        for number, entry in enumerate(shown, start=1)
    ]
    return _listing(given, "办理经过", TIMELINE, rows)


def _when(entry: Mapping) -> str:
    recorded = entry["recorded"]
    later = f"\n（{clock.local(recorded):%Y-%m-%d}登记）" if recorded else ""
    return f"{entry['when']}{later}"


def _what(entry: Mapping) -> str:
    changes = [f"{each['label']}：由“{each['old']}”改为“{each['new']}”" for each in entry["changes"]]
    papers = [f"文书：{paper['title']}{paper['number']}" for paper in entry["papers"]]
    files = [f"附件：{file['name']}" for file in entry["attachments"]]
    flags = [f"（{'，'.join(entry['flags'])}）"] if entry["flags"] else []
    quote = [entry["quote"]] if entry["quote"] else []
    return "\n".join([entry["sentence"], *quote, *changes, *papers, *files, *flags])


def digests(given: Dossier, _: Places) -> bytes:
    # In two halves: the whole is wider than its column.
    rows = [
        (str(piece.position), piece.file_name, f"{piece.sha256[:32]}\n{piece.sha256[32:]}")
        for piece in given.pieces
    ]
    return _listing(given, "文件校验值", DIGESTS, rows, note=DIGEST_NOTE)


def _listing(given: Dossier, title: str, columns: Columns, rows: list, note: str = "") -> bytes:
    return dossier.listing(
        Listing(organisation=given.organisation, title=title, columns=columns, rows=tuple(rows), note=note)
    )


#: In the order in which they stand after the papers.
SHEETS: dict[str, Callable[[Dossier, Places], bytes]] = {
    "送达情况": service,
    "期限及其计算": deadlines,
    "办理经过": events,
    "文件校验值": digests,
}

"""Enter a ledger from the command line, whole or not at all; or take an import back."""

import io
from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from common.commands import PortalCommand
from common.dates import parse_date
from common.fields import written
from common.names import bare
from common.tables import UnreadableTable, content_of
from imports import ledgers
from imports.contract import Rows
from imports.looking import Look, Unknown
from imports.models import LedgerImport
from imports.rooms import every_room
from imports.sheets import UnreadableLedger
from imports.sorts import PROCURATORATE, SORTS
from organisations.models import Organisation
from workflow.errors import Invalid, Refused

CODES = "、".join(f"{code}（{sort.label}）" for code, sort in SORTS.items())


class Command(PortalCommand):
    help = "导入台账（xlsx、CSV）：全部登记，或者一行也不登记；重复执行只登记新的行。"

    def add_arguments(self, parser: CommandParser) -> None:
        def several(name: str, metavar: str, text: str) -> None:
            parser.add_argument(name, action="append", default=[], metavar=metavar, help=text)

        parser.add_argument("file", nargs="?", help="台账文件（xlsx、CSV）")
        parser.add_argument(
            "--own", metavar="单位代码", help="台账属于哪个单位；没有主办单位（制发检察院）一列的台账需要写明"
        )
        rooms = every_room()
        kinds = "、".join(f"{room.called}（{room.model._meta.verbose_name}）" for room in rooms)
        parser.add_argument(
            "--kind", metavar="种类", default=rooms[0].called, help=f"哪一类事项的台账：{kinds}"
        )
        several("--match", "名称=单位代码", "台账中的名称对应哪个已登记的单位")
        several("--sort", "名称=类别", f"台账中的名称新建为哪一类单位：{CODES}")
        parser.add_argument(
            "--create", action="store_true", help="其余名录中没有的单位，按名称判断的类别新建"
        )
        several("--answer", "第5行=结果", f"结果不能确定的行登记为：{'；'.join(map(_answers, rooms))}")
        several("--sued", "第5行=日期", "该行的起诉日期")
        several("--another", "第5行", "该行看来与别的行相同，实为另一件，也登记")
        parser.add_argument("--preview", action="store_true", help="只核对，不登记")
        parser.add_argument("--undo", type=int, metavar="编号", help="撤销这一次导入")

    def handle(self, *args, **options) -> None:
        if options["undo"]:
            return self._undo(options["undo"])
        if not options["file"]:
            raise CommandError("请写明台账文件，或者用 --undo 写明要撤销的导入。")
        return self._load(options["file"], options)

    @transaction.atomic
    def _load(self, path: str, options: dict) -> None:
        room = self._room(options["kind"])
        ledger = self._received(room, path, self._own(room, options["own"]))
        look = Look(room, ledgers.facts_of(ledger), ledger.organisation)
        ledger.choices, open_names = self._choices(look, options)
        ledger.rows, open_rows = self._decided(ledger, look, options)
        self._tell(ledger, look)
        if options["preview"]:
            self._tell_open(open_names, open_rows)
            transaction.set_rollback(True)
            return
        if open_names or open_rows:
            listed = "\n".join([*open_names, *open_rows])
            raise CommandError(f"没有登记任何一行。以下内容需要先决定：\n{listed}")
        self._enter(ledger)

    def _enter(self, ledger: LedgerImport) -> None:
        try:
            made = ledgers.enter_rows(ledger)
        except (Invalid, Refused) as problem:
            raise CommandError(f"没有登记任何一行：{problem}") from problem
        for line in made.undetermined:
            self.stdout.write(line)
        self.stdout.write(
            f"导入 {ledger.pk}：登记 {ledger.matter_count} 件，"
            f"已登记过 {ledger.recognised_count} 行，新登记单位 {len(made.organisations)} 个。"
        )

    def _tell(self, ledger: LedgerImport, look: Look) -> None:
        """What the preview tells: rows, new organisations, what was not read, rows taken for repetitions."""
        new = [each for each in look.unknown() if not isinstance(ledger.choices.get(each.key), int)]
        self.stdout.write(f"共 {ledger.row_count} 行，名录中没有的单位 {len(new)} 个。")
        for each in new:
            sort = str(ledger.choices.get(each.key, ""))
            label = SORTS[sort].label if sort in SORTS else "检察院" if sort else "待决定"
            self.stdout.write(f"  {each.name}：新登记为{each.new_name}（{each.where}，{label}）")
        for remark in ledger.remarks:
            self.stdout.write(f"  {remark['place']}：{remark['text']}")
        for place, reason in look.repeated().items():
            self.stdout.write(f"  {place}：{reason}")

    def _tell_open(self, names: list[str], rows: list[str]) -> None:
        for line in [*names, *rows]:
            self.stdout.write(f"需要决定：{line}")

    def _room(self, kind: str) -> Rows:
        rooms = {room.called: room for room in every_room()}
        if kind not in rooms:
            raise CommandError(f"没有种类 {kind}。应为{'、'.join(rooms)}之一。没有登记任何一行。")
        return rooms[kind]

    def _own(self, room: Rows, code: str | None) -> Organisation | None:
        if not code:
            return None
        own = Organisation.objects.active().filter(code=code).first()
        if own is None:
            raise CommandError(f"没有单位代码为 {code} 的单位。没有登记任何一行，请核对。")
        if reason := room.unfit_lead(own):
            raise CommandError(f"{reason}没有登记任何一行。")
        return own

    def _received(self, room: Rows, path: str, own: Organisation | None) -> LedgerImport:
        """The ledger as read. Raises CommandError with every bad cell."""
        try:
            ledger = ledgers.receive(room, io.BytesIO(content_of(path)), Path(path).name, None, own)
        except UnreadableTable as problem:
            raise CommandError(f"{problem}。没有登记任何一行。") from problem
        except UnreadableLedger as problem:
            raise CommandError(str(problem)) from problem
        if ledger.problems:
            cells = "\n".join(f"{problem['cell']}：{problem['text']}" for problem in ledger.problems)
            raise CommandError(
                f"没有登记任何一行。以下 {len(ledger.problems)} 个单元格有误，请改正后重试：\n{cells}"
            )
        return ledger

    def _choices(self, look: Look, options: dict) -> tuple[dict[str, int | str], list[str]]:
        """What was decided on each unknown name, for every row that names it; and what is still open."""
        matches, sorts = self._pairs(options["match"]), self._pairs(options["sort"])
        found = {row.code: row.pk for row in Organisation.objects.filter(code__in=matches.values())}
        if missing := set(matches.values()) - set(found):
            raise CommandError(f"没有单位代码 {'、'.join(sorted(missing))}。没有登记任何一行，请核对。")
        if wrong := set(sorts.values()) - {*SORTS, PROCURATORATE}:
            raise CommandError(f"没有类别 {'、'.join(sorted(wrong))}。应为 {CODES}。没有登记任何一行。")
        choices: dict[str, int | str] = {}
        for each in look.unknown():
            made = sorts.get(bare(each.name)) or (each.sort if options["create"] else "")
            if bare(each.name) in matches:
                choices[each.key] = found[matches[bare(each.name)]]
            elif made and each.can_be_made:
                choices[each.key] = PROCURATORATE if each.is_lead else made
        return choices, [_open_name(each) for each in look.unknown() if each.key not in choices]

    def _decided(self, ledger: LedgerImport, look: Look, options: dict) -> tuple[list[dict], list[str]]:
        """The rows with what was decided on them, and the doubts that are still open."""
        answers = dict(each.rpartition("=")[::2] for each in options["answer"])
        sued = dict(each.rpartition("=")[::2] for each in options["sued"])
        known = look.room.answers
        if wrong := set(answers.values()) - set(known):
            listed = "、".join(sorted(wrong))
            raise CommandError(f"没有结果 {listed}。应为 {_answers(look.room)}。没有登记任何一行。")
        days = {row["place"]: self._day(sued.get(row["place"], "")) for row in ledger.rows}
        rows = [
            row
            | look.room.decided(answers.get(row["place"], ""), days[row["place"]])
            | {"is_another": row["place"] in options["another"]}
            for row in ledger.rows
        ]
        return rows, [
            f"{each.place}：“{each.words}”{each.reason}用 --answer {each.place}=结果 写明登记为什么。"
            for each in look.doubts()
            if (each.is_new or each.place in options["another"])
            and (each.place not in answers or (known[answers[each.place]].needs_day and not days[each.place]))
        ]

    def _day(self, text: str) -> str:
        try:
            return written(parse_date(text)) if text else ""
        except ValueError as problem:
            raise CommandError(f"“{text}”不是日期。没有登记任何一行，请核对。") from problem

    @staticmethod
    def _pairs(given: list[str]) -> dict[str, str]:
        """名称=代码, the name as it is compared."""
        return {bare(name): code for name, _, code in (each.rpartition("=") for each in given)}

    def _undo(self, pk: int) -> None:
        ledger = LedgerImport.objects.filter(pk=pk).first()
        if ledger is None:
            raise CommandError(f"没有编号为 {pk} 的导入。")
        try:
            self.stdout.write(f"已撤销导入 {pk}，作废 {ledgers.undo(ledger, None)} 件。")
        except ledgers.CannotUndo as problem:
            raise CommandError(str(problem)) from problem


def _answers(room: Rows) -> str:
    return "、".join(f"{code}（{answer.label}）" for code, answer in room.answers.items())


def _open_name(each: Unknown) -> str:
    alike = f"（可能是{'、'.join(one.name for one in each.alike)}）" if each.alike else ""
    way = "用 --match 写明对应哪个单位"
    return f"{each.name}{alike}：{way}" + (
        "，或者用 --sort 写明新建为哪一类单位。" if each.can_be_made else "。"
    )

"""Enter a ledger from the command line, whole or not at all; or take an import back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from imports import ledgers
from imports.looking import names_to_decide
from imports.models import LedgerImport
from imports.sheets import UnreadableLedger
from organisations.models import Organisation
from workflow.errors import Invalid, Refused


class Command(BaseCommand):
    help = "导入检察建议台账（xlsx）：全部登记，或者一行也不登记；重复执行只登记新的行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="台账文件（xlsx）")
        parser.add_argument(
            "--match",
            action="append",
            default=[],
            metavar="名称=单位代码",
            help="台账中的名称对应哪个已登记的单位",
        )
        parser.add_argument("--preview", action="store_true", help="只核对，不登记")
        parser.add_argument("--undo", type=int, metavar="编号", help="撤销这一次导入")

    def handle(self, *args, **options) -> None:
        if options["undo"]:
            return self._undo(options["undo"])
        if not options["file"]:
            raise CommandError("请写明台账文件，或者用 --undo 写明要撤销的导入。")
        return self._load(options["file"], options["match"], preview=options["preview"])

    @transaction.atomic
    def _load(self, path: str, matches: list[str], *, preview: bool) -> None:
        ledger = self._received(path)
        ledger.choices = self._choices(ledger, matches)
        new = [each for each in names_to_decide(ledgers.facts_of(ledger)) if each.key not in ledger.choices]
        self.stdout.write(f"共 {ledger.row_count} 行，名录中没有的单位 {len(new)} 个。")
        for line in new:
            self.stdout.write(f"  {line.name}：新登记为{line.new_name}（{line.where}）")
        if preview:
            transaction.set_rollback(True)
            return
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

    def _received(self, path: str) -> LedgerImport:
        """The ledger as read. Raises CommandError with every bad cell."""
        try:
            with open(path, "rb") as file:
                ledger = ledgers.receive(file, Path(path).name, None)
        except OSError as error:
            raise CommandError(f"无法读取 {path}：{error.strerror}。") from error
        except UnreadableLedger as problem:
            raise CommandError(str(problem)) from problem
        if ledger.problems:
            cells = "\n".join(f"{problem['cell']}：{problem['text']}" for problem in ledger.problems)
            raise CommandError(
                f"没有登记任何一行。以下 {len(ledger.problems)} 个单元格有误，请改正后重试：\n{cells}"
            )
        return ledger

    def _choices(self, ledger: LedgerImport, matches: list[str]) -> dict[str, int]:
        """What `--match` says, for every row that names it. Raises CommandError."""
        codes = dict(each.rpartition("=")[::2] for each in matches)
        found = {row.code: row for row in Organisation.objects.filter(code__in=codes.values())}
        if missing := set(codes.values()) - set(found):
            raise CommandError(f"没有单位代码 {'、'.join(sorted(missing))}。没有登记任何一行，请核对。")
        unknown = names_to_decide(ledgers.facts_of(ledger))
        return {each.key: found[codes[each.name]].pk for each in unknown if each.name in codes}

    def _undo(self, pk: int) -> None:
        ledger = LedgerImport.objects.filter(pk=pk).first()
        if ledger is None:
            raise CommandError(f"没有编号为 {pk} 的导入。")
        try:
            self.stdout.write(f"已撤销导入 {pk}，作废 {ledgers.undo(ledger, None)} 件。")
        except ledgers.CannotUndo as problem:
            raise CommandError(str(problem)) from problem

"""What every command of the portal has in common: it says in Chinese what it was not told rightly."""

import re
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

#: What argparse says, and what a person at the keyboard is told.
SAID = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"argument (.+?): invalid .* value: (.+)", r"\1 的值 \2 不合要求"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 没有 \2，应为 \3 之一"),
    (r"argument (.+?): expected .*", r"\1 后面缺少值"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
    (r"unrecognized arguments: (.+)", r"没有这样的参数：\1"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 不明确，可能是 \2"),
)


class PortalParser(CommandParser):
    def error(self, message: str) -> NoReturn:
        """Ends with 2 at the keyboard; raises CommandError where another command has called."""
        for pattern, words in SAID:
            if found := re.fullmatch(pattern, message):
                message = found.expand(words)
                break
        told = f"命令写法有误：{message}。没有执行；加 --help 查看写法。"
        if self.called_from_command_line:
            self.exit(2, f"{told}\n")
        raise CommandError(told)


class PortalCommand(BaseCommand):
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = PortalParser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Raises CommandError also where the database is away or has no tables yet; `--traceback` shows the rest."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as problem:
            first = str(problem).partition("\n")[0]
            raise CommandError(
                f"数据库不能使用（{first}），没有执行完。请核对 DATABASE_URL 和数据库是否运行；"
                "新的数据库先运行 manage.py migrate。"
            ) from problem

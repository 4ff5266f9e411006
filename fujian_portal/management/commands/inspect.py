"""Everything about the code that Django itself can tell, in one process since starting Django is the cost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

from common.commands import PortalCommand

#: Commands that check that a drawn or listed file in docs is up to date, as far as a room has them.
DRAWN = ["draw_states", "statutes"]


class Command(PortalCommand):
    help = "检查代码：系统检查、缺失的迁移、模板能否编译、由代码生成的文档是否为最新。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("check", fail_level="WARNING", stdout=self.stdout, stderr=self.stderr)
        try:
            call_command("makemigrations", check=True, dry_run=True, stdout=self.stdout)
        except SystemExit as missing:
            raise CommandError("缺少迁移：请运行 manage.py makemigrations。") from missing
        if faults := list(broken_templates()):
            raise CommandError("\n".join(faults))
        for command in [name for name in DRAWN if name in get_commands()]:
            call_command(command, check=True, stdout=self.stdout)


def broken_templates() -> Iterator[str]:
    """Every template of ours that does not compile, with the reason."""
    engine = engines["django"]
    for folder in template_folders():
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
            name = str(path.relative_to(folder))
            try:
                engine.get_template(name)
            except (TemplateSyntaxError, TemplateDoesNotExist) as fault:
                yield f"{name}: {fault}"


def template_folders() -> list[Path]:
    rooms = [*settings.ROOMS, "demo", "fujian_portal"]
    folders = [settings.BASE_DIR / "templates", *(settings.BASE_DIR / room / "templates" for room in rooms)]
    return [folder for folder in folders if folder.is_dir()]

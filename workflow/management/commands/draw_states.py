"""manage.py draw_states [--check]: docs/states/*.md from the declarations."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from common.commands import PortalCommand
from matters.registry import registered_models
from workflow.drawing import markdown


class Command(PortalCommand):
    help = "按声明生成状态图和步骤表（docs/states）；--check 只检查是否与代码一致。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "states"
        for model in registered_models():
            path = folder / f"{model._meta.model_name}.md"
            drawn = markdown(model, model.state_labels())
            if check and (not path.exists() or path.read_text() != drawn):
                raise CommandError(f"docs/states/{path.name} 与代码不一致，请运行 manage.py draw_states。")
            if not check:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(drawn)
                self.stdout.write(f"已生成 docs/states/{path.name}")

"""What is real in this database. The demo loads and empties only where nothing is, and is served nowhere else."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from matters.models import Matter
from organisations.models import Organisation, User

WHAT_TO_DO = "演示只能使用自己的数据库：请清除 DATABASE_URL、PORTAL_VAR 等环境变量，或者改为指向另一个空的数据库，再重新运行。"


def why_no_demo(*, emptying: bool = False) -> str:
    """What stands here that is no example, in Chinese; empty where the demo may be served, or emptied.

    May be asked before the tables are there, and of the tables of an earlier version.
    """
    found = _rows() or (_files() if emptying else "")
    return f"这里有真实数据（{found}）。" if found else ""


def _rows() -> str:
    if not {User._meta.db_table, Matter._meta.db_table} <= set(connection.introspection.table_names()):
        return ""
    matters = Matter.objects.filter(is_example=False).count()
    people = User.objects.filter(is_example=False).count()
    parts = [f"{matters} 件事项不是示例"] if matters else []
    parts += [f"{people} 个账号不是示例账号"] if people else []
    if not parts and not User.objects.exists() and Organisation.objects.exists():
        parts = ["已登记单位，而没有示例账号"]
    return "，".join(parts)


def _files() -> str:
    """Files beside a database that knows of nobody: they belong to another one."""
    folder = Path(settings.MEDIA_ROOT)
    has_files = folder.is_dir() and any(each.is_file() for each in folder.rglob("*"))
    return f"{folder} 中有不属于本数据库的文件" if has_files and not _has_people() else ""


def _has_people() -> bool:
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()

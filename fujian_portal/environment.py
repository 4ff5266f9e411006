"""What the environment decides: data stores, and whether this process may serve people at all.

Everything is read from environment variables; docs/operations.md lists them.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def sqlite_options(*, durable: bool) -> dict[str, Any]:
    """One writer at a time that waits its turn, readers that never wait: measured, see docs/operations.md.

    `durable`: each commit waits for the disk, so that what was accepted outlives a power cut.
    """
    level = "FULL" if durable else "NORMAL"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={level}; PRAGMA foreign_keys=ON;",
    }


def name_settings_module() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fujian_portal.settings")


def database(var: Path, *, durable: bool) -> dict[str, Any]:
    """The database of DATABASE_URL, or an SQLite file in `var`. PostgreSQL is durable by itself."""
    config = dict(env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'portal.sqlite3'}"))
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = sqlite_options(durable=durable) | config.get("OPTIONS", {})
        return config
    # No thread keeps a connection that it does not use: where they are few, the next request waits for nobody idle.
    return config | {"ENGINE": "fujian_portal.postgresql", "CONN_MAX_AGE": 0}


def cache(redis_url: str) -> dict[str, Any]:
    """Redis when there is one; else memory of each process, so nothing may rely on seeing another's entry."""
    if redis_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def broker(redis_url: str, var: Path) -> tuple[str, dict[str, Any]]:
    """Celery's broker address and transport options: Redis, or a folder that several processes share."""
    if redis_url:
        return redis_url, {"visibility_timeout": 600, "socket_connect_timeout": 2, "socket_timeout": 5}
    messages, control = var / "broker" / "messages", var / "broker" / "control"
    for folder in (messages, control):
        folder.mkdir(parents=True, exist_ok=True)
    options = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.2,
    }
    return "filesystem://", options


def refuse_demo_on_real_data() -> None:
    """Stop a serving process of the demo whose database holds what is no example."""
    from django.conf import settings
    from django.db import DatabaseError

    from fujian_portal.real import WHAT_TO_DO, why_no_demo

    if not settings.PORTAL_DEMO:
        return
    try:
        real = why_no_demo()
    except DatabaseError:
        # Without a database nothing is served; /health/ready/ says so.
        return
    if real:
        sys.exit(f"未能启动演示：{real}数据原样保留。{WHAT_TO_DO}")


#: How a mail server is reached: its usual port, and the setting that encrypts. smtps is TLS from the first byte.
MAIL_SERVERS = {
    "smtp": (25, ""),
    "smtp+tls": (587, "EMAIL_USE_TLS"),
    "smtps": (465, "EMAIL_USE_SSL"),
    "smtp+ssl": (465, "EMAIL_USE_SSL"),
}
MAIL_FOLDERS = {"filemail": "filebased", "consolemail": "console", "dummymail": "dummy"}


def mail(url: str) -> dict[str, Any]:
    """Django's settings for EMAIL_URL. User and password are percent-encoded; a + stands for itself.

    Raises ImproperlyConfigured.
    """
    backends = "django.core.mail.backends"
    try:
        parts = urlsplit(url)
        if parts.scheme in MAIL_FOLDERS:
            backend = f"{backends}.{MAIL_FOLDERS[parts.scheme]}.EmailBackend"
            return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path) or None}
        port, encrypts = MAIL_SERVERS[parts.scheme]
        if not parts.hostname or parts.path.strip("/"):
            raise ValueError
        return {
            "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or port,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            **({encrypts: True} if encrypts else {}),
        }
    except (ValueError, KeyError):
        raise ImproperlyConfigured(
            "环境变量 EMAIL_URL 的写法不能识别。写作 smtps://用户:密码@邮件服务器:465 或者 smtp+tls://用户:密码@邮件服务器:587，"
            "用户和密码里的 @ : / ? # % 写成 %40 %3A %2F %3F %23 %25，见 docs/operations.md。"
        ) from None


def require_production_settings() -> None:
    """Stop a serving process that lacks what production needs, with one sentence that names it.

    Commands such as `migrate` or `check` may run without: they serve nobody.
    """
    from django.conf import settings

    if settings.PORTAL_DEMO or settings.PORTAL_TEST:
        return
    needed = {"SECRET_KEY": settings.PORTAL_SECRET_GIVEN, "ALLOWED_HOSTS": settings.ALLOWED_HOSTS}
    missing = [name for name, given in needed.items() if not given]
    if missing:
        names = "、".join(missing)
        sys.exit(f"未能启动：须先设置环境变量 {names}，写法见 docs/operations.md；演示设 PORTAL_DEMO=1。")

"""Where files lie: outside the web root, under names that tell nothing."""

import logging
import os
import shutil
import tempfile
import uuid
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

#: Bytes; below it the store counts as full, while papers of some kilobytes may still find room.
LEAST_FREE = 2 * settings.PORTAL_UPLOAD_MAX
logger = logging.getLogger(__name__)


def private_storage() -> Storage:
    """The folder of settings, or the S3-compatible store named `private` in STORAGES."""
    if "private" in settings.STORAGES:
        return storages["private"]
    kind = DurableStorage if settings.PORTAL_DURABLE else WholeStorage
    return kind(location=settings.MEDIA_ROOT, base_url=None)


class StoreUnavailable(OSError):
    """The store is full, or cannot be written to; nothing was left in it."""

    message_zh = (
        "文件存储空间已满或者暂时不能写入，本次没有登记。您填写的内容仍在本页，"
        "请稍后再提交；仍然不行的，请与系统管理员联系。"
    )


class WholeStorage(FileSystemStorage):
    """A file is there whole or not at all."""

    def _save(self, name: str, content: File) -> str:
        """Raises StoreUnavailable."""
        try:
            return self._written(name, content)
        except OSError as problem:
            with suppress(OSError):
                Path(self.path(name)).unlink(missing_ok=True)
            logger.error("the store cannot be written to: %s", problem)
            raise StoreUnavailable(str(problem)) from problem

    def _written(self, name: str, content: File) -> str:
        return super()._save(name, content)


class DurableStorage(WholeStorage):
    """A file is on the disk, and found there by its name, before the row that names it is committed."""

    def _written(self, name: str, content: File) -> str:
        name = super()._written(name, content)
        path, root = Path(self.path(name)), Path(self.location)
        for each in (path, *(folder for folder in path.parents if folder.is_relative_to(root))):
            _to_disk(each)
        return name


def trouble() -> str:
    """Why the folder takes no more files, in a few English words for monitors; "" where it does, or is no folder."""
    store = private_storage()
    if not isinstance(store, FileSystemStorage):
        return ""
    try:
        os.makedirs(store.location, mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=store.location) as probe:
            probe.write(b"ok")
            probe.flush()
        free = shutil.disk_usage(store.location).free
    except OSError:
        return "file store unavailable"
    return "file store full" if free < LEAST_FREE else ""


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def upload_path(instance, filename: str) -> str:
    name = uuid.uuid4().hex
    return f"uploads/{name[:2]}/{name}"


def dossier_path(instance, filename: str) -> str:
    name = uuid.uuid4().hex
    return f"dossiers/{name[:2]}/{name}"

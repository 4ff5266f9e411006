"""Files while they arrive: within bounds of what one request may bring, and told at their field where they did not."""

import logging
import os
from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from common import scanning
from common.filetypes import MAX_BYTES, UnacceptableFile

logger = logging.getLogger(__name__)
#: Bytes of all files of one request; the proxy before us allows a little more (deploy/nginx).
MOST_TOGETHER = 200 * 1024 * 1024
TOO_LARGE = "“{name}”超过 50 MB 的上限，未上传。请压缩扫描精度，或者分成几个文件上传。"
TOO_MUCH = (
    "“{name}”没有收下：一次提交的文件合计超过 200 MB。已收下的文件仍在本页，请先提交，其余的再分次上传。"
)
NO_ROOM = (
    "“{name}”没有收下：服务器的存储空间已满或者暂时不能写入。其他内容仍在本页，"
    "请稍后重新选择文件再提交；仍然不行的，请与系统管理员联系。"
)


class Unreceived(UploadedFile):
    """Stands for a file that did not arrive, so that its field can say so and the text of the form is kept."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(file=None, name=name, size=1)
        self.reason_zh = reason.format(name=self.name)

    def read(self, *_: object) -> bytes:
        raise UnacceptableFile(self.reason_zh)

    chunks = read


def check(file: UploadedFile) -> None:
    """Whether the file arrived whole and carries no virus. Every field that takes one asks. Raises UnacceptableFile."""
    if isinstance(file, Unreceived):
        raise UnacceptableFile(file.reason_zh)
    scanning.check(file, file.name)


class ReceivingHandler(TemporaryFileUploadHandler):
    """Writes what arrives into temporary files; what is beyond the bounds, or finds no room, is let pass unkept."""

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.together = 0

    def new_file(self, *args, **kwargs) -> None:
        self.reason, self.received = "", 0
        try:
            super().new_file(*args, **kwargs)
        except OSError as problem:
            self._lose(NO_ROOM, problem)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.reason:
            return
        self.received += len(raw_data)
        self.together += len(raw_data)
        if self.received > MAX_BYTES:
            self._lose(TOO_LARGE)
        elif self.together > MOST_TOGETHER:
            self._lose(TOO_MUCH)
        else:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as problem:
                self._lose(NO_ROOM, problem)

    def file_complete(self, file_size: int) -> UploadedFile:
        if not self.reason:
            try:
                return super().file_complete(file_size)
            except OSError as problem:
                self._lose(NO_ROOM, problem)
        return Unreceived(self.file_name, self.reason)

    def _lose(self, reason: str, problem: OSError | None = None) -> None:
        self.reason = reason
        self.together -= self.received
        if problem:
            logger.error("an upload found no room: %s", problem)
        self._remove()

    def upload_interrupted(self) -> None:
        self._remove()

    def _remove(self) -> None:
        file = self.__dict__.pop("file", None)
        if file is None:
            return
        # Closing removes it; what waits to be written may find no room again.
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            os.remove(file.temporary_file_path())

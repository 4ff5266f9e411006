"""Uploads scanned for viruses by clamd, where CLAMD_ADDRESS names one, before anything of them is kept or read.

A file that could not be scanned is not taken: whoever sets an address is promised that nothing passes beside it.
The protocol is INSTREAM of clamd(8): `zINSTREAM`, then pieces each behind its length, a length of nought, one answer.
"""

import logging
import socket
import struct
from typing import BinaryIO

from django.conf import settings

from common.filetypes import UnacceptableFile

logger = logging.getLogger(__name__)
CHUNK = 256 * 1024
#: Seconds that each answer may take; below the time after which a web process is given up.
PATIENCE = 20
LONGEST_ANSWER = 4096
AWAY = (
    "“{name}”没有收下：病毒查杀服务没有应答，平台不收未经查杀的文件。其他内容仍在本页，"
    "请稍后重新选择文件再提交；仍然不行的，请与系统管理员联系。"
)
INFECTED = "“{name}”没有收下：查出病毒（{found}）。请在本机查杀后重新选择文件，其他内容仍在本页。"
TOO_LARGE = (
    "“{name}”没有收下：超过病毒查杀服务所收的大小。请分成几个文件，"
    "或者请系统管理员按运维手册调大 clamd 的 StreamMaxLength。其他内容仍在本页。"
)


def check(file: BinaryIO, name: str) -> None:
    """Leaves the file at its beginning. Raises UnacceptableFile, also where nobody answers."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _asked(file)
    except (OSError, ValueError) as problem:
        logger.error("clamd at %s did not answer: %s", settings.CLAMD_ADDRESS, problem)
        answer = ""
    finally:
        file.seek(0)
    if reason := _reason(answer):
        found = answer.rpartition(": ")[2].partition(" ")[0]
        raise UnacceptableFile(reason.format(name=name, found=found))


def _reason(answer: str) -> str:
    if answer.endswith(": OK"):
        return ""
    if answer.endswith(" FOUND"):
        logger.warning("an upload was refused by clamd: %s", answer)
        return INFECTED
    if "size limit exceeded" in answer:
        return TOO_LARGE
    if answer:
        logger.error("clamd answered: %s", answer)
    return AWAY


def _asked(file: BinaryIO) -> str:
    """What clamd says of the file. Raises OSError, and ValueError for an address that is none."""
    file.seek(0)
    with _connected() as server:
        try:
            server.sendall(b"zINSTREAM\0")
            while piece := file.read(CHUNK):
                server.sendall(struct.pack("!I", len(piece)) + piece)
            server.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # Above its limit it answers and hangs up; the answer may still be there to read.
            pass
        return _answer(server)


def _connected() -> socket.socket:
    """`host:port`, or the path of a socket, with or without `unix:` before it."""
    address = settings.CLAMD_ADDRESS.removeprefix("unix:").removeprefix("tcp://")
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
    server = socket.socket(socket.AF_UNIX)
    server.settimeout(PATIENCE)
    try:
        server.connect(address)
    except OSError:
        server.close()
        raise
    return server


def _answer(server: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = server.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")

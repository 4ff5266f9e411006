"""A server that speaks INSTREAM as clamd does, for the tests, and the real one where CLAMD_ADDRESS names it."""

import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Harmless by agreement, and found by every scanner; in two halves, so that none finds it here.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + r"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
REAL = os.environ.get("CLAMD_ADDRESS", "")
ABSENT = "真实病毒查杀服务的测试没有运行：未设 CLAMD_ADDRESS，其余测试不受影响（协议由测试内的服务器代答）。"


@contextmanager
def answering(limit: int = 25 * 1024 * 1024, *, hangs: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and what it was sent. `limit`: its StreamMaxLength; `hangs`: it takes calls and never answers."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, received, limit, hangs), daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", received
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(server: socket.socket, received: list[bytes], limit: int, hangs: bool) -> None:
    while True:
        try:
            call, _ = server.accept()
        except OSError:
            return
        with call:
            content = _taken(call, limit)
            if hangs:
                call.recv(1)
            elif content is None:
                call.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            else:
                received.append(content)
                call.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


def _taken(call: socket.socket, limit: int) -> bytes | None:
    """What is sent; None where it is more than `limit`, which ends the taking at once."""
    with call.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            if len(content) + length > limit:
                return None
            content += stream.read(length)
        return content

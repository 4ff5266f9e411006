"""The broker as kombu's transports bring it, but for what would end a worker.

Without Redis messages are files in a folder that web, worker and beat share: kombu's own transport reads a file while
it is being written, and a broken one ends the worker. A Redis that refuses to write, full or read-only, ends it too.
"""

import json
import logging
import os
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from kombu.transport import filesystem, redis
from redis.exceptions import ResponseError

logger = logging.getLogger(__name__)


class FolderChannel(filesystem.Channel):
    """Messages appear whole, are taken by one process, and put aside where they cannot be read."""

    @property
    def _folder(self) -> Path:
        return Path(self.data_folder_in)

    @property
    def _aside(self) -> Path:
        """Where a message lies while it is read, and where a broken one stays to be looked at."""
        folder = self._folder.parent / "aside"
        folder.mkdir(exist_ok=True)
        return folder

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{int(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        unfinished = self._folder / f".{name}"
        unfinished.write_text(json.dumps(payload))
        unfinished.rename(self._folder / name)

    def _get(self, queue: str) -> dict[str, Any]:
        """The next message of `queue`. Raises Empty."""
        for name in sorted(os.listdir(self._folder)):
            if name.partition(".")[2] == f"{queue}.msg" and (message := self._taken(name)):
                return message
        raise Empty

    def _taken(self, name: str) -> dict[str, Any] | None:
        """None where another process was quicker, or the message cannot be read."""
        aside = self._aside / name
        try:
            (self._folder / name).rename(aside)
        except FileNotFoundError:
            return None
        message = _read(aside.read_bytes())
        if message is None:
            logger.warning("message %s cannot be read and is put aside; the next sweep does its work", aside)
            return None
        aside.unlink()
        return message

    def _queue_bind(self, exchange: str, *args: Any, **kwargs: Any) -> None:
        """A table of queues that cannot be read is written anew."""
        table = self._exchange_file(exchange)
        if table.exists() and not isinstance(_json(table.read_bytes()), list):
            table.unlink()
        super()._queue_bind(exchange, *args, **kwargs)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _read(content: bytes) -> dict[str, Any] | None:
    """The message, where it has what the worker looks at before it can refuse anything."""
    message = _json(content)
    if not isinstance(message, dict) or "body" not in message:
        return None
    properties = message.get("properties")
    return message if isinstance(properties, dict) and "delivery_tag" in properties else None


class FolderTransport(filesystem.Transport):
    Channel = FolderChannel
    #: A folder has no host whose name could be missing.
    default_connection_params: dict[str, Any] = {}


class PatientRedis(redis.Transport):
    """A server that refuses at the moment is away at the moment: the worker connects again until it does.

    Full, read-only, or become a replica while somebody waits for it: each is a refusal of its own.
    """

    connection_errors = (*redis.Transport.connection_errors, ResponseError)

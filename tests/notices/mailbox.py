"""A real receiving mail server in a thread, which may refuse addresses or hang up."""

import email
import email.policy
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """What arrived, and how the server behaves."""

    received: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    hang_up_after_data: bool = False
    #: Called with the number of messages so far, when one has arrived and before the sender is told so.
    on_data: Callable[[int], object] = int

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.on_data(len(self.received))
        if self.hang_up_after_data:
            server.transport.abort()
        return "250 taken"

    def sent_to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.received if message["To"] == address]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def controller_for(box: Mailbox) -> Controller:
    return Controller(box, hostname="127.0.0.1", port=free_port())

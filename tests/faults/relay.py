"""The mail server of the trials: writes down what it takes before it says so.

`python -m tests.faults.relay PORT FILE ORDERS` appends one JSON line a mail to FILE. ORDERS is a
JSON file, read anew for each mail: what it does by address, "" for all others:

    accept      take it
    later       451, it is not taken
    refuse      550 to the address
    drop        break the connection off before anything is taken
    take_drop   take it, then break off without an answer: the sender cannot know

with "before" and "after", seconds to wait before it is written down, and before the answer.
"""

import asyncio
import json
import os
import signal
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller

from casework.clock import now

ACCEPT = {"do": "accept"}


class Keeper:
    """What aiosmtpd does with a mail; the names of the methods are aiosmtpd's."""

    def __init__(self, place: Path, orders: Path) -> None:
        self.file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.orders = orders

    def order(self, address):
        """Return what to do with a mail to this address."""
        try:
            orders = json.loads(self.orders.read_text())
        except FileNotFoundError:
            return ACCEPT
        return orders.get(address) or orders.get("") or ACCEPT

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.order(address)["do"] == "refuse":
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        address = envelope.rcpt_tos[0]
        order = self.order(address)
        await asyncio.sleep(order.get("before", 0))
        if order["do"] == "later":
            return "451 Try again later"
        if order["do"] == "drop":
            server.transport.abort()
            return "421 gone"
        self.keep(address, envelope.content, order["do"])
        await asyncio.sleep(order.get("after", 0))
        if order["do"] == "take_drop":
            server.transport.abort()
            return "421 gone"
        return "250 Taken"

    def keep(self, address, content, done):
        """Write one mail down, in one piece."""
        mail = message_from_bytes(content, policy=policy.default)
        line = {
            "id": mail["Message-ID"],
            "to": address,
            "subject": mail["Subject"],
            "at": time.time(),
            "virtual": now().isoformat(),
            "done": done,
        }
        os.write(self.file, (json.dumps(line) + "\n").encode())


def main(port: int, place: Path, orders: Path) -> None:
    """Listen until SIGTERM."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    controller = Controller(Keeper(place, orders), hostname="127.0.0.1", port=port)
    controller.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))

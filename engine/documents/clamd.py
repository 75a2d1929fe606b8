"""Asks ClamAV's daemon about a file: the INSTREAM command of its protocol, over a socket.

The file is sent in pieces, each after its length; nothing is written where the daemon could see it.
An address is `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`.
"""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

from engine.documents.scanning import Unscanned

PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_TCP = re.compile(r"tcp://(?P<host>[^:/]+|\[[0-9a-fA-F:]+\]):(?P<port>[0-9]{1,5})")
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


def is_address(text: str) -> bool:
    """Whether a daemon could listen at such an address."""
    return text.startswith("unix:/") or bool(_TCP.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Clamd:
    """A daemon at an address; `seconds` is how long it may be silent."""

    address: str
    seconds: float = 60.0

    def infection(self, stream: BinaryIO) -> str | None:
        """The name of what the daemon found; None when the file is clean. Raises Unscanned."""
        stream.seek(0)
        try:
            with self._connected() as daemon:
                daemon.sendall(b"zINSTREAM\0")
                while piece := stream.read(PIECE):
                    daemon.sendall(struct.pack("!L", len(piece)) + piece)
                daemon.sendall(struct.pack("!L", 0))
                answer = _answer_of(daemon)
        except OSError as fault:
            raise Unscanned(f"clamd at {self.address}: {fault}") from fault
        finally:
            stream.seek(0)
        return _verdict(answer)

    def _connected(self) -> socket.socket:
        if self.address.startswith("unix:"):
            daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            daemon.settimeout(self.seconds)
            try:
                daemon.connect(self.address.removeprefix("unix:"))
            except OSError:
                daemon.close()
                raise
            return daemon
        found = _TCP.fullmatch(self.address)
        if found is None:
            raise Unscanned(f"{self.address} is no address of clamd")
        place = (found["host"].strip("[]"), int(found["port"]))
        return socket.create_connection(place, timeout=self.seconds)


def _answer_of(daemon: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < _LONGEST_ANSWER:
        piece = daemon.recv(_LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str | None:
    if answer == "stream: OK":
        return None
    if found := _FOUND.fullmatch(answer):
        return found["name"]
    raise Unscanned(f"clamd answered {answer[:200]!r}")  # its own limit of size, or a fault

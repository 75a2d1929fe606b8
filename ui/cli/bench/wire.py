"""A client that costs nearly nothing: one kept connection, requests as bytes, and the status of the
answer. It shares the machine with the servers, so what it spends would be measured as theirs."""

from __future__ import annotations

import socket

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_PIECE = 65_536


class Wire:
    """One connection to this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, headers: str) -> int:
        """The status, once the whole answer has come; `headers` end each in a line break."""
        return self._ask(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}\r\n".encode())

    def post(self, path: str, headers: str, body: bytes) -> int:
        """The same of what changes something."""
        head = (
            f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}"
            f"content-length: {len(body)}\r\n\r\n"
        )
        return self._ask(head.encode() + body)

    def _ask(self, request: bytes) -> int:
        self._socket.sendall(request)
        got = b""
        while _END not in got:
            got += self._more()
        first, _, rest = got.partition(_END)
        missing = _length(first) - len(rest)
        while missing > 0:
            missing -= len(self._more())
        return int(first[9:12])

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> bytes:
        piece = self._socket.recv(_PIECE)
        if not piece:
            raise ConnectionError("the server hung up")
        return piece


def _length(head: bytes) -> int:
    """Every answer of ours tells its length."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(_LENGTH):
            return int(line.removeprefix(_LENGTH))
    return 0

"""Small servers on 127.0.0.1 for the tests of what leaves the house: HTTP and SMTP."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Request:
    """What a server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Reply:
    """What a server says; `before` runs first, so that a test can hold it up."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None


@dataclass
class Web:
    """A running HTTP server: what it is to say, the last reply again and again, and what it got."""

    port: int = 0
    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    requests: list[Request] = field(default_factory=list)

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def web(*replies: Reply, certificate: Path | None = None) -> Iterator[Web]:
    """A server for as long as the block lasts; with TLS when it has a certificate."""
    site = Web(replies=list(replies) or [Reply()])

    class Door(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            site.requests.append(
                Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
            )
            reply = site.next()
            reply.before()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            """Tests have no log."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests are about."""

    server = Quiet(("127.0.0.1", 0), Door)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    with _running(server):
        yield site


@dataclass
class Mailbox:
    """A running SMTP server; `answers` are codes for RCPT TO and for the end of DATA."""

    port: int = 0
    recipient: str = "250 ok"
    accepted: str = "250 ok"
    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


@contextmanager
def mailbox(*, recipient: str = "250 ok", accepted: str = "250 ok") -> Iterator[Mailbox]:
    """A server that takes letters for as long as the block lasts."""
    box = Mailbox(recipient=recipient, accepted=accepted)

    class Door(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 test")
            while line := self.rfile.readline().strip().decode():
                word = line.split(":")[0].upper().split()[0]
                if word == "RCPT":
                    box.recipients.append(line.partition("<")[2].rstrip(">"))
                    self._say(box.recipient)
                elif word == "DATA":
                    self._say("354 go on")
                    self._letter()
                elif word == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 ok")

        def _letter(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            if box.accepted.startswith("2"):
                box.letters.append(b"".join(lines))
            self._say(box.accepted)

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Door)
    box.port = server.server_address[1]
    with _running(server):
        yield box


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

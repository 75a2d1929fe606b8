"""The scanner's protocol, spoken with a daemon of our own on a socket."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.documents.clamd import Clamd, is_address
from engine.documents.scanning import Unscanned

CONTENT = b"x" * 200_000


class Daemon:
    """Reads one stream whole, then says what it is told to."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self.address = f"unix:{path}"
        self.came = b""
        self.command = b""
        self._answer = answer
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(path))
        self._door.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        caller, _ = self._door.accept()
        with caller, caller.makefile("rb") as wire:
            self.command = wire.read(10)
            while length := struct.unpack("!L", wire.read(4))[0]:
                self.came += wire.read(length)
            caller.sendall(self._answer)

    def end(self) -> None:
        self._thread.join(timeout=5)
        self._door.close()


@pytest.fixture
def daemon(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Daemon]:
    daemon = Daemon(tmp_path / "clamd", request.param)
    yield daemon
    daemon.end()


@pytest.mark.parametrize("daemon", [b"stream: OK\0"], indirect=True)
def test_a_clean_file_is_sent_whole_and_left_rewound(daemon: Daemon) -> None:
    stream = io.BytesIO(CONTENT)
    assert Clamd(daemon.address).infection(stream) is None
    daemon.end()
    assert (daemon.command, daemon.came, stream.tell()) == (b"zINSTREAM\0", CONTENT, 0)


@pytest.mark.parametrize("daemon", [b"stream: Eicar-Test-Signature FOUND\0"], indirect=True)
def test_what_was_found_is_named(daemon: Daemon) -> None:
    assert Clamd(daemon.address).infection(io.BytesIO(b"x")) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "daemon", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: "], indirect=True
)
def test_any_other_answer_lets_nothing_in(daemon: Daemon) -> None:
    with pytest.raises(Unscanned):
        Clamd(daemon.address).infection(io.BytesIO(b"x"))


def test_a_daemon_that_is_away_lets_nothing_in(tmp_path: Path) -> None:
    with pytest.raises(Unscanned):
        Clamd(f"unix:{tmp_path}/nobody").infection(io.BytesIO(b"x"))
    with pytest.raises(Unscanned):
        Clamd("tcp://127.0.0.1:1", seconds=0.5).infection(io.BytesIO(b"x"))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("unix:/run/clamav/clamd.ctl", True),
        ("tcp://127.0.0.1:3310", True),
        ("tcp://[::1]:3310", True),
        ("http://127.0.0.1:3310", False),
        ("tcp://127.0.0.1", False),
        ("unix:clamd", False),
    ],
)
def test_an_address_is_a_socket_or_a_host_with_its_port(text: str, good: bool) -> None:
    assert is_address(text) is good

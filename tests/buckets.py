"""An S3 service of one's own on 127.0.0.1, which checks signatures; its bucket lies in a folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.documents.bucket import Address

KEY, SECRET, NAME = "cauce-test", "a-secret-of-the-tests", "documents"
STARTING = 30.0


@dataclass(frozen=True, slots=True)
class Service:
    """A running service; `folder` is where it keeps the objects of the bucket."""

    endpoint: str
    folder: Path

    def address(self, **changes: object) -> Address:
        """How the bucket is reached, with what a test wants otherwise."""
        usual = {
            "endpoint": self.endpoint,
            "bucket": NAME,
            "access_key": KEY,
            "secret_key": SECRET,
        }
        return Address(**(usual | changes))  # type: ignore[arg-type]  # a test names its fields


@contextmanager
def service(folder: Path) -> Iterator[Service]:
    """A service for as long as the block lasts."""
    port = _free_port()
    bucket = folder / NAME
    bucket.mkdir(parents=True)
    command = [sys.executable, "-m", "nanio", "serve", "--host", "127.0.0.1", "--no-access-log"]
    running = subprocess.Popen(
        [*command, "--port", str(port), "--data-dir", str(folder), "--log-level", "error"],
        env=os.environ | {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, running)
        yield Service(f"http://127.0.0.1:{port}", bucket)
    finally:
        running.terminate()
        running.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the S3 service did not start")

"""A large content goes through both stores without ever lying whole in memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.buckets import KEY, NAME, SECRET, service

MEGABYTES = 120
PARTS_MB = 64
"""What the client of a bucket holds: a few parts of 8 MiB, whatever the size of the content."""


def grown(*arguments: str, **environment: str) -> float:
    """Megabytes that a fresh process grew at its peak while the content went in and out."""
    code = "from ui.cli import main; main()"
    command = [sys.executable, "-c", code, "bench", "documents", "--json", *arguments]
    size = ("--megabytes", str(MEGABYTES))
    done = subprocess.run(
        [*command, *size], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return sum(each["memory_mb"] for each in json.loads(done.stdout))


def test_a_folder_takes_and_gives_in_constant_memory() -> None:
    assert grown() < MEGABYTES / 8


def test_a_bucket_takes_and_gives_in_constant_memory(tmp_path: Path) -> None:
    with service(tmp_path / "s3") as running:
        memory = grown(
            "--configured",
            CAUCE_S3_ENDPOINT=running.endpoint,
            CAUCE_S3_BUCKET=NAME,
            CAUCE_S3_ACCESS_KEY=KEY,
            CAUCE_S3_SECRET_KEY=SECRET,
        )
    assert memory < PARTS_MB

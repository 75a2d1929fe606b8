"""The check of a deployment, without deploying: every fault with its file, element and way out."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definitions.bundle import Bundle, belongs
from engine.definitions.checking import check_bundle
from engine.installation import Installation
from engine.refusals import Fault


def checked_files(files: Mapping[str, bytes]) -> Bundle:
    """What of a draft would be deployed: its scenarios stay in the workshop."""
    return Bundle({path: body for path, body in files.items() if belongs(path)})


def faults_of(installation: Installation, files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """What is wrong, or worth a look; errors first."""
    return check_bundle(checked_files(files), installation.registers)

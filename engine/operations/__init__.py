"""Many cases at once: an act upon each of a list, with progress and an outcome for every one."""

from engine.operations.batches import (
    BatchBegun,
    BatchChanged,
    BatchKind,
    begin,
    cancel,
    pause,
    resume,
)
from engine.operations.running import run_batches

__all__ = [
    "BatchBegun",
    "BatchChanged",
    "BatchKind",
    "begin",
    "cancel",
    "pause",
    "resume",
    "run_batches",
]

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
from engine.operations.migrations import migrate_all, undo_all
from engine.operations.running import run_batches

__all__ = [
    "BatchBegun",
    "BatchChanged",
    "BatchKind",
    "begin",
    "cancel",
    "migrate_all",
    "pause",
    "resume",
    "run_batches",
    "undo_all",
]

"""What works beside the pages: the loops, the handlers and the queue that the settings describe."""

from __future__ import annotations

import threading

from engine.installation import Installation
from engine.jobs.messages import message_handlers
from engine.worker import worker as duty
from storage.jobs import queue_of
from ui.settings import Settings


def work(installation: Installation, chosen: Settings, stop: threading.Event) -> None:
    """Run every duty until `stop` is set."""
    queue = queue_of(
        installation.database,
        now=installation.clock.now,
        name=f"worker {installation.ids.new()}",
        places=chosen.worker_places,
        share=chosen.worker_share,
    )
    duty.run(installation, message_handlers(installation), stop, queue=queue)

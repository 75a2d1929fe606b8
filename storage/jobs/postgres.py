"""The queue of many machines: procrastinate carries the visits to whichever worker is free.

Its own tables know no municipality, so a visit carries two small numbers and nothing else: which
town, and which of its places. What is to be done there lies in `jobs`, behind the wall. A place is
one of a town's share: at most one visit waits for it and one is there. procrastinate's heartbeat
says which workers live; every few seconds one of them looks whose heart has stopped and sends the
visit again, under the same name. See `engine/docs/adr-0005-*.md`.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from storage.jobs.queue import Towns, Visit

log = logging.getLogger("cauce.worker")
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # each visit would be four lines

VISITS, UPKEEP = "visits", "upkeep"
HEARTBEAT = 5.0
STALLED_AFTER = 11.0
"""Seconds without a heartbeat, two beats missed, after which a worker counts as dead."""
RESCUE = "* * * * * */3"
"""Every three seconds; the sixth field is the seconds."""
REST = 0.5
"""Seconds between two looks at which towns have work."""
PAUSE = 2
"""Seconds before a visit that failed is sent again, or a lost database is asked again."""
LEASE = timedelta(minutes=10)
"""A backstop only: a visit that dies is sent again long before."""


class VisitFailed(Exception):
    """A visit could not go on; it says only the kind of the error, whose text may name a person."""


@dataclass(slots=True)
class ManyMachines:
    """Visits by procrastinate on the database at `url`: `places` at a time in this process,
    `share` in one town over all processes."""

    url: str
    places: int = 4
    share: int = 2
    lease: timedelta = LEASE

    def run(self, towns: Towns, visit: Visit, stop: Event) -> None:
        """Sends visits until `stop` is set; see `Queue`. A lost database is awaited."""
        while not stop.is_set():
            try:
                asyncio.run(self._run(towns, visit, stop))
            except Exception as error:
                log.error("queue lost", extra={"error": type(error).__name__})
                stop.wait(PAUSE)

    async def _run(self, towns: Towns, visit: Visit, stop: Event) -> None:
        ended = asyncio.Event()
        with ThreadPoolExecutor(self.places, thread_name_prefix="visit") as pool:
            app = _app(self.url, visit, pool, ended)
            async with app.open_async():
                workers = [
                    asyncio.create_task(_work(app, VISITS, self.places)),
                    asyncio.create_task(_work(app, UPKEEP, 1)),
                ]
                try:
                    await self._send(app, towns, ended, stop, workers)
                finally:
                    for worker in workers:
                        worker.cancel()  # procrastinate lets what runs come to its end
                    await asyncio.gather(*workers, return_exceptions=True)

    async def _send(
        self,
        app: App,
        towns: Towns,
        ended: asyncio.Event,
        stop: Event,
        workers: Sequence[asyncio.Task[None]],
    ) -> None:
        """Sends visits to the towns with work, until told to stop or a worker gives up."""
        while not stop.is_set() and not any(worker.done() for worker in workers):
            ended.clear()
            found = await asyncio.to_thread(towns)
            if found:
                await self._send_to(app, found)
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), REST)

    async def _send_to(self, app: App, found: Sequence[int]) -> None:
        sent = await app.job_manager.list_jobs_async(queue=VISITS)
        states = {job.queueing_lock: job.status for job in sent}
        for town in found:
            place = self._free_place(town, states)
            if place is not None:
                await _defer(app, town, place)

    def _free_place(self, town: int, states: dict[str | None, str | None]) -> int | None:
        """One more visit where none waits yet, and the share allows it."""
        told = [states.get(_key(town, place)) for place in range(self.share)]
        return None if "todo" in told or None not in told else told.index(None)


def _app(url: str, visit: Visit, pool: ThreadPoolExecutor, ended: asyncio.Event) -> App:
    connector = PsycopgConnector(conninfo=_conninfo(url), min_size=1, max_size=6)
    app = App(connector=connector)

    @app.task(name="visit", queue=VISITS, pass_context=True, retry=RetryStrategy(wait=PAUSE))
    async def visit_town(context: JobContext, *, town: int, place: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(pool, visit, town, f"visit {context.job.id}")
        except Exception as error:
            log.error("visit failed", extra={"error": type(error).__name__, "place": place})
            raise VisitFailed(type(error).__name__) from None
        ended.set()

    @app.periodic(cron=RESCUE)
    @app.task(name="rescue", queue=UPKEEP, queueing_lock="rescue")
    async def rescue(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it by name
        for job in await _stalled(app, VISITS):
            log.warning("worker lost", extra={"visit": job.id})
            with suppress(ConnectorException):  # it came to its end after all
                await _send_again(app, job)
        for job in await _stalled(app, UPKEEP):
            with suppress(ConnectorException):
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)

    return app


async def _stalled(app: App, queue: str) -> Iterable[Job]:
    """The jobs of workers whose heart has stopped."""
    return await app.job_manager.get_stalled_jobs(
        queue=queue, seconds_since_heartbeat=STALLED_AFTER
    )


async def _send_again(app: App, job: Job) -> None:
    """The same visit once more. Another that waits for its place would keep it from being sent, and
    be kept from the place by it: that one goes."""
    jobs, key = app.job_manager, job.queueing_lock
    for double in await jobs.list_jobs_async(queueing_lock=key, status=Status.TODO.value):
        if double.id is not None:
            await jobs.cancel_job_by_id_async(double.id, delete_job=True)
    await jobs.retry_job(job)


async def _work(app: App, queue: str, places: int) -> None:
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=places,
        delete_jobs="always",
        install_signal_handlers=False,
        fetch_job_polling_interval=REST,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=STALLED_AFTER,
    )


async def _defer(app: App, town: int, place: int) -> None:
    key = _key(town, place)
    visit = app.configure_task("visit", queue=VISITS, lock=key, queueing_lock=key)
    with suppress(AlreadyEnqueued):  # another process was faster
        await visit.defer_async(town=town, place=place)


def _key(town: int, place: int) -> str:
    return f"{town}/{place}"


def _conninfo(url: str) -> str:
    """The address in the form of libpq, which reads no `+` in the options of an address."""
    made = make_url(url)
    parts = {
        "user": made.username,
        "password": made.password,
        "host": made.host,
        "port": made.port,
        "dbname": made.database,
        **made.query,
    }
    given = {name: str(value) for name, value in parts.items() if value is not None}
    return make_conninfo("application_name='cauce jobs'", **given)

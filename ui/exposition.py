"""What Prometheus reads (the extra `metrics`): what this process counted, and how the house stands.

Labels are bounded and name nobody: the pattern of the route, never an address; a known method; the
status.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.queries.gauges import Gauges, gauges

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds."""
ALIVE = timedelta(minutes=1)
"""A worker that was not heard of for so long counts as dead; it tells every ten seconds."""
MEDIA_TYPE = CONTENT_TYPE_LATEST


class Books:
    """What one process counts."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "cauce_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "cauce_request_seconds",
            "How long answers took; completing a task is one step of its case.",
            ("route",),
            buckets=BUCKETS,
            registry=self._registry,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request more."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def told(self, installation: Installation) -> bytes:
        """All of it, with how the installation stands at this moment."""
        house = CollectorRegistry(auto_describe=False)
        house.register(_House(installation))
        return generate_latest(house) + generate_latest(self._registry)


class _House(Collector):
    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = self._installation.clock.now()
        with self._installation.database.read(WHOLE_INSTALLATION) as connection:
            found = gauges(connection, now=now, alive_since=now - ALIVE)
        yield from _told(found, now)
        used = self._installation.database.connections()
        yield _by_state("cauce_database_connections", "Connections of this process.", used)


def _told(found: Gauges, now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _by_state("cauce_jobs", "Jobs that are not over.", found.jobs)
    job, timer = _since(found.due_job, now), _since(found.due_timer, now)
    yield GaugeMetricFamily("cauce_due_job_seconds", "Wait of the job due longest.", value=job)
    yield GaugeMetricFamily(
        "cauce_due_timer_seconds", "Wait of the timer due longest.", value=timer
    )
    waiting = found.incidents
    yield GaugeMetricFamily("cauce_incidents", "Incidents that wait for a person.", value=waiting)
    yield GaugeMetricFamily("cauce_workers", "Workers that are alive.", value=found.workers)
    if found.beat is not None:
        beat = _since(found.beat, now)
        yield GaugeMetricFamily("cauce_beat_seconds", "Since when no worker was heard.", value=beat)


def _since(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


def _by_state(name: str, told: str, numbers: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=["state"])
    for state, number in numbers.items():
        family.add_metric([state], number)
    return family

"""The queue of many machines loses its connections: it asks again, and the work goes on."""

from __future__ import annotations

from collections import Counter

import psycopg
import pytest
from sqlalchemy import text

from storage.database import WHOLE_INSTALLATION, Database
from storage.jobs import queue_of
from tests.integration.storage.conftest import NOW
from tests.integration.storage.test_queue import Towns, working
from tests.postgres import Server

_CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cauce jobs'"
)


@pytest.mark.postgres
def test_work_goes_on_after_the_connections_were_cut(
    postgres_server: Server, postgres_url: str
) -> None:
    database = Database(postgres_url)
    queue = queue_of(database, now=lambda: NOW, name="w1", places=2, share=1)
    towns = Towns(Counter({1: 1}))

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: towns.order == [1])
        with psycopg.connect(postgres_server.admin_url, autocommit=True) as admin:
            cut = admin.execute(_CUT).fetchall()
        assert cut
        with towns.door:
            towns.waiting[2] = 1
        towns.wait_for(lambda: 2 in towns.order)
    database.close()


_DEAD = """WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)
VALUES (now() - interval '1 minute') RETURNING id)
INSERT INTO procrastinate_jobs
(queue_name, task_name, lock, queueing_lock, args, status, worker_id)
SELECT 'visits', 'visit', '1/0', '1/0', '{"town": 1, "place": 0}', 'doing', id FROM dead
RETURNING id"""
_DOUBLE = """INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args)
VALUES ('visits', 'visit', '1/0', '1/0', '{"town": 1, "place": 0}')"""


@pytest.mark.postgres
def test_a_visit_whose_worker_died_is_sent_again_although_another_waits_for_its_place(
    postgres_url: str,
) -> None:
    database = Database(postgres_url)
    with database.verb(WHOLE_INSTALLATION) as connection:
        dead = connection.execute(text(_DEAD)).scalar_one()
        connection.execute(text(_DOUBLE))
    queue = queue_of(database, now=lambda: NOW, name="w1", places=1, share=1)
    towns = Towns(Counter({1: 2}))

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: len(towns.order) == 2)
    database.close()
    assert towns.names[0] == f"visit {dead}"
    assert towns.names[1] != towns.names[0]

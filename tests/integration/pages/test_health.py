"""What who operates the house reads of it, and what nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from engine.worker.worker import tell_of_life
from storage.database import Database
from storage.documents.store import Unreachable
from tests.hall import Hall
from ui.health import may_read
from ui.settings import SettingError, Settings
from ui.traces import trace_with


def reads(hall: Hall, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    with closing(TestClient(hall.app, client=(host, 50_000))) as client:
        answer = client.get(path)
    return answer.status_code, answer.text


def metric(text: str, name: str) -> float:
    (line,) = [each for each in text.splitlines() if each.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


def test_the_house_is_alive_and_ready(hall: Hall) -> None:
    assert reads(hall, "/health/live", "192.0.2.7") == (200, "ok\n")
    assert reads(hall, "/health/ready")[0] == 200


def test_it_is_not_ready_without_documents_or_tables(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def away(_self: object, _sha256: str) -> bool:
        raise Unreachable("the bucket is away: https://secret")

    monkeypatch.setattr(type(hall.town.installation.documents), "exists", away)
    told = reads(hall, "/health/ready")
    assert told == (503, '{"database":"ok","documents":"unreachable"}')
    surroundings = hall.app.state.surroundings
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    installation = replace(surroundings.installation, database=empty)
    hall.app.state.surroundings = replace(surroundings, installation=installation)
    assert '"database":"old"' in reads(hall, "/health/ready")[1]
    hall.app.state.surroundings = surroundings
    empty.close()


def test_metrics_tell_how_the_house_stands_and_name_nobody(hall: Hall) -> None:
    town = hall.town
    desk = hall.desk("rosa")
    case = town.open_case("rosa", "permit", {"motivo": "Feria", "garantia": "10.00"})
    number = town.case(case).number
    desk.opens(f"cases/{number}")
    desk.opens("cases?q=Quispe")
    tell_of_life(town.installation, "a worker")
    status, text = reads(hall, "/metrics")
    assert status == 200
    assert metric(text, "cauce_workers") == 1
    assert metric(text, "cauce_beat_seconds") == 0
    assert metric(text, "cauce_incidents") == 0
    route = 'cauce_requests_total{method="GET",route="/{municipality}/cases/{number}",status="200"}'
    assert metric(text, route) >= 1
    assert 'cauce_jobs{state="waiting"}' in text
    assert 'cauce_database_connections{state="used"}' in text
    for secret in (number, "Quispe", hall.slug, "rosa"):
        assert secret not in text
    town.clock.advance(timedelta(minutes=5))
    text = reads(hall, "/metrics")[1]
    assert metric(text, "cauce_workers") == 0
    assert metric(text, "cauce_beat_seconds") == 300


def test_a_method_of_ones_own_makes_no_series_of_its_own(hall: Hall) -> None:
    with closing(TestClient(hall.app, client=("127.0.0.1", 1))) as client:
        client.request("QUISPE", "/health/live")
    assert "QUISPE" not in reads(hall, "/metrics")[1]


def test_metrics_do_not_exist_for_other_addresses(hall: Hall) -> None:
    assert reads(hall, "/metrics", "192.0.2.7")[0] == 404


@pytest.mark.parametrize(
    ("host", "allowed", "may"),
    [
        ("127.0.0.1", "127.0.0.1,::1", True),
        ("::1", "127.0.0.1,::1", True),
        ("10.3.4.5", "127.0.0.1, 10.0.0.0/8", True),
        ("11.3.4.5", "127.0.0.1, 10.0.0.0/8", False),
        ("127.0.0.1", "none", False),
        ("testclient", "127.0.0.1", False),
        ("", "0.0.0.0/0", False),
    ],
)
def test_who_reads_metrics_is_named_by_address_or_network(
    host: str, allowed: str, *, may: bool
) -> None:
    assert may_read(host, allowed) is may


def test_what_is_no_address_is_no_setting() -> None:
    with pytest.raises(SettingError, match="CAUCE_METRICS_FROM"):
        Settings(metrics_from="localhost")


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace_with(provider.get_tracer("cauce"))
    yield kept
    trace_with(None)
    provider.shutdown()


def test_a_span_says_what_the_log_says(hall: Hall, spans: InMemorySpanExporter) -> None:
    hall.desk("rosa").opens("cases?q=Quispe")
    (span,) = spans.get_finished_spans()
    assert span.name == "GET /{municipality}/cases"
    assert "Quispe" not in str(dict(span.attributes or {}))
    assert (span.attributes or {})["http.response.status_code"] == 200
    assert (span.end_time or 0) > (span.start_time or 0)

"""Spans of requests for OpenTelemetry, where the settings ask for them (the extra `telemetry`).

A span says what the log says: method, pattern of the route, status, reference. The framework's own
spans, which hold addresses and what failed of a form, stay off (`OFF`). Where spans go is said by
the usual variables (`OTEL_EXPORTER_OTLP_ENDPOINT`).
"""

from __future__ import annotations

import time
from typing import Any, Final

from fastapi.telemetry import TelemetryConfig

from ui.settings import SettingError, Settings

OFF: Final[TelemetryConfig] = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
NANOSECONDS = 1_000_000_000
_tracers: list[Any] = []


def begin_traces(settings: Settings) -> None:
    """Spans are sent from now on, if the settings say so. Raises SettingError without the extra."""
    if not settings.traces:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as fault:
        raise SettingError("CAUCE_TRACES needs: pip install 'cauce[telemetry]'") from fault
    provider = TracerProvider(resource=Resource.create({"service.name": "cauce"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace_with(provider.get_tracer("cauce"))


def trace_with(tracer: Any) -> None:
    """This tracer takes the spans; None: nobody does."""
    _tracers[:] = [] if tracer is None else [tracer]


def traced(method: str, route: str, status: int, seconds: float, reference: str) -> None:
    """One request, which has just been answered."""
    for tracer in _tracers:
        ended = time.time_ns()
        span = tracer.start_span(
            f"{method} {route}",
            start_time=ended - int(seconds * NANOSECONDS),
            attributes={
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
                "cauce.reference": reference,
            },
        )
        span.end(ended)

"""Traces for whoever runs a collector (OpenTelemetry, extra ``telemetry``): off unless the site names one.

Spans are named after pages and hold the method, the status and how many questions the database was asked; no address, no account,
no SQL. The packages' own instrumentation of Django is not used: it writes the path of each request into its spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol


class Span(Protocol):
    """What is asked of a span."""

    def set_attribute(self, key: str, value: str | int | float) -> None:
        """One fact about it."""

    def update_name(self, name: str) -> None:
        """Its name, once it is known."""


class Tracer(Protocol):
    """What is asked of a tracer: OpenTelemetry's has it."""

    def start_as_current_span(self, name: str) -> Any:
        """A context that gives the span."""


class _Silent:
    def set_attribute(self, key: str, value: str | int | float) -> None:
        pass

    def update_name(self, name: str) -> None:
        pass


_tracer: Tracer | None = None
_SILENT = _Silent()


def use(tracer: Tracer | None) -> None:
    """Trace with this from now on; None for no traces."""
    global _tracer
    _tracer = tracer


def collects() -> bool:
    """Whether anybody collects spans."""
    return _tracer is not None


def start(collector: str, *, exporter: Any = None) -> None:
    """Send spans to the collector's address (OTLP over HTTP), or to ``exporter``. Raises ValueError where the extra is missing."""
    if not collector and exporter is None:
        return
    try:
        provider_of = import_module("opentelemetry.sdk.trace")
        export = import_module("opentelemetry.sdk.trace.export")
        resources = import_module("opentelemetry.sdk.resources")
        if exporter is None:
            exporter = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter").OTLPSpanExporter(endpoint=collector)  # fmt: skip
    except ImportError as missing:
        raise ValueError(
            "DUNGVIEC_TRACES_TO cần gói thêm: pip install «dungviec[telemetry]». (Traces need the extra «telemetry».)"
        ) from missing
    provider = provider_of.TracerProvider(resource=resources.Resource({"service.name": "dungviec"}))
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    use(provider.get_tracer("dungviec.office"))


@contextmanager
def span(name: str) -> Iterator[Span]:
    """A span around what is inside; does nothing where nobody collects."""
    if _tracer is None:
        yield _SILENT
        return
    with _tracer.start_as_current_span(name) as found:
        yield found

"""Measurements in Prometheus' text: requests by the name of their page, never by path; the office's standing read when asked for.

Several web processes add up through the files of ``PROMETHEUS_MULTIPROC_DIR``, which ``dungviec office serve`` sets for its children.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from dungviec.office.operations.standing import Standing, standing

REQUESTS = Counter("dungviec_requests", "Requests answered", ("route", "method", "status"))
SECONDS = Histogram(
    "dungviec_request_seconds", "Time until the answer began", ("route",), buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
)  # fmt: skip
PROCESSOR = Counter(
    "dungviec_request_processor_seconds", "Processor time of requests, without the database's", ("route",)
)
BROKEN = Counter("dungviec_broken_pages", "Pages that ended in an error nobody foresaw", ("route",))
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count(route: str, method: str, status: int, *, seconds: float, processor: float) -> None:
    """One request answered: how long it took, and the processor time of its thread."""
    REQUESTS.labels(route, method if method in _METHODS else "other", f"{status // 100}xx").inc()
    SECONDS.labels(route).observe(seconds)
    PROCESSOR.labels(route).inc(processor)


def text() -> tuple[bytes, str]:
    """Everything measured, and its content type."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    else:
        counted = REGISTRY
    read = CollectorRegistry()
    read.register(_Standing())
    return generate_latest(counted) + generate_latest(read), CONTENT_TYPE_LATEST


class _Standing(Collector):
    """The office's standing as gauges, read when asked for."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            found = standing()
            jobs = list(_jobs())
        except DatabaseError:
            yield _gauge("dungviec_database_up", "Whether the database answers", 0)
            return
        yield _gauge("dungviec_database_up", "Whether the database answers", 1)
        yield from _gauges(found)
        yield from jobs


def _gauges(s: Standing) -> Iterator[Metric]:
    info = GaugeMetricFamily("dungviec_info", "Version and database", labels=("version", "database"))
    info.add_metric((s.software, s.database), 1)
    yield info
    yield _gauge("dungviec_database_bytes", "Size of the database", s.database_bytes)
    yield _gauge("dungviec_pending_migrations", "Migrations not run", len(s.pending))
    yield _gauge("dungviec_disk_free_bytes", "Space left on the disk of the data folder", s.disk_free)
    queued = GaugeMetricFamily("dungviec_jobs", "Jobs of the background workers", labels=("state",))
    for state in ("waiting", "running", "failed"):
        queued.add_metric((state,), getattr(s.queue, state))
    yield queued
    yield _gauge("dungviec_oldest_job_seconds", "Age of the oldest job that waits", s.queue.oldest or 0)
    yield _gauge("dungviec_workers", "Workers that live", sum(w.alive for w in s.workers))
    yield _gauge("dungviec_ledger_lines", "Lines of the ledger", s.ledger_lines)
    yield _gauge(
        "dungviec_ledger_lines_without_anchor", "Lines since the last copy of the ledger's head", s.anchor_lines_behind
    )
    for name, told, value in (
        ("dungviec_backup_age_seconds", "Age of the newest backup", s.backup_age),
        ("dungviec_rehearsal_age_seconds", "Since a restore was last rehearsed", s.rehearsal_age),
        ("dungviec_ledger_verified_age_seconds", "Since the ledger was last verified", s.ledger_verified_age),
        ("dungviec_replica_behind_seconds", "How far the copy of the database is behind", s.replica.behind if s.replica else None),
    ):  # fmt: skip
        if value is not None:
            yield _gauge(name, told, value)


def _jobs() -> Iterator[Metric]:
    """How long the jobs of the last day took, by kind."""
    since = timezone.now() - timedelta(days=1)
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    ended = DBTaskResult.objects.filter(finished_at__gte=since, started_at__isnull=False).order_by()
    rows = list(ended.values("task_path").annotate(mean=Avg(took), longest=Max(took), number=Count("pk")))
    mean = GaugeMetricFamily("dungviec_job_mean_seconds", "Mean time of a job, last 24 hours", labels=("kind",))
    longest = GaugeMetricFamily("dungviec_job_longest_seconds", "Longest job, last 24 hours", labels=("kind",))
    number = GaugeMetricFamily("dungviec_jobs_ended", "Jobs that ended, last 24 hours", labels=("kind",))
    for row in rows:
        kind = (row["task_path"].rpartition(".")[2],)
        mean.add_metric(kind, row["mean"].total_seconds())
        longest.add_metric(kind, row["longest"].total_seconds())
        number.add_metric(kind, row["number"])
    yield from (mean, longest, number)


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=value)

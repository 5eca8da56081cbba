"""Serving the office: granian in front, the worker of long jobs beside it; both end together."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from types import FrameType

PAUSE = 3.0
"""Seconds between two looks at whether the worker lives."""


def worker() -> list[str]:
    """The command of a worker of long jobs."""
    return [sys.executable, "-m", "dungviec.office", "office_worker", "--interval", "0.5", "--verbosity", "0"]


def tend(
    children: list[subprocess.Popen[bytes]],
    again: Callable[[], subprocess.Popen[bytes]],
    stopping: Callable[[], bool],
    *,
    pause: float = PAUSE,
) -> int:
    """Wait for the first child, the web server, and answer with its exit code; the second, the worker, is begun anew when it ends.

    A worker may end because the database was away for a while: it is begun ``pause`` seconds after its end, as a service
    manager would do it, so that nobody has to notice. ``children`` always holds the one that lives.
    """
    while True:
        try:
            return children[0].wait(timeout=pause)
        except subprocess.TimeoutExpired:
            if not stopping() and children[1].poll() is not None:
                children[1] = again()


def serve(host: str = "127.0.0.1", port: int = 8000, *, workers: int = 1) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code. Raises NotFitToStart for a production office that is not safe to open."""
    if (
        os.environ.get("DUNGVIEC_ENV") == "production"
    ):  # said here as one sentence; wsgi refuses it again for other servers
        from dungviec.office.demo import set_up

        set_up()
        from dungviec.office.access.start_check import refuse_to_start

        refuse_to_start()
    # one thread for linear algebra: matrices here are some hundred wide, and threads that wait for each other cost more than they bring
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "DJANGO_SETTINGS_MODULE": "dungviec.office.settings"}
    counted = tempfile.mkdtemp(prefix="dungviec-counts-")  # where the web processes add up what they count
    environment.setdefault("PROMETHEUS_MULTIPROC_DIR", counted)
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--respawn-failed-workers", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "dungviec.office.wsgi:application",
    ]  # fmt: skip
    children = [subprocess.Popen(command, env=environment) for command in (web, worker())]  # noqa: S603
    stopping = False

    def again() -> subprocess.Popen[bytes]:
        return subprocess.Popen(worker(), env=environment)  # noqa: S603

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            if child.poll() is None:
                child.terminate()

    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = tend(children, again, lambda: stopping)
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)
        for child in children:
            if child.poll() is None:
                child.terminate()
        for child in children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
        shutil.rmtree(counted, ignore_errors=True)
    return 0 if stopping else code

"""The web server and its worker: a worker that ended is begun anew, and both end together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dungviec.office.server import tend


def _python(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-S", "-c", code])


def test_a_worker_that_ended_is_begun_anew_until_the_web_server_ends(tmp_path: Path) -> None:
    """The database was away, the worker gave up: jobs must not wait until somebody notices."""
    begun: list[subprocess.Popen[bytes]] = []

    def again() -> subprocess.Popen[bytes]:
        begun.append(_python("import sys; sys.exit(1)" if len(begun) < 2 else "import time; time.sleep(60)"))
        return begun[-1]

    until = f"import time, pathlib\nwhile not pathlib.Path({str(tmp_path / 'end')!r}).exists(): time.sleep(0.05)\nraise SystemExit(7)"
    children = [_python(until), _python("raise SystemExit(1)")]

    def stopping() -> bool:
        if len(begun) == 3:  # two more that failed, and one that lives
            (tmp_path / "end").touch()
        return False

    try:
        assert tend(children, again, stopping, pause=0.05) == 7
        assert len(begun) == 3
        assert children[1] is begun[-1]
        assert children[1].poll() is None
    finally:
        for child in children:
            child.kill()
            child.wait()


def test_nothing_is_begun_anew_while_the_office_ends() -> None:
    """Ctrl-C ends the worker first: beginning it anew would leave it behind."""
    children = [_python("import time; time.sleep(0.5)"), _python("pass")]
    children[1].wait()
    assert tend(children, lambda: _python("raise SystemExit(3)"), lambda: True, pause=0.05) == 0
    assert children[1].returncode == 0

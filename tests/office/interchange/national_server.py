"""A small national database on 127.0.0.1 for the tests: TLS with a certificate of its own making, and answers as it is told to give."""

from __future__ import annotations

import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Other:
    """The other side: what it received, and what it answers next (the last answer stays)."""

    port: int = 0
    seen: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}/ho-so"

    def will(self, status: int, said: dict[str, Any] | bytes = b"", **headers: str) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.answers.append((status, {k.replace("_", "-"): v for k, v in headers.items()}, body))


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate of ``localhost`` and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(start).not_valid_after(start + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / f"{name}.crt", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@contextmanager
def other_side(folder: Path, *, clients: Path | None = None) -> Iterator[Other]:
    """Serve until the end. ``clients``: only who shows this certificate is heard."""
    other = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            other.seen.append(({k.lower(): v for k, v in self.headers.items()}, body))
            status, headers, said = other.answers.pop(0) if len(other.answers) > 1 else other.answers[0]
            if status == 0:  # hears, and says nothing until the test is over
                other.release.wait(20)
                return
            key = self.headers["Idempotency-Key"]
            if status == 201 and key in other.known:
                status, said = 409, json.dumps({"status": "acknowledged", "receipt": "again"}).encode()
            other.known |= {key} if status == 201 else set()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    crt, key = folder / "localhost.crt", folder / "localhost.key"
    if not crt.exists():
        certificate(folder, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, key)
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(clients)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    other.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield other
    finally:
        other.release.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)

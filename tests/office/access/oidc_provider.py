"""A small OpenID Connect provider on 127.0.0.1: description, keys, token. What its tokens say is set by each test."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "dung-viec", "bi mat cua van phong"


@dataclass
class Provider:
    """The provider: its address, its key, and what the next token is to be like."""

    url: str = ""
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    other_key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    claims: dict[str, Any] = field(default_factory=dict)
    """What differs from a good token; a value of None leaves the claim out."""
    sign: str = "good"
    config: dict[str, Any] = field(default_factory=dict)
    down: bool = False
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def token(self) -> str:
        """An ID token as the test wants it."""
        now = int(time.time())
        good = {"iss": self.url, "aud": CLIENT, "sub": "nv-0042", "iat": now, "exp": now + 300}
        body = {k: v for k, v in (good | self.claims).items() if v is not None}
        if self.sign == "none":
            return jwt.encode(body, None, algorithm="none", headers={"kid": "1"})
        if self.sign == "shared":
            return jwt.encode(body, SECRET.ljust(40), algorithm="HS256", headers={"kid": "1"})
        key = self.other_key if self.sign == "forged" else self.key
        return jwt.encode(body, key, algorithm="RS256", headers={"kid": "1" if self.sign != "unknown" else "9"})

    def answer(self, path: str, given: dict[str, list[str]]) -> Any:
        """What an address answers."""
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/vao", "token_endpoint": f"{self.url}/the", "jwks_uri": f"{self.url}/khoa",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            } | self.config  # fmt: skip
        if path == "/khoa":
            return {
                "keys": [
                    json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "1", "alg": "RS256"}
                ]
            }
        self.asked.append(given)
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, until the block ends."""
    here = Provider()

    class Handler(BaseHTTPRequestHandler):
        def _say(self, given: dict[str, list[str]]) -> None:
            body = b"" if here.down else json.dumps(here.answer(self.path, given)).encode()
            self.send_response(503 if here.down else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            self._say(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def log_message(self, *_words: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


def challenge(verifier: str) -> str:
    """What PKCE makes of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")

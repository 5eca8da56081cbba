"""The how-to page's examples run as they stand, against the town."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "use-the-api.md"


class Told(io.BytesIO):
    """An answer as urllib gives it."""

    headers: dict[str, str]


def test_the_examples_of_the_page_run(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = program("personnel")
    asked: list[str] = []

    def urlopen(request: Request) -> Told:
        address = request.full_url.removeprefix("http://127.0.0.1:8000")
        asked.append(f"{request.get_method()} {address}")
        headers = {
            name: value
            for name, value in request.header_items()
            if name.lower() not in ("authorization", "content-type")
        }
        assert request.get_header("Authorization") == f"Bearer {one.key}"
        kind = {"content_type": "application/json"} if request.data else {}
        told = one.client.generic(request.get_method(), address, request.data or b"", headers=headers, **kind)
        assert told.status_code < 300, (address, told.content)
        answer = Told(told.content)
        answer.headers = told.headers
        return answer

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    space: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block.replace("dv_…", one.key), str(PAGE), "exec"), space)
    assert len(blocks) == 4
    assert asked[0].startswith("GET /api/v1/people?degree=university")
    assert "PATCH" in " ".join(asked)
    assert "/api/v1/pages/quyet-dinh/" in capsys.readouterr().out
    key, body = b"k" * 32, b"{}"
    mark = base64.b64encode(hmac.new(key, b"evt_1.1600000000." + body, hashlib.sha256).digest()).decode()
    headers = {"webhook-id": "evt_1", "webhook-timestamp": "1600000000", "webhook-signature": f"v1,{mark}"}
    assert space["is_true"]("whsec_" + base64.b64encode(key).decode(), headers, body)
    assert not space["is_true"]("whsec_" + base64.b64encode(key).decode(), headers, b"{ }")

"""Visitors of an evaluation season: log in by the form, open and save pages as the mix says, each on a connection of its own."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import urlencode

PASSWORD = "mot mat khau dai"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


Door = int | Callable[[], Any]
"""A port of this machine, or what makes a connection."""


class Visitor:
    """One browser: a connection kept open, cookies, the time of every answer."""

    def __init__(self, door: Door) -> None:
        self.connection = door() if callable(door) else http.client.HTTPConnection("127.0.0.1", door, timeout=120)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **values: Any) -> tuple[int, bytes]:
        """Status and body."""
        heads = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Host": "127.0.0.1"}
        body = None
        if method == "POST":
            heads |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
            body = urlencode(values)
        elif values:
            path += "?" + urlencode(values)
        self.connection.request(method, path, body, heads)
        answer = self.connection.getresponse()
        read = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _sign, rest = value.partition("=")
                self.cookies[key.strip()] = rest.partition(";")[0]
        return answer.status, read

    def log_in(self, address: str, username: str) -> bool:
        """Through the form; whether it led on."""
        _status, page = self.ask("GET", address)
        token = _TOKEN.search(page)
        word = token[1].decode() if token else ""
        status, _body = self.ask("POST", address, username=username, password=PASSWORD, csrfmiddlewaretoken=word)
        return status == 302


Page = tuple[str, Callable[[Visitor], tuple[int, bytes]]]


def season(who: dict[str, Any], seed: int, port: Door) -> Callable[[], tuple[Visitor, list[Page]]]:
    """Visits as they come in the first half of December: mostly officials, then heads, then the personnel office. ``port``: where they knock."""
    draw, period = Random(seed), "2020-11"
    people = who["people"]

    def visit() -> tuple[Visitor, list[Page]]:
        visitor, kind = Visitor(port), draw.random()
        get = lambda path, **q: lambda v: v.ask("GET", path, **q)  # noqa: E731
        if kind < 0.70:
            name, person = draw.choice(who["officials"])
            sheet = f"/danh-gia/phieu/{person}/{period}/"
            pages: list[Page] = [
                ("trang sáng (morning)", get("/")), ("phiếu của tôi (my sheet)", get(sheet)),
                ("lưu tự chấm (self-score)", lambda v: v.ask("POST", sheet, **{"tieu-chi": "co", "uu-diem": "Hoàn thành việc được giao."})),
                ("phiếu của tôi (my sheet)", get(sheet)), ("đánh giá của tôi (my year)", get("/ho-so-cua-toi/danh-gia/")),
            ]  # fmt: skip
        elif kind < 0.90:
            name, unit = draw.choice(who["heads"])
            listed = get("/danh-gia/", **{"don-vi": unit, "ky": period})
            pages = [
                ("trang sáng (morning)", get("/")), ("danh sách của trưởng (head's list)", listed),
                ("bảng cân chỉnh (calibration)", get("/danh-gia/can-chinh/", **{"don-vi": unit})), ("danh sách của trưởng (head's list)", listed),
            ]  # fmt: skip
        else:
            name = "to-chuc"
            person = draw.choice(people)
            pages = [
                ("trang sáng (morning)", get("/")), ("danh sách (people list)", get("/can-bo/", page=draw.randint(1, 200))),
                ("ô tìm (search)", lambda v: v.ask("POST", "/tim/", q=draw.choice(["nguyen thi", "tran anh", "truong phong", "hạnh"]))),
                ("một hồ sơ (one record)", get(f"/can-bo/{person}/")), ("báo cáo (report)", get("/bao-cao/")),
            ]  # fmt: skip
        return visitor, [("đăng nhập (log in)", lambda v: (200 if v.log_in("/dang-nhap/", name) else 401, b"")), *pages]

    return visit


def run(
    visit: Callable[[], tuple[Visitor, list[Page]]], seconds: float, visitors: int
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Visits one after the other by so many at once, until the time is over: milliseconds by page, failures by page."""
    times: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    lock, over = threading.Lock(), time.monotonic() + seconds

    def walk() -> None:
        while time.monotonic() < over:
            with lock:
                visitor, pages = visit()
            for name, page in pages:
                began = time.perf_counter()
                try:
                    status, _body = page(visitor)
                except (OSError, http.client.HTTPException):
                    status = 599
                took = 1000 * (time.perf_counter() - began)
                with lock:
                    times[name].append(took)
                    failed[f"{name}: {status}"] += status >= 400
                if time.monotonic() >= over:
                    break
            visitor.connection.close()

    threads = [threading.Thread(target=walk, daemon=True) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, {k: n for k, n in failed.items() if n}

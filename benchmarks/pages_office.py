"""`python -m benchmarks.pages_office PEOPLE TIMES`: one database, filled and asked; prints one JSON line per page.

Started by ``benchmarks.pages`` with ``DATABASE_URL`` or ``DUNGVIEC_HOME`` set. Requests go through the whole of Django (all
middleware, templates, the ledger) without a network; each page is asked for often, with other people, units and words.
"""

from __future__ import annotations

import html
import json
import os
import re
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

QUICK = ("nguyen thi", "hạnh", "ngueyn van", "truong phong", "nguyeenx", "mam non", "tran anh", "phuong")


def fill(people: int) -> None:
    """The tables, a made-up province, an officer and an administrator of the admin sites."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from dungviec.office.access.models import Role, User
    from dungviec.office.access.services import create_account
    from dungviec.office.registry.models import City
    from dungviec.office.registry.services import load_snapshot
    from dungviec.synth import build_province

    if not City.objects.exists():
        load_snapshot(build_province(people, 7))
    if not User.objects.filter(username="can-bo").exists():
        create_account("can-bo", "mot mat khau dai", Role.PERSONNEL)
        User.objects.create_superuser("quan-tri", password="mot mat khau dai")


def pages(seed: int) -> dict[str, Callable[[Any], Any]]:
    """Each page as a request that takes the client; what is asked for changes with every call."""
    from dungviec.office.registry.models import Person, Unit

    draw = Random(seed)
    persons = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    last = len(persons) // 50
    head = {"HX-Request": "true", "HX-Target": "list"}

    def found(client: Any) -> Any:
        return client.post("/can-bo/tim/", {"q": draw.choice(QUICK)}, headers=head)

    return {
        "trang sáng (home)": lambda c: c.get("/"),
        "danh sách (list)": lambda c: c.get("/can-bo/", {"page": draw.randint(1, last)}),
        "danh sách, lọc, xếp (filters, order)": lambda c: c.get(
            "/can-bo/", {"degree": "university", "sex": draw.choice(["male", "female"]), "sort": draw.choice(["-age", "unit", "title"])}
        ),
        "danh sách, tìm (search in list)": found,
        "ô tìm nhanh (quick search)": lambda c: c.post("/tim/", {"q": draw.choice(QUICK)}),
        "một cán bộ (official)": lambda c: c.get(f"/can-bo/{draw.choice(persons)}/"),
        "thẻ khi rê chuột (card)": lambda c: c.get(f"/can-bo/{draw.choice(persons)}/the/"),
        "so sánh ba người (compare)": lambda c: c.get("/can-bo/so-sanh/", {"nguoi": draw.sample(persons, 3)}),
        "tổ chức (units)": lambda c: c.get("/to-chuc/"),
        "một đơn vị (unit)": lambda c: c.get(f"/to-chuc/{draw.choice(units)}/"),
        "sơ đồ (chart)": lambda c: c.get("/to-chuc/so-do/", {"mo": draw.choice(units)}),
        "một nhánh (branch)": lambda c: c.get(f"/to-chuc/so-do/nhanh/{draw.choice(units)}/"),
        "đến hạn (clocks)": lambda c: c.get("/den-han/"),
        "phiếu tháng (months)": lambda c: c.get("/danh-gia/"),
        "cân chỉnh (calibration)": lambda c: c.get("/danh-gia/can-chinh/"),
        "năng lực (gaps)": lambda c: c.get("/nang-luc/"),
        "quy hoạch (succession)": lambda c: c.get("/quy-hoach/"),
        "tinh giản (surplus)": lambda c: c.get("/tinh-gian/"),
        "nhu cầu đào tạo (needs)": lambda c: c.get("/dao-tao/"),
        "thi đua (titles)": lambda c: c.get("/thi-dua/"),
        "báo cáo (interview)": lambda c: c.get("/bao-cao/"),
        "BM01": lambda c: c.get("/bao-cao/bm01/"),
        "chất lượng (quality)": lambda c: c.get("/bao-cao/chat-luong/"),
        "hiệu quả khóa học (effect)": lambda c: c.get("/dao-tao/hieu-qua/"),
        "năm đào tạo (training year)": lambda c: c.get("/dao-tao/nam/"),
        "chín ô (nine boxes)": lambda c: c.get("/quy-hoach/chin-o/"),
        "ai được danh hiệu (shares)": lambda c: c.get("/thi-dua/cong-bang/"),
        "nhiệt kế (thermometer)": lambda c: c.get("/danh-gia/nhiet-ke/"),
        "nhu cầu của đơn vị (unit needs)": lambda c: c.get("/bo-tri/nhu-cau/"),
        "biến động (movement)": lambda c: c.get("/bao-cao/bien-dong/"),
        "khảo sát số liệu (explore)": lambda c: c.get("/khao-sat-so-lieu/"),
        "xuất 1.000 người (export)": lambda c: c.get("/can-bo/xuat/", {"unit": "D01", "sex": "male"}),
    }  # fmt: skip


def admin_pages(seed: int, people: int) -> dict[str, Callable[[Any], Any]]:
    """The same list in Django admin, written fairly and as usual."""
    draw = Random(seed)

    def listed(site: str, **query: Any) -> Callable[[Any], Any]:
        return lambda c: c.get(f"/{site}/registry/person/", {k: v() for k, v in query.items()})

    return {
        "danh sách (list) ▸ admin": listed("fair", p=lambda: draw.randint(1, people // 50)),
        "danh sách, lọc (filters) ▸ admin": listed(
            "fair", degree__exact=lambda: "university", sex__exact=lambda: draw.choice(["male", "female"])
        ),
        "danh sách, tìm (search) ▸ admin": listed("fair", q=lambda: draw.choice(["nguyen thi", "hanh", "tran anh"])),
        "danh sách (list) ▸ admin, từng dòng (row by row)": listed("plain", p=lambda: draw.randint(1, people // 50)),
    }


def asked(client: Any, page: Callable[[Any], Any], times: int) -> dict[str, Any]:
    """Milliseconds of processor and of the clock, size and queries of a page after two calls that warm it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        whole = re.search(rb'http-equiv="refresh" content="0;url=([^"]+)"', page(client).content)
        if whole:  # a page that is counted after it is shown: measured once it is counted
            client.get(html.unescape(whole[1].decode()))
    with CaptureQueriesContext(connection) as queries:
        answer = page(client)
    asked_for = len(queries)
    cpu, clock = [], []
    for _ in range(times):
        a, b = time.process_time(), time.perf_counter()
        answer = page(client)
        cpu.append((time.process_time() - a) * 1000)
        clock.append((time.perf_counter() - b) * 1000)
    return {
        "status": answer.status_code,
        "kb": len(answer.content) / 1024,
        "queries": asked_for,
        "cpu": sorted(cpu),
        "clock": sorted(clock),
    }


def main() -> None:
    """Fill the database given by the environment and measure."""
    people, times = int(sys.argv[1]), int(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_admin"
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    started = time.process_time()
    fill(people)
    print(json.dumps({"page": "nạp (load)", "seconds": time.process_time() - started}), flush=True)
    from dungviec.office.access.models import User

    for account, measured in (("can-bo", pages(1)), ("quan-tri", admin_pages(1, people))):
        client = Client()
        client.force_login(User.objects.get(username=account))
        for name, page in measured.items():
            print(json.dumps({"page": name} | asked(client, page, times)), flush=True)


if __name__ == "__main__":
    main()

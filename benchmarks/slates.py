"""`python -m benchmarks slates`: what the office takes to answer a card dropped on a seat of a leadership team, on the demo city.

Requests go through the whole of Django without a network. Beside each figure stands the same page read without a change, so that
what the meters cost is seen, and the goal of 200 ms.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time

from benchmarks.report import console, machine, number, table

GOAL = 0.200


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where the median answer takes longer than the goal in processor time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks slates", description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="cards dropped (default 40)")
    times = parser.parse_args(arguments).times
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUNGVIEC_HOME"] = home
        os.environ["DUNGVIEC_DEMO"] = "1"
        from dungviec.office.demo import set_up

        set_up()
        drops, reads = _measure(times)
    console().print(machine())
    shown = table(
        "Tập thể lãnh đạo, mili giây máy tính (ms of processor time; goal 200)", ["", "giữa", "95 %", "lâu nhất"]
    )
    for name, values in (("thả một người vào ghế (drop)", sorted(drops)), ("đọc lại bảng (read)", sorted(reads))):
        at = (len(values) // 2, int(len(values) * 0.95), -1)
        shown.add_row(name, *(number(1000 * values[i]) for i in at))
    console().print(shown)
    raise SystemExit(sorted(drops)[len(drops) // 2] > GOAL)


def _measure(times: int) -> tuple[list[float], list[float]]:
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", interactive=False, verbosity=0)
    from dungviec.office.access.models import Role
    from dungviec.office.access.services import create_account
    from dungviec.office.registry.services import load_snapshot
    from dungviec.synth.city import build_city

    load_snapshot(build_city())
    user = create_account("can-bo", "mot mat khau dai", Role.PERSONNEL)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    address = client.post("/bo-tri/tap-the/mo/", {"don-vi": "LD-UBND"}).headers["Location"]
    page = client.get(address).content.decode()
    seats = list(dict.fromkeys(re.findall(r'data-drop="([^"]+)"', page)))
    drops, reads = [], []
    for n in range(times):
        seat = seats[n % len(seats)]
        page = client.get(address, {"pa": "1", "ghe": seat}).content.decode()
        people = re.findall(r'name="nguoi" value="(\w+)"', page)
        began = time.process_time()
        client.post(
            f"{address}doi/", {"pa": "1", "ghe": seat, "nguoi": people[n % len(people)]}, headers={"HX-Request": "true"}
        )
        drops.append(time.process_time() - began)
        began = time.process_time()
        client.get(address, {"pa": "1", "ghe": seat})
        reads.append(time.process_time() - began)
    return drops, reads


if __name__ == "__main__":
    main()

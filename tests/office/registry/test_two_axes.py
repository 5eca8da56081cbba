"""Any day, as known at any moment: against a naive registry that replays everything that was said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from tests.office.registry.replay import Replay

from dungviec.office.registry import selectors
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Batch, Change
from dungviec.office.registry.services import amend, create, found_city, undo, withdraw

pytestmark = pytest.mark.django_db
DAYS = [date(2018, 1, 1), date(2019, 7, 1), date(2020, 12, 10), date(2022, 3, 4)]
FIELDS: dict[str, list[Any]] = {
    "degree": [None, "college", "university", "master"],
    "coefficient": [None, 2.34, 3.0],
    "born": [None, date(1980, 5, 6)],
    "party_member": [None, True, False],
}
KEYS = ["A", "B"]
STEPS = st.lists(
    st.tuples(st.sampled_from(["amend", "amend", "amend", "create", "withdraw", "rate", "rerate", "unrate", "undo", "undo"]),
              st.integers(0, 11), st.integers(0, 11), st.integers(0, 11)),
    min_size=6, max_size=14,
)  # fmt: skip


class Office:
    """Does the same to the records and to the naive registry."""

    def __init__(self) -> None:
        found_city("Thị xã Thử", DAYS[2])
        self.replay = Replay()
        self.batches: list[Batch] = []
        self.moments: list[datetime] = []
        self.count = 0
        self.refused = 0

    def said(self, *facts: Any) -> None:
        self.batches.append(Batch.objects.order_by("-pk").first())  # type: ignore[arg-type]
        self.replay.say(list(facts))
        self.moments.append(Change.objects.latest("seq").at)

    def on_file(self) -> list[str]:
        return sorted(self.replay.timelines(self.replay.steps))

    def values(self, a: int) -> dict[str, Any]:
        return {name: options[(a + i) % len(options)] for i, (name, options) in enumerate(FIELDS.items())}

    def create(self, a: int, b: int, _c: int) -> None:
        free = [key for key in KEYS if key not in self.on_file()]
        if free:
            key, values = free[a % len(free)], self.values(b)
            create("people", {"person_id": key, "name": "Người Thử"} | values, by="thử", why="lập hồ sơ")
            self.said(("on", key, "", date.min, values))

    def amend(self, a: int, b: int, c: int) -> None:
        there = self.on_file()
        if not there:
            return
        key, name = there[a % len(there)], list(FIELDS)[b % len(FIELDS)]
        value = FIELDS[name][c % len(FIELDS[name])]
        line = self.replay.timelines(self.replay.steps)[key][name]
        start = [None, *DAYS][(a + c) % (len(DAYS) + 1)]
        where = start or max(line)
        if line[max(s for s in line if s <= where)] == value:
            amend("people", key, {name: value}, by="thử", why="không đổi", valid_from=start)
            assert not Batch.objects.filter(title="không đổi").exists()
            return
        amend("people", key, {name: value}, by="thử", why="sửa", valid_from=start)
        self.said(("set", key, name, where, value))

    def withdraw(self, a: int, _b: int, _c: int) -> None:
        bare = [
            key
            for key in self.on_file()
            if key not in {r["person_id"] for r in self.replay.events(self.replay.steps).values()}
        ]
        if bare:
            withdraw("people", bare[a % len(bare)], by="thử", why="lập nhầm")
            self.said(("off", bare[a % len(bare)], "", date.min, None))

    def rate(self, a: int, b: int, _c: int) -> None:
        there = self.on_file()
        if there:
            self.count += 1
            row = {"person_id": there[a % len(there)], "year": 2015 + b % 5, "rating": "good"}
            create("ratings", row | {"system": "state", "note": f"m{self.count}"}, by="thử", why="xếp loại")
            self.said(("add", f"m{self.count}", "", date.min, row))

    def _event(self, a: int) -> tuple[str, dict[str, Any], str] | None:
        rows = self.replay.events(self.replay.steps)
        if not rows:
            return None
        mark = sorted(rows)[a % len(rows)]
        stored = selectors.rows("ratings").filter(pl.col("note") == mark)
        assert stored.height == 1
        return mark, rows[mark], str(stored["_key"][0])

    def rerate(self, a: int, b: int, _c: int) -> None:
        if found := self._event(a):
            mark, row, key = found
            new = row | {"rating": ["good", "excellent", "completed"][b % 3]}
            assert (amend("ratings", key, {"rating": new["rating"]}, by="thử", why="ghi sai") == key) == (new == row)
            if new != row:
                self.said(("drop", mark, "", date.min, None), ("add", mark, "", date.min, new))

    def unrate(self, a: int, _b: int, _c: int) -> None:
        if found := self._event(a):
            withdraw("ratings", found[2], by="thử", why="ghi nhầm người")
            self.said(("drop", found[0], "", date.min, None))

    def undo(self, a: int, _b: int, _c: int) -> None:
        standing = [i for i in range(len(self.batches)) if i not in self.replay.undone]
        if not standing:
            return
        which = standing[-1 - a % min(len(standing), 4)]
        try:
            with transaction.atomic():
                undo(self.batches[which], by="thử", why="nhầm")
        except RegistryFault:
            self.refused += 1
            assert which != standing[-1], "the newest batch can always be undone"
            return
        self.replay.take_back(which)
        self.moments.append(Change.objects.latest("seq").at)

    def check(self) -> None:
        for step, moment in enumerate(self.moments, start=1):
            for day in DAYS[step % 2 :: 2]:
                self._same(day, step, moment)
        for day in DAYS:
            self._same(day, self.replay.steps, None)
            for table in ("people", "ratings"):
                assert selectors.snapshot(day)[table].equals(selectors.read_table(table, as_of=day)), "patched ≠ fresh"

    def _same(self, day: date, step: int, moment: datetime | None) -> None:
        rows = selectors.rows("people", day, known_on=moment).select("person_id", *FIELDS).to_dicts()
        assert {row.pop("person_id"): row for row in rows} == self.replay.people(day, step)
        rated = selectors.rows("ratings", day, known_on=moment).select("note", "person_id", "year", "rating").to_dicts()
        assert {row.pop("note"): row for row in rated} == self.replay.events(step)


BACK_ON_FILE = [
    ("amend", 2, 5, 4), ("create", 5, 0, 9), ("rate", 3, 4, 2), ("amend", 6, 9, 2), ("unrate", 7, 1, 9), ("amend", 5, 11, 3), ("rerate", 1, 7, 4),
    ("amend", 3, 5, 6), ("unrate", 0, 3, 6), ("unrate", 3, 1, 4), ("withdraw", 2, 2, 8), ("create", 0, 5, 3), ("undo", 5, 5, 5), ("undo", 8, 3, 10),
]  # fmt: skip
"""Somebody comes back on file with other values, and that is undone: the values restored are no later change."""


@example(steps=BACK_ON_FILE)
@given(steps=STEPS)
@rules(max_examples=15)
def test_any_day_as_known_at_any_moment_is_what_a_replay_says(steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        office = Office()
        office.create(0, 1, 0)
        for what, a, b, c in steps:
            getattr(office, what)(a, b, c)
        office.check()
        transaction.set_rollback(True)

"""`python -m benchmarks impact`: who changes status, beside judging everybody for every leading post by both laws.

A made-up province of 50,000 people and all its leading posts: a province's own rule, a rule made stricter, and two days of law on
which decrees take effect. The facts are at hand for both sides; what gathering them costs stands in the last row. The baseline
judges every pair by both laws (``judge_grid``) and compares the verdicts; the answers are compared person by person, and the exit
code is 1 where they differ. Ratios count processor time, which a busy machine disturbs little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.report import console, machine, mark, number, table
from dungviec.law import LawBook, LawView, judge_grid, read_overlay
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.impact import Impact, impact
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.synth import build_province

T = TypeVar("T")
DAY = date(2020, 12, 10)
CITED = '    from: 2020-12-05\n    instrument: "QĐ 12"\n    vi: "Chặt hơn."\n    en: "Stricter."\n'
OVERLAYS = {
    "Một điều kiện riêng thêm vào (a rule of its own)": (
        "rules:\n  - id: TU-A-01\n    topic: rating\n    kind: eligibility\n    check: last_ratings\n"
        "    params: {years: 3, min_rating: good}\n    applies_to: {moves: [higher]}\n" + CITED
    ),
    "Một khoản chặt hơn (a clause made stricter)": (
        "changes:\n  - rule: APT-2020-02/health\n    params: {max_certificate_months: 3}\n" + CITED
    ),
}
DECREES = {"30/11 → 01/12/2020 (NĐ 138/2020)": (date(2020, 11, 30), date(2020, 12, 1))}


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 when an answer differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks impact", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="people of the made-up province (default 50,000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest is shown (default 3)")
    chosen = parser.parse_args(arguments)
    out = console()
    province = replace(build_province(chosen.people, 7), as_of=DAY)
    shown = table(
        "",
        ["", "Cặp\n(pairs)", "Đổi\n(changed)", "Xét cả hai, giây\n(judging all, CPU s)", "Đúng Việc, giây\n(CPU s)", "Tỷ lệ\n(ratio)", "Cùng đáp án\n(same)"],
    )  # fmt: skip
    agree = True
    for name, (before, after) in _laws().items():
        world = replace(province, as_of=after.day)
        gathering, _ = _timed(lambda w=world, laws=(before, after): [facts_of(w, law) for law in laws], 1)  # type: ignore[misc]
        slow, told = _timed(lambda w=world, b=before, a=after: judged_twice(w, b, a), chosen.repeats)  # type: ignore[misc]
        fast, found = _timed(lambda w=world, b=before, a=after: impact(w, b, a), chosen.repeats)  # type: ignore[misc]
        same = _counts(found) == told
        agree &= same
        shown.add_row(
            name, number(found.pairs), number(found.changed_pairs), number(slow, 2), number(fast, 2),
            f"{number(slow / fast, 1)}×", mark(same),
        )  # fmt: skip
        shown.add_row(
            "[dim]  gom dữ kiện, một lần (facts gathered once)[/]",
            "",
            "",
            "",
            f"[dim]{number(gathering, 2)}[/]",
            "",
            "",
        )
    out.print("\n[bold]Đúng Việc – ai đổi kết luận[/] [dim](impact)[/]", machine())
    out.print(shown)
    if not agree:
        raise SystemExit(1)


def judged_twice(world: Snapshot, before: LawView, after: LawView) -> dict[tuple[str, int, int], int]:
    """The baseline: every pair judged by both laws; per person and change of verdict the number of posts."""
    wanted = (pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null()
    posts, people = world.live_posts.filter(wanted)["post_id"].sort(), world.people["person_id"]
    counts = np.zeros((16, len(people)), dtype=np.int64)
    place = dict(zip(people.to_list(), range(len(people)), strict=True))
    for old, new in zip(*(judge_grid(world, people, posts, law) for law in (before, after)), strict=True):
        at = np.array([place[p] for p in new.people.to_list()])
        was, now = old.verdicts, new.verdicts
        for q in range(len(was)):
            who = np.flatnonzero(was[q] != now[q])
            counts[was[q, who] * 4 + now[q, who], at[who]] += 1
    ids = people.to_list()
    return {
        (ids[p], c // 4, c % 4): int(counts[c, p])
        for c, p in zip(*(a.tolist() for a in np.nonzero(counts)), strict=True)
    }


def _counts(found: Impact) -> dict[tuple[str, int, int], int]:
    return {(p, b, a): n for p, b, a, n in found.people.select("person_id", "before", "after", "posts").iter_rows()}


def _laws() -> dict[str, tuple[LawView, LawView]]:
    book, laws = LawBook.load(), {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tinh-a.yaml"
        for name, text in OVERLAYS.items():
            path.write_text(text, encoding="utf-8")
            laws[name] = book.on(DAY), book.with_changes(read_overlay(path)).on(DAY)
    return laws | {name: (book.on(eve), book.on(day)) for name, (eve, day) in DECREES.items()}


def _timed(work: Callable[[], T], repeats: int) -> tuple[float, T]:
    """Processor seconds of the fastest of some runs, and what it gave."""
    best, found = float("inf"), None
    for _ in range(repeats):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    assert found is not None
    return best, found


if __name__ == "__main__":
    main()

"""Changes of a record that could open a post to somebody: a certificate, a finished check, a place in the succession plan, a wish, a later day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.records.codes import CODE_LISTS

STRONGEST_WISH = 3
_RANKED = {
    "theory": ("Lý luận chính trị", "Political theory"),
    "state_management": ("Bồi dưỡng quản lý nhà nước", "State management training"),
    "degree": ("Trình độ", "Degree"),
}
_FLAGS: dict[str, tuple[bool, str, str]] = {
    "file_complete": (True, "Hồ sơ đầy đủ", "The file is complete"),
    "file_verified": (True, "Hồ sơ được xác minh", "The file is verified"),
    "assets_declared": (True, "Kê khai tài sản, thu nhập", "Assets are declared"),
    "assets_verified": (True, "Kê khai tài sản được xác minh", "The declaration of assets is verified"),
    "health_fit": (True, "Đủ sức khỏe", "Fit for work"),
    "products_match": (True, "Sản phẩm công việc đạt yêu cầu", "Products of work meet what was asked"),
    "party_member": (True, "Là đảng viên", "A Party member"),
    "barred": (False, "Hết thời gian không được bổ nhiệm", "No longer barred"),
    "discipline_open": (False, "Kết thúc xem xét kỷ luật", "No discipline under way"),
    "denunciation_open": (False, "Kết thúc giải quyết tố cáo", "No denunciation under way"),
    "inspection_open": (False, "Kết thúc thanh tra, kiểm tra", "No inspection under way"),
    "suspended": (False, "Hết đình chỉ", "No longer suspended"),
    "criminal_open": (False, "Không còn bị điều tra, truy tố", "No criminal case under way"),
}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One change: ``what`` it touches, the new ``value``, and how it reads. ``day`` changes move the day judged, not a record."""

    what: Literal["fact", "major", "plan", "wish", "day"]
    column: str
    value: str | bool
    vi: str
    en: str

    def words(self, lang: str) -> str:
        """How it reads."""
        return self.vi if lang == "vi" else self.en


def record_changes(
    snapshot: Snapshot, person_id: str, post_id: str, *, passes_on: date | None
) -> tuple[RecordChange, ...]:
    """What might be changed about this person for this post, smallest steps first within each fact. ``passes_on``: the day on which obstacles pass
    by themselves, where there is one. The wish is not among them: it opens nothing, see ``wish_for``."""
    person = snapshot.people.row(by_predicate=pl.col("person_id") == person_id, named=True)
    post = snapshot.posts.row(by_predicate=pl.col("post_id") == post_id, named=True)
    return (*_ranked(person), *_flags(person), *_others(snapshot, person, post), *_days(snapshot, passes_on))


def wish_for(post_id: str, title: str) -> RecordChange:
    """The strongest wish for the post."""
    return RecordChange(
        "wish", "post", post_id, f"Có nguyện vọng vào vị trí này ({title}), mức cao nhất", f"Wishes for this post ({title}), at full strength"
    )  # fmt: skip


def apply_changes(snapshot: Snapshot, person_id: str, post_id: str, changes: tuple[RecordChange, ...]) -> Snapshot:
    """The records as they would be."""
    for change in changes:
        if change.what == "day":
            continue
        if change.what == "wish":
            row = {"person_id": person_id, "kind": "post", "target": post_id, "strength": STRONGEST_WISH}
            others = snapshot["wishes"].filter(~((pl.col("person_id") == person_id) & (pl.col("target") == post_id)))
            snapshot = snapshot.with_table("wishes", pl.concat([others, TABLES["wishes"].conform(pl.DataFrame([row]))]))
        elif change.what == "plan":
            added = TABLES["plans"].conform(pl.DataFrame([plan_row(snapshot, person_id, post_id)]))
            snapshot = snapshot.with_table("plans", pl.concat([snapshot["plans"], added]))
        else:
            snapshot = snapshot.with_table("people", _with_fact(snapshot.people, person_id, change))
    days = [date.fromisoformat(str(c.value)) for c in changes if c.what == "day"]
    return snapshot.at(max(days)) if days else snapshot


def plan_row(snapshot: Snapshot, person_id: str, post_id: str) -> dict[str, Any]:
    """The succession plan's row for a person and a post, approved on the day of the snapshot."""
    post = snapshot.posts.row(by_predicate=pl.col("post_id") == post_id, named=True)
    return {
        "person_id": person_id, "title": post["title"], "post_id": post_id, "level": post["level"], "field": post["field"],
        "approved": snapshot.as_of,
    }  # fmt: skip


def _with_fact(people: pl.DataFrame, person_id: str, change: RecordChange) -> pl.DataFrame:
    kind = TABLES["people"].by_name[change.column].dtype
    new = (
        pl.when(pl.col("person_id") == person_id)
        .then(pl.lit(change.value, dtype=kind))
        .otherwise(pl.col(change.column))
    )
    return people.with_columns(new.alias(change.column))


def _ranked(person: dict[str, Any]) -> Iterator[RecordChange]:
    """The next higher values of what is a ladder."""
    for column, (vi, en) in _RANKED.items():
        codes = sorted(CODE_LISTS[column], key=lambda c: c.rank or 0)
        now = next((c.rank or 0 for c in codes if c.value == person[column]), 0)
        for code in codes:
            if (code.rank or 0) > now:
                yield RecordChange("fact", column, code.value, f"{vi}: {code.vi}", f"{en}: {code.en}")


def _flags(person: dict[str, Any]) -> Iterator[RecordChange]:
    for column, (wanted, vi, en) in _FLAGS.items():
        if person[column] is not wanted:
            yield RecordChange("fact", column, wanted, vi, en)


def _others(snapshot: Snapshot, person: dict[str, Any], post: dict[str, Any]) -> Iterator[RecordChange]:
    for major in post.get("majors") or ():
        if major != person["major"]:
            yield RecordChange("major", "major", major, f"Được đào tạo ngành {major}", f"Trained in {major}")
    planned = snapshot["plans"].filter(
        (pl.col("person_id") == person["person_id"]) & (pl.col("post_id") == post["post_id"])
    )
    if planned.is_empty():
        said = f"Được quy hoạch chức danh {post['title']}", f"Planned for {post['title']}"
        yield RecordChange("plan", "post_id", post["post_id"], *said)


def _days(snapshot: Snapshot, passes_on: date | None) -> Iterator[RecordChange]:
    if passes_on is not None and passes_on > snapshot.as_of:
        said = f"Chờ đến ngày {passes_on:%d/%m/%Y}", f"Wait until {passes_on:%d/%m/%Y}"
        yield RecordChange("day", "as_of", passes_on.isoformat(), *said)

"""Tables that both forms, or the longer one, print: studies, posts held, merit, discipline, relatives, pay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dungviec.documents.layout import Grid, GridColumn, Make, plain_grid
from dungviec.records.dossiers import Dossier
from dungviec.records.vietnamese import fold

_EMULATION = ("lao dong tien tien", "chien si tien tien", "chien si thi dua")
"""Titles of emulation (danh hiệu thi đua); every other award is a form of commendation."""

_POSTS = plain_grid(
    "tenures", "", "tenures",
    (("from_date", "Từ tháng, năm", 13), ("to_date", "Đến tháng, năm", 13), ("unit_name", "Đơn vị (đảng, chính quyền, đoàn thể)", 37), ("title", "Chức danh, chức vụ", 37)),
)  # fmt: skip
POSTS_HELD = replace(_POSTS, makes=tuple(replace(make, supposed={"kind": "main"}) for make in _POSTS.makes))
"""Item 33 has no column for how a post is held: a row that is new on the paper is taken for a post held in full."""


def studies(
    kind: str, number: str, heading: str, *, major: str = "", result: str, form: bool = False, score: bool = False
) -> Grid:
    """The table of item 32.x."""
    columns = [("from_date", "Từ tháng, năm", 12), ("to_date", "Đến tháng, năm", 12), ("school", "Cơ sở đào tạo", 0)]
    columns += [("major", major, 20)] if major else []
    columns += [("form", "Hình thức", 14)] if form else []
    columns += [("result", result, 20)]
    columns += [("score", "Điểm số", 10)] if score else []
    rest = 100 - sum(w for _, _, w in columns)
    filled = tuple((name, head, width or rest) for name, head, width in columns)
    return plain_grid(f"studies-{kind}", f"{number} {heading}", "studies", filled, kind=kind)


def history(kind: str, number: str, heading: str, what: str, where: str) -> Grid:
    """The table of item 34.x."""
    return plain_grid(
        f"personal_history-{kind}", f"{number} {heading}", "personal_history",
        (("from_date", "Từ", 14), ("to_date", "Đến", 14), ("what", what, 36), ("where", where, 36)), months=False, kind=kind,
    )  # fmt: skip


def relatives(side: str, number: str, heading: str) -> Grid:
    """The table of item 36.x."""
    return plain_grid(
        f"relatives-{side}", f"{number} {heading}".strip(), "relatives",
        (("relation", "Mối quan hệ", 15), ("name", "Họ và tên", 25), ("born_year", "Năm sinh", 10),
         ("details", "Quê quán, nghề nghiệp, chức danh, đơn vị công tác, nơi ở", 50)), side=side,
    )  # fmt: skip


def _merit_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """One row a year with the rating and the first title and commendation; further ones on rows of their own."""
    years: dict[int, dict[str, list[Any]]] = {}
    for rating in dossier.rows("ratings"):
        if rating["system"] == "state" and rating.get("rating"):
            years.setdefault(rating["year"], {}).setdefault("rating", []).append(rating["rating"])
    for award in dossier.rows("awards"):
        key = "emulation" if fold(award["title"]).startswith(_EMULATION) else "award"
        years.setdefault(award["year"], {}).setdefault(key, []).append(award["title"])
    rows = []
    for year in sorted(years):
        cells = years[year]
        for n in range(max(len(v) for v in cells.values())):
            rows.append({"year": year, **{k: v[n] if n < len(v) else None for k, v in cells.items()}})
    return [{k: row.get(k) for k in ("year", "rating", "emulation", "award")} for row in rows]


MERIT = Grid(
    "merit",
    (
        GridColumn("year", "Năm", 10, "awards", "year"), GridColumn("rating", "Xếp loại chuyên môn", 28, "ratings", "rating"),
        GridColumn("emulation", "Xếp loại thi đua", 28, "awards", "title"), GridColumn("award", "Hình thức khen thưởng", 34, "awards", "title"),
    ),
    (
        Make("ratings", {"year": "year", "rating": "rating"}, ("rating",), {"system": "state"}),
        Make("awards", {"year": "year", "title": "emulation"}, ("emulation",)),
        Make("awards", {"year": "year", "title": "award"}, ("award",)),
    ),
    _merit_rows,
    "35.1. Thi đua, khen thưởng",
)  # fmt: skip


def _discipline_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """Decisions with the act and the body beside them; a note without its decision stands on a row of its own."""
    notes: dict[tuple[Any, Any], list[Any]] = {}
    for note in dossier.rows("discipline_notes"):
        if note.get("act") is not None or note.get("decided_by") is not None:
            notes.setdefault((note["kind"], note["decided"]), []).append(note)
    rows = []
    for d in dossier.rows("discipline"):
        waiting = notes.get((d["kind"], d["decided"]), [])
        note = waiting.pop(0) if waiting else {}
        rows.append(
            {k: d.get(k) for k in ("kind", "form", "decided", "ends")} | {k: note.get(k) for k in ("act", "decided_by")}
        )
    alone = [n for waiting in notes.values() for n in waiting]
    return rows + [
        {"form": None, "ends": None, **{k: n.get(k) for k in ("kind", "decided", "act", "decided_by")}} for n in alone
    ]


DISCIPLINE = Grid(
    "discipline",
    (
        GridColumn("decided", "Từ (ngày quyết định)", 14, "discipline", "decided"), GridColumn("ends", "Đến", 13, "discipline", "ends"),
        GridColumn("kind", "Đảng hay hành chính", 15, "discipline", "kind"), GridColumn("form", "Hình thức", 16, "discipline", "form"),
        GridColumn("act", "Hành vi vi phạm chính", 22, "discipline_notes", "act"),
        GridColumn("decided_by", "Cơ quan quyết định", 20, "discipline_notes", "decided_by"),
    ),
    (
        Make("discipline", {k: k for k in ("kind", "form", "decided", "ends")}, ("form",)),
        Make("discipline_notes", {k: k for k in ("kind", "decided", "act", "decided_by")}, ("act", "decided_by")),
    ),
    _discipline_rows,
    "35.2. Kỷ luật Đảng, hành chính",
)  # fmt: skip

PAY_HISTORY = plain_grid(
    "salary_steps", "37.1. Quá trình lương", "salary_steps",
    (("from_date", "Từ tháng, năm", 14), ("to_date", "Đến tháng, năm", 14), ("rank_code", "Mã số", 16), ("step", "Bậc lương", 12),
     ("coefficient", "Hệ số lương", 14), ("job_pay", "Tiền lương theo vị trí việc làm (đồng)", 30)),
)  # fmt: skip

ALLOWANCE_HISTORY = plain_grid(
    "allowances", "37.2. Các loại phụ cấp khác", "allowances",
    (("from_date", "Từ tháng, năm", 13), ("to_date", "Đến tháng, năm", 13), ("kind", "Loại phụ cấp", 22), ("percent", "Phần trăm hưởng", 11),
     ("coefficient", "Hệ số", 10), ("form", "Hình thức hưởng", 15), ("amount", "Giá trị (đồng)", 16)),
)  # fmt: skip

PROPERTY = plain_grid(
    "properties", "Nhà ở, đất ở, đất sản xuất, kinh doanh", "properties",
    (("kind", "Loại", 20), ("description", "Nguồn gốc, mô tả", 40), ("area", "Diện tích (m²)", 15), ("certificate", "Giấy chứng nhận", 25)),
)  # fmt: skip

REMARKS = plain_grid(
    "remarks", "", "remarks",
    (("dated", "Ngày", 13), ("text", "Nhận xét, đánh giá", 47), ("body", "Cơ quan", 22), ("signer", "Người ký", 18)), months=False,
)  # fmt: skip

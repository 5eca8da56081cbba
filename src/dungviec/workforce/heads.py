"""Figures of commune heads on a day: one person in both head posts, and secretaries who are not locals."""

from __future__ import annotations

import polars as pl

from dungviec.records.places import COMMUNES as PLACES
from dungviec.records.places import QUANG_NINH
from dungviec.workforce.counting import Pair, figure, lacking, of_people
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.scope import COMMUNES, Scope

_SEATS = ("posts.functions", "tenures.post_id")
_NO_FUNCTIONS = (
    "các vị trí của phường, xã chưa ghi chức năng bí thư cấp ủy (bảng «Vị trí», cột «Chức năng đặc thù»)",
    "no post of a commune is marked as that of the Party secretary (table of posts, column of special functions)",
)


_NO_COMMUNES = ("phạm vi báo cáo không có phường, xã nào", "the report covers no ward or commune")


def head_figures(scope: Scope) -> list[Figure]:
    """Unified heads (nhất thể hoá) and non-local secretaries of the wards and communes of the scope."""
    posts = scope.snapshot.live_posts.join(
        scope.units.filter(pl.col("kind").is_in(COMMUNES)).select("unit_id", unit_name="name", unit_place="place_code"), on="unit_id"
    )  # fmt: skip
    held = scope.snapshot.current_tenures.select("person_id", "post_id").unique().join(posts, on="post_id")
    secretaries = (
        _holding(held, "party_secretary").unique(["person_id", "unit_id"], maintain_order=True).sort("unit_id")
    )
    marked = posts.filter(pl.col("functions").list.contains("party_secretary"))
    why = _NO_FUNCTIONS if scope.units["kind"].is_in(COMMUNES).any() else _NO_COMMUNES
    return [*_unified(held, secretaries, marked, why), *_locals(scope, secretaries, marked, why)]


def _holding(held: pl.DataFrame, function: str) -> pl.DataFrame:
    return held.filter(pl.col("functions").list.contains(function))


def _unified(held: pl.DataFrame, secretaries: pl.DataFrame, marked: pl.DataFrame, why: Pair) -> list[Figure]:
    found = []
    for key, function, vi, en in (
        ("council", "council_chair", "Chủ tịch HĐND", "chair of the People's Council"),
        ("committee", "committee_chair", "Chủ tịch UBND", "chair of the People's Committee"),
    ):
        words = (
            f"phường, xã có Bí thư đồng thời là {vi}",
            f"wards and communes whose secretary is also {en}",
        )
        label = (f"Bí thư đồng thời là {vi}", f"secretary and {en}")
        if marked.is_empty():
            found.append(lacking(f"unified.{key}", words, label, why, needs=_SEATS, measure="units"))
            continue
        both = secretaries.join(
            _holding(held, function).select("person_id", "unit_id", other="title"), on=["person_id", "unit_id"]
        ).unique(["unit_id"], maintain_order=True)
        behind = [
            Behind("units", (u,), p, f"{n}: {a}; {b}")
            for u, p, n, a, b in both.select("unit_id", "person_id", "unit_name", "title", "other").iter_rows()
        ]
        found.append(figure(f"unified.{key}", words, label, behind, needs=_SEATS, measure="units"))
    return found


def _locals(scope: Scope, secretaries: pl.DataFrame, marked: pl.DataFrame, why: Pair) -> list[Figure]:
    needs = (*_SEATS, "people.home_code")
    cells: tuple[tuple[str, Pair, Pair], ...] = (
        ("secretaries", ("Bí thư phường, xã đương nhiệm", "secretaries of wards and communes in office"), ("Bí thư đương nhiệm", "in office")),
        ("non_local", ("Bí thư phường, xã không phải là người địa phương (quê quán ngoài phường, xã đó)", "secretaries whose native place lies outside the ward or commune"), ("không phải người địa phương", "not locals")),
        ("local", ("Bí thư phường, xã có quê quán ở chính phường, xã đó", "secretaries native to the ward or commune"), ("người địa phương", "locals")),
        ("home_unknown", ("Bí thư phường, xã mà mã quê quán không đủ để kết luận", "secretaries whose native place on file does not tell"), ("chưa đủ căn cứ", "not known")),
    )  # fmt: skip
    if marked.is_empty():
        return [lacking(f"commune.{k}", w, label, why, needs=needs) for k, w, label in cells]
    people = secretaries.select("person_id", "unit_id", "unit_place", "unit_name", post_title="title").join(
        scope.snapshot.people.select("person_id", "name", "home_code"), on="person_id"
    )
    parents = dict(scope.snapshot.units.select("unit_id", "parent_id").iter_rows())
    places = dict(scope.snapshot.units.select("unit_id", "place_code").iter_rows())
    told = [
        native(home, place, _above(unit, parents, places))
        for home, place, unit in people.select("home_code", "unit_place", "unit_id").iter_rows()
    ]
    people = people.with_columns(told=pl.Series(told, dtype=pl.String))
    rows = {"secretaries": people} | {
        k: people.filter(pl.col("told") == k) for k in ("non_local", "local", "home_unknown")
    }
    return [
        figure(f"commune.{k}", w, label, of_people(rows[k]), needs=needs if k != "secretaries" else _SEATS)
        for k, w, label in cells
    ]


def _above(unit: str, parents: dict[str, str | None], places: dict[str, str | None]) -> frozenset[str | None]:
    """Place codes of the bodies above a commune, which do not tell the commune of somebody's native place."""
    found: set[str | None] = set()
    seen: set[str] = set()
    at = parents.get(unit)
    while at is not None and at not in seen:
        seen.add(at)
        found.add(places.get(at))
        at = parents.get(at)
    return frozenset(found)


def native(home: str | None, place: str | None, above: frozenset[str | None]) -> str:
    """``local``, ``non_local``, or ``home_unknown`` where the code is missing or names only the city or province around.

    >>> native("06790", "06790", frozenset({"195"})), native("195", "06790", frozenset({"195"})), native("31", "06790", frozenset())
    ('local', 'home_unknown', 'non_local')
    """
    if home is None or place is None:
        return "home_unknown"
    if home == place:
        return "local"
    wide = home in above or (home == QUANG_NINH and any(True for _ in PLACES.ever(place)))
    return "home_unknown" if wide else "non_local"

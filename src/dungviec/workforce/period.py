"""Figures of a period: training, moves of leaders, discipline, ratings, awards, who left, units founded and closed."""

from __future__ import annotations

import polars as pl

from dungviec.records.codes import DISCIPLINE_FORMS, LEADERSHIP_RANK, LEFT_BECAUSE, LEVELS, RATINGS, TRAINING_KINDS
from dungviec.records.dates import last_rating_year
from dungviec.records.schema import TABLES
from dungviec.workforce.counting import Pair, figure, inner, lacking, of_people, of_rows
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.scope import LEFT, SCHOOLS, Scope

LEADING = tuple(c.value for c in LEVELS if c.rank >= LEADERSHIP_RANK)


def period_figures(scope: Scope) -> list[Figure]:
    """Everything counted over the period that ends on the day."""
    return [
        *training_figures(scope), *_moves(scope), *_planned(scope), *_discipline(scope), *_ratings(scope), *_awards(scope), *_left(scope),
        *_reorganised(scope),
    ]  # fmt: skip


def _names(scope: Scope) -> dict[str, str]:
    return dict(scope.snapshot.people.select("person_id", "name").iter_rows())


def _mine(scope: Scope, table: str) -> pl.DataFrame:
    """Rows of a table about people of the scope; of the whole body every row."""
    rows = scope.snapshot[table]
    return rows if scope.whole else rows.join(scope.everybody, on="person_id", how="semi")


def _empty(scope: Scope, table: str) -> Pair | None:
    """Which record is missing, where the whole table is empty."""
    if not scope.snapshot[table].is_empty():
        return None
    declared = TABLES[table]
    return (f"bảng «{declared.sheet}» chưa có dòng nào", f"the table «{declared.sheet}» holds no row")


def training_figures(scope: Scope) -> list[Figure]:
    """Attendances and classes of each kind, and what they cost."""
    needs, missing = ("training.kind", "training.attendees"), _empty(scope, "training")
    rows = _mine(scope, "training").filter(scope.within()).with_columns(pl.col("attendees").fill_null(1))
    found, names = [], _names(scope)
    for kind in TRAINING_KINDS:
        people = (f"lượt người học: {inner(kind.vi)}", f"attendances: {inner(kind.en)}")
        classes = (f"lớp: {inner(kind.vi)}", f"classes: {inner(kind.en)}")
        key, label = f"training.{kind.value}", (inner(kind.vi), inner(kind.en))
        if missing:
            found.append(lacking(key, people, label, missing, needs=needs, measure="attendances"))
            found.append(lacking(f"{key}.classes", classes, label, missing, needs=needs, measure="classes"))
            continue
        own = rows.filter(pl.col("kind") == kind.value)
        found.append(
            figure(key, people, label, of_rows(own, "training", ("title", "from_date"), weight="attendees", named=names), needs=needs, measure="attendances")
        )  # fmt: skip
        held = own.filter(pl.col("class_id").is_not_null()).group_by("class_id", maintain_order=True).first()
        behind = [
            Behind("training", (c,), None, f"{t}; {d:%d/%m/%Y}")
            for c, t, d in held.sort("class_id").select("class_id", "title", "from_date").iter_rows()
        ]
        found.append(figure(f"{key}.classes", classes, label, behind, needs=needs, measure="classes"))
    cost = ("kinh phí đào tạo, bồi dưỡng (đồng)", "cost of training in đồng")
    priced = rows.filter(pl.col("cost").is_not_null())
    if missing or (priced.is_empty() and not rows.is_empty()):
        why = missing or (
            "các lượt học trong kỳ chưa ghi kinh phí (bảng «Đào tạo»)",
            "no attendance of the period states its cost",
        )
        found.append(
            lacking(
                "training.cost",
                cost,
                ("kinh phí", "cost"),
                why,
                needs=("training.cost", "training.kind"),
                measure="money",
            )
        )
    else:
        paid = of_rows(priced, "training", ("title", "from_date", "cost"), weight="cost", named=names)
        found.append(
            figure(
                "training.cost",
                cost,
                ("kinh phí", "cost"),
                paid,
                needs=("training.cost", "training.kind"),
                measure="money",
            )
        )
    return found


def _moves(scope: Scope) -> list[Figure]:
    needs = ("tenures.how", "tenures.from_date", "tenures.level")
    rows = (
        scope.spells.filter(scope.within() & (pl.col("kind") == "main"))
        .filter(pl.col("level").fill_null(pl.col("post_level")).is_in(LEADING))
        .sort("from_date", "person_id")
    )
    school, names = pl.col("unit_kind").is_in(SCHOOLS), _names(scope)
    moved = pl.col("how").is_in(["appointed", "rotated", "transferred"])
    again = pl.col("how") == "reappointed"
    parts = (
        ("moves.bodies", ("lượt điều động, luân chuyển, bổ nhiệm cán bộ lãnh đạo phòng, ban, đơn vị, phường, xã", "leaders of divisions, units, wards and communes transferred, rotated or appointed"), ("phòng, ban, đơn vị, phường, xã", "divisions, units, communes"), ~school & moved),
        ("moves.bodies_again", ("lượt bổ nhiệm lại cán bộ lãnh đạo phòng, ban, đơn vị, phường, xã", "leaders of divisions, units, wards and communes reappointed"), ("bổ nhiệm lại ở phòng, ban, đơn vị, phường, xã", "reappointed outside schools"), ~school & again),
        ("moves.schools", ("lượt điều động, luân chuyển, bổ nhiệm cán bộ quản lý trường học", "school leaders transferred, rotated or appointed"), ("trường học", "schools"), school & moved),
        ("moves.schools_again", ("lượt bổ nhiệm lại cán bộ quản lý trường học", "school leaders reappointed"), ("bổ nhiệm lại ở trường học", "reappointed in schools"), school & again),
        ("moves.unstated", ("lượt nhận chức vụ lãnh đạo mà hồ sơ không ghi cách bố trí, hoặc ghi cách khác", "leaders who came to a post in a way not stated, or another"), ("cách khác hoặc chưa ghi", "other or not stated"), ~(moved | again).fill_null(value=False)),
    )  # fmt: skip
    return [
        figure(k, w, label, of_rows(rows.filter(test), "tenures", ("title", "unit_name", "from_date"), named=names), needs=needs, measure="records")
        for k, w, label, test in parts
    ]  # fmt: skip


def _planned(scope: Scope) -> list[Figure]:
    needs: tuple[str, ...] = ("plans.person_id",)
    words = ("người đang được quy hoạch ít nhất một chức danh", "people planned for at least one title")
    label = ("được quy hoạch", "planned for")
    trained = (
        "người được quy hoạch đã đi học trong kỳ",
        "people planned for a title who went to training in the period",
    )
    also, gone = ("đã đi học", "trained"), ("training.person_id",)
    if missing := _empty(scope, "plans"):
        return [
            lacking("plans.people", words, label, missing, needs=needs),
            lacking("plans.trained", trained, also, missing, needs=needs),
        ]
    valid = (pl.col("approved") <= scope.until) & (pl.col("until").is_null() | (pl.col("until") >= scope.until))
    rows = scope.everybody.join(scope.snapshot["plans"].filter(valid), on="person_id", how="semi")
    found = [figure("plans.people", words, label, of_people(rows), needs=needs)]
    if why := _empty(scope, "training"):
        return [*found, lacking("plans.trained", trained, also, why, needs=(*needs, *gone))]
    studied = scope.snapshot["training"].filter(scope.within() & pl.col("person_id").is_not_null())
    both = rows.join(studied, on="person_id", how="semi")
    return [*found, figure("plans.trained", trained, also, of_people(both), needs=(*needs, *gone))]


def _discipline(scope: Scope) -> list[Figure]:
    needs = ("discipline.form",)
    rows = _mine(scope, "discipline").filter(scope.within("decided"))
    words, label = ("quyết định kỷ luật trong kỳ", "disciplinary decisions in the period"), ("tất cả", "all")
    if missing := _empty(scope, "discipline"):
        return [lacking("discipline.total", words, label, missing, needs=needs, measure="records")]
    names, shown = _names(scope), ("kind", "form", "decided")
    found = [
        figure(
            "discipline.total",
            words,
            label,
            of_rows(rows, "discipline", shown, named=names),
            needs=needs,
            measure="records",
        )
    ]
    for form in DISCIPLINE_FORMS:
        said = (
            f"quyết định kỷ luật {inner(form.vi)} trong kỳ",
            f"disciplinary decisions in the period: {inner(form.en)}",
        )
        own = rows.filter(pl.col("form") == form.value)
        found.append(
            figure(f"discipline.{form.value}", said, (inner(form.vi), inner(form.en)), of_rows(own, "discipline", shown, named=names), needs=needs, measure="records")
        )  # fmt: skip
    return found


def _ratings(scope: Scope) -> list[Figure]:
    year, needs = last_rating_year(scope.until), ("ratings.rating",)
    known = scope.snapshot["ratings"].filter(
        (pl.col("year") == year) & (pl.col("system") == "state") & (pl.col("decided").is_null() | (pl.col("decided") <= scope.until))
    )  # fmt: skip
    rated = scope.everybody.join(
        known.select("person_id", "rating").unique("person_id", keep="first", maintain_order=True),
        on="person_id",
        how="left",
    )
    parts = [
        (c.value, (f"người được xếp loại {inner(c.vi)} năm {year}", f"people rated {inner(c.en)} for {year}"), (inner(c.vi), inner(c.en)), pl.col("rating") == c.value)
        for c in sorted(RATINGS, key=lambda c: -c.rank)
    ]  # fmt: skip
    parts.append(
        (
            "none",
            (f"người chưa có xếp loại năm {year} trong hồ sơ", f"people without a rating for {year} on file"),
            ("chưa có xếp loại", "not rated"),
            pl.col("rating").is_null(),
        )
    )
    missing = _empty(scope, "ratings")
    if missing is None and known.is_empty():
        missing = (f"bảng «Xếp loại» chưa có kết quả năm {year}", f"the table of ratings holds none of {year}")
    return [
        lacking(f"ratings.{k}", w, label, missing, needs=needs) if missing
        else figure(f"ratings.{k}", w, label, of_people(rated.filter(test)), needs=needs)
        for k, w, label, test in parts
    ]  # fmt: skip


def _awards(scope: Scope) -> list[Figure]:
    """Awards of the years the period touches; where those are not on file yet, the latest year that is, and it is said which."""
    needs, words, label = ("awards.title",), ("lượt khen thưởng", "awards"), ("tất cả", "all")
    rows = _mine(scope, "awards").filter(pl.col("year") <= scope.until.year)
    if missing := _empty(scope, "awards"):
        return [lacking("awards.total", words, label, missing, needs=needs, measure="records")]
    own = rows.filter(pl.col("year") >= scope.since.year)
    latest = rows["year"].max()
    first = scope.since.year if not own.is_empty() or not isinstance(latest, int) else latest
    own = rows.filter(pl.col("year") >= first).sort("title", "person_id")
    last = scope.until.year if first == scope.since.year else first
    span = f"{first}" if first == last else f"{first}–{last}"
    names = _names(scope)
    found = [
        figure(
            "awards.total",
            (f"lượt khen thưởng năm {span}", f"awards of {span}"),
            label,
            of_rows(own, "awards", ("title", "year"), named=names),
            needs=needs,
            measure="records",
        )
    ]
    for n, title in enumerate(own["title"].value_counts(sort=True)["title"].to_list()[:6]):
        said = (f"lượt «{title}» năm {span}", f"awards «{title}» of {span}")
        behind = of_rows(own.filter(pl.col("title") == title), "awards", ("title", "year"), named=names)
        found.append(figure(f"awards.title_{n + 1}", said, (title, title), behind, needs=needs, measure="records"))
    return found


def _left(scope: Scope) -> list[Figure]:
    needs = ("tenures.left_because",)
    gone = (
        scope.spells.filter(scope.within("to_date"))
        .sort("to_date", "person_id")
        .unique(["person_id", "left_because"], keep="last", maintain_order=True)
    )
    names, codes = _names(scope), LEFT_BECAUSE.by_value
    return [
        figure(f"left.{k}", (f"người ra khỏi biên chế trong kỳ: {inner(codes[k].vi)}", f"people who left in the period: {inner(codes[k].en)}"), (inner(codes[k].vi), inner(codes[k].en)),
               of_rows(gone.filter(pl.col("left_because") == k), "tenures", ("title", "to_date"), named=names), needs=needs)
        for k in LEFT
    ]  # fmt: skip


def _reorganised(scope: Scope) -> list[Figure]:
    units = scope.snapshot.units.filter(pl.col("unit_id").is_in(list(scope.inside)))
    return [
        figure(f"units.{k}", words, label, of_rows(units.filter(scope.within(column)), "units", ("name", column), named={}), needs=("units.unit_id",), measure="units")
        for k, column, words, label in (
            ("founded", "valid_from", ("đơn vị thành lập trong kỳ", "units founded in the period"), ("thành lập", "founded")),
            ("closed", "valid_to", ("đơn vị kết thúc hoạt động trong kỳ", "units closed in the period"), ("kết thúc", "closed")),
        )
    ]  # fmt: skip

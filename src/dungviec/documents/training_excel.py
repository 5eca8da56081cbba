"""Training as Excel: needs with their grounds, the plan with everybody who goes and why others do not, a year from the records."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.documents.reports_excel import Book
from dungviec.law.marks import marked
from dungviec.training import Needs, TrainingPlan, subjects
from dungviec.training.money import Bought, Point
from dungviec.training.needs import SOURCES, TIER_WORDS
from dungviec.training.why import OBSTACLES, PersonAnswer, obstacles
from dungviec.training.year import TrainingYear

Rows = list[Sequence[str | int | None]]


def write_needs_excel(needs: Needs, lang: str = "vi") -> bytes:
    """Counts by tier and subject, then every need with why and clause."""
    made, vi, k = Book(), lang == "vi", 0 if lang == "vi" else 1
    title = f"{'NHU CẦU ĐÀO TẠO, BỒI DƯỠNG' if vi else 'TRAINING NEEDS'} – {needs.name} – {needs.as_of:%d/%m/%Y}"
    counted: Rows = [(TIER_WORDS[t][k], subjects.name(w, lang), p, s, u) for t, w, p, s, u in needs.counted()]
    heads: Sequence[str] = ("Bậc", "Nội dung", "Người", "Mức thiếu", "Chưa rõ") if vi else ("Tier", "Subject", "People", "Levels", "Not known")  # fmt: skip
    made.table("Tổng hợp" if vi else "Summary", _heads(heads, (40, 44, 10, 12, 12)), counted, top=(title, *(w[k] for w in needs.warnings)))  # fmt: skip
    heads = ("Mã", "Họ và tên", "Đơn vị", "Bậc", "Nguồn", "Nội dung", "Thiếu", "Lý do", "Căn cứ", "Thiếu dữ kiện", "Đang học") if vi else ("Id", "Name", "Unit", "Tier", "Source", "Subject", "Levels", "Why", "Basis", "Fact missing", "In class")  # fmt: skip
    rows: Rows = [
        (
            n.person_id, needs.names.get(n.person_id, ""), needs.unit_names.get(n.unit_id or "", ""), TIER_WORDS[n.tier][k], SOURCES[n.source][k],
            subjects.name(n.what, lang), n.size, n.vi if vi else n.en, marked(n.clause.citation, n.clause.confidence, lang) if n.clause else n.basis, ", ".join(n.missing),
            ("có" if vi else "yes") if n.learning else "",
        )
        for n in needs.rows
    ]  # fmt: skip
    made.table("Từng nhu cầu" if vi else "Needs", _heads(heads, (12, 24, 28, 22, 22, 32, 8, 60, 40, 24, 10)), rows)
    return made.close()


def write_plan_excel(
    plan: TrainingPlan,
    bought: Bought | None = None,
    points: Sequence[Point] = (),
    answer: PersonAnswer | None = None,
    *,
    lang: str = "vi",
) -> bytes:
    """Courses with their money and the proof, everybody who goes, who could and does not with what stands in the way, units; what was
    asked besides: what more money buys, the price curve, why one person goes or not."""
    made, vi, k = Book(), lang == "vi", 0 if lang == "vi" else 1
    case, names = plan.case, plan.case.needs.names
    title = f"{'KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM' if vi else 'TRAINING PLAN'} {case.catalogue.year} – {case.needs.name}"
    words: dict[str, str] = {t: w[k] for t, w in TIER_WORDS.items()}
    words["weighed"] = "cộng điểm ba bậc" if vi else "tiers weighed"
    proof = [f"{words.get(s.tier, s.tier)}: {s.value} ({'cận trên' if vi else 'bound'} {s.bound}; {s.status})" for s in plan.stages]  # fmt: skip
    spent = f"{'Kinh phí' if vi else 'Cost'} {plan.cost:,} / {case.policy.budget:,} đồng"
    heads: Sequence[str] = ("Mã", "Khóa", "Lớp", "Người", "Đã hứa", "Ngày", "Kinh phí (đồng)") if vi else ("Code", "Course", "Classes", "People", "Promised", "Days", "Cost")  # fmt: skip
    courses: Rows = [(c.code, c.name(lang), n, p, c.promised, c.days, m) for c, n, p, m in plan.course_lines()]
    made.table("Khóa học" if vi else "Courses", _heads(heads, (14, 54, 8, 10, 10, 8, 18)), courses, top=(title, spent, *proof))  # fmt: skip
    going: Rows = []
    for a in plan.attendances:
        closed = "; ".join(n.vi if vi else n.en for what, _g in a.closed for n in case.options.lines[a.person_id, what])
        going.append((a.person_id, names.get(a.person_id, ""), _unit(plan, a.person_id), a.code, closed))
    heads = ("Mã", "Họ và tên", "Đơn vị", "Khóa", "Vì sao") if vi else ("Id", "Name", "Unit", "Course", "Why")
    made.table("Người đi học" if vi else "Who goes", _heads(heads, (12, 26, 34, 14, 90)), going)
    out: Rows = [
        (p, names.get(p, ""), _unit(plan, p), c, "; ".join(OBSTACLES[o][k] for o in obstacles(plan, (p, c))))
        for p, c in sorted(set(case.options.gains) - plan.chosen)
    ]
    out += [
        (
            p,
            names.get(p, ""),
            _unit(plan, p),
            c,
            f"{s.vi if vi else s.en}{f' ({marked(s.clause.citation, s.clause.confidence, lang)})' if s.clause else ''}",
        )
        for (p, c), s in sorted(case.options.refused.items())
    ]
    heads = ("Mã", "Họ và tên", "Đơn vị", "Khóa", "Điều cản") if vi else ("Id", "Name", "Unit", "Course", "What stands in the way")  # fmt: skip
    made.table("Chưa được cử" if vi else "Who does not", _heads(heads, (12, 26, 34, 14, 90)), out)
    heads = ("Mã", "Đơn vị", "Có thể đi", "Lượt", "Ngày đi học") if vi else ("Id", "Unit", "Could go", "Places", "Days away")  # fmt: skip
    units: Rows = [(u, case.needs.unit_names.get(u, u), n, p, d) for u, n, p, d in plan.unit_lines()]
    made.table("Đơn vị" if vi else "Units", _heads(heads, (14, 44, 12, 10, 14)), units)
    if bought is not None:
        top = (f"{'Thêm' if vi else 'With'} {bought.more:,} đồng{'' if vi else ' more'}", f"{'nghĩa vụ, quy hoạch, khoảng cách' if vi else 'duties, succession, gaps'}: {bought.gained}")  # fmt: skip
        more: Rows = [(p, names.get(p, ""), _unit(plan, p), c, bought.closes((p, c), lang)) for p, c in bought.new]
        heads = ("Mã", "Họ và tên", "Đơn vị", "Khóa", "Đóng") if vi else ("Id", "Name", "Unit", "Course", "Closes")
        made.table("Thêm tiền" if vi else "More money", _heads(heads, (12, 26, 40, 16, 60)), more, top=top)
    if points:
        heads = ("Dự toán", "Dùng", "Nghĩa vụ", "Quy hoạch", "Khoảng cách", "Người", "Lượt") if vi else ("Budget", "Spent", "Duties", "Succession", "Gaps", "People", "Places")  # fmt: skip
        curve: Rows = [(p.budget, p.cost, *p.values, p.people, p.places) for p in points]
        made.table("Đường giá" if vi else "Price curve", _heads(heads, (18, 18, 12, 12, 14, 10, 10)), curve)
    if answer is not None:
        told: Rows = [(place.code, place.words(plan, lang)) for place in answer.places]
        told += [("", n.vi if vi else n.en) for n in (*answer.unserved, *answer.unknown, *answer.learning)]
        heads = ("Khóa", "Vì sao") if vi else ("Course", "Why")
        made.table("Một người" if vi else "One person", _heads(heads, (16, 120)), told, top=(f"{answer.name} ({answer.person_id})",))  # fmt: skip
    return made.close()


def write_year_excel(year: TrainingYear, lang: str = "vi") -> bytes:
    """One row per kind, and all."""
    made, vi = Book(), lang == "vi"
    title = f"{'ĐÀO TẠO, BỒI DƯỠNG' if vi else 'TRAINING'} – {year.name} – {year.since:%d/%m/%Y}–{year.until:%d/%m/%Y}"
    heads = ("Loại", "Lớp", "Lượt người", "Người", "Kinh phí (đồng)", "Lượt chưa ghi kinh phí") if vi else ("Kind", "Classes", "Attendances", "People", "Cost", "Without cost")  # fmt: skip
    rows: Rows = [(k.name(lang), k.classes, k.attendances, k.people, k.cost, k.unpriced) for k in year.lines]
    rows.append(("Cộng" if vi else "All", year.classes, year.attendances, year.people, year.cost, year.unpriced))
    made.table("Năm" if vi else "Year", _heads(heads, (44, 10, 14, 12, 20, 16)), rows, top=(title,))
    return made.close()


def _unit(plan: TrainingPlan, person: str) -> str:
    return plan.case.needs.unit_names.get(plan.case.options.unit_of.get(person) or "", "")


def _heads(words: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(words, widths, strict=True))

"""Rows of the streamlining tables, the same on paper and in Excel: units, people, years of a path, posts held together."""

from __future__ import annotations

from dungviec.law.marks import marked
from dungviec.records.codes import TENURE_KINDS
from dungviec.streamlining.exits import Exit
from dungviec.streamlining.glide_path import GlidePath, Path
from dungviec.streamlining.review import PersonReview, StreamliningReview, UnitTotals
from dungviec.streamlining.surplus import WHYS
from dungviec.streamlining.words import ASSUMED, MISSING, REACHES, SCHEMES, STANDINGS, amount, span
from dungviec.workforce.posts_held import HeldSpan

Cell = str | int | None
UNIT_HEADS = {
    "vi": ("Đơn vị", "Biên chế giao", "Có mặt", "Phải giải quyết", "Người xem xét", "Có chỗ trống", "Sau đào tạo", "Đổi người", "Có chế độ", "Ít nhất (đồng)", "Nhiều nhất (đồng)", "Ghi chú"),
    "en": ("Unit", "Assigned", "Present", "Must go", "Looked at", "Empty seat", "After training", "Swap", "Scheme", "Least (đồng)", "Most (đồng)", "Note"),
}  # fmt: skip
PERSON_HEADS = {
    "vi": ("Đơn vị", "Họ và tên", "Mã", "Vị trí", "Vì sao xem xét", "Nghỉ hưu", "Giữ lại: chỗ trống", "Đào tạo lại", "Đổi người", "Chế độ", "Kết luận", "Số tiền (đồng)", "Cách hiểu khác", "Tháng lương", "Căn cứ"),
    "en": ("Unit", "Name", "Id", "Post", "Why looked at", "Retires", "Keep: empty seats", "Retrain", "Swap", "Scheme", "Finding", "Sum (đồng)", "Other reading", "Months of pay", "Clause"),
}  # fmt: skip


def unit_row(t: UnitTotals, lang: str = "vi") -> tuple[Cell, ...]:
    """One unit's totals; the note says where sums are missing."""
    note = ""
    if t.must_go and t.partial:
        note = f"mới tính được {t.known} người" if lang == "vi" else f"{t.known} sums known"
    sums: tuple[Cell, Cell] = (t.least, t.most) if t.known and t.must_go else (None, None) if t.must_go else (0, 0)
    return (t.name, t.norm, t.present, t.must_go, t.people, t.by_place, t.by_training, t.by_swap, t.by_exit, *sums, note)  # fmt: skip


def person_rows(review: StreamliningReview, p: PersonReview, lang: str = "vi") -> list[tuple[Cell, ...]]:
    """One person: a row for each scheme, the ways of staying on the first."""
    k = 0 if lang == "vi" else 1
    unit = next((u.name for u in review.units if u.unit_id == p.surplus.unit_id), "")
    head: tuple[Cell, ...] = (
        unit, p.surplus.name, p.surplus.person_id, p.surplus.title, "; ".join(WHYS[w][k] for w in p.surplus.whys),
        f"{p.facts.retires:%d/%m/%Y}" if p.facts.retires else "…", *ways(p, lang),
    )  # fmt: skip
    if not p.exits:
        none = "chưa có chế độ nào trong kho cho ngày này" if lang == "vi" else "no scheme on file for this day"
        return [(*head, none, "", None, None, "", "")]
    return [
        (*(head if n == 0 else ("", p.surplus.name, p.surplus.person_id, *[""] * (len(head) - 3))), *exit_row(e, lang))
        for n, e in enumerate(p.exits)
    ]


def ways(p: PersonReview, lang: str = "vi") -> tuple[str, str, str]:
    """Keep, retrain, swap: the nearest two of each in words, and how many more."""
    courses = [f"{x.title}, {x.unit_name} ({'; '.join(x.courses(lang))})" for x in p.retrain]
    to = "sang" if lang == "vi" else "to"
    chains = [f"{c.colleague} {to} {c.to.title}, {c.to.unit_name} → {c.title}" for c in p.swap]
    return (
        _some([f"{x.title}, {x.unit_name}" for x in p.keep], lang), _some(courses, lang), _some(chains, lang),
    )  # fmt: skip


def _some(words: list[str], lang: str) -> str:
    more = len(words) - 2
    tail = [f"… và {more} khả năng nữa" if lang == "vi" else f"… and {more} more"] if more > 0 else []
    return "\n".join([*words[:2], *tail]) or "–"


def exit_row(e: Exit, lang: str = "vi") -> tuple[Cell, ...]:
    """One scheme: name, finding, sum, the other reading's, months of pay, clause with its mark."""
    k = 0 if lang == "vi" else 1
    found = STANDINGS[e.standing][k]
    lacking = f" ({', '.join(MISSING[m][k] for m in e.missing)})" if e.missing else ""
    times = "" if e.times is None else f"{float(e.times):.4g}"
    total = e.money.total if e.money else None
    return SCHEMES[e.scheme][k], f"{found}{lacking}", total, e.other, times.replace(".", ",") if lang == "vi" else times, marked(e.citation, e.confidence, lang)  # fmt: skip


def terms_words(review: StreamliningReview, lang: str = "vi") -> list[str]:
    """What the sums rest on, in sentences."""
    t, k, vi = review.terms, 0 if lang == "vi" else 1, lang == "vi"
    if t.base_pay is None:
        said = ["Mức lương cơ sở chưa nêu: kho luật không có; chỉ tính tiền cho người đã ghi lương tháng." if vi else "No base pay was stated and none is on file: sums only where the month's pay is stated."]  # fmt: skip
    else:
        said = [f"Mức lương cơ sở do người lập nêu: {amount(t.base_pay)} đồng." if vi else f"Base pay as stated: {amount(t.base_pay, 'en')} đồng."]  # fmt: skip
    assumed = dict.fromkeys(a for p in review.people for a in p.facts.assumed)
    if assumed:
        told = "; ".join(ASSUMED[a][k] for a in assumed)
        said.append(f"Tạm tính: {told}." if vi else f"Assumed: {told}.")
    if t.reorganised_on is not None:
        said.append(f"Quyết định sắp xếp có hiệu lực từ {t.reorganised_on:%d/%m/%Y}." if vi else f"Reorganisation in force from {t.reorganised_on}.")  # fmt: skip
    return said


def whole_words(review: StreamliningReview, lang: str = "vi") -> str:
    """The whole in a sentence."""
    must, least, most = review.whole
    units = sum(1 for t in review.totals if t.must_go)
    known = any(t.known and t.must_go for t in review.totals)
    partial = any(t.partial for t in review.totals if t.must_go)
    if lang == "vi":
        money = f"nếu giải quyết bằng chế độ: {span(least, most)} đồng" if known else "chưa tính được tiền của chế độ"
        tail = " (mới tính được một phần)" if known and partial else ""
        return f"{must} người phải giải quyết ở {units} đơn vị; {len(review.people)} người được xem xét; {money}{tail}."
    money = f"if by schemes of leaving: {span(least, most, 'en')} đồng" if known else "sums are not known"
    tail = " (in part)" if known and partial else ""
    return f"{must} people must go in {units} units; {len(review.people)} are looked at; {money}{tail}."


def path_rows(p: Path) -> list[tuple[Cell, ...]]:
    """Year, after retirements alone, tenth, fiftieth, ninetieth of a hundred runs, retiring in the year, target."""
    return [(str(b.year), b.retired_only, b.low, b.median, b.high, b.retiring, p.target) for b in p.years]


PATH_HEADS = {
    "vi": ("Năm", "Chỉ nghỉ hưu", "Thấp (10 %)", "Giữa", "Cao (90 %)", "Nghỉ hưu trong năm", "Đích"),
    "en": ("Year", "Retirements only", "Low (10 %)", "Median", "High (90 %)", "Retiring that year", "Target"),
}
REACH_HEADS = {
    "vi": ("Đơn vị", "Số", "Có mặt", "Đích", "Cuối kỳ (thấp – giữa – cao)", "Tự đạt", "Khả năng (%)", "Năm giữa đạt đích", "Căn cứ của đích"),
    "en": ("Unit", "Of", "Present", "Target", "End (low – median – high)", "By itself", "Chance (%)", "Median meets it in", "Target rests on"),
}  # fmt: skip


def reach_row(p: Path, lang: str = "vi") -> tuple[Cell, ...]:
    """Where one unit ends up."""
    k, last = 0 if lang == "vi" else 1, p.years[-1]
    of = (("người", "cấp phó") if lang == "vi" else ("people", "deputies"))[p.of == "deputies"]
    return (
        p.name, of, p.present, p.target, f"{last.low} – {last.median} – {last.high}", REACHES[p.reach][k], p.chance, str(p.met_in or "–"), p.why[k],
    )  # fmt: skip


def glide_words(g: GlidePath, lang: str = "vi") -> list[str]:
    """How the path was made, in sentences."""
    if lang == "vi":
        return [
            "Nghỉ hưu tính đúng ngày theo bảng tháng sinh; người nghỉ không được thay; thôi việc mô phỏng.",
            g.rate.words(), f"{amount(g.runs)} lượt mô phỏng, số gieo {g.seed}; dải thấp – cao chứa tám trong mười lượt.",
        ]  # fmt: skip
    return [
        "Retirements to the day by the birth-month table; nobody who leaves is replaced; resignations are simulated.",
        g.rate.words("en"), f"{amount(g.runs, 'en')} runs, seed {g.seed}; the band holds eight runs in ten.",
    ]  # fmt: skip


HELD_HEADS = {
    "vi": ("Họ và tên", "Từ", "Đến", "Các vị trí", "Phần việc", "Quyết định", "Được kiêm không", "Phụ cấp", "Căn cứ phụ cấp"),
    "en": ("Name", "From", "To", "Posts", "Shares", "Decisions", "May they go together", "Allowance", "Clause of the allowance"),
}  # fmt: skip


def held_row(name: str, s: HeldSpan, lang: str = "vi") -> tuple[Cell, ...]:
    """One stretch of posts held together."""
    k, vi = 0 if lang == "vi" else 1, lang == "vi"
    posts = "\n".join(f"{h.title} ({TENURE_KINDS.label(h.kind, lang).lower()})" for h in s.posts)
    shares = "\n".join(f"{h.share} %" if h.share is not None else ("chưa ghi" if vi else "not stated") for h in s.posts)
    decisions = "\n".join(h.decision or "…" for h in s.posts)
    grounds = "\n".join((g.vi, g.en)[k] for g in s.grounds)
    a = s.allowance
    due = f"{amount(a.amount, lang)} {'đồng/tháng' if vi else 'đồng a month'}. " if a.amount else ""
    until = f"{s.until:%d/%m/%Y}" if s.until else ("nay" if vi else "now")
    return name, f"{s.since:%d/%m/%Y}", until, posts, shares, decisions, grounds, f"{due}{(a.vi, a.en)[k]}", marked(a.citation, a.confidence, lang)  # fmt: skip

"""Training in the terminal: needs by tier and subject, the plan with its proof, what more money buys, a year, effects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.records import Snapshot
    from dungviec.training import Needs, TrainingPlan
    from dungviec.training.conflict import Conflict
    from dungviec.training.effect import Effect
    from dungviec.training.money import Bought, Point
    from dungviec.training.why import PersonAnswer
    from dungviec.training.year import TrainingYear

MOST = 20
"""Rows of each list shown in a terminal; files have them all."""


def money(value: int, lang: Lang) -> str:
    """Đồng as the language writes them."""
    return f"{value:,}".replace(",", ".") if lang == "vi" else f"{value:,}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[int] = ()) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n in set(right) else "left")
    for row in rows:
        table.add_row(*("" if v is None else str(v) for v in row))
    console().print(table)


def show_needs(needs: Needs, lang: Lang) -> None:
    """Counts by tier and subject; what is not known; what stays apart."""
    from dungviec.training import subjects
    from dungviec.training.needs import TIER_WORDS, TIERS

    vi, k, out = lang == "vi", 0 if lang == "vi" else 1, console()
    out.print(Text(f"{'Nhu cầu đào tạo' if vi else 'Training needs'} · {needs.name} · {needs.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    people = {n.person_id for n in needs.open}
    unknown = {n.person_id for n in needs.unknown}
    out.print(
        f"{money(len(people), lang)} người có nhu cầu rõ; {money(len(unknown), lang)} người có mục chưa rõ vì thiếu dữ kiện."
        if vi
        else f"{money(len(people), lang)} people with a known need; {money(len(unknown), lang)} with one that a missing fact leaves open."
    )  # fmt: skip
    heads = ("Nội dung", "Người", "Mức thiếu", "Chưa rõ") if vi else ("Subject", "People", "Levels", "Not known")
    counted = needs.counted()
    for tier in TIERS:
        rows = [(subjects.name(w, lang), p, s, u) for t, w, p, s, u in counted if t == tier]
        if rows:
            out.print(Text(TIER_WORDS[tier][k][0].upper() + TIER_WORDS[tier][k][1:], style="bold"))
            _table(heads, rows, right=(1, 2, 3))
    for warning in needs.warnings:
        out.print(warning[k], style="yellow")
    out.print("Một người: --person MÃ. Cả danh sách: -o tệp .xlsx." if vi else "One person: --person ID. All: -o FILE.xlsx.", style="dim")  # fmt: skip


def show_person_needs(needs: Needs, person: str | None, lang: Lang) -> None:
    """Every need of one person with its clause or basis."""
    from dungviec.law.marks import marked

    out, vi = console(), lang == "vi"
    out.print(Text(f"{needs.names.get(person or '', '')} ({person}) · {needs.as_of:%d/%m/%Y}", style="bold"))
    if not needs.rows:
        out.print("Không thấy nhu cầu nào." if vi else "No needs found.")
    for n in needs.rows:
        cited = (
            f" [{marked(n.clause.citation, n.clause.confidence, lang)}]"
            if n.clause
            else f" [{n.basis}]"
            if n.basis
            else ""
        )
        told = f" {'Thiếu' if vi else 'Missing'}: {', '.join(n.missing)}." if n.missing else ""
        now = (" Đang học." if vi else " In class now.") if n.learning else ""
        out.print(Text(f"• {n.vi if vi else n.en}{cited}{told}{now}"))


def show_plan(
    plan: TrainingPlan, bought: Bought | None, points: Sequence[Point], answer: PersonAnswer | None, lang: Lang
) -> None:
    """The proof, the money, the courses; then what was asked besides."""
    from dungviec.training.needs import TIER_WORDS

    vi, k, out = lang == "vi", 0 if lang == "vi" else 1, console()
    needs, policy = plan.case.needs, plan.case.policy
    out.print(Text(f"{'Kế hoạch đào tạo năm' if vi else 'Training plan'} {plan.case.catalogue.year} · {needs.name} · {needs.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    cost, budget = money(plan.cost, lang), money(policy.budget, lang)
    places = len(plan.attendances)
    out.print(f"{plan.people} người, {places} lượt; {cost} trên {budget} đồng." if vi else f"{plan.people} people, {places} places; {cost} of {budget} đồng.")  # fmt: skip
    words: dict[str, str] = {t: w[k] for t, w in TIER_WORDS.items()}
    words["weighed"] = "cộng điểm ba bậc" if vi else "tiers weighed"
    for s in plan.stages:
        proof = ("đã chứng minh tốt nhất" if vi else "proven best") if s.status == "optimal" else f"{'cận trên' if vi else 'bound'} {s.bound}"  # fmt: skip
        out.print(Text(f"  {words.get(s.tier, s.tier)}: {s.value} ({proof}; {'cận theo giá' if vi else 'bound by prices'} {s.dual_bound})", style="green" if s.status == "optimal" else "yellow"))  # fmt: skip
    heads = ("Mã", "Khóa", "Lớp", "Người", "Đã hứa", "Kinh phí (đồng)") if vi else ("Code", "Course", "Classes", "People", "Promised", "Cost (đồng)")  # fmt: skip
    _table(heads, [(c.code, c.name(lang), n, p, c.promised or "", money(m, lang)) for c, n, p, m in plan.course_lines()], right=(2, 3, 4, 5))  # fmt: skip
    refused = len({p for p, _c in plan.case.options.refused})
    unserved = len({(n.person_id, n.what) for n in plan.case.options.unserved})
    out.print(
        f"{refused} người chưa cử được vào ít nhất một khóa vì điều kiện; {unserved} nhu cầu chưa có khóa nào; {len(needs.unknown)} mục chưa rõ không được xếp."
        if vi
        else f"{refused} people may not be sent to at least one course; {unserved} needs no course closes; {len(needs.unknown)} unknown ones are not planned.",
        style="dim",
    )  # fmt: skip
    if bought is not None:
        _show_bought(bought, lang)
    if points:
        _show_curve(points, lang)
    if answer is not None:
        _show_answer(plan, answer, lang)


def _show_bought(bought: Bought, lang: Lang) -> None:
    vi, out = lang == "vi", console()
    duty, succession, gap = bought.gained
    out.print(Text(f"{'Thêm' if vi else 'With'} {money(bought.more, lang)} đồng{'' if vi else ' more'}", style="bold"))
    out.print(
        f"  dùng {money(bought.spent, lang)} đồng, thêm {len(bought.new)} lượt ({len(bought.gone)} lượt đổi chỗ): nghĩa vụ {duty:+d}, quy hoạch {succession:+d}, khoảng cách {gap:+d} điểm."
        if vi
        else f"  spends {money(bought.spent, lang)} đồng, {len(bought.new)} more places ({len(bought.gone)} change): duties {duty:+d}, succession {succession:+d}, gaps {gap:+d} points."
    )  # fmt: skip
    for code, n in bought.classes:
        out.print(f"  {code}: {n:+d} {'lớp' if vi else 'classes'}")
    names = bought.before.case.needs.names
    for person, code in bought.new[:MOST]:
        out.print(Text(f"  • {names.get(person, person)} ({person}) → {code}: {bought.closes((person, code), lang)}"))
    if len(bought.new) > MOST:
        out.print(f"  … {'và' if vi else 'and'} {len(bought.new) - MOST} {'lượt nữa' if vi else 'more'}")


def _show_curve(points: Sequence[Point], lang: Lang) -> None:
    vi = lang == "vi"
    console().print(Text("Đường giá của dự toán" if vi else "Price curve of the budget", style="bold"))
    heads = ("Dự toán", "Dùng", "Nghĩa vụ", "Quy hoạch", "Khoảng cách", "Người", "Lượt", "Chứng minh") if vi else ("Budget", "Spent", "Duties", "Succession", "Gaps", "People", "Places", "Proven")  # fmt: skip
    yes, no, never = ("có", "chưa", "không lập được") if vi else ("yes", "no", "no plan")
    rows = [
        (money(p.budget, lang), money(p.cost, lang), *p.values, p.people, p.places, yes if p.proven else never if p.status == "infeasible" else no)
        for p in points
    ]  # fmt: skip
    _table(heads, rows, right=range(7))


def _show_answer(plan: TrainingPlan, answer: PersonAnswer, lang: Lang) -> None:
    from dungviec.training import subjects

    vi, out = lang == "vi", console()
    out.print(Text(f"{answer.name} ({answer.person_id})", style="bold"))
    for n in answer.needs:
        out.print(f"  {n.vi if vi else n.en}")
    for place in answer.places:
        out.print(Text(f"• {place.words(plan, lang)}"))
    for rows, words in (
        (answer.unserved, ("chưa có khóa nào trong danh mục", "no course in the catalogue")),
        (answer.unknown, ("chưa rõ, thiếu dữ kiện", "not known, a fact is missing")),
        (answer.learning, ("đang học", "in class now")),
    ):
        for n in {one.what: one for one in rows}.values():
            out.print(f"• {subjects.name(n.what, lang)}: {words[0 if vi else 1]}{' – ' + ', '.join(n.missing) if n.missing else ''}.")  # fmt: skip


def show_conflict(conflict: Conflict, lang: Lang) -> None:
    """Which terms cannot hold together, and what would help."""
    vi, k, out = lang == "vi", 0 if lang == "vi" else 1, console()
    out.print(Text("Không lập được kế hoạch: các điều kiện sau không thể cùng giữ." if vi else "There is no plan: these terms cannot hold together.", style="bold red"))  # fmt: skip
    for term, words in zip(conflict.terms, conflict.words, strict=True):
        alone = (" – bỏ riêng điều này thì lập được" if vi else " – without it alone there is a plan") if term in conflict.mends else ""  # fmt: skip
        out.print(f"  • {words[k]}{alone}")
    if conflict.least_budget is not None:
        told = money(conflict.least_budget, lang)
        out.print(f"Dự toán ít nhất để giữ đủ các điều kiện khác: {told} đồng." if vi else f"The least budget with which all other terms hold: {told} đồng.")  # fmt: skip
    else:
        out.print("Thêm tiền riêng không đủ." if vi else "More money alone does not help.")


def show_year(year: TrainingYear, lang: Lang) -> None:
    """One line per kind, and all."""
    vi, out = lang == "vi", console()
    out.print(Text(f"{'Đào tạo, bồi dưỡng' if vi else 'Training'} · {year.name} · {year.since:%d/%m/%Y} – {year.until:%d/%m/%Y}", style="bold"))  # fmt: skip
    if not year.recorded:
        out.print("Chưa rõ: bảng «Đào tạo» chưa có dòng nào." if vi else "Not known: no row of training is on file.")
        return
    heads = ("Loại", "Lớp", "Lượt người", "Người trong danh sách", "Kinh phí (đồng)", "Chưa ghi kinh phí") if vi else ("Kind", "Classes", "Attendances", "People on the rolls", "Cost (đồng)", "Without cost")  # fmt: skip
    rows: list[Sequence[object]] = [
        (k.name(lang), k.classes or "", money(k.attendances, lang), money(k.people, lang), money(k.cost, lang), k.unpriced or "")
        for k in year.lines
    ]  # fmt: skip
    rows.append(("Cộng" if vi else "All", year.classes, money(year.attendances, lang), money(year.people, lang), money(year.cost, lang), year.unpriced or ""))  # fmt: skip
    _table(heads, rows, right=range(1, 6))


def show_effects(found: Sequence[Effect], snapshot: Snapshot, since: date, lang: Lang) -> None:
    """Each course and competency in a sentence."""
    vi, out = lang == "vi", console()
    out.print(Text(f"{'Hiệu quả khóa học' if vi else 'What courses did'} · {snapshot.name} · {since:%d/%m/%Y} – {snapshot.as_of:%d/%m/%Y}", style="bold"))  # fmt: skip
    if not found:
        out.print("Chưa đủ số liệu: không khóa nào có người được đánh giá trước và sau." if vi else "Not enough data: nobody was assessed before and after a course.")  # fmt: skip
    for e in found[:MOST]:
        out.print(Text(f"• {e.title} · {e.competency} ({e.people}): {e.words(lang)}"))


def point_json(point: Point) -> dict[str, Any]:
    """A point of the curve as plain data."""
    duty, succession, gap = point.values
    return {"budget": point.budget, "cost": point.cost, "duty": duty, "succession": succession, "gap": gap, "people": point.people,
            "places": point.places, "proven": point.proven, "status": point.status}  # fmt: skip

"""Streamlining in the terminal: the whole, unit by unit, one person in full, the path with its bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dungviec.cli.answer_table import answer_table
from dungviec.cli.terminal import Lang, console

if TYPE_CHECKING:
    from dungviec.streamlining import PersonReview, StreamliningReview
    from dungviec.streamlining.glide_options import GlideOptions
    from dungviec.streamlining.glide_path import GlidePath, Path


def show_review(found: StreamliningReview, lang: Lang) -> None:
    """The whole, then every unit with somebody to solve for."""
    from dungviec.documents.streamlining_rows import terms_words, unit_row, whole_words

    vi, out = lang == "vi", console()
    out.print(Text(f"{'Người dôi dư' if vi else 'Surplus'} · {found.name} · {found.as_of:%d/%m/%Y}", style="bold"))
    out.print(whole_words(found, lang))
    for line in terms_words(found, lang):
        out.print(line, style="dim")
    if not found.rules:
        from dungviec.streamlining.exits import nothing_on_file

        out.print(nothing_on_file(found.as_of)[0 if vi else 1])
    heads = ("Đơn vị", "Biên chế", "Có mặt", "Giải quyết", "Xem xét", "Chỗ trống", "Đào tạo", "Đổi", "Chế độ", "Ít nhất", "Nhiều nhất") if vi else ("Unit", "Assigned", "Present", "Must go", "Looked at", "Seats", "Training", "Swap", "Scheme", "Least", "Most")  # fmt: skip
    rows = [unit_row(t, lang)[:11] for t in found.totals if t.must_go]
    answer_table(heads, rows, lang, right=range(1, 11))
    rated = sum(1 for p in found.people if "rating" in p.surplus.whys)
    if rated:
        out.print(f"{rated} người có năm không hoàn thành nhiệm vụ cũng nằm trong danh sách." if vi else f"{rated} people rated as not completed are on the list too.")  # fmt: skip
    out.print("Một người: --person MÃ. Cả danh sách: -o tệp .xlsx, .docx, .pdf." if vi else "One person: --person ID. All: -o FILE.", style="dim")  # fmt: skip


def show_person(found: StreamliningReview, p: PersonReview, lang: Lang) -> None:
    """One person: why, the facts, ways of staying, every scheme with its conditions."""
    from dungviec.documents.streamlining_rows import exit_row, ways
    from dungviec.streamlining.surplus import WHYS
    from dungviec.streamlining.words import ASSUMED, amount

    vi, k, out, f = lang == "vi", 0 if lang == "vi" else 1, console(), p.facts
    out.print(
        Text(f"{p.surplus.name} ({p.surplus.person_id}) · {p.surplus.title} · {found.as_of:%d/%m/%Y}", style="bold")
    )
    out.print("; ".join(WHYS[w][k] for w in p.surplus.whys) + ".")
    retires = f"{f.retires:%d/%m/%Y}" if f.retires else "…"
    pay = f"{amount(f.salary, lang)} đồng" if f.salary is not None else "…"
    insured = "…" if f.insured_months is None else str(f.insured_months)
    early = "…" if f.months_early is None else str(f.months_early)
    out.print(f"Nghỉ hưu {retires} (sớm {early} tháng); lương {pay}; đóng BHXH {insured} tháng." if vi else f"Retires {retires} ({early} months early); pay {pay}; insured {insured} months.")  # fmt: skip
    if f.assumed:
        out.print(
            ("Tạm tính: " if vi else "Assumed: ") + "; ".join(ASSUMED[a][k] for a in f.assumed) + ".", style="dim"
        )
    for head, told in zip(("Giữ", "Đào tạo lại", "Đổi người") if vi else ("Keep", "Retrain", "Swap"), ways(p, lang), strict=True):  # fmt: skip
        out.print(f"{head}: " + told.replace("\n", "; "))
    heads = ("Chế độ", "Kết luận", "Số tiền (đồng)", "Cách hiểu khác", "Tháng lương", "Căn cứ") if vi else ("Scheme", "Finding", "Sum (đồng)", "Other reading", "Months of pay", "Clause")  # fmt: skip
    answer_table(heads, [exit_row(e, lang) for e in p.exits], lang, right=(2, 3, 4))
    for told_once in dict.fromkeys((c[k], c[2 + k]) for e in p.exits for c in e.conditions):
        out.print(f"  – {told_once[0]} {told_once[1]}".rstrip())


def show_glide(found: GlidePath, options: Sequence[GlideOptions], lang: Lang) -> None:
    """The path of the whole, how many units get there, and what is open to those that do not."""
    from dungviec.documents.streamlining_rows import PATH_HEADS, glide_words, path_rows
    from dungviec.streamlining.words import REACHES

    vi, k, out = lang == "vi", 0 if lang == "vi" else 1, console()
    title = f"{'Lộ trình đến năm' if vi else 'Path to'} {found.target_year} · {found.name} · {found.as_of:%d/%m/%Y}"
    out.print(Text(title, style="bold"))
    for line in glide_words(found, lang):
        out.print(line)
    for path, words in ((found.people, ("Số người", "People")), (found.deputies, ("Cấp phó", "Deputies"))):
        out.print(Text(words[k], style="bold"))
        answer_table(PATH_HEADS[lang], path_rows(path), lang, right=range(1, 7))
        counts: Counter[str] = Counter(p.reach for p in found.units if p.of == path.of)
        out.print(("Đơn vị: " if vi else "Units: ") + "; ".join(f"{said[k].lower()} {counts[r]}" for r, said in REACHES.items() if counts[r]) + ".")  # fmt: skip
        _why_unknown([p for p in found.units if p.of == path.of], lang)
    if options:
        heads = ("Đơn vị không chắc tự đạt", "Số", "Còn thừa", "Có chỗ trống nơi khác", "Có thể nghỉ sớm", "Tự đạt năm") if vi else ("Unit not sure to get there", "Of", "Over by", "Seats elsewhere", "May leave early", "Met in")  # fmt: skip
        of = ("người", "cấp phó") if vi else ("people", "deputies")
        rows = [(o.name, of[o.of == "deputies"], o.short_by, o.seats, o.early, str(o.later or "–")) for o in options]
        answer_table(heads, rows, lang, right=(2, 3, 4, 5))


def _why_unknown(paths: Iterable[Path], lang: Lang) -> None:
    why = dict.fromkeys(p.why[0 if lang == "vi" else 1] for p in paths if p.target is None)
    for line in list(why)[:2]:
        console().print(f"  – {line}")

"""Succession in the terminal: what is out of order first, then readiness, then the most exposed duties, then the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dungviec.cli.terminal import Lang, console
from dungviec.records.codes import LEVELS
from dungviec.succession.words import HORIZONS, OUTCOMES, PERFORMANCE, READY, RISKS, WHAT, lacking_words

if TYPE_CHECKING:
    from dungviec.succession import Clause, NineBox, Readiness, Removal, Seat, Succession

MOST = 12
"""Rows of each table shown in a terminal; the JSON has them all."""


def show_succession(found: Succession, lang: Lang, *, each: bool) -> None:
    """Print the whole; ``each``: readiness person by person, as asked for a title or a unit."""
    vi, out = lang == "vi", console()
    out.print(
        Text(f"{'Quy hoạch cán bộ' if vi else 'Succession'} · {found.name} · {found.as_of:%d/%m/%Y}", style="bold")
    )
    filled = [p for p in found.pools if p.members]
    people = {m.person_id for p in filled for m in p.members}
    told = f"{len(filled)} danh sách có người, {len(found.pools) - len(filled)} chức danh chưa có ai; {len(people)} người được quy hoạch."  # fmt: skip
    out.print(told if vi else f"{len(filled)} pools with people, {len(found.pools) - len(filled)} titles with nobody; {len(people)} people planned.")  # fmt: skip
    _show_checks(out, found, lang)
    if each:
        _show_people(out, found, found.ready, "Người trong quy hoạch" if vi else "Planned people", lang)
        _show_people(out, found, found.others, "Người khác trong đơn vị" if vi else "Others of the unit", lang)
    else:
        _show_levels(out, found, lang)
    _show_seats(out, found.bench.seats, lang)
    _show_units(out, found, lang)
    _show_review(out, found, lang)


def show_removal(gone: Removal, lang: Lang) -> None:
    """Print what one person's leaving opens."""
    vi, out = lang == "vi", console()
    out.print(Text(f"{'Nếu vắng' if vi else 'Without'} {gone.name} ({gone.person_id})", style="bold"))
    if not gone.duties and not gone.leaned_on:
        out.print("Không việc lãnh đạo nào bị hở." if vi else "No leading duty is left open.")
    if gone.duties:
        out.print("Việc đang giữ:" if vi else "Duties held:")
        _show_seats(out, gone.duties, lang)
    if gone.leaned_on:
        out.print("Việc của người khác chỉ trông vào người này:" if vi else "Duties of others that lean on this person alone:")  # fmt: skip
        _show_seats(out, gone.leaned_on, lang)


def show_boxes(found: NineBox, lang: Lang) -> None:
    """Print the nine boxes with their first names, and how many have no place for want of a measure."""
    k, out = 0 if lang == "vi" else 1, console()
    table = _table((("Xếp loại ba năm", "Ratings of three years")[k], *(r[k] for r in READY)))
    for performance in reversed(range(len(PERFORMANCE))):
        cells = [found.box(performance, ready) for ready in range(len(READY))]
        names = ["; ".join([str(len(c)), *(p.name for p in c[:2]), *(["…"] if len(c) > 2 else [])]) for c in cells]
        table.add_row(PERFORMANCE[performance][k], *names)
    out.print(table)
    n = len(found.outside)
    out.print((f"{n} lượt chưa xếp được vì thiếu số đo. Chín ô chỉ là cách xem một thứ tự, không lưu nhãn nào.", f"{n} have no place for want of a measure. The boxes are a view of an order; no label is kept.")[k])  # fmt: skip


def _table(heads: Iterable[str], *, right: Sequence[int] = (), title: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title or None, title_justify="left", title_style="bold")
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n in right else "left", overflow="fold")
    return table


def _more(out: Console, rest: int, lang: Lang) -> None:
    if rest > 0:
        out.print(f"  … và {rest} dòng nữa (--json có đủ)" if lang == "vi" else f"  … and {rest} more (all in --json)")


def _cited(clause: Clause | None, lang: Lang) -> str:
    from dungviec.law.marks import marked

    if clause is None:
        return "–"
    return (
        f"{clause.rule_id}: {marked(clause.citation, clause.confidence, lang)}" if clause.citation else clause.rule_id
    )


def _show_checks(out: Console, found: Succession, lang: Lang) -> None:
    k = 0 if lang == "vi" else 1
    order = list(OUTCOMES)
    checks = sorted((c for c in found.checks if c.what != "empty"), key=lambda c: order.index(c.outcome))
    empty = [c.where for c in found.checks if c.what == "empty"]
    heads = (("Kết quả", "Xét", "Ở đâu", "Nhận xét", "Căn cứ"), ("Outcome", "Asked", "Where", "Finding", "Clause"))[k]
    table = _table(heads, title=("Danh sách đối chiếu quy định", "Pools against the rules")[k])
    for c in checks[:MOST]:
        table.add_row(OUTCOMES[c.outcome][k], WHAT[c.what][k], c.where, (c.vi, c.en)[k], _cited(c.clause, lang))
    out.print(table)
    _more(out, len(checks) - MOST, lang)
    if empty:
        lead = ("Chưa có ai được quy hoạch", "Nobody planned")[k]
        rest = f" … +{len(empty) - MOST}" if len(empty) > MOST else ""
        out.print(Text(f"{lead} ({len(empty)}): {'; '.join(empty[:MOST])}{rest}"))


def _show_levels(out: Console, found: Succession, lang: Lang) -> None:
    k = 0 if lang == "vi" else 1
    level = {p.post_id: p.level for p in found.pools if p.post_id}
    counts: dict[str, Counter[str]] = {}
    for r in found.ready:
        counts.setdefault(level[r.post_id], Counter())[r.horizon] += 1
    shown = [h for h in HORIZONS if any(c[h] for c in counts.values())]
    heads = (("Cấp chức vụ", "Lượt"), ("Level", "Lines"))[k] + tuple(HORIZONS[h][k] for h in shown)
    table = _table(heads, right=range(1, len(heads)), title=("Mức sẵn sàng", "Readiness")[k])
    for code in sorted(counts, key=lambda c: -(LEVELS.rank(c) or 0)):
        table.add_row(
            LEVELS.label(code, lang), str(counts[code].total()), *(str(counts[code][h] or "–") for h in shown)
        )
    out.print(table)
    out.print(("Từng người: thêm --unit hoặc --title.", "Person by person: add --unit or --title.")[k])


def _show_people(out: Console, found: Succession, people: tuple[Readiness, ...], title: str, lang: Lang) -> None:
    if not people:
        return
    k = 0 if lang == "vi" else 1
    titles = {p.post_id: p.title for p in found.pools}
    heads = (("Người", "Chức danh", "Mức sẵn sàng", "Còn thiếu gì, đạt khi nào"), ("Person", "Title", "Readiness", "What is missing, when it passes"))[k]  # fmt: skip
    table = _table(heads, title=title)
    for r in people:
        when = f" ({('từ', 'from')[k]} {r.ready_from:%d/%m/%Y})" if r.ready_from else ""
        table.add_row(f"{r.name} ({r.person_id})", titles[r.post_id], HORIZONS[r.horizon][k] + when, _needs(r, lang))
    out.print(table)


def _needs(r: Readiness, lang: Lang) -> str:
    k = 0 if lang == "vi" else 1
    lines = []
    for n in r.needs:
        when = f" {('Tự đạt từ', 'Passes by itself from')[k]} {n.passes:%d/%m/%Y}." if n.passes else ""
        lines.append(f"{(n.vi, n.en)[k]}{when} [{_cited(n.clause, lang)}]")
    lines += [("Đào tạo: ", "Training: ")[k] + lacking_words(x, lang) for x in r.lacking]
    if r.gaps:
        levels = "; ".join(f"{g.competency} {g.level or '?'}/{g.least}" for g in r.gaps)
        lines.append(("Năng lực chưa đủ (mức/cần): ", "Competencies short (level/needed): ")[k] + levels)
    return "\n".join(lines) or "–"


def _show_seats(out: Console, seats: tuple[Seat, ...], lang: Lang) -> None:
    if not seats:
        return
    k = 0 if lang == "vi" else 1
    heads = (
        ("Chức danh", "Đang giữ", "Trong đơn vị", "Quy hoạch", "Cả cơ quan", "Chưa rõ", "Nguy cơ", "Hết hạn, nghỉ"),
        ("Post", "Held by", "In the unit", "In the pool", "In the body", "Unknown", "Risk", "Term or service ends"),
    )[k]
    table = _table(heads, right=(2, 3, 4, 5), title=("Nếu vắng người giữ: số người thay được theo luật (N-1)", "Were the holder gone: lawful stand-ins (N-1)")[k])  # fmt: skip
    for s in seats[:MOST]:
        unsure = s.unknown + s.by_authority
        table.add_row(
            f"{s.title}, {s.unit_name}", ", ".join(n for _, n in s.holders) or ("đang trống", "vacant")[k], str(len(s.inside)),
            str(len(s.pool)), str(s.body), str(unsure or "–"), RISKS[s.risk][k], f"{s.leaves_on:%d/%m/%Y}" if s.leaves_on else "–",
        )  # fmt: skip
    out.print(table)
    _more(out, len(seats) - MOST, lang)


def _show_units(out: Console, found: Succession, lang: Lang) -> None:
    k = 0 if lang == "vi" else 1
    heads = (
        ("Đơn vị", "Chức danh", "Không ai trong đơn vị", "Không ai quy hoạch", "Không ai cả", "Ít nhất trong đơn vị"),
        ("Unit", "Posts", "None inside", "None in the pool", "None at all", "Fewest inside"),
    )[k]
    table = _table(heads, right=range(1, 6), title=("Độ dày dự bị của đơn vị", "Bench strength of units")[k])
    for u in found.bench.units[:MOST]:
        table.add_row(u.unit_name, *map(str, (u.posts, u.none_inside, u.none_in_pool, u.none_anywhere, u.fewest_inside)))  # fmt: skip
    out.print(table)
    _more(out, len(found.bench.units) - MOST, lang)


def _show_review(out: Console, found: Succession, lang: Lang) -> None:
    k = 0 if lang == "vi" else 1
    counts = Counter(r.outcome for r in found.reviewed)
    if not counts:
        return
    told = f"đưa ra {counts['leaves']}, xem lại {counts['look']}, ở lại {counts['stays']}, chưa kết luận {counts['unknown']}"
    english = f"{counts['leaves']} leave, {counts['look']} to be looked at, {counts['stays']} stay, {counts['unknown']} unknown"
    table = _table((("Người", "Chức danh", "Nhận xét", "Căn cứ"), ("Person", "Title", "Finding", "Clause"))[k], title=("Rà soát hằng năm: " + told, "Yearly review: " + english)[k])  # fmt: skip
    leaves = [r for r in found.reviewed if r.outcome in ("leaves", "look")]
    for r in leaves[:MOST]:
        table.add_row(f"{r.name} ({r.person_id})", r.title, (r.vi, r.en)[k], _cited(r.clause, lang))
    out.print(table)
    _more(out, len(leaves) - MOST, lang)
    for words, n in Counter(((r.vi, r.en)[k], _cited(r.clause, lang)) for r in found.reviewed if r.outcome == "unknown").most_common(4):  # fmt: skip
        out.print(Text(f"  {n} ×: {words[0]} [{words[1]}]"))

"""The annex of a monthly sheet: every line with its source row, the sums, the parts, and how the points come out of them."""

from __future__ import annotations

from fractions import Fraction

from dungviec.appraisal.scoring import Scored, Scoring
from dungviec.appraisal.sheet import Official, SheetTask
from dungviec.documents.appraisal_paper import Block, Table, Words, number, percent, reason_of, told_points
from dungviec.documents.appraisal_sources import file_note, files_of, row_of
from dungviec.law.answers import exact
from dungviec.law.appraisal import PeriodScore

PARTS = (
    "a – số lượng", "b – chất lượng", "c – tiến độ", "d – kết quả đơn vị, lĩnh vực", "đ – khả năng tổ chức triển khai",
    "e – năng lực tập hợp, đoàn kết",
)  # fmt: skip


def lines_table(scoring: Scoring, scored: Scored) -> tuple[Block, ...]:
    """The lines of the period: product, the row it came from, coefficient, how many, what went wrong; then the files of the rows."""
    names = {p.id: p.name or p.id for p in scoring.sheet.catalogue.products}
    files = files_of(t.source for t in scored.period.tasks or ())
    rows = []
    for n, line in enumerate(scored.period.tasks or (), 1):
        rows.append((
            str(n), " – ".join(filter(None, (names.get(line.product or "", ""), line.name))) or "(không ghi tên)",
            row_of(line.source, files), number(_worth(scoring, line)), "–" if line.extra else str(line.assigned),
            "–" if line.done is None else str(line.done), str(line.redone), str(line.late), _remarks(line),
        ))  # fmt: skip
    table = Table(
        ("TT", "Sản phẩm, công việc", "Dòng nguồn", "Hệ số", "Giao", "Xong", "Làm lại", "Chậm", "Ghi chú"),
        (6, 34, 12, 8, 8, 8, 7, 8, 9),
        ("center", "left", "left", "right", "right", "right", "right", "right", "left"),
        tuple(rows),
    )
    return (table, Words(f"{file_note(files)}.", label="Tệp nguồn: ", italic=True)) if files else (table,)


def _worth(scoring: Scoring, line: SheetTask) -> Fraction:
    """The coefficient of one product of a line, converted as the points convert it."""
    one = line.model_copy(update={"assigned": 1, "done": 1, "given_back": 0, "redone": 0, "late": 0, "extra": False})
    return exact(scoring.tasks(one)[0].weight)


def _remarks(line: SheetTask) -> str:
    told = (
        ("phát sinh, làm thay" if line.extra else ""),
        ("khách quan" if line.objective_cause else ""),
        (f"trả lại {line.given_back}" if line.given_back else ""),
    )
    return "; ".join(filter(None, told))


def how_points_come(scoring: Scoring, official: Official, scored: Scored) -> tuple[Block, ...]:
    """Sums, parts, R and the points of the period, each as the answer holds it."""
    if scored.given is not None:
        return (Words("Điểm của kỳ được chấm ở nơi khác và ghi thẳng vào phiếu (mục «points»).", label="Nguồn: "),)
    assert scored.answer is not None
    score = scored.answer.value
    if score is None:
        return (Words(reason_of(scored.answer), label="Chưa có điểm: "),)
    assigned, done = _sums(scoring, scored)
    rows = [(name, percent(part)) for name, part in zip(PARTS, score.parts, strict=False)]
    r = sum(score.parts, Fraction(0)) / len(score.parts)
    formula = "(a + b + c) / 3" if len(score.parts) == 3 else "(a + b + c + d + đ + e) / 6"
    blocks: list[Block] = [
        Words(f"{number(assigned)} (tổng giao ban đầu) – {number(done)} (tổng hoàn thành, gồm việc phát sinh).", label="Quy đổi ra sản phẩm chuẩn: "),
        Table(("Phần", "Giá trị"), (70, 30), ("left", "right"), tuple(rows)),
        Words(
            f"R = {formula} = {percent(r)}; kết quả = R × 70 = {told_points(score.result)}; tiêu chí chung {told_points(score.general)}; "
            f"tổng {told_points(score.total)} điểm.", label="Cách tính: ",
        ),
        Words(reason_of(scored.answer), label="Điều khoản: "),
    ]  # fmt: skip
    other = scored.answer.other
    if isinstance(other, PeriodScore):
        capped = scoring.view.settings.rating_cap_parts
        blocks.append(Words(
            f"{'không giới hạn' if capped else 'giới hạn'} a, b, c ở 100 % thì được {told_points(other.total)} điểm (O1: nghị định không nói).",
            label="Cách hiểu khác: ",
        ))  # fmt: skip
    blocks += [Words(vi[:1].upper() + vi[1:] + ".", label="Lưu ý: ") for vi, _ in scored.remarks]
    return tuple(blocks)


def _sums(scoring: Scoring, scored: Scored) -> tuple[Fraction, Fraction]:
    tasks = [t for line in scored.period.tasks or () for t in scoring.tasks(line)]
    assigned = sum((exact(t.weight) for t in tasks if not t.extra), Fraction(0))
    return assigned, sum((exact(t.weight) for t in tasks if t.done), Fraction(0))

"""The streamlining report, the glide path and the ledger of concurrent posts as papers: Word and PDF laid out as NĐ 30/2020 asks."""

from __future__ import annotations

from collections.abc import Sequence

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Side, Signature, Table, Title, Words
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.documents.streamlining_rows import (
    PATH_HEADS,
    Cell,
    exit_row,
    glide_words,
    path_rows,
    reach_row,
    terms_words,
    unit_row,
    ways,
    whole_words,
)
from dungviec.law.marks import marked
from dungviec.records.codes import TENURE_KINDS
from dungviec.streamlining.glide_path import GlidePath
from dungviec.streamlining.review import PersonReview, StreamliningReview
from dungviec.streamlining.surplus import WHYS
from dungviec.streamlining.words import SCHEMES, STANDINGS, amount
from dungviec.workforce.posts_held import Ledger


def review_paper(review: StreamliningReview, lang: str = "vi") -> AppraisalPaper:
    """The report on a surplus: the whole, unit by unit, what it rests on; everybody looked at in the annex."""
    vi = lang == "vi"
    blocks: list[Block] = [
        Words(whole_words(review, lang)),
        Words(
            "Danh sách không chọn ai: luật của ngày xét cho biết mỗi người còn cách nào; cấp có thẩm quyền quyết định."
            if vi else "Nobody is picked here: the law of the day says which ways are open to each; the authority decides."
        ),
        Title("1. Theo đơn vị" if vi else "1. By unit"),
        _by_unit(review, lang),
        Title("2. Số tiền tính trên cơ sở" if vi else "2. What the sums rest on"),
        *(Words(f"– {line}") for line in terms_words(review, lang)),
        Title("3. Văn bản áp dụng" if vi else "3. Texts applied"),
        *(Words(f"– {marked(citation, mark, lang)}: {v if vi else e}") for _, citation, mark, v, e in review.rules),
    ]  # fmt: skip
    if not review.rules:
        blocks.append(Words("Chưa có văn bản nào trong kho cho ngày xét." if vi else "No text is on file for the day."))
    annex: list[Block] = [_people(review, mine, lang) for unit in review.units if (mine := [p for p in review.people if p.surplus.unit_id == unit.unit_id])]  # fmt: skip
    titled = [block for unit, table in zip(review.units, annex, strict=True) for block in (Title(unit.name), table)]
    title = ("BÁO CÁO", "Rà soát người dôi dư và phương án giải quyết", f"(Tính đến ngày {review.as_of:%d/%m/%Y})") if vi else ("REPORT", "People over the seats and what is open to them", f"(As of {review.as_of:%d/%m/%Y})")  # fmt: skip
    return _paper("streamlining", review.name, review.as_of.year, title, blocks, lang, "PHỤ LỤC: TỪNG NGƯỜI" if vi else "ANNEX: PERSON BY PERSON", titled)  # fmt: skip


def glide_paper(found: GlidePath, lang: str = "vi") -> AppraisalPaper:
    """The glide path: the whole year by year, then where every unit ends up."""
    vi = lang == "vi"
    blocks: list[Block] = [Words(line) for line in glide_words(found, lang)]
    for path, words in ((found.people, ("1. Số người", "1. People")), (found.deputies, ("2. Số cấp phó", "2. Deputies"))):  # fmt: skip
        blocks += [
            Title(words[0 if vi else 1]),
            _table(PATH_HEADS[lang], (10, 15, 15, 15, 15, 18, 12), path_rows(path), lang),
        ]
    heads = ("Đơn vị", "Số", "Có mặt", "Đích", "Cuối kỳ", "Tự đạt", "Năm đạt") if vi else ("Unit", "Of", "Present", "Target", "End", "By itself", "Met in")  # fmt: skip
    rows = [(*row[:6], row[7]) for row in (reach_row(p, lang) for p in found.units if p.reach != "reached")]
    annex: list[Block] = [_table(heads, (32, 11, 10, 9, 16, 14, 10), rows, lang)]
    title = ("LỘ TRÌNH", f"Giảm số người và số cấp phó đến hết năm {found.target_year}", f"(Tính từ ngày {found.as_of:%d/%m/%Y})") if vi else ("GLIDE PATH", f"People and deputies to the end of {found.target_year}", f"(From {found.as_of:%d/%m/%Y})")  # fmt: skip
    return _paper("glide", found.name, found.as_of.year, title, blocks, lang, "PHỤ LỤC: ĐƠN VỊ CHƯA ĐẠT" if vi else "ANNEX: UNITS NOT THERE YET", annex)  # fmt: skip


def ledger_paper(name: str, year: int, held: Sequence[Ledger], lang: str = "vi") -> AppraisalPaper:
    """The ledger of posts held together."""
    vi = lang == "vi"
    blocks: list[Block] = [
        Words(f"{len(held)} người giữ từ hai vị trí trở lên." if vi else f"{len(held)} people hold two or more posts.")
    ]
    for one in held:
        blocks.append(Title(one.name))
        for span in one.spans:
            until = f"{span.until:%d/%m/%Y}" if span.until else ("nay" if vi else "now")
            rows: list[tuple[Cell, ...]] = [
                (h.title, TENURE_KINDS.label(h.kind, lang), f"{h.share} %" if h.share is not None else "…", h.decision or "…")
                for h in span.posts
            ]  # fmt: skip
            heads = ("Vị trí", "Hình thức", "Phần việc", "Quyết định") if vi else ("Post", "Kind", "Share", "Decision")
            blocks += [
                Words(f"{span.since:%d/%m/%Y} – {until}"), _table(heads, (46, 18, 12, 24), rows, lang),
                Words((span.allowance.vi if vi else span.allowance.en) + (f" ({marked(span.allowance.citation, span.allowance.confidence, lang)})" if span.allowance.citation else ""), label="Phụ cấp: " if vi else "Allowance: "),
                *(Words(g.vi if vi else g.en, italic=True) for g in span.grounds),
            ]  # fmt: skip
    title = (
        ("SỔ THEO DÕI", "Kiêm nhiệm và nhất thể hóa chức danh") if vi else ("LEDGER", "Concurrent and unified posts")
    )
    return _paper("concurrent", name, year, title, blocks, lang, "", [])


def write_word(paper: AppraisalPaper) -> bytes:
    """A paper as .docx."""
    return write_appraisal_word([paper])


def write_pdf(paper: AppraisalPaper) -> bytes:
    """A paper as a tagged PDF."""
    return write_appraisal_pdf([paper])


def _paper(
    key: str, body: str, year: int, title: tuple[str, ...], blocks: list[Block], lang: str, annex_title: str, annex: list[Block]
) -> AppraisalPaper:  # fmt: skip
    vi = lang == "vi"
    basis = "Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP; số liệu lấy từ hồ sơ của ngày xét" if vi else "A form of Đúng Việc laid out by NĐ 30/2020/NĐ-CP; figures from the records of the day"  # fmt: skip
    signatures = (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)"))  # fmt: skip
    return AppraisalPaper(
        key=key, superior="", body=body, place="", year=year, title=title, basis=basis, blocks=tuple(blocks), signatures=signatures,
        annex_title=annex_title, annex=tuple(annex),
    )  # fmt: skip


def _by_unit(review: StreamliningReview, lang: str) -> Table:
    vi = lang == "vi"
    heads = ("Đơn vị", "Biên chế", "Có mặt", "Giải quyết", "Ít nhất (đồng)", "Nhiều nhất (đồng)") if vi else ("Unit", "Assigned", "Present", "Must go", "Least (đồng)", "Most (đồng)")  # fmt: skip
    rows = [(row[0], row[1], row[2], row[3], row[9], row[10]) for row in (unit_row(t, lang) for t in review.totals if t.must_go)]  # fmt: skip
    must, least, most = review.whole
    rows.append(("Cộng" if vi else "All", "", "", must, least, most))
    return _table(heads, (34, 10, 10, 12, 17, 17), rows, lang, strong=frozenset({len(rows) - 1}))


def _people(review: StreamliningReview, people: list[PersonReview], lang: str) -> Table:
    vi, k = lang == "vi", 0 if lang == "vi" else 1
    rows: list[tuple[Cell, ...]] = []
    for p in people:
        keep, retrain, swap = ways(p, lang)
        stay = [f"{word}: {told}" for word, told in zip(("Chỗ trống", "Đào tạo", "Đổi người") if vi else ("Seats", "Training", "Swap"), (keep, retrain, swap), strict=True) if told != "–"]  # fmt: skip
        leave = []
        for e in p.exits:
            if e.standing == "closed":
                continue
            _, _, total, other, _, clause = exit_row(e, lang)
            money = f"{amount(int(total), lang)} đồng" if total is not None else "…"
            money += (
                f" ({'cách hiểu khác' if vi else 'other reading'}: {amount(int(other), lang)})"
                if other is not None
                else ""
            )
            leave.append(f"{SCHEMES[e.scheme][k]}: {STANDINGS[e.standing][k].lower()}, {money}; {clause}")
        who = f"{p.surplus.name}\n{p.surplus.title}\n({'; '.join(WHYS[w][k] for w in p.surplus.whys)})"
        rows.append((who, "\n".join(stay) or "–", "\n".join(leave) or "–"))
    heads = ("Cán bộ", "Ở lại", "Nghỉ theo chế độ") if vi else ("Person", "Staying", "Leaving by policy")
    return _table(heads, (26, 34, 40), rows, lang)


def _table(
    heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[Sequence[Cell]], lang: str, *, strong: frozenset[int] = frozenset()
) -> Table:  # fmt: skip
    words = tuple(tuple(_words(c, lang) for c in row) for row in rows)
    sides: tuple[Side, ...] = tuple(
        "right" if rows and any(isinstance(r[n], int) for r in rows) else "left" for n in range(len(heads))
    )
    return Table(heads, widths, sides, words, strong)


def _words(cell: Cell, lang: str) -> str:
    return "…" if cell is None else amount(cell, lang) if isinstance(cell, int) else cell

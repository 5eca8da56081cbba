"""The interview sheet as a paper: Word and PDF laid out as NĐ 30/2020 asks, each answer with its figures, the figures as an annex."""

from __future__ import annotations

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Signature, Table, Title, Words
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.workforce.interview import Interview, number, percent


def interview_paper(sheet: Interview, lang: str = "vi") -> AppraisalPaper:
    """The paper of an interview sheet in one language."""
    vi, scope = lang == "vi", sheet.scope
    blocks: list[Block] = []
    for n, answer in enumerate(sheet.answers(lang), start=1):
        blocks.append(Title(f"{n}. {answer.question} ({answer.part})"))
        blocks += [Words("".join(p.text for p in sentence)) for sentence in answer.sentences]
    span = f"{scope.since:%d/%m/%Y} – {scope.until:%d/%m/%Y}"
    title = (
        ("BÁO CÁO", "Thực trạng và công tác cán bộ, trả lời từng câu hỏi", f"(Kỳ {span})")
        if vi
        else ("REPORT", "State of the workforce, question by question", f"(Period {span})")
    )
    notes = " ".join(sheet.notes(lang))
    heads = ("Số liệu", "Giá trị", "Tỉ lệ") if vi else ("Figure", "Value", "Share")
    rows = tuple(
        (f.words(lang), _value(sheet, f.key, lang), _share(sheet, f.key, lang)) for f in sheet.figures.values()
    )
    table = Table(heads, (70, 18, 12), ("left", "right", "right"), rows)
    return AppraisalPaper(
        key="interview", superior="", body=scope.name, place="", year=scope.until.year, title=title, basis=notes.rstrip("."),
        blocks=tuple(blocks), signatures=(Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG")) if vi else (Signature("PREPARED BY", "(signature)"), Signature("HEAD", "(signature)")),
        annex_title="PHỤ LỤC: SỐ LIỆU" if vi else "ANNEX: FIGURES", annex=(table,),
    )  # fmt: skip


def write_interview_word(sheet: Interview, lang: str = "vi") -> bytes:
    """The interview sheet as .docx."""
    return write_appraisal_word([interview_paper(sheet, lang)])


def write_interview_pdf(sheet: Interview, lang: str = "vi") -> bytes:
    """The interview sheet as a tagged PDF."""
    return write_appraisal_pdf([interview_paper(sheet, lang)])


def _value(sheet: Interview, key: str, lang: str) -> str:
    value = sheet.figures[key].value
    return ("không có" if lang == "vi" else "not known") if value is None else number(value, lang)


def _share(sheet: Interview, key: str, lang: str) -> str:
    share = sheet.share(key)
    return "" if share is None else percent(share, lang)

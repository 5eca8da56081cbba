"""``dungviec appraise … --word FILE --pdf FILE``: the forms, minutes and list of results of a sheet as papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from dungviec.cli.terminal import Lang, stop

if TYPE_CHECKING:
    from dungviec.appraisal import Appraisal
    from dungviec.documents.appraisal_papers import Kind

_KINDS = ("month", "year", "minutes", "results")


def check_asked(paper: str, *, written: bool, chosen: bool, lang: Lang) -> None:
    """End with a sentence where the paper asked for is none, or options of a paper stand without a file to write."""
    if paper and paper not in _KINDS:
        stop(f"--paper «{paper}»: chỉ có {', '.join(_KINDS)}.", f"--paper '{paper}': one of {', '.join(_KINDS)}.", lang=lang)  # fmt: skip
    if (paper or chosen) and not written:
        stop(
            "--paper, --who, --month, --quarter, --unit chỉ dùng khi có --word hoặc --pdf.",
            "--paper, --who, --month, --quarter and --unit go with --word or --pdf.", lang=lang,
        )  # fmt: skip


def made_papers(
    found: Appraisal, paper: str, *, word: Path | None, pdf: Path | None, who: Sequence[str], month: int | None, quarter: int | None,
    unit: str | None, lang: Lang,
) -> list[tuple[Path, bytes, int]]:  # fmt: skip
    """The files to write and how many papers each holds; what could not be made of whom is told on stderr. Nothing is written yet."""
    from dungviec.documents.appraisal_paper import PaperFault
    from dungviec.documents.appraisal_papers import appraisal_papers
    from dungviec.documents.appraisal_pdf import write_appraisal_pdf
    from dungviec.documents.appraisal_word import write_appraisal_word

    one = len(who) == 1 or len(found.years) == 1
    kind = paper or ("month" if month or quarter else "year" if one else "results")
    try:
        papers, faults = appraisal_papers(found, cast("Kind", kind), who=who, month=month, quarter=quarter, unit=unit)
    except PaperFault as bad:
        stop(str(bad), bad.english, lang=lang)
    for fault in faults if papers else faults[:-1]:
        typer.echo(f"dungviec: {fault if lang == 'vi' else fault.english}", err=True)
    if not papers:
        last = faults[-1] if faults else PaperFault("Không có phiếu nào để ghi.", "There is no paper to write.")
        stop(str(last), last.english, lang=lang)
    makers = ((word, write_appraisal_word), (pdf, write_appraisal_pdf))
    return [(path, make(papers), len(papers)) for path, make in makers if path is not None]


def write_papers(made: Sequence[tuple[Path, bytes, int]], *, lang: Lang) -> None:
    """Write each file whole or not at all, and say so on stderr."""
    from dungviec.exchange import UnreadableFileError, write_whole

    for path, data, count in made:
        try:
            write_whole(path, lambda temporary, data=data: temporary.write_bytes(data))  # type: ignore[misc]
        except UnreadableFileError as unwritten:
            stop(unwritten.vi, unwritten.en, lang=lang)
        told = f"Đã ghi {count} văn bản vào {path.name}." if lang == "vi" else f"{count} papers written to {path.name}."
        typer.echo(told, err=True)

"""``dungviec form …``: official papers of people in a city workbook, and what a paper says when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dungviec.cli.inputs import open_city, tell_rejected
from dungviec.cli.terminal import Lang, check_lang, check_output, read_day, stop, write_json

if TYPE_CHECKING:
    from dungviec.documents.layout import Form
    from dungviec.records.dossiers import Dossier, Dossiers

form_app = typer.Typer(
    help="Biểu mẫu chính thức: sơ yếu lý lịch, 2C, trích ngang, hồ sơ JSON. (Official papers, out and in.)",
    no_args_is_help=True,
)
City = Annotated[Path, typer.Argument(metavar="CITY.xlsx", help="Tệp dữ liệu thành phố. (The city workbook.)")]
People = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PERSON…]", help="Mã cán bộ; bỏ trống là tất cả. (Identifiers; none: everybody.)"),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ngày lập, dd/mm/yyyy. (Day of the paper.)")]
Language = Annotated[str, typer.Option("--lang", help="vi hoặc en.")]
Folder = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="OUT",
        help="Tệp .docx hoặc .pdf; nhiều người thì là thư mục. (A file, or a folder for many.)",
    ),
]


@form_app.command("syll")
def syll(
    city: City, output: Folder, people: People = None, as_of: AsOf = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Khi ghi vào thư mục: PDF thay cho Word. (PDF in a folder.)")] = False, lang: Language = "vi",
) -> None:  # fmt: skip
    """Sơ yếu lý lịch theo TT 06/2023/TT-BNV, Word hoặc PDF. (The SYLL form.)"""
    from dungviec.documents.syll import SYLL

    _papers(SYLL, city, people, output, as_of=as_of, pdf=pdf, lang=lang)


@form_app.command("2c")
def form_2c(
    city: City, output: Folder, people: People = None, as_of: AsOf = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Khi ghi vào thư mục: PDF thay cho Word. (PDF in a folder.)")] = False, lang: Language = "vi",
) -> None:  # fmt: skip
    """Mẫu 2C-BNV/2008, Word hoặc PDF. (The 2C form of 2008.)"""
    from dungviec.documents.form_2c import FORM_2C

    _papers(FORM_2C, city, people, output, as_of=as_of, pdf=pdf, lang=lang)


@form_app.command("trich-ngang")
def listing(
    city: City,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="LIST.xlsx", help="Tệp Excel ghi ra. (The list.)")],
    people: People = None,
    as_of: AsOf = None,
    columns: Annotated[
        str, typer.Option("--columns", help="Các cột, cách nhau dấu phẩy. (Columns, comma separated.)")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Tiêu đề. (Title.)")] = "",
    lang: Language = "vi",
) -> None:
    """Danh sách trích ngang ra Excel. (Several officials on one sheet.)"""
    from dungviec.documents import list_columns, write_list

    book, chosen = _open(city, people, as_of=as_of, lang=lang)
    check_output(output, source=city, lang=lang)
    words = [c.strip() for c in columns.split(",") if c.strip()]
    _write(
        output,
        lambda: write_list(
            chosen, list_columns(words), title=title, body=book.snapshot.name, as_of=book.snapshot.as_of
        ),
        lang=lang,
    )
    _tell(len(chosen), output, lang=lang)


@form_app.command("json")
def record(
    city: City,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.json", help="Tệp JSON; «-» là màn hình. (JSON; - is stdout.)")
    ],
    people: People = None,
    as_of: AsOf = None,
    ready: Annotated[
        bool, typer.Option("--ready", help="Chỉ hồ sơ không còn lỗi. (Only records without faults.)")
    ] = False,
    lang: Language = "vi",
) -> None:
    """Hồ sơ JSON, đối chiếu danh mục trước khi ra; mã 1 nếu còn lỗi. (Records as JSON, checked; exit code 1 where faults remain.)"""
    from dungviec.documents.readiness import readiness
    from dungviec.documents.record_json import to_json

    _book, chosen = _open(city, people, as_of=as_of, lang=lang)
    check_output(output, source=city, lang=lang)
    faulty = [r for r in map(readiness, chosen) if not r.ready]
    if ready:
        away = {r.person_id for r in faulty}
        chosen = [d for d in chosen if d.person_id not in away]
    write_json(to_json(chosen), output, lang=lang)
    if faulty:
        told = "bỏ lại" if ready else "vẫn có trong tệp"
        typer.echo(
            f"{len(faulty)} hồ sơ chưa sẵn sàng ({told}); xem: dungviec readiness" if lang == "vi"
            else f"{len(faulty)} records are not ready ({'left out' if ready else 'in the file all the same'}); see: dungviec readiness", err=True,
        )  # fmt: skip
    if str(output) != "-":
        _tell(len(chosen), output, lang=lang)
    if faulty:
        raise typer.Exit(1)


@form_app.command("read")
def read(
    city: City,
    paper: Annotated[
        Path, typer.Argument(metavar="PAPER", help="Tệp .docx, .xlsx hoặc .json đã xuất. (A paper that comes back.)")
    ],
    json: Annotated[
        Path | None,
        typer.Option("--json", metavar="OUT.json", help="Ghi thay đổi ra JSON; «-» là màn hình. (Changes as JSON.)"),
    ] = None,
    as_of: AsOf = None,
    lang: Language = "vi",
) -> None:
    """Tờ khai đã sửa thay đổi những gì; mã 1 nếu có chỗ không nhận được. (What a paper changes; exit code 1 if parts were not taken.)"""
    from dungviec.cli.form_changes import read_papers, show_changes
    from dungviec.documents import changes

    lang = check_lang(lang)
    check_output(json, source=city, lang=lang)
    papers = read_papers(paper, lang=lang)
    book, _everybody = _open(city, [], as_of=as_of, lang=lang)
    known = set(book.snapshot.people["person_id"].to_list())
    strangers = [p.person_id for p in papers if p.person_id not in known]
    dossiers = dict(zip((ids := [p.person_id for p in papers if p.person_id in known]), book.of_many(ids), strict=True))
    found = [(p, changes(dossiers[p.person_id], p)) for p in papers if p.person_id in known]
    show_changes(found, strangers, out=json, lang=lang)
    if strangers or any(p.notes for p in papers):
        raise typer.Exit(1)


def _papers(
    form: Form, city: Path, people: Sequence[str] | None, output: Path, *, as_of: str | None, pdf: bool, lang: Lang
) -> None:
    from dungviec.documents import fill, write_pdf, write_word

    makes: dict[str, Callable[[Any], bytes]] = {".docx": write_word, ".pdf": write_pdf}
    many = output.suffix.lower() not in makes
    if many and output.suffix and not output.is_dir():
        stop(
            f"«{output.name}»: ghi tên tệp .docx, .pdf hoặc một thư mục.",
            f"'{output.name}': name a .docx, a .pdf or a folder.",
            lang=check_lang(lang),
        )
    _book, chosen = _open(city, people, as_of=as_of, lang=lang)
    if not many:
        if len(chosen) != 1:
            stop(
                f"Một tệp chỉ chứa một người, ở đây có {len(chosen)}; ghi một mã cán bộ, hoặc -o là thư mục.",
                f"One file holds one person, here are {len(chosen)}; name one identifier, or give a folder as -o.", lang=lang,
            )  # fmt: skip
        check_output(output, source=city, lang=lang)
        _write(output, lambda: makes[output.suffix.lower()](fill(form, chosen[0])), lang=lang)
    else:
        try:
            output.mkdir(exist_ok=True)
        except OSError as problem:
            stop(
                f"Không tạo được thư mục «{output}»: {problem.strerror}.",
                f"Cannot make the folder '{output}': {problem.strerror}.",
                lang=lang,
            )
        ending = ".pdf" if pdf else ".docx"
        for dossier in chosen:
            name = "".join(c if c.isalnum() or c in "._-" else "-" for c in dossier.person_id)
            _write(output / f"{form.key}-{name}{ending}", lambda d=dossier: makes[ending](fill(form, d)), lang=lang)  # type: ignore[misc]
    _tell(len(chosen), output, lang=lang)


def open_book(city: Path, *, day: date | None, lang: Lang) -> Dossiers:
    """The city with its dossier sheets; rejected rows are told on stderr. Ends with a sentence where the file cannot be used."""
    from dungviec.exchange import UnreadableFileError, read_dossiers
    from dungviec.records.dossiers import Dossiers

    found = open_city(city, as_of=day, lang=lang)
    tell_rejected(found, lang=lang)
    try:
        more = read_dossiers(city, found.snapshot)
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)
    for r in more.rejected[:10]:
        typer.echo(f"  {r.sheet}, {r.row}, {r.column}: «{r.value}» – {r.vi if lang == 'vi' else r.en}", err=True)
    return Dossiers(found.snapshot, more.tables)


def _open(city: Path, people: Sequence[str] | None, *, as_of: str | None, lang: Lang) -> tuple[Dossiers, list[Dossier]]:
    lang = check_lang(lang)
    book = open_book(city, day=read_day(as_of, lang=lang), lang=lang)
    known = set(book.snapshot.people["person_id"].to_list())
    absent = [p for p in people or () if p not in known]
    if absent:
        stop(
            f"Không có cán bộ «{absent[0]}» trong «{city.name}»; xem cột «Mã cán bộ» của trang «Cán bộ».",
            f"There is nobody '{absent[0]}' in '{city.name}'; see the column «Mã cán bộ» of the sheet «Cán bộ».", lang=lang,
        )  # fmt: skip
    return book, list(book.of_many(people)) if people else ([] if people == [] else list(book))


def _write(path: Path, make: Callable[[], bytes], *, lang: Lang) -> None:
    from dungviec.exchange import UnreadableFileError, write_whole

    try:
        data = make()
        write_whole(path, lambda temporary: _put(temporary, data))
    except UnreadableFileError as bad:
        stop(bad.vi, bad.en, lang=lang)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _tell(count: int, output: Path, *, lang: Lang) -> None:
    typer.echo(
        f"{count} hồ sơ. Kết quả ở: {output}" if lang == "vi" else f"{count} records. The result is in: {output}"
    )

"""From the facts of a decision to the words of its paper: names, days, terms, letterhead, recipients, signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dungviec.documents.decisions.bases import Basis, basis_lines
from dungviec.documents.decisions.kinds import form, kind_words
from dungviec.documents.decisions.values import Filling, Row, Source, Value, Values
from dungviec.records.codes import CATEGORIES
from dungviec.records.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues: names as printed, the symbol after the kind of paper, the place, and who signs for it."""

    name: str
    symbol: str
    place: str
    superior: str = ""
    authority: str = ""
    """«CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ …»: who decides, above the bases."""
    signs_as: str = "CHỦ TỊCH"
    """Lines above the signature: «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH» and the post, separated by line breaks."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a decision does to one person. Texts are as on file; empty where there is none."""

    kind: str
    person_id: str
    name: str
    sex: str | None
    born: date | None
    category: str | None
    from_title: str
    from_unit: str
    to_title: str
    to_unit: str
    effective: date
    until: date | None = None
    term_months: int | None = None
    reason: str = ""
    course: str = ""
    school: str = ""
    cost: str = ""
    replaces: str = ""
    """«Quyết định số … ngày …» that this one replaces."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Number, day and signer of a paper; a draft has none of them and shows the empty number of its kind."""

    number: int | None = None
    day: date | None = None
    signer: str = ""


def symbol_of(kind: str, issuer: Issuer, number: int | None) -> str:
    """``12/QĐ-UBND``; the number left open where the paper is not signed.

    >>> symbol_of("transfer", Issuer("ỦY BAN NHÂN DÂN", "UBND", "Cẩm Phả"), 12)
    '12/QĐ-UBND'
    """
    return f"{number if number is not None else '      '}/{form(kind).symbol}-{issuer.symbol}"


def letterhead(kind: str, issuer: Issuer, issue: Issue, recipients: Sequence[str]) -> dict[str, Filling]:
    """The places every paper has: issuing body, number, place and day, recipients, signature."""
    day = f"ngày {issue.day:%d} tháng {_month(issue.day.month)} năm {issue.day.year}" if issue.day else "ngày …… tháng …… năm 20……"  # fmt: skip
    entered = Source("entry", "Cài đặt cơ quan ban hành")
    return {
        "co_quan_cap_tren": Value(issuer.superior, entered), "co_quan": Value(issuer.name, entered),
        "so_ky_hieu": Value(symbol_of(kind, issuer, issue.number), Source("computed", f"Sổ số của {issuer.symbol}, loại {form(kind).symbol}")),
        "dia_danh_ngay": Value(f"{issuer.place}, {day}"), "tham_quyen": Value(issuer.authority or issuer.name, entered),
        "noi_nhan": [Value(line) for line in _closed(recipients)],
        "quyen_ky": Value(issuer.signs_as, entered), "nguoi_ky": Value(issue.signer),
    }  # fmt: skip


def decision_values(
    move: Move, *, issuer: Issuer, issue: Issue, bases: Sequence[Basis], proposal: Value | None = None, recipients: Sequence[str] = (),
) -> Values:  # fmt: skip
    """Everything the paper of a decision shows. ``proposal`` is the line «Theo đề nghị của …»."""
    file = f"/can-bo/{move.person_id}/"

    def read(text: str, where: str) -> Value:
        return Value(text, Source("record", f"{where} của hồ sơ {move.person_id}", file))

    def given(text: str, what: str) -> Value:
        return Value(text, Source("entry", f"Người lập quyết định ghi: {what}"))

    matter, day = kind_words(move.kind).lower(), format_date(issue.day or move.effective)
    title = read("ông" if move.sex == "male" else "bà" if move.sex == "female" else "ông (bà)", "Giới tính")
    places: dict[str, Filling] = letterhead(move.kind, issuer, issue, recipients or _usual(move))
    places |= {
        "can_cu": basis_lines(bases, matter=matter, day=day, further=[proposal] if proposal else []),
        "doi_tuong": read(CATEGORIES.label(move.category, "vi").lower() if move.category else "cán bộ", "Đối tượng"),
        "xung_ho": title, "Xung_ho": Value(title.text.capitalize(), title.source),
        "ho_ten": read(move.name, "Họ và tên"),
        "chuc_vu_cu": read(_lower(move.from_title), "Chức vụ đang giữ"), "don_vi_cu": read(move.from_unit, "Đơn vị đang công tác"),
        "tu_ngay": given(format_date(move.effective), "ngày có hiệu lực"),
        "ly_do": given(move.reason, "lý do"), "phu_cap": Value(""), "bao_luu": Value(""),
        "thay_the": given(move.replaces, "quyết định được thay thế"),
    }  # fmt: skip
    if move.born:
        places["ngay_sinh"] = read(format_date(move.born), "Ngày sinh")
    if move.kind not in ("dismissal", "resignation", "relief") or move.to_title:
        places["chuc_vu_moi"] = given(move.to_title, "vị trí đến")
        places["don_vi_moi"] = given(move.to_unit or move.from_unit, "đơn vị đến")
    else:
        places["chuc_vu_moi"] = Value("")
    if move.until:
        places["den_ngay"] = given(format_date(move.until), "ngày kết thúc")
    elif move.kind in ("rotation",):
        places["den_ngay"] = Value("")
    if move.term_months:
        years, months = divmod(move.term_months, 12)
        text = f"{years:02d} năm" if not months else f"{move.term_months} tháng"
        places["thoi_han"] = Value(text, Source("record", f"Thời hạn của vị trí {move.to_title}"))
    for key, text, what in (("khoa_hoc", move.course, "khóa học"), ("noi_hoc", move.school, "nơi học"), ("kinh_phi", move.cost, "kinh phí")):  # fmt: skip
        if text:
            places[key] = given(text, what)
    return Values(places)


def place_names(kind: str) -> tuple[str, ...]:
    """The names a template of a kind may use: what a city's own template is checked against."""
    from dungviec.documents.decisions.filling import places_of
    from dungviec.documents.decisions.template import write_template

    return tuple(dict.fromkeys((*places_of(write_template(kind)), *_EVERYWHERE)))


_EVERYWHERE = (
    "co_quan_cap_tren", "co_quan", "so_ky_hieu", "dia_danh_ngay", "tham_quyen", "can_cu", "noi_nhan", "quyen_ky", "nguoi_ky",
    "doi_tuong", "xung_ho", "Xung_ho", "ho_ten", "ngay_sinh", "chuc_vu_cu", "don_vi_cu", "chuc_vu_moi", "don_vi_moi", "tu_ngay",
    "den_ngay", "thoi_han", "ly_do", "thay_the",
)  # fmt: skip


def list_row(number: int, move: Move, *, symbol: str = "", review: str = "") -> Row:
    """One line of the submission and of the list."""
    file = Source("record", f"Hồ sơ {move.person_id}", f"/can-bo/{move.person_id}/")
    born = format_date(move.born) if move.born else "……"
    target = ", ".join(part for part in (move.to_title, move.to_unit) if part)
    proposed = f"{kind_words(move.kind)}: {target}" if target else kind_words(move.kind)
    return {
        "stt": Value(str(number)), "nguoi": Value(move.name, file), "sinh": Value(born, file),
        "cu": Value(", ".join(part for part in (move.from_title, move.from_unit) if part), file), "moi": Value(proposed),
        "tu": Value(format_date(move.effective)), "so": Value(symbol), "ra_soat": Value(review),
    }  # fmt: skip


def _usual(move: Move) -> list[str]:
    units = dict.fromkeys(unit for unit in (move.from_unit, move.to_unit) if unit)
    return ["Như Điều 3", *units, "Lưu: VT, hồ sơ cán bộ"]


def _closed(recipients: Sequence[str]) -> list[str]:
    return [f"{line.rstrip('.;')}{'.' if n == len(recipients) - 1 else ';'}" for n, line in enumerate(recipients)]


def _month(month: int) -> str:
    """NĐ 30/2020: days below ten and the months January and February carry a nought before them."""
    return f"{month:02d}" if month < 3 else str(month)


def _lower(title: str) -> str:
    """A post within a sentence: «chuyên viên», but «Phó Trưởng ban», whose second word keeps its capital too."""
    first, _blank, rest = title.partition(" ")
    keeps = (
        first.isupper()
        or any(c.isupper() for c in rest.split(" ")[0][:1])
        or first in ("Trưởng", "Phó", "Chánh", "Giám", "Hiệu", "Chủ", "Bí")
    )
    return title if keeps else title[:1].lower() + title[1:]

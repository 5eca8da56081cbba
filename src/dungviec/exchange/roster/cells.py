"""Values of single cells: sex, degree, theory, rating, citizen number, coefficient.

Each parser returns the stored value, None for an empty cell, or a Problem. ``soft`` problems (a word nobody knows) keep
the row; the others reject it; ``fields`` decides which is which.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dungviec.exchange.grid import Cell, show
from dungviec.exchange.problems import Problem
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY
from dungviec.records.employment import EMPLOYMENT
from dungviec.records.vietnamese import clean, fold

_EMPTY = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "_",
        ".",
        "…",
        "...",
        "0",
        "o",
        "/",
        "khong",
        "khong co",
        "chua",
        "chua co",
        "chua qua",
        "chua qua dao tao",
        "chua dao tao",
        "chua hoc",
        "khong ro",
        "n/a",
        "na",
        "?",
        "none",
        "null",
    ]
)
MARKS = frozenset({"x", "xx", "v", "+", "1", "✓", "✔", "√", "*", "co", "•", "●", "yes", "true", "dung", "☑", "☒"})


@lru_cache(maxsize=1 << 14, typed=True)
def is_mark(value: Cell) -> bool:
    """Whether a cell is a tick: x, v, +, 1, ✓, TRUE."""
    return value is True or fold(show(value)).strip(" .") in MARKS


@lru_cache(maxsize=1 << 14, typed=True)
def is_empty_word(value: Cell) -> bool:
    """Whether a cell says that there is nothing: empty, zero, a dash, ``Chưa``, ``Không``."""
    if isinstance(value, int | float) and value == 0:  # False, and a reference to an empty cell, which shows 0
        return True
    return value is None or (isinstance(value, str) and fold(value).strip(" .") in _EMPTY)


def _unknown(value: Cell, vi: str, en: str, examples: str) -> Problem:
    return Problem(
        f"không hiểu {vi} «{show(value)}»", f"{en} “{show(value)}” is not understood",
        f"dùng một trong các cách ghi: {examples}", f"use one of: {examples}",
    )  # fmt: skip


def parse_sex(value: Cell, codes: dict[str, str] | None = None) -> str | Problem | None:
    """``male`` or ``female``. ``codes`` gives the meaning of 1 and 0 when the heading tells it."""
    if value is None:
        return None
    word = fold(show(value)).strip(" .")
    if codes and word in codes:
        return codes[word]
    if word in {"nam", "m", "male", "trai", "ong", "nam gioi", "t", "anh"}:
        return "male"
    if word in {"nu", "f", "female", "gai", "ba", "nu gioi", "g", "chi", "n"}:
        return "female"
    return None if word in {"", "-", "?"} else _unknown(value, "giới tính", "the sex", "Nam, Nữ")


def _plain(value: Cell) -> str:
    """Folded text without dots, with other punctuation as spaces: ``Th.S`` → ``ths``."""
    return clean(re.sub(r"[^\w\s]", " ", fold(show(value)).replace(".", "" if len(show(value)) < 12 else " ")))


_DEGREE_WORDS: tuple[tuple[str, str], ...] = (
    ("doctor", r"tien s[iy]|pho tien s[iy]|p?gs ?ts(?:kh)?|pgs|gs|phd|ts|ptskh|tskh|pts"),
    ("master", r"thac s[iy]|th\s?s|cao hoc|master|sau dai hoc|mba|mpa"),
    (
        "university",
        r"dai hoc|cu nhan|k[iy] su|bac s[iy]|duoc s[iy]|kien truc su|dhsp|dh[a-z]{0,4}|ks|cn|kts|bs(?:nt| ?ck ?(?:i{1,2}|1|2))?|ds(?: ?ck ?(?:i{1,2}|1|2))?|university|bachelor",
    ),
    ("college", r"cao dang|cd[a-z]{0,4}|college"),
    (
        "intermediate",
        r"trung cap(?: chuyen nghiep| cn| nghe)?|trung hoc (?:chuyen nghiep|cn)|tr? ?cap|tc[a-z]{0,3}|thcn|y s[iy]",
    ),
    ("elementary", r"so cap(?: nghe)?|s ?cap|sc|chung chi nghe"),
)
_DEGREE_PATTERNS = [
    (value, re.compile(rf"^(?:trinh do |bang |hoc vi )?(?:{words})\b")) for value, words in _DEGREE_WORDS
]
_SCHOOL_WORDS = {
    "dhsp": "Sư phạm",
    "cdsp": "Sư phạm",
    "tcsp": "Sư phạm",
    "thsp": "Sư phạm",
    "dhl": "Luật",
    "dhkt": "Kinh tế",
}
_FILLERS = re.compile(
    r"^(?:[\s,:;.\-–/(]|(?:chuyên )?ngành|chuyên môn|chính quy|tại chức|từ xa|hệ|về|thuộc|vừa làm vừa học|vlvh|liên thông)+(?=[\s,:;.\-–/(]|$|\w)",
    re.IGNORECASE,
)

_NO_MAJOR = re.compile(
    r"nghe|vlvh|vhvl|cq|tc|tx|ck ?(?:i{1,2}|1|2)|chuyen khoa (?:i{1,2}|1|2|cap (?:i{1,2}|1|2))|dh|cd|dai hoc|cao dang|trung cap|chuyen nghiep|cn"
)
"""What may follow a level and is no field of study: the form of study, a specialist's grade, the level once more."""


@lru_cache(maxsize=1 << 14, typed=True)
def parse_degree(value: Cell) -> tuple[str | None, str | None] | Problem:
    """Level of the degree, and the major when the cell names it too; the highest of several.

    >>> parse_degree("Đại học sư phạm Toán"), parse_degree("Th.S")
    (('university', 'Sư phạm Toán'), ('master', None))
    """
    if is_empty_word(value):
        return None, None
    best: tuple[int, str, str | None] | None = None
    for part in _parts(show(value)):
        found = _one_degree(part)
        if found and (best is None or (DEGREES.rank(found[0]) or 0) > best[0]):
            best = (DEGREES.rank(found[0]) or 0, found[0], found[1])
    if best is None:
        return _unknown(value, "trình độ", "the degree", "Tiến sĩ, Thạc sĩ, Đại học, Cao đẳng, Trung cấp, Sơ cấp")
    return best[1], best[2]


def _parts(text: str) -> list[str]:
    """Several degrees in one cell: split at ; + and at a comma that another degree follows."""
    parts: list[str] = []
    for piece in re.split(r"[;+]", text):
        for i, bit in enumerate(piece.split(",")):
            if i and _one_degree(bit) is None:
                parts[-1] += "," + bit
            else:
                parts.append(bit)
    return parts


def _one_degree(text: str) -> tuple[str, str | None] | None:
    text = clean(text).strip(" .,;:-")
    if not text:
        return None
    if (level := DEGREES.parse(text)) is not None:
        return level, None
    folded = fold(text).replace(".", "")
    spaced = clean(re.sub(r"[^\w\s]", " ", folded))
    for level, pattern in _DEGREE_PATTERNS:
        if m := pattern.match(spaced):
            return level, _major_after(text, spaced[: m.end()])
    return _level_last(text)


def _level_last(text: str) -> tuple[str, str | None] | None:
    """A level written behind its field: «Điều dưỡng CĐ», «Kế toán - Trung cấp»."""
    words = re.split(r"[\s\-–/,()]+", text.strip(" ()"))
    for take in (2, 1):
        level = DEGREES.parse(" ".join(words[-take:])) if len(words) > take else None
        if level is not None:
            tail = r"\W+".join(re.escape(w) for w in words[-take:])
            return level, tidy_major(re.sub(rf"[\s\-–/,()]*{tail}\W*$", "", text))
    return None


def _major_after(text: str, matched: str) -> str | None:
    """The rest of ``text`` after as many letters as the level took."""
    need = len(re.sub(r"\W", "", matched))
    seen = 0
    for i, letter in enumerate(text):
        if seen == need:
            rest = text[i:]
            break
        seen += len(re.sub(r"\W", "", fold(letter)))
    else:
        rest = ""
    if not rest.strip():
        return _SCHOOL_WORDS.get(matched)
    rest = _FILLERS.sub("", rest).strip(" .,;:-–/()")
    return None if _NO_MAJOR.fullmatch(clean(fold(rest))) else tidy_major(rest)


@lru_cache(maxsize=1 << 14, typed=True)
def tidy_major(value: Cell) -> str | None:
    """A field of study with a capital first letter; None when the cell says there is none."""
    if is_empty_word(value):
        return None
    text = clean(show(value)).strip(" ,;")
    # capitals with tone marks are a word (LUẬT), without them perhaps an abbreviation (CNTT)
    if text.isupper() and (len(text) > 6 or fold(text) != text.lower()):
        text = text.lower()
    return text[:1].upper() + text[1:] if text else None


@lru_cache(maxsize=1 << 14, typed=True)
def parse_theory(value: Cell) -> str | Problem | None:
    """Level of political theory.

    >>> parse_theory("CCLLCT"), parse_theory("T.cấp"), parse_theory("Chưa")
    ('advanced', 'intermediate', None)
    """
    if is_empty_word(value):
        return None
    if (known := THEORY.parse(show(value))) is not None:
        return known
    word = _plain(value)
    for level, pattern in (
        ("bachelor", r"^(cu nhan|cn|dai hoc|dh)"),
        ("advanced", r"^(cao cap|c ?cap|cc)"),
        ("intermediate", r"^(trung cap|tr? ?cap|tc)"),
        ("elementary", r"^(so cap|s ?cap|sc)"),
    ):
        if re.match(pattern, word):
            return level
    if re.match(r"^(chua|khong|dang hoc)", word):
        return None
    return _unknown(
        value, "trình độ lý luận chính trị", "the theory level", "Cử nhân, Cao cấp, Trung cấp, Sơ cấp, Chưa"
    )


@lru_cache(maxsize=1 << 14, typed=True)
def parse_state_management(value: Cell) -> str | Problem | None:
    """Level of training in state management (cán sự … chuyên viên cao cấp)."""
    if is_empty_word(value):
        return None
    if (known := STATE_MANAGEMENT.parse(show(value))) is not None:
        return known
    word = _plain(value)
    for level, pattern in (
        ("senior", r"cvcc|cao cap"), ("principal", r"cvc|chinh"), ("specialist", r"cv|chuyen vien"), ("officer", r"can su|cs"),
    ):  # fmt: skip
        if re.search(pattern, word):
            return level
    return _unknown(value, "trình độ quản lý nhà nước", "the state management level", "CV, CVC, CVCC, Cán sự")


@lru_cache(maxsize=1 << 14, typed=True)
def parse_employment(value: Cell) -> str | Problem | None:
    """Establishment or kind of labour contract; a work contract of a public employee is no labour contract and stays unknown.

    >>> parse_employment("HĐLĐ theo NĐ 68"), parse_employment("BC"), parse_employment("HĐ ngoài CT (trường ký)")
    ('contract_68', 'establishment', 'extra_contract')
    """
    if is_empty_word(value):
        return None
    if (known := EMPLOYMENT.parse(show(value))) is not None:
        return known
    word = _plain(value)
    for kind, pattern in (
        ("contract_68", r"\b(hd|nd|hdld|hop dong|nghi dinh)\w* ?(so )?68\b|\b(nd|hd)68"), ("contract_111", r"\b(hd|nd|hdld|hop dong|nghi dinh)\w* ?(so )?111\b|\b(nd|hd)111"),
        ("extra_contract", r"\bngoai (chi tieu|ct|bien che|bc)\b"), ("quota_contract", r"\b(hd|hop dong).* trong (chi tieu|ct|bien che|bc)\b"),
        ("talent_contract", r"thu hut|\bde an\b"), ("task_contract", r"vu viec|thoi vu|khoan"), ("expert_contract", r"chuyen gia|doanh nhan|luat gia"),
        ("unit_contract", r"don vi tu|tu (hop dong|hd|ky)\b"), ("establishment", r"^(trong )?(bien che|bc)\b"), ("other_contract", r"^(hop dong|hd) khac"),
    ):  # fmt: skip
        if re.search(pattern, word):
            return kind
    return _unknown(
        value,
        "biên chế, loại hợp đồng",
        "the establishment or kind of contract",
        "Biên chế, HĐ 68, HĐ 111, HĐ trong chỉ tiêu, HĐ ngoài chỉ tiêu, HĐ thu hút, HĐ vụ việc, HĐ khác",
    )


@lru_cache(maxsize=1 << 14, typed=True)
def parse_rating(value: Cell) -> str | Problem | None:
    """Yearly rating; ``Không xếp loại`` and an empty cell are None.

    >>> parse_rating("HTTNV"), parse_rating("Không xếp loại"), parse_rating("Hoàn thành nhiệm vụ")
    ('good', None, 'completed')
    """
    if is_empty_word(value):
        return None
    word = re.sub(r"[^\w\s]", " ", fold(show(value)).replace(".", ""))
    word = clean(word)
    if re.search(
        r"(khong|chua|ko|k) (duoc )?(xep|xl\b|dg\b|danh gia|phan|binh)|^kxl|^cxl|thai san|moi tuyen|tap su", word
    ):
        return None
    packed = word.replace(" ", "")
    if re.search(r"khong hoan thanh|khong ht|k ht|chua hoan thanh|ko ht", word) or packed in {
        "khtnv",
        "kht",
        "khongdat",
    }:
        return "failed"
    if (
        "xuat sac" in word
        or re.match(r"(ht )?(ht)?xs\b", word)
        or packed in {"htxs", "htxsnv", "xs", "hoanthanhxs", "hoanthanhxsnv", "xsnv"}
    ):
        return "excellent"
    if re.search(r"\btot\b", word) or packed in {"httnv", "htt", "ttnv", "t"}:
        return "good"
    if word.startswith("hoan thanh") or packed in {"htnv", "ht"} or re.match(r"^(htnv|ht)\b", word):
        return "completed"
    return _unknown(value, "xếp loại", "the rating", "HTXSNV, HTTNV, HTNV, KHTNV, Không xếp loại")


@lru_cache(maxsize=1 << 14, typed=True)
def parse_citizen_id(value: Cell, *, plain_text: bool = False) -> str | Problem | None:
    """A citizen number (12 digits) or old identity card (9), zeros that a spreadsheet dropped put back.

    >>> parse_citizen_id(22044095344), parse_citizen_id("022.044.095.344")
    ('022044095344', '022044095344')
    """
    if value is None or (
        isinstance(value, str) and fold(value).strip(" .") in {"", "-", "--", "chua co", "khong", "?"}
    ):
        return None
    todo = (
        "nhập lại đủ 12 chữ số (hoặc 9 số CMND cũ), định dạng ô là Văn bản",
        "enter all 12 digits (or the old 9), cell formatted as text",
    )
    text = show(value)
    if re.search(r"\d[eE]\+?\d", text):
        return Problem(
            "số định danh đã mất chữ số vì ghi kiểu khoa học", "digits were lost to scientific notation", *todo
        )
    if isinstance(value, float | date):
        return Problem("số định danh không phải là dãy chữ số", "the citizen number is not a string of digits", *todo)
    text = re.sub(r"^(so )?(cccd|cmnd|cmt|cmtnd|can cuoc)[\s:.]*(so)?[\s:.]*", "", fold(text))
    text = re.sub(r"[,.]0$", "", text) if plain_text else text
    digits = re.sub(r"[\s.,\-–'’`]", "", text)
    if not re.fullmatch(r"\d+", digits):
        return Problem(
            "số định danh có ký tự không phải chữ số", "the citizen number holds characters that are not digits", *todo
        )
    if len(digits) in (9, 12):
        return digits
    if len(digits) == 11:
        return "0" + digits
    if len(digits) == 10 and digits[0] in "12468" and (isinstance(value, int) or plain_text):
        return "00" + digits
    if len(digits) == 8 and (isinstance(value, int) or plain_text):
        return "0" + digits
    return Problem(f"số định danh có {len(digits)} chữ số", f"the citizen number has {len(digits)} digits", *todo)


@lru_cache(maxsize=1 << 14, typed=True)
def parse_coefficient(value: Cell) -> float | Problem | None:
    """Salary coefficient with a comma or a point; what is outside 1–13 is refused.

    >>> parse_coefficient("4,32"), parse_coefficient(3)
    (4.32, 3.0)
    """
    if is_empty_word(value) or isinstance(value, bool):
        return None
    todo = ("ghi hệ số như 4,32", "write the coefficient like 4,32")
    if isinstance(value, date):
        return Problem("Excel đã đổi hệ số lương thành ngày", "Excel turned the coefficient into a date", *todo)
    m = re.match(r"^'?\s*(\d+(?:[.,]\s?\d+)?)(?:\s*(?:\+|\().*)?$", show(value))
    if m is None:
        return Problem(f"«{show(value)}» không phải hệ số lương", f"“{show(value)}” is not a coefficient", *todo)
    number = round(float(re.sub(r"\s", "", m[1]).replace(",", ".")), 4)
    if not 1.0 <= number <= 13.0:
        return Problem(
            f"hệ số {show(value)} ngoài khoảng 1–13", f"the coefficient {show(value)} is outside 1–13", *todo
        )
    return number

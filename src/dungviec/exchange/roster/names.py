"""People's names: proper case, honorifics off, and how likely a text is a person's name at all."""

from __future__ import annotations

import re
from functools import lru_cache

from dungviec.records.vietnamese import clean, fold

SURNAMES = frozenset(
    [
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "dao",
        "doan",
        "vuong",
        "trinh",
        "truong",
        "dinh",
        "lam",
        "phung",
        "mai",
        "to",
        "ha",
        "tang",
        "thach",
        "luong",
        "luu",
        "cao",
        "chu",
        "chau",
        "ta",
        "thai",
        "quach",
        "quang",
        "giang",
        "kieu",
        "nghiem",
        "tong",
        "tu",
        "tieu",
        "than",
        "ninh",
        "la",
        "lai",
        "loc",
        "lo",
        "lu",
        "luc",
        "ma",
        "man",
        "mac",
        "mach",
        "nong",
        "nghe",
        "nhan",
        "ong",
        "on",
        "phi",
        "phu",
        "quan",
        "sam",
        "sung",
        "tha",
        "thieu",
        "thi",
        "ton",
        "toan",
        "trang",
        "trieu",
        "tuong",
        "ung",
        "uong",
        "vi",
        "vien",
        "be",
        "ban",
        "bach",
        "bang",
        "cam",
        "can",
        "cao",
        "ba",
        "chung",
        "co",
        "cu",
        "cung",
        "da",
        "dam",
        "dan",
        "diep",
        "du",
        "giap",
        "giao",
        "hau",
        "hoa",
        "hua",
        "khuat",
        "khuc",
        "khuong",
        "kha",
        "kim",
        "hang",
        "ho",
        "au",
        "an",
        "bien",
        "be",
        "bo",
        "bui",
        "che",
        "cheo",
        "chieu",
        "cho",
        "chuong",
        "ham",
        "han",
        "hy",
        "kien",
        "kong",
        "ksor",
        "lang",
        "leng",
        "linh",
        "mong",
        "moong",
        "ngan",
        "ngac",
        "ngoc",
        "nhu",
        "nie",
        "ngu",
        "phuong",
        "ro",
        "roong",
        "sin",
        "sen",
        "so",
        "tan",
        "tay",
        "thang",
        "thao",
        "then",
        "thuong",
        "tien",
        "tinh",
        "to",
        "tray",
        "trung",
        "vang",
        "voong",
        "xa",
        "xo",
        "yen",
        "y",
        "h",
        "a",
        "lau",
        "lau",
        "giang",
        "vang",
        "sung",
        "thao",
        "mua",
        "hang",
        "tong",
        "cu",
        "va",
        "ly",
        "pham",
        "quy",
        "si",
        "lung",
        "duc",
        "lieu",
        "cat",
        "doi",
        "mau",
        "tuan",
        "bat",
        "eban",
        "kpa",
        "rahlan",
        "siu",
    ]
)
_HONORIFIC = re.compile(r"^(đ/c|đc|đồng chí|ông|bà|anh|chị|cô|mr|mrs|ms)\s*[.:]?\s+", re.IGNORECASE)
_ACADEMIC = re.compile(
    r"^(?:(?:pgs|gs|ts|tskh|th\.?s|bs|bsnt|(?:bs|ds)?\.?\s?ck\.?\s?(?:i{1,2}|1|2)|ks|kts|cn|ds|nhà giáo ưu tú|ngưt)(?:[.,]\s*|\s+))+",
    re.IGNORECASE,
)
"""Degrees and professions that stand before a name (PGS.TS., BSCKII, ThS); none of them is a surname."""
_FEMALE_HONORIFIC = re.compile(r"^(bà|chị|cô|mrs|ms)\b", re.IGNORECASE)
_MALE_HONORIFIC = re.compile(r"^(ông|anh|mr)\b", re.IGNORECASE)
_WORD = re.compile(r"^[^\W\d_]+([’'´`.\-][^\W\d_]*)*$")
_NOTE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@lru_cache(maxsize=1 << 14, typed=True)
def proper_case(text: str) -> str:
    """Names in capitals or small letters with a capital on each word; mixed case is left alone.

    >>> proper_case("NGUYỄN VĂN AN"), proper_case("H'HEN NIÊ"), proper_case("Lê Thị Ánh")
    ('Nguyễn Văn An', "H'Hen Niê", 'Lê Thị Ánh')
    """
    return " ".join(_proper_word(w) for w in clean(text).split(" "))


def _proper_word(word: str) -> str:
    if len(word) > 1 and (word.isupper() or word.islower()):
        return re.sub(r"[^\W\d_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), word)
    return word.upper() if len(word) == 1 else word


@lru_cache(maxsize=1 << 14, typed=True)
def tidy_name(text: str) -> tuple[str, str | None]:
    """The name in proper case without honorific, leading number or a note in brackets; and the sex the honorific tells.

    >>> tidy_name("Bà TRẦN THỊ B (nghỉ thai sản)")
    ('Trần Thị B', 'female')
    """
    text = clean(re.sub(r"^\s*\d+\s*[.)]\s*", "", text))
    sex = None
    if (m := _HONORIFIC.match(text)) and len(text[m.end() :].split()) >= 2:
        sex = "female" if _FEMALE_HONORIFIC.match(text) else "male" if _MALE_HONORIFIC.match(text) else None
        text = text[m.end() :]
    if (m := _ACADEMIC.match(text)) and len(text[m.end() :].split()) >= 2:
        text = text[m.end() :]
    text = _NOTE.sub("", text).strip(" .,;:*-–")
    return proper_case(text), sex


@lru_cache(maxsize=1 << 14, typed=True)
def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's full name: two to seven words of letters, the first a known surname or all capitalised."""
    text, _ = tidy_name(text)
    words = text.split(" ")
    if not 2 <= len(words) <= 7 or not all(_WORD.match(w) for w in words):
        return False
    return fold(words[0]) in SURNAMES or all(w[0].isupper() for w in words)


@lru_cache(maxsize=1 << 14, typed=True)
def has_surname(text: str) -> bool:
    """Whether the first word of a text is a known Vietnamese surname."""
    text, _ = tidy_name(text)
    return fold(text.split(" ")[0]) in SURNAMES
